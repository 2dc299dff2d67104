"""A folder of territory files through the import machine."""

import datetime as dt

import pytest
import shapely
from django.db import IntegrityError, transaction

from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load
from zazemi.territory import selectors
from zazemi.territory.errors import MissingFileError, UnknownRegionError
from zazemi.territory.models import Affiliation, Municipality, Orp, Population
from zazemi.territory.services import load_folder

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_a_folder_becomes_units_points_borders_and_people(folder, machine):
    seen = []
    runs = load_folder(folder, by=machine, on_progress=lambda share, name: seen.append((share, name)))
    assert [(run.kind, run.rows_new, run.state) for run in runs] == [
        ("municipalities", 12, RunState.APPLIED),
        ("definition-points", 12, RunState.APPLIED),
        ("boundaries", 12, RunState.APPLIED),
        ("population", 24, RunState.APPLIED),
    ]
    assert seen[0] == (0.0, "obce.csv")
    assert seen[-1] == (1.0, "")
    one = Municipality.objects.get(code="900002")
    assert (one.name, one.name_folded, one.orp.name, one.region.is_fictional) == (
        "Chlumkov",
        "chlumkov",
        "Chlumkov",
        True,
    )
    assert (one.lat, one.lon) == (50.05, 15.15)
    assert {one.import_run_id, one.point_run_id, one.boundary_run_id} == {run.pk for run in runs[:3]}
    assert Orp.objects.get(code="9001").seat_code == "900002"
    assert len(runs[0].file_sha256) == 64
    assert runs[0].source.startswith("ČSÚ")


def test_the_same_folder_again_is_no_change(folder, machine):
    load_folder(folder, by=machine)
    again = load_folder(folder, by=machine)
    assert {run.state for run in again} == {RunState.UNCHANGED}
    assert Affiliation.objects.count() == 12
    assert Population.objects.count() == 24


def test_municipalities_come_in_czech_order(folder, machine):
    load_folder(folder, by=machine)
    names = [one.name for one in selectors.municipalities_of("CZ0X1")]
    assert names == ["Cihlářov", "Čapov", "Hamerník", "Chlumkov", "Rokytnov", "Řečkov"]


def test_population_is_the_newest_count_known_on_the_day(folder, machine):
    load_folder(folder, by=machine)
    assert selectors.population("CZ0X1", dt.date(2019, 5, 5))["900001"] == 100
    assert selectors.population("CZ0X1", dt.date(2022, 5, 5))["900001"] == 200
    assert selectors.population("CZ0X1", dt.date(2000, 1, 1)) == {}


def test_search_finds_without_accents_and_by_code(folder, machine):
    load_folder(folder, by=machine)
    assert [one.name for one in selectors.search("reck")] == ["Řečkov"]
    assert [one.name for one in selectors.search("tresn")] == ["Třešňov"]
    assert [one.name for one in selectors.search("umkov")] == ["Chlumkov"]
    assert [one.name for one in selectors.search("900007")] == ["Třešňov"]
    assert selectors.search("   ") == []


def test_a_moved_municipality_keeps_its_older_affiliation(folder, machine):
    load_folder(folder, by=machine)
    text = (folder / "obce.csv").read_text(encoding="utf-8")
    old = "900003,Cihlářov,O,,90011,Chlumkov,9001,Chlumkov,CZ0X01,Chlumkov,CZ0X1,Kraj 0"
    new = "900003,Cihlářov,O,,90021,Řečkov,9002,Řečkov,CZ0X02,Řečkov,CZ0X1,Kraj 0"
    assert old in text
    (folder / "obce.csv").write_text(text.replace(old, new), encoding="utf-8")
    load_folder(folder, by=machine, provenance=Provenance(source="změna", taken_on=dt.date(2026, 1, 1)))
    before, after = selectors.affiliations_of("900003")
    assert (before.orp_id, before.valid_from, before.valid_to) == ("9001", None, dt.date(2025, 12, 31))
    assert (after.orp_id, after.valid_from, after.valid_to) == ("9002", dt.date(2026, 1, 1), None)
    assert selectors.municipalities_of_orp("9001", dt.date(2025, 6, 1)).count() == 6
    assert selectors.municipalities_of_orp("9001", dt.date(2026, 6, 1)).count() == 5
    assert selectors.municipalities_of_district("CZ0X02", dt.date(2026, 6, 1)).get().name == "Cihlářov"


