"""Invitations: a one-time link, its end, and the way of an empty installation."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.accounts.conftest import PASSWORD

from zazemi.accounts import services
from zazemi.accounts.errors import AddressInvitedError, AddressTakenError, InvitationGoneError
from zazemi.accounts.models import Invitation, Mandate, User
from zazemi.accounts.selectors import actor_of
from zazemi.accounts.services import RoleFor
from zazemi.kernel import clock
from zazemi.kernel.actor import Role

HEAD = RoleFor(role=Role.HEAD, region_code="CZ0X1")


@pytest.fixture
def sent(boss):
    return services.invite(email="Eva@Kraj.example", name="Eva Malá", role_for=HEAD, by=boss)


@pytest.mark.db
def test_a_link_opens_one_account_with_its_role(sent):
    user = services.accept_invitation(sent.token, password=PASSWORD)
    actor = actor_of(user).actor
    assert (user.email, actor.roles, actor.region_codes) == ("eva@kraj.example", {Role.HEAD}, {"CZ0X1"})
    with pytest.raises(InvitationGoneError):
        services.accept_invitation(sent.token, password=PASSWORD)
    assert User.objects.filter(email="eva@kraj.example").count() == 1


def test_the_secret_of_a_link_is_not_kept(sent):
    kept = [str(value) for row in Invitation.objects.values_list() for value in row]
    assert sent.token not in kept
    assert len(sent.token) >= 43


def test_an_old_link_does_not_work(sent):
    with clock.frozen(clock.now() + dt.timedelta(days=14, seconds=1)), pytest.raises(InvitationGoneError):
        services.accept_invitation(sent.token, password=PASSWORD)


def test_a_withdrawn_link_does_not_work(sent, boss):
    services.withdraw_invitation(sent.invitation, by=boss)
    with pytest.raises(InvitationGoneError):
        services.open_invitation(sent.token)
    with pytest.raises(InvitationGoneError):
        services.withdraw_invitation(sent.invitation, by=boss)


def test_known_addresses_are_not_invited(sent, boss, officer):
    with pytest.raises(AddressInvitedError):
        services.invite(email="eva@kraj.example", name="Eva", role_for=HEAD, by=boss)
    with pytest.raises(AddressTakenError):
        services.invite(email="JANA@kraj.example", name="Jana", role_for=HEAD, by=boss)


def test_from_an_empty_installation_to_a_signed_in_head_of_department(client, administrator):
    """``zazemi init`` made the administrator; everything else happens on pages, without JavaScript."""
    client.post(reverse("account_login"), {"login": "Spravce@kraj.example", "password": PASSWORD})
    answer = client.post(
        reverse("accounts:invite"),
        {"name": "Eva Malá", "email": "eva@kraj.example", "role": "head", "form_key": "k1"},
    )
    assert answer.status_code == 200, answer.content
    link = answer.context["link"]
    client.post(reverse("account_logout"))
    path = link.removeprefix("http://127.0.0.1:8000")
    page = client.get(path)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    weak = client.post(path, {"name": "Eva", "password": "abc", "password_again": "abc"})
    assert weak.status_code == 422
    done = client.post(path, {"name": "Eva Malá", "password": PASSWORD, "password_again": PASSWORD})
    assert done.status_code == 302
    assert client.get(path).status_code == 404
    client.post(reverse("account_login"), {"login": "eva@kraj.example", "password": PASSWORD})
    assert "Eva Malá" in client.get(reverse("accounts:me")).content.decode()


def test_a_role_without_its_municipality_keeps_what_was_typed(sign_in, administrator):
    answer = sign_in(administrator).post(
        reverse("accounts:invite"),
        {
            "name": "Obec",
            "email": "obec@obec.example",
            "role": "municipality",
            "municipality_code": "12",
            "form_key": "k",
        },
    )
    assert answer.status_code == 422
    assert "obec@obec.example" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_double_click_gives_the_same_link_twice(sign_in, administrator):
    typed = {"name": "Eva", "email": "eva@kraj.example", "role": "head", "form_key": "one and the same"}
    client = sign_in(administrator)
    links = {client.post(reverse("accounts:invite"), typed).context["link"] for _click in range(3)}
    assert len(links) == 1
    assert Invitation.objects.count() == 1


def test_a_double_click_grants_one_mandate(sign_in, administrator, officer):
    typed = {"role": "head", "valid_from": "2026-11-22", "form_key": "one and the same"}
    client = sign_in(administrator)
    before = Mandate.objects.count()
    for _click in range(3):
        assert client.post(reverse("accounts:grant", args=[officer.pk]), typed).status_code == 302
    assert Mandate.objects.count() == before + 1
