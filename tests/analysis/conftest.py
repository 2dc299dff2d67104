"""An invented region of six square municipalities in a row, with indicators and one field programme."""

import datetime as dt
from decimal import Decimal

import pytest
from shapely.geometry import box

from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult, IndicatorSet
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
from zazemi.territory.models import District, Municipality, Orp, Pou, Region
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceForm, ServiceKind

TODAY = dt.date(2026, 11, 24)
NAMES = ("Žleby", "Chlumkov", "Cihlářov", "Řečkov", "Hamerník", "Dolní Lhota")
HEAD = Actor(user_id=2, name="Eva Dvořáková", roles=frozenset({Role.HEAD}))
MACHINE = Actor.for_machine("demo")
SIDE = 0.1


def named(name):
    return {"name": name, "name_folded": folded(name), "name_sort": sort_key(name)}


def make_region(code="CZ0X1", first=990001, names=NAMES, *, is_fictional=True):
    region = Region.objects.create(code=code, is_fictional=is_fictional, **named(f"Kraj {code}"))
    district = District.objects.create(code=f"{code}1", region=region, **named("Okres"))
    orps = [
        Orp.objects.create(
            code=f"{code[-1]}90{n}",
            region=region,
            district=district,
            seat_code=str(first + 3 * n),
            **named(f"Orp {n}"),
        )
        for n in range(2)
    ]
    pous = [Pou.objects.create(code=f"{code[-1]}90{n}1", orp=orps[n], **named("Pou")) for n in range(2)]
    for number, name in enumerate(names):
        west = 15 + number * SIDE
        shape = box(west, 50.5, west + SIDE, 50.5 + SIDE).wkb
        half = number * 2 // len(names)
        Municipality.objects.create(
            code=str(first + number),
            status="O",
            orp=orps[half],
            pou=pous[half],
            district=district,
            region=region,
            lat=50.55,
            lon=west + SIDE / 2,
            geom_wkb=shape,
            geom_simple_wkb=shape,
            **named(name),
        )
    return region


def give_indicators(region, *, index=12, without=()):
    """Give every municipality the same load and the index of full intensity."""
    rules, _made = IndicatorSet.objects.get_or_create(
        version="isv-2016",
        defaults={"name": "ISV", "valid_from": dt.date(2016, 1, 1), "definition": {}, "source": "test"},
    )
    computation, _made = IndexComputation.objects.get_or_create(
        indicator_set=rules,
        year=2023,
        is_fictional=region.is_fictional,
        defaults={
            "computed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            "by_name": "test",
            "municipalities": 6,
            "national_share": [],
            "input_sha256": "0" * 64,
        },
    )
    for municipality in region.municipalities.exclude(code__in=without):
        row = IndexInputRow.objects.create(
            municipality=municipality,
            year=2023,
            population_15_plus=1000,
            population_15_64=800,
            foreclosures=100,
            housing_allowances=40.0,
            living_allowances=20.0,
            long_term_seekers=30,
        )
        IndexResult.objects.create(
            computation=computation,
            municipality=municipality,
            input_row=row,
            values=[],
            points=[[0, 0, 0]] * 5,
            base_share=[],
            index=index,
            category=3,
        )


def give_place(code, kind=ServiceKind.FIELD_PROGRAMME, value="1.00", unit=CapacityUnit.FTE, name="Terén"):
    """A service with one place; ``value`` is its capacity, ``None`` for none."""
    from zazemi.parties.models import Organisation

    provider = Organisation.objects.first() or add_organisation(
        name="Spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=MACHINE
    )
    service = add_service(provider=provider, kind=kind, name=f"{name} {code}", by=MACHINE)
    place = add_place(
        service=service, fields=PlaceFields(municipality=Municipality.objects.get(code=code)), by=MACHINE
    )
    if value is None:
        return None
    return add_capacity(
        place=place,
        fields=capacity_fields(value, unit),
        by=MACHINE,
    )


def capacity_fields(value, unit=CapacityUnit.FTE):
    return CapacityFields(
        unit=unit, value=Decimal(value), form=ServiceForm.FIELD, valid_from=dt.date(2025, 1, 1)
    )


@pytest.fixture(autouse=True)
def _clock():
    from zazemi.kernel import clock

    with clock.frozen(TODAY):
        yield


@pytest.fixture
def bare_region(db):
    """Territory and indicators, no register of services."""
    region = make_region()
    give_indicators(region)
    return region


@pytest.fixture
def region(bare_region):
    """The same with a register of services that is complete but empty."""
    state_coverage(region=bare_region, since=dt.date(2025, 1, 1), source="test", by=MACHINE)
    return bare_region


@pytest.fixture
def capacity(region):
    """One FTE of a field programme in the first municipality."""
    return give_place("990001")
