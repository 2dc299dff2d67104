"""The official files: the whole country, and the Liberec Region before and after 2021."""

import datetime as dt

import pytest

from zazemi.intake.choices import RunState
from zazemi.territory import selectors
from zazemi.territory.models import MicroRegion, Municipality, Region
from zazemi.territory.services import load_folder

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]
BEFORE, AFTER = dt.date(2014, 2, 26), dt.date(2021, 1, 1)


def test_the_liberec_region_has_the_units_of_2023(liberec, machine):
    load_folder(liberec, by=machine)
    sizes = {orp.name: orp.municipalities.count() for orp in selectors.orps_of("CZ051")}
    assert sizes == {
        "Česká Lípa": 41, "Frýdlant": 18, "Jablonec nad Nisou": 12, "Jilemnice": 21, "Liberec": 28,
        "Nový Bor": 16, "Semily": 22, "Tanvald": 10, "Turnov": 36, "Železný Brod": 11,
    }  # fmt: skip
    assert len(selectors.pous_of("CZ051")) == 21
    assert sum(selectors.population("CZ051", dt.date(2021, 1, 1)).values()) == 442_476
    assert sum(selectors.population("CZ051", dt.date(2018, 1, 1)).values()) == 441_300
    assert sum(selectors.population("CZ051", dt.date(2010, 1, 1)).values()) == 439_027


def test_harrachov_and_frydstejn_moved_on_the_first_of_january_2021(liberec, machine):
    load_folder(liberec, by=machine)
    semily = [selectors.municipalities_of_district("CZ0514", day).count() for day in (BEFORE, AFTER)]
    jablonec = [selectors.municipalities_of_district("CZ0512", day).count() for day in (BEFORE, AFTER)]
    turnov = [selectors.municipalities_of_orp("5109", day).count() for day in (BEFORE, AFTER)]
    assert (semily, jablonec, turnov) == ([65, 64], [34, 35], [37, 36])
    before, after = selectors.affiliations_of("577081")
    assert (before.district.name, before.valid_to) == ("Semily", dt.date(2020, 12, 31))
    assert (after.district.name, after.valid_from) == ("Jablonec nad Nisou", AFTER)
    assert [one.orp.name for one in selectors.affiliations_of("563579")] == ["Turnov", "Jablonec nad Nisou"]


def test_a_micro_region_has_its_members(liberec, machine):
    load_folder(liberec, by=machine)
    union = MicroRegion.objects.get(ico="70946213")
    assert union.members.count() == 18
    assert len(selectors.micro_regions_of("CZ051")) == 29


@pytest.mark.slow
def test_the_whole_country_loads_and_loads_again_without_change(real_data, machine):
    runs = load_folder(real_data, by=machine)
    assert [(run.kind, run.rows_new, run.rows_refused) for run in runs] == [
        ("municipalities", 6258, 0), ("definition-points", 6258, 0), ("boundaries", 6258, 0),
        ("population", 62_544, 0), ("micro-regions", 861, 0), ("micro-region-members", 18, 0),
    ]  # fmt: skip
    assert (Region.objects.count(), Municipality.objects.filter(lat=None).count()) == (14, 0)
    assert set(Municipality.objects.filter(is_repaired=True).values_list("code", flat=True)) == {
        "543012",
        "537870",
    }
    assert {run.state for run in load_folder(real_data, by=machine)} == {RunState.UNCHANGED}
    pairs = selectors.reachable("CZ051", limit_minutes=45)
    outside = set(pairs.sites) - set(pairs.localities)
    assert len(pairs.localities) == 215
    assert outside
