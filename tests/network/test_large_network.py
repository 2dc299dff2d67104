"""A register of 99 MB within its memory; pages of 20,000 services within their number of queries."""

import datetime as dt
import json
import resource
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from tests.network.rpss import address, form, item, place

from zazemi.intake.choices import RunState
from zazemi.intake.services import Provenance, load
from zazemi.kernel import clock
from zazemi.kernel.actor import Role
from zazemi.kernel.steps import step
from zazemi.kernel.versions import add_many
from zazemi.network.models import Capacity, NetworkVersion, Place, Service, ServiceFunding
from zazemi.network.services import draft_version
from zazemi.territory.models import Region

pytestmark = pytest.mark.slow

N_ITEMS, REGISTER_BYTES = 6_733, 99_000_000
PLACES_EACH = 3
GROWTH_BYTES = 200 * 1024 * 1024
N_SERVICES = 20_000
TOWNS = ("990001", "990002", "990003")


def _register(path):
    """Write a register as long as the real one: as many services, about three places each, long texts."""
    padding = "x" * (REGISTER_BYTES // N_ITEMS - 3_800)
    with path.open("w", encoding="utf-8") as target:
        target.write('{"polozky":[')
        for number in range(N_ITEMS):
            places = [
                place(
                    f"Místo {number} {one}",
                    where=address(
                        TOWNS[one % 3], code=str(10_000_000 + number * 10 + one), street=f"Ulice {one}"
                    ),
                )
                for one in range(PLACES_EACH)
            ]
            forms = [form("amb", (10, "klient", None)), form("ter", (5, "kontakt", None))]
            one = item(str(number), 32, places=places, forms=forms, doplnkoveUdaje={"text": padding})
            one["poskytovatel"] = {**one["poskytovatel"], "ico": None, "nazev": f"Poskytovatel {number // 3}"}
            target.write(("," if number else "") + json.dumps(one, ensure_ascii=False))
        target.write("]}")
    return path


def test_a_register_of_99_megabytes_is_read_within_200_of_memory(region, code_lists, machine, tmp_path):
    path = _register(tmp_path / "rpss.json")
    assert path.stat().st_size > REGISTER_BYTES * 0.95
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    before = pages * resource.getpagesize()
    run = load(kind="rpss", path=path, by=machine, provenance=Provenance(taken_on=dt.date(2026, 9, 1)))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    assert run.state == RunState.APPLIED
    assert (Service.objects.count(), Place.objects.count()) == (N_ITEMS, N_ITEMS * PLACES_EACH)
    assert Capacity.objects.count() == N_ITEMS * 2
    assert grown < GROWTH_BYTES


@pytest.fixture
def many(region, provider, machine):
    """20,000 services with a place, a capacity and a funding each."""
    with step(machine, "zkouška"):
        services = add_many(
            [
                Service(provider=provider, kind="field_programme").named(f"Terén {number:05}")
                for number in range(N_SERVICES)
            ]
        )
        places = add_many(
            [
                Place(service=service, municipality_id=TOWNS[number % 3])
                for number, service in enumerate(services)
            ]
        )
        first = dt.date(2025, 1, 1)
        add_many(
            [
                Capacity(place=one, unit="fte", value=Decimal(2), form="field", valid_from=first)
                for one in places
            ]
        )
        add_many([ServiceFunding(service=one, source="region", valid_from=first) for one in services])


def test_pages_of_twenty_thousand_services_ask_no_more_than_those_of_one(
    many, sign_in, django_assert_max_num_queries, machine
):
    client = sign_in(Role.HEAD)
    narrow = {"druh": "field_programme", "forma": "field", "orp": "9901", "q": "terén 1"}
    with django_assert_max_num_queries(20):
        assert client.get(reverse("network:services"), narrow).status_code == 200
    with django_assert_max_num_queries(20):
        later = clock.today() + dt.timedelta(days=300)
        assert client.get(reverse("network:services"), {"penize_do": later.isoformat()}).status_code == 200
    region = Region.objects.get(code="CZ0X1")
    version = draft_version(region=region, year=2026, name="Síť", as_of=clock.today(), by=machine)
    assert version.rows.count() == N_SERVICES
    with django_assert_max_num_queries(16):
        assert client.get(reverse("network:version", args=[version.pk])).status_code == 200
    with django_assert_max_num_queries(16):
        pk = NetworkVersion.objects.get().pk
        assert client.get(reverse("network:version_compare", args=[pk, pk])).status_code == 200
