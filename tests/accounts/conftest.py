"""People for the tests of accounts."""

import pytest

from zazemi.accounts.models import Mandate, User
from zazemi.accounts.selectors import actor_of
from zazemi.accounts.services import RoleFor, create_first_administrator, grant_mandate
from zazemi.kernel.actor import Actor, Role

PASSWORD = "dlouhe heslo pro testy"
CONSOLE = Actor.for_machine("console")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hash quickly; that the real hasher is a slow one is a test of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def administrator(db):
    return create_first_administrator(
        email="spravce@kraj.example", name="Správce Systému", password=PASSWORD, by=CONSOLE
    )


@pytest.fixture
def boss(administrator):
    """The actor of the administrator."""
    return actor_of(administrator).actor


@pytest.fixture
def officer(administrator):
    user = User.objects.create_user("jana@kraj.example", PASSWORD, name="Jana Nová")
    grant_mandate(user=user, role_for=RoleFor(role=Role.REGIONAL_OFFICER, region_code="CZ0X1"), by=CONSOLE)
    return user


@pytest.fixture
def mandate(officer):
    return Mandate.objects.get(user=officer)


@pytest.fixture
def sign_in(client):
    def sign(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign
