"""What ends at once: sessions of closed accounts, withdrawn mandates; signing in and its limits."""

import re

import pytest
from django.conf import global_settings as django_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from tests.accounts.conftest import PASSWORD

from zazemi.accounts import services
from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor
from zazemi.kernel.actor import Actor, Role

LOGIN = "/ucet/login/"
ME = "/ucet/"
PEOPLE = "/ucet/lide/"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


def test_a_closed_account_is_out_at_the_next_request(sign_in, officer, boss):
    client = sign_in(officer)
    assert client.get(ME).status_code == 200
    services.deactivate(officer, by=boss)
    assert client.get(ME).status_code == 302
    services.reactivate(officer, by=boss)
    assert client.get(ME).status_code == 302, "an old session must not come back"


def test_a_withdrawn_mandate_counts_at_the_next_request(sign_in, officer, boss):
    extra = services.grant_mandate(user=officer, role_for=RoleFor(role=Role.ADMINISTRATOR), by=boss)
    client = sign_in(officer)
    assert client.get(PEOPLE).status_code == 200
    services.withdraw_mandate(extra, by=boss)
    assert client.get(PEOPLE).status_code == 403


def test_signing_in_changes_the_session_and_signing_out_ends_it(client, officer):
    client.get(LOGIN)
    before = client.cookies.get("zazemi_session")
    client.post(LOGIN, {"login": "JANA@kraj.example", "password": PASSWORD})
    session = client.cookies["zazemi_session"].value
    assert session != (before.value if before else None)
    client.post("/ucet/logout/")
    client.cookies["zazemi_session"] = session
    assert client.get(ME).status_code == 302


def test_wrong_address_and_wrong_password_look_the_same(client, officer):
    def refusal(login):
        page = client.post(LOGIN, {"login": login, "password": "not the password at all"})
        text = page.content.decode().replace(login, "")
        return page.status_code, re.sub(r"(value|content|X-CSRFToken)[^>]*", "", text)

    assert refusal("jana@kraj.example") == refusal("nikdo@kraj.example")


def test_guessing_is_slowed_down(client, officer):
    for _attempt in range(5):
        client.post(LOGIN, {"login": "jana@kraj.example", "password": "guess"})
    page = client.post(LOGIN, {"login": "jana@kraj.example", "password": PASSWORD})
    assert page.status_code in {200, 429}
    assert client.get(ME).status_code == 302


def test_passwords_are_hashed_slowly():
    hasher = PBKDF2PasswordHasher()
    assert django_settings.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")
    assert hasher.iterations >= 600_000


def test_nobody_signs_up_by_himself(client):
    assert client.get("/ucet/signup/").status_code == 404
    data = {"email": "a@b.example", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/ucet/signup/", data).status_code == 404


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil"],
)
def test_signing_in_never_leads_elsewhere(client, officer, target):
    answer = client.post(LOGIN, {"login": officer.email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))


def test_a_reset_mail_does_not_believe_the_request(client, officer, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/ucet/password/reset/", {"email": officer.email}, headers={"host": "evil.example"})
    assert len(mail.outbox) == 1
    assert "evil.example" not in mail.outbox[0].body
    link = re.search(r"http://127\.0\.0\.1:8000(/ucet/password/reset/key/\S+)", mail.outbox[0].body)
    page = client.get(link[1], follow=True)
    assert page.status_code == 200
    new = "docela nove dlouhe heslo"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert User.objects.get(pk=officer.pk).check_password(new)


def test_a_reset_for_an_unknown_address_says_the_same_and_sends_nothing(client, officer):
    known = client.post("/ucet/password/reset/", {"email": officer.email})
    unknown = client.post("/ucet/password/reset/", {"email": "nikdo@kraj.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_staff_without_a_second_factor_must_set_it_up_first(sign_in, administrator, settings):
    settings.MFA_REQUIRED = True
    client = sign_in(administrator)
    answer = client.get(PEOPLE)
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.post("/ucet/logout/").status_code == 302


def test_a_municipality_needs_no_second_factor(sign_in, administrator, settings, boss):
    settings.MFA_REQUIRED = True
    user = User.objects.create_user("obec@obec.example", PASSWORD, name="Obec")
    services.grant_mandate(
        user=user, role_for=RoleFor(role=Role.MUNICIPALITY, municipality_code="564265"), by=boss
    )
    assert sign_in(user).get(ME).status_code == 200


def test_what_signed_in_people_see_stays_in_no_cache(sign_in, officer):
    assert "no-store" in sign_in(officer).get(ME)["Cache-Control"]


def test_the_login_page_lists_demo_accounts_only_in_the_demonstration(client, officer, settings):
    settings.DEMO = True
    services.open_demo_account(
        mailbox="vedouci",
        name="Vedoucí",
        role_for=RoleFor(role=Role.HEAD),
        by=Actor.for_machine("demo"),
    )
    assert "vedouci@ukazka.example" in client.get(LOGIN).content.decode()
    settings.DEMO = False
    page = client.get(LOGIN).content.decode()
    assert "vedouci@ukazka.example" not in page
    assert "ukazka-zazemi" not in page


def test_somebody_without_any_mandate_can_still_sign_out(sign_in, officer, mandate, boss):
    services.withdraw_mandate(mandate, by=boss)
    page = sign_in(officer).get(ME)
    assert page.status_code == 200
    assert 'action="/ucet/logout/"' in page.content.decode()
