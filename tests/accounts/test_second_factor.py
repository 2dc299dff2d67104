"""The second factor: set up by hand, asked at the next sign-in, each code once."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse
from tests.accounts.conftest import PASSWORD

ME = "/ucet/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(client, administrator):
    """Set the second factor up on the pages; the person is signed out afterwards."""
    cache.clear()
    client.post(reverse("account_login"), {"login": administrator.email, "password": PASSWORD})
    activate = reverse("mfa_activate_totp")
    asked = client.get(activate)
    assert asked.status_code == 302, "a protected step asks for the password again"
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(activate).content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    done = client.post(activate, {"code": code_of(found)})
    assert done.status_code == 302, done.content
    client.post(reverse("account_logout"))
    cache.clear()
    return found


def sign_in(client, administrator):
    return client.post(reverse("account_login"), {"login": administrator.email, "password": PASSWORD})


def test_the_password_alone_is_not_enough(client, administrator, secret, settings):
    settings.MFA_REQUIRED = True
    answer = sign_in(client, administrator)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(ME).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(ME).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(ME).status_code == 200


def test_a_code_works_once(client, administrator, secret):
    code = code_of(secret)
    sign_in(client, administrator)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(ME).status_code == 200
    client.post(reverse("account_logout"))
    sign_in(client, administrator)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(ME).status_code == 302


def test_recovery_codes_are_made_with_the_second_factor(administrator, secret):
    kinds = set(Authenticator.objects.filter(user=administrator).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
