"""An import of the index's inputs taken back with what it computed; refused when somebody computed later."""

import pytest
from tests.indicators.country import PLACES, workbook_of

from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult
from zazemi.intake import services as intake
from zazemi.intake.errors import UndoRefusedError
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import undoing

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MODELS = (IndexInputRow, IndexComputation, IndexResult)


def bring_in(path, machine):
    return intake.load(kind="isv", path=path, by=machine, provenance=intake.Provenance())


def test_inputs_and_the_index_computed_of_them_are_removed_together(country, workbook, machine):
    run = bring_in(workbook, machine)
    assert all(model.objects.exists() for model in MODELS)
    assert undoing(run).removed == run.rows_new
    intake.undo(run=run, by=machine)
    assert [model.objects.count() for model in MODELS] == [0, 0, 0]
    assert bring_in(workbook, machine).rows_new == run.rows_new


def test_a_corrected_file_taken_back_lets_the_first_one_count_again(country, workbook, machine, tmp_path):
    first = bring_in(workbook, machine)
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]
    corrected = (*PLACES[0][:5], PLACES[0][5] + 1, *PLACES[0][6:])
    places = [corrected, *PLACES[1:]]
    second = bring_in(workbook_of(tmp_path / "oprava.xlsx", places), machine)
    assert second.rows_changed == 1
    with pytest.raises(UndoRefusedError):
        intake.undo(run=first, by=machine)
    assert {one.why for one in undoing(first).obstacles} <= {"stands on a row of this import"}
    intake.undo(run=second, by=machine)
    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before
    intake.undo(run=ImportRun.objects.get(pk=first.pk), by=machine)
    assert IndexInputRow.objects.count() == 0
