"""Computing and reading the index from the database."""

import datetime as dt

import pytest
from tests.indicators.country import PLACES, workbook_of

from zazemi.indicators import selectors, series
from zazemi.indicators.errors import (
    IndicatorSetChangedError,
    NoIndicatorSetError,
    NoInputError,
    NoPointError,
)
from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult, IndicatorSet
from zazemi.indicators.services import check_workbook, compute_index
from zazemi.intake.services import Provenance, load
from zazemi.kernel.steps import step
from zazemi.measures.exclusion_index import ISV_2016_2024
from zazemi.territory.models import Municipality

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.mark.db
def test_real_and_invented_regions_are_computed_apart(computed):
    assert [(one.is_fictional, one.municipalities) for one in computed] == [(False, 4), (True, 1)]
    assert computed[0].indicator_set_id == "isv-2016-2024"
    # one municipality alone is its own region and country: every quotient is one
    alone = selectors.index_of("900001")
    assert [measures[2] for measures in alone.values] == pytest.approx([1, 1, 1, 1, 1])


def test_a_result_holds_fifteen_measures_and_its_lender(computed):
    result = selectors.index_of("564002")
    assert [len(result.values), len(result.values[0]), len(result.points)] == [5, 3, 5]
    assert (result.lender.name, result.municipality.name) == ("Čistá", "Chlum")
    assert result.index == sum(map(sum, result.points))
    assert result.values[4] == selectors.index_of("564001").values[4]
    assert selectors.index_of("564001").lender is None


@pytest.mark.db
def test_the_same_inputs_are_not_computed_twice(computed, machine):
    again = compute_index(2023, by=machine)
    assert [one.pk for one in again] == [one.pk for one in computed]


@pytest.mark.db
def test_corrected_inputs_make_a_new_computation_and_the_old_one_stays(computed, machine, tmp_path):
    before = selectors.index_of("564001").index
    corrected = [(*PLACES[0][:5], 1, *PLACES[0][6:]), *PLACES[1:]]
    path = workbook_of(tmp_path / "corrected.xlsx", corrected)
    load(kind="isv", path=path, by=machine, provenance=Provenance())
    compute_index(by=machine)
    assert selectors.index_of("564001").index < before
    assert IndexComputation.objects.filter(is_fictional=False).count() == 2
    assert IndexResult.objects.filter(municipality_id="564001").count() == 2


def test_what_cannot_be_computed_is_said(country, workbook, machine, tmp_path):
    with pytest.raises(NoInputError, match="loaded years: –"):
        compute_index(by=machine)
    load(kind="isv", path=workbook, by=machine, provenance=Provenance())
    with pytest.raises(NoInputError, match="2019"):
        compute_index(2019, by=machine)
    late = workbook_of(tmp_path / "late.xlsx", PLACES, year=2025)
    load(kind="isv", path=late, by=machine, provenance=Provenance())
    with pytest.raises(NoIndicatorSetError, match="2016–2024"):
        compute_index(by=machine)


def test_a_municipality_without_a_point_is_named(country, workbook, machine):
    Municipality.objects.filter(code="564003").update(lat=None, lon=None)
    with pytest.raises(NoPointError, match="564003"):
        load(kind="isv", path=workbook, by=machine, provenance=Provenance())
    assert IndexInputRow.objects.count() == 0, "the import is all or nothing"


def test_an_import_computes_the_index_without_being_asked(country, workbook, machine):
    load(kind="isv", path=workbook, by=machine, provenance=Provenance())
    assert selectors.index_of("564001") is not None
    assert IndexComputation.objects.count() == len(compute_index(by=machine)), "nothing to add afterwards"


def test_rules_changed_under_the_same_version_are_refused(computed, machine):
    stored = IndicatorSet.objects.get()
    IndicatorSet.objects.filter(pk=stored.pk).update(definition={"rules": []})
    with pytest.raises(IndicatorSetChangedError), step(machine, "test"):
        series.stored_set(ISV_2016_2024)


def test_rows_of_a_region_are_in_czech_order_of_names(computed):
    names = [row.municipality.name for row in selectors.index_rows("CZ051")]
    assert names == ["Čistá", "Dolina", "Chlum"]


def test_counts_of_classes_add_up(computed):
    counts = selectors.class_counts("CZ051")
    assert sum(counts) == 3
    regions = {one.code: one for one in selectors.region_indexes()}
    assert regions["CZ051"].counts == counts
    assert sorted(regions) == ["CZ042", "CZ051", "CZ0X1"]
    assert regions["CZ0X1"].is_fictional
    assert regions["CZ051"].mean == pytest.approx(
        sum(selectors.index_points("CZ051").values()) / regions["CZ051"].total
    )


def test_the_need_model_gets_the_newest_year_not_after_the_day(computed):
    load_of = selectors.need_input(["CZ051"], TODAY)
    assert load_of.codes == ("564001", "564002", "564003")
    assert (load_of.year, load_of.set_version, len(load_of.import_run_ids)) == (2023, "isv-2016-2024", 1)
    assert load_of.table.early_leavers.tolist() == [5, 0, 1]
    assert load_of.table.index.tolist() == [
        selectors.index_points()[code] for code in ("564001", "564002", "564003")
    ]
    assert load_of.table.foreclosures.tolist() == [250, 20, 300]
    before = selectors.need_input(["CZ051"], dt.date(2022, 12, 31))
    assert (before.codes, before.year, before.set_version) == ((), None, "")


def test_what_is_not_known_is_none(computed):
    assert selectors.index_of("599999") is None
    assert selectors.years() == [2023]
    assert [run.source for run in selectors.sources_of(computed[0])] == ["Zkušební úřad"]


def test_the_check_takes_points_of_the_loaded_territory_when_there_is_no_file(country, workbook):
    assert check_workbook(workbook).total == 5


@pytest.mark.slow
@pytest.mark.real_data
def test_the_real_country_is_imported_and_counted(db, real_data, machine):
    from zazemi.territory.services import load_folder

    load_folder(real_data, by=machine)
    load(
        kind="isv",
        path=real_data / "index_socialniho_vylouceni_2023.xlsx",
        by=machine,
        provenance=Provenance(),
    )
    compute_index(by=machine)
    assert selectors.class_counts("CZ051") == (118, 61, 17, 19)
    assert selectors.index_of("564265").index == 24
    assert selectors.region_indexes()[0].total > 0
