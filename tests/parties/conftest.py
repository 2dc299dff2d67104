"""Code lists, a made-up region of three municipalities, organisations and people with invented names."""

import pytest
from tests.network.conftest import NAMES, make_region

from zazemi.codelists.selectors import code_with
from zazemi.codelists.services import seed_lists
from zazemi.kernel.actor import Actor, Role
from zazemi.parties.choices import BodyKind, OrganisationKind
from zazemi.parties.services import (
    BodyFields,
    OrganisationDetails,
    PersonFields,
    add_body,
    add_organisation,
    add_person,
)
from zazemi.territory.models import Municipality


def actor(*roles, **options):
    return Actor(user_id=7, name="Jana Malá", roles=frozenset(roles), **options)


@pytest.fixture
def officer():
    return actor(Role.REGIONAL_OFFICER)


@pytest.fixture
def head():
    return actor(Role.HEAD)


@pytest.fixture
def lists(db):
    seed_lists(by=Actor.for_machine("console"))
    return code_with


@pytest.fixture
def region(db):
    return make_region("CZ0X1", NAMES)


@pytest.fixture
def chlumkov(region):
    return Municipality.objects.get(code="990002")


@pytest.fixture
def hrana(chlumkov, officer):
    return add_organisation(
        name="Spolek Hrana",
        ico="27000028",
        kind=OrganisationKind.PROVIDER,
        details=OrganisationDetails(municipality=chlumkov, email="spolek@hrana.example"),
        by=officer,
    )


@pytest.fixture
def person(db, officer):
    def make(family, given="Jan", **options):
        fields = PersonFields(given_name=given, family_name=family, **options)
        return add_person(person=fields, by=officer)

    return make


@pytest.fixture
def commission(hrana, officer):
    fields = BodyFields(
        name="Komise pro sociální začleňování", kind=BodyKind.COMMISSION, founder=hrana, term="2024–2028"
    )
    return add_body(key="komise", fields=fields, by=officer)


@pytest.fixture
def sign_in(client):
    """Sign a new person in with one role; return the client."""
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    administrator = Actor(user_id=None, name="Zkouška", roles=frozenset({Role.ADMINISTRATOR}))

    def sign_in(role, *, organisation=None, municipality="", into=client):
        number = User.objects.count() + 1
        user = User.objects.create_user(
            email=f"osoba{number}@priklad.example", name=f"Osoba {number}", password=None
        )
        role_for = RoleFor(
            role=role,
            organisation_id=organisation.pk if organisation else None,
            municipality_code=municipality,
        )
        grant_mandate(user=user, role_for=role_for, by=administrator)
        into.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return into

    return sign_in