def test_a_unit_with_two_names_is_refused_and_nothing_is_written(folder, machine):
    text = (
        (folder / "obce.csv")
        .read_text(encoding="utf-8")
        .replace("9001,Chlumkov,CZ0X01", "9001,Hlumkov,CZ0X01", 1)
    )
    (folder / "obce.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RowsRefusedError):
        load_folder(folder, by=machine)
    assert not Municipality.objects.exists()
    refusal = ImportRun.objects.get().findings["refusals"][0]
    assert refusal["params"] == {"code": "9001", "first": "Hlumkov", "second": "Chlumkov"}


def test_people_of_an_unknown_municipality_are_refused(folder, machine):
    load_folder(folder, by=machine)
    bad = folder / "lide.csv"
    bad.write_text("kod_obce,rok_k_1_1,obyvatel\n999999,2021,5\n", encoding="utf-8")
    with pytest.raises(RowsRefusedError):
        load(kind="population", path=bad, by=machine, provenance=Provenance())


def test_a_crossed_border_is_repaired_and_the_repair_is_remembered(folder, machine):
    load_folder(folder, by=machine)
    bad = folder / "krizek.geojson"
    bad.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kod_obce":900001},"geometry":'
        '{"type":"Polygon","coordinates":[[[15,50],[15.1,50.1],[15.1,50],[15,50.1],[15,50]]]}}]}',
        encoding="utf-8",
    )
    load(kind="boundaries", path=bad, by=machine, provenance=Provenance())
    one = Municipality.objects.get(code="900001")
    assert one.is_repaired
    assert shapely.from_wkb(bytes(one.geom_wkb)).is_valid
    assert not Municipality.objects.get(code="900002").is_repaired


def test_a_folder_without_municipalities_says_which_file_is_missing(tmp_path, machine):
    with pytest.raises(MissingFileError) as caught:
        load_folder(tmp_path, by=machine)
    assert "obce_cr.csv" in str(caught.value)


def test_an_unknown_region_names_the_known_ones(folder, machine):
    load_folder(folder, by=machine)
    with pytest.raises(UnknownRegionError) as caught:
        selectors.region("CZ051")
    assert "CZ0X1, CZ0X2" in str(caught.value)


def test_only_one_affiliation_may_be_open(folder, machine):
    load_folder(folder, by=machine)
    known = Affiliation.objects.get(municipality_id="900001")
    known.pk = None
    known.valid_from = dt.date(2026, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        known.save(force_insert=True)


def test_unions_of_unknown_districts_and_members_of_unknown_unions_are_refused(folder, machine):
    load_folder(folder, by=machine)
    union = folder / "svazky.csv"
    union.write_text(
        "ico,nazev,okres_sidla_lau,kraj_nuts3,zaznam_od,zaznam_do\n"
        "99000016,DSO Svazek,CZ0999,CZ0X1,,9999-12-31\n",
        encoding="utf-8",
    )
    with pytest.raises(RowsRefusedError):
        load(kind="micro-regions", path=union, by=machine, provenance=Provenance())
    union.write_text(union.read_text(encoding="utf-8").replace("CZ0999", "CZ0X01"), encoding="utf-8")
    load(kind="micro-regions", path=union, by=machine, provenance=Provenance())
    known = selectors.micro_regions_of("CZ0X1")[0]
    assert (known.name, known.valid_to) == ("Svazek", None)

    members = folder / "clenove.csv"
    members.write_text("dso_ico,kod_obce,clen_od,zdroj\n99000024,900001,,x\n", encoding="utf-8")
    with pytest.raises(RowsRefusedError):
        load(kind="micro-region-members", path=members, by=machine, provenance=Provenance())
    members.write_text("dso_ico,kod_obce,clen_od,zdroj\n99000016,900001,,x\n", encoding="utf-8")
    load(kind="micro-region-members", path=members, by=machine, provenance=Provenance())
    members.write_text("dso_ico,kod_obce,clen_od,zdroj\n99000016,900001,2020-01-01,x\n", encoding="utf-8")
    load(kind="micro-region-members", path=members, by=machine, provenance=Provenance())
    assert known.members.get().valid_from == dt.date(2020, 1, 1)


def test_a_line_instead_of_an_area_is_refused(folder, machine):
    load_folder(folder, by=machine)
    bad = folder / "cara.geojson"
    bad.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kod_obce":900001},"geometry":'
        '{"type":"LineString","coordinates":[[15,50],[15.1,50.1]]}}]}',
        encoding="utf-8",
    )
    with pytest.raises(RowsRefusedError):
        load(kind="boundaries", path=bad, by=machine, provenance=Provenance())
    assert not Municipality.objects.get(code="900001").is_repaired
