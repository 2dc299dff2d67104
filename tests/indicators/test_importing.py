"""The importer of the official workbook: what is stored, what is refused, what is never rewritten."""

import pytest
from tests.indicators.country import PLACES, workbook_of

from zazemi.indicators.models import IndexInputRow
from zazemi.indicators.selectors import newest_inputs
from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.selectors import refusals_of
from zazemi.intake.services import Provenance, dry_run, load
from zazemi.kernel.immutable import ImmutableRowError

pytestmark = pytest.mark.django_db
SOURCE = Provenance(source="Zkušební úřad", licence="CC BY 4.0")


def bring(path, machine):
    return load(kind="isv", path=path, by=machine, provenance=SOURCE)


@pytest.mark.db
def test_the_workbook_is_stored_with_its_year_and_import(country, workbook, machine):
    run = bring(workbook, machine)
    assert (run.state, run.rows_new) == (RunState.APPLIED, 5)
    row = IndexInputRow.objects.get(municipality_id="564001")
    assert (row.year, row.foreclosures, row.housing_allowances, row.published_index) == (2023, 250, 90.5, 19)
    assert row.import_run_id == run.pk


def test_the_note_about_a_borrowed_school_is_no_number(country, workbook, machine):
    bring(workbook, machine)
    row = IndexInputRow.objects.get(municipality_id="564002")
    assert (row.early_leavers, row.pupils_finished) == (None, None)


def test_the_same_file_again_changes_nothing(country, workbook, machine):
    bring(workbook, machine)
    assert bring(workbook, machine).state == RunState.UNCHANGED
    assert IndexInputRow.objects.count() == 5


@pytest.mark.db
def test_a_corrected_number_is_a_newer_row_and_the_older_one_stays(country, workbook, machine, tmp_path):
    bring(workbook, machine)
    corrected = [(*PLACES[0][:5], 260, *PLACES[0][6:]), *PLACES[1:]]
    run = bring(workbook_of(tmp_path / "corrected.xlsx", corrected), machine)
    assert (run.rows_changed, run.rows_same) == (1, 4)
    assert [row.foreclosures for row in IndexInputRow.objects.filter(municipality_id="564001")] == [250, 260]
    assert newest_inputs(2023)[0].foreclosures == 260


def test_another_year_is_kept_beside(country, workbook, machine, tmp_path):
    bring(workbook, machine)
    run = bring(workbook_of(tmp_path / "other.xlsx", PLACES[:2], year=2022), machine)
    assert (run.rows_new, run.rows_changed) == (2, 0)


def test_an_unknown_municipality_is_refused_by_its_row(country, machine, tmp_path):
    stranger = ("599998", *PLACES[1][1:])
    path = workbook_of(tmp_path / "index.xlsx", [PLACES[0], stranger])
    run = dry_run(kind="isv", path=path, name="index.xlsx", by=machine, provenance=SOURCE)
    (refusal,) = refusals_of(run)
    assert (run.state, refusal.row, refusal.cell) == (RunState.REFUSED, 3, "599998")
    with pytest.raises(RowsRefusedError):
        bring(path, machine)
    assert IndexInputRow.objects.count() == 0


def test_imported_rows_are_never_rewritten(country, workbook, machine):
    bring(workbook, machine)
    row = IndexInputRow.objects.first()
    row.foreclosures = 1
    with pytest.raises(ImmutableRowError):
        row.save()
