"""The access matrix as a file: what it says, and what is no matrix."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from zazemi.accounts import middleware
from zazemi.accounts.matrix import ROLE_COLUMNS, AccessMatrixError, Decision, access_matrix, read_matrix
from zazemi.kernel.actor import Actor, Role

HEAD = ",".join(["url_name", "method", *ROLE_COLUMNS, "note"])
CLOSED = ["no"] * len(ROLE_COLUMNS)


def row(name, method="GET", **cells):
    values = [cells.get(column, "no") for column in ROLE_COLUMNS]
    return ",".join([name, method, *values, "note"])


def actor(*roles):
    return Actor(user_id=1, name="x", roles=frozenset(roles))


MATRIX = read_matrix(
    [
        HEAD,
        row("page", anonymous="no", head="yes", provider="own"),
        row("open", **dict.fromkeys(ROLE_COLUMNS, "yes")),
        row("closed"),
    ]
)


@pytest.mark.parametrize(
    ("url_name", "method", "who", "decision"),
    [
        ("page", "GET", Actor.anonymous(), Decision.SIGN_IN),
        ("page", "GET", actor(Role.HEAD), Decision.ALLOWED),
        ("page", "HEAD", actor(Role.HEAD), Decision.ALLOWED),
        ("page", "GET", actor(Role.PROVIDER), Decision.ALLOWED),
        ("page", "GET", actor(Role.PROVIDER, Role.SECRETARY), Decision.ALLOWED),
        ("page", "GET", actor(Role.SECRETARY), Decision.FORBIDDEN),
        ("page", "GET", actor(), Decision.FORBIDDEN),
        ("page", "POST", actor(Role.HEAD), Decision.UNKNOWN_METHOD),
        ("open", "GET", actor(), Decision.ALLOWED),
        ("closed", "GET", actor(Role.ADMINISTRATOR), Decision.UNKNOWN_ADDRESS),
        ("nowhere", "GET", actor(Role.ADMINISTRATOR), Decision.UNKNOWN_ADDRESS),
        ("", "GET", actor(Role.ADMINISTRATOR), Decision.UNKNOWN_ADDRESS),
    ],
)
def test_the_matrix_decides(url_name, method, who, decision):
    assert MATRIX.decide(url_name, method, who) == decision


@pytest.mark.parametrize(
    "lines",
    [
        ["url_name,method"],
        [HEAD, row("page", head="perhaps")],
        [HEAD, row("page", "FETCH")],
        [HEAD, row("")],
        [HEAD, row("page") + ",more"],
        [HEAD, row("page"), row("page")],
    ],
)
def test_what_is_no_matrix_is_refused(lines):
    with pytest.raises(AccessMatrixError):
        read_matrix(lines)


def test_the_matrix_is_read_again_when_it_changes(tmp_path, settings):
    settings.ACCESS_MATRIX = tmp_path / "matrix.csv"
    settings.ACCESS_MATRIX.write_text(f"{HEAD}\n{row('page')}\n", encoding="utf-8")
    assert access_matrix().methods_of("page") == ("GET",)
    settings.ACCESS_MATRIX.write_text(f"{HEAD}\n{row('page', 'POST')}\n", encoding="utf-8")
    import os

    os.utime(settings.ACCESS_MATRIX, ns=(1, 1))
    assert access_matrix().methods_of("page") == ("POST",)


def test_an_unlisted_page_is_not_there_even_for_an_administrator(sign_in, administrator, settings, tmp_path):
    settings.ACCESS_MATRIX = tmp_path / "matrix.csv"
    settings.ACCESS_MATRIX.write_text(HEAD, encoding="utf-8")
    assert sign_in(administrator).get(reverse("accounts:people")).status_code == 404


def test_a_lost_session_during_htmx_leads_the_whole_page_to_signing_in(client, db):
    answer = client.get(reverse("accounts:me"), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("account_login"))


def test_a_post_without_signing_in_does_not_come_back_to_the_post(client, db):
    answer = client.post(reverse("accounts:invite"))
    assert answer["Location"] == f"{reverse('account_login')}?next=/"


def test_a_database_that_is_away_is_said_so(client, monkeypatch):
    def away(_user):
        raise OperationalError

    monkeypatch.setattr(middleware, "actor_of", away)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Traceback" not in answer.content.decode()


def test_a_database_that_goes_away_in_a_view_is_said_so(sign_in, administrator, monkeypatch):
    client = sign_in(administrator)

    def away():
        raise OperationalError

    monkeypatch.setattr("zazemi.accounts.views.people", away)
    assert client.get(reverse("accounts:people")).status_code == 503
