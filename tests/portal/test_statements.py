"""The statements say what is true: contacts from the settings, cookies that are really set."""

from django.test import Client, override_settings
from django.urls import reverse

from zazemi.accounts.models import User
from zazemi.portal.cookies import cookies

OPERATOR = {
    "name": "Zkušební úřad",
    "email": "pristupnost@urad.example",
    "phone": "",
    "address": "",
    "officer": "Jan Nový",
}


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


@override_settings(OPERATOR=OPERATOR)
def test_statements_name_the_operator_and_a_contact(client, db):
    for address in ("/pristupnost/", "/osobni-udaje/"):
        page = text_of(client.get(address))
        assert "Zkušební úřad" in page
        assert "mailto:pristupnost@urad.example" in page
    assert "Jan Nový" in text_of(client.get("/osobni-udaje/"))


def test_without_a_contact_the_statement_says_so(client, db):
    assert "kontakt nezadal" in text_of(client.get("/pristupnost/"))


def test_the_accessibility_statement_has_all_parts_of_the_act(client, db):
    page = text_of(client.get("/pristupnost/"))
    for part in (
        "částečně v souladu",
        "č. 99/2019",
        "Co není přístupné",
        "Místo toho:",
        "Prohlášení vydáno",
        "DIA",
        "30 dnů",
    ):
        assert part in page


def test_every_cookie_that_is_set_is_listed_and_every_listed_one_is_set(db):
    user = User.objects.create_user(email="eva@ukazka.example", password="dlouhé heslo na zkoušku")
    seen: set[str] = set()
    browser = Client()
    steps = [
        ("get", reverse("account_login"), {}),
        ("post", reverse("account_login"), {"login": user.email, "password": "dlouhé heslo na zkoušku"}),
        ("get", reverse("account_logout"), {}),
        ("post", reverse("account_logout"), {}),
        ("post", "/vzhled/", {"theme": "dark"}),
        ("post", "/jazyk/", {"language": "en"}),
        ("get", "/", {}),
    ]
    for method, address, values in steps:
        seen |= set(getattr(browser, method)(address, values).cookies)
    assert seen == {one.name for one in cookies()}


def test_the_page_shows_the_cookies(client, db):
    page = text_of(client.get("/osobni-udaje/"))
    assert all(f"<code>{one.name}</code>" in page for one in cookies())


def test_every_page_leads_to_its_help(client, db):
    for address, name in (
        ("/osobni-udaje/", "portal-privacy"),
        ("/data/", "portal-downloads"),
        ("/", "portal-home"),
    ):
        assert f'href="/napoveda/{name}/"' in text_of(client.get(address))
    assert client.get("/napoveda/nic-takoveho/").status_code == 404


def test_help_is_shown_with_its_heading_and_list(client, db):
    page = text_of(client.get("/napoveda/portal-overview/"))
    assert "Přehled kraje</span></h1>" in page
    assert "<ol>" in page
    assert "also:" not in page


def test_search_says_when_results_are_cut(client, territory, monkeypatch):
    monkeypatch.setattr("zazemi.portal.views.LIMIT", 2)
    page = text_of(client.get("/hledat/?q=zle"))
    assert "Pro <b>zle</b> je tu" in page
    assert "1 obec, 0 služeb" in page
    page = text_of(client.get("/hledat/?q=ov"))
    assert "víc než 2 obcí" in page
    assert "Je tu jen prvních 2" in page
