"""Error pages are kind, say the way out, and stand in the frame."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from zazemi.ui.views import not_understood


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("400.html", "Nic se nezměnilo"),
        ("403.html", "jiné roli"),
        ("404.html", "Nic se nezměnilo"),
        ("405.html", "použijte tlačítko"),
        ("413.html", "menší soubor"),
        ("429.html", "Počkejte"),
        ("500.html", "nic napůl"),
        ("403_csrf.html", "Nic se neuložilo"),
    ],
)
def test_an_error_page_says_the_way_out(name, words, db):
    page = render_to_string(name).replace("\u00a0", " ")
    assert "<h1>" in page
    assert words.lower() in page.lower()
    assert 'href="/"' in page
    assert "!" not in page.replace("<!doctype html>", "")


def test_a_too_large_request_is_not_called_misunderstood(db):
    request = RequestFactory().get("/")
    assert not_understood(request, RequestDataTooBig()).status_code == 413
    assert not_understood(request, SuspiciousOperation()).status_code == 400


def test_a_wrong_method_gets_a_page(client, db):
    answer = client.get("/jazyk/")
    assert answer.status_code == 405
    assert "použijte tlačítko" in answer.content.decode().replace("\u00a0", " ")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_form_larger_than_the_limit_answers_413(client, db):
    answer = client.post("/vzhled/", "theme=" + "dark" * 10, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
