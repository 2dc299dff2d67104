"""An invented region of four square municipalities with an index, and people of several roles."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, grant_mandate
from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult, IndicatorSet
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.network.choices import CapacityUnit
from zazemi.network.services import (
    CapacityFields,
    PlaceFields,
    add_capacity,
    add_place,
    add_service,
    state_coverage,
)
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.territory.models import District, Municipality, Orp, Population, Pou, Region
from zazemi.ui.shapes import box_wkb
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceForm, ServiceKind

TODAY = dt.date(2026, 11, 24)
MACHINE = Actor.for_machine("demo")
PLACES = (("990001", "Žleby", 24, 1000), ("990002", "Chlumkov", 9, 3000), ("990003", "Cihlářov", 3, 500))
WITHOUT_INDEX = ("990004", "Řečkov")
SIDE = 0.1


def named(name):
    return {"name": name, "name_folded": folded(name), "name_sort": sort_key(name)}


@pytest.fixture(autouse=True)
def _clock():
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def territory(db):
    """One region, one ORP with the seat in Chlumkov, four squares beside each other."""
    region = Region.objects.create(code="CZ0X1", is_fictional=True, **named("Zkušební kraj"))
    district = District.objects.create(code="CZ0X11", region=region, **named("Okres"))
    orp = Orp.objects.create(
        code="1901", region=region, district=district, seat_code="990002", **named("Chlumkov")
    )
    pou = Pou.objects.create(code="19011", orp=orp, **named("Chlumkov"))
    everything = [*((code, name) for code, name, _index, _people in PLACES), WITHOUT_INDEX]
    for number, (code, name) in enumerate(everything):
        west = 15 + number * SIDE
        border = box_wkb(west, 50.5, west + SIDE, 50.6)
        Municipality.objects.create(
            code=code,
            status="O",
            orp=orp,
            pou=pou,
            district=district,
            region=region,
            lat=50.55,
            lon=west + SIDE / 2,
            geom_wkb=border,
            geom_simple_wkb=border,
            **named(name),
        )
    Population.objects.create(municipality_id="990001", counted_on=dt.date(2026, 1, 1), total=1234)
    return region


@pytest.fixture
def indexed(territory):
    """The same with an index of three municipalities."""
    rules = IndicatorSet.objects.create(
        version="isv-2016", name="ISV", valid_from=dt.date(2016, 1, 1), definition={}, source="test"
    )
    computation = IndexComputation.objects.create(
        indicator_set=rules,
        year=2023,
        is_fictional=True,
        computed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        by_name="test",
        municipalities=3,
        national_share=[],
        input_sha256="0" * 64,
    )
    for code, _name, index, people in PLACES:
        row = IndexInputRow.objects.create(
            municipality_id=code,
            year=2023,
            population_15_plus=people,
            population_15_64=people,
            foreclosures=people // 10,
            housing_allowances=40.0,
            living_allowances=20.0,
            long_term_seekers=30,
        )
        IndexResult.objects.create(
            computation=computation,
            municipality_id=code,
            input_row=row,
            values=[],
            points=[[2, 2, 2], [2, 2, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]],
            base_share=[],
            index=index,
            category=3,
        )
    return territory


@pytest.fixture
def region(indexed):
    """The same with a complete register of services: two FTE of field work in Chlumkov."""
    state_coverage(region=indexed, since=dt.date(2025, 1, 1), source="zkušební registr", by=MACHINE)
    provider = add_organisation(
        name="Spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=MACHINE
    )
    service = add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name="Terén Most", by=MACHINE)
    place = add_place(
        service=service, fields=PlaceFields(municipality=Municipality.objects.get(code="990002")), by=MACHINE
    )
    fields = CapacityFields(
        unit=CapacityUnit.FTE, value=Decimal("2.00"), form=ServiceForm.FIELD, valid_from=dt.date(2025, 1, 1)
    )
    add_capacity(place=place, fields=fields, by=MACHINE)
    return indexed


@pytest.fixture
def signed_in(db):
    """Make a browser of a person with one mandate."""

    def make(role, **where):
        user = User.objects.create_user(email=f"{role}@ukazka.example", password="x", name="Eva Malá")
        grant_mandate(user=user, role_for=RoleFor(role=Role(role), **where), by=MACHINE)
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return make
