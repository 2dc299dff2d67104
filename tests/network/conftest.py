"""A made-up region of three municipalities, one provider, people of each kind."""

import datetime as dt
from decimal import Decimal

import pytest

from zazemi.kernel.actor import Actor, Role
from zazemi.network.choices import CapacityUnit
from zazemi.network.services import CapacityFields, PlaceFields, add_capacity, add_place, add_service
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.territory.models import District, Municipality, Orp, Pou, Region
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceForm, ServiceKind

NAMES = {"990001": "Dolní Lhota", "990002": "Chlumkov", "990003": "Žďárek"}


def named(name):
    return {"name": name, "name_folded": folded(name), "name_sort": sort_key(name)}


def make_region(code, names, digit="9"):
    region = Region.objects.create(code=code, is_fictional=True, **named(f"Kraj {code}"))
    district = District.objects.create(code=f"{code}1", region=region, **named("Okres"))
    orp = Orp.objects.create(code=f"{digit}901", region=region, district=district, **named(f"Orp {code}"))
    pou = Pou.objects.create(code=f"{digit}9011", orp=orp, **named("Pou"))
    for number, (one, name) in enumerate(names.items()):
        Municipality.objects.create(
            code=one,
            status="O",
            orp=orp,
            pou=pou,
            district=district,
            region=region,
            lat=50.5 + number / 10,
            lon=15.0 + number / 10,
            **named(name),
        )
    return region


@pytest.fixture
def officer():
    return Actor(user_id=1, name="Jana Malá", roles=frozenset({Role.REGIONAL_OFFICER}))


@pytest.fixture
def machine():
    return Actor.for_machine("import")


@pytest.fixture
def region(db):
    return make_region("CZ0X1", NAMES)


@pytest.fixture
def provider(region, officer):
    return add_organisation(
        name="Oblastní spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=officer
    )


@pytest.fixture
def service(provider, officer):
    return add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name="Terén Chlumkov", by=officer)


@pytest.fixture
def place(service, officer):
    chlumkov = Municipality.objects.get(code="990002")
    return add_place(
        service=service, fields=PlaceFields(municipality=chlumkov, address="Nádražní 5"), by=officer
    )


@pytest.fixture
def capacity(place, officer):
    fields = CapacityFields(
        unit=CapacityUnit.FTE,
        value=Decimal("6.00"),
        form=ServiceForm.FIELD,
        valid_from=dt.date(2025, 1, 1),
    )
    return add_capacity(place=place, fields=fields, by=officer)


@pytest.fixture
def sign_in(client):
    """Sign a new person in with one role; return the client."""
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    administrator = Actor(user_id=None, name="Zkouška", roles=frozenset({Role.ADMINISTRATOR}))

    def sign_in(role, *, organisation=None, into=client):
        number = User.objects.count() + 1
        user = User.objects.create_user(
            email=f"osoba{number}@priklad.example", name=f"Osoba {number}", password=None
        )
        role_for = RoleFor(role=role, organisation_id=organisation.pk if organisation else None)
        grant_mandate(user=user, role_for=role_for, by=administrator)
        into.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return into

    return sign_in


@pytest.fixture
def code_lists(db, machine):
    """The code lists as they begin."""
    from zazemi.codelists.services import seed_lists

    seed_lists(by=machine)
