"""An import of the index's inputs: gone whole before anybody computed, refused afterwards."""

import pytest

from zazemi.indicators.models import IndexInputRow, IndexResult
from zazemi.intake import services as intake
from zazemi.intake.errors import UndoRefusedError
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import undoing

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_inputs_nobody_has_used_are_removed(country, workbook, machine):
    run = intake.load(kind="isv", path=workbook, by=machine, provenance=intake.Provenance())
    assert IndexInputRow.objects.count() == run.rows_new
    intake.undo(run=run, by=machine)
    assert IndexInputRow.objects.count() == 0


def test_inputs_of_a_computation_stay_and_the_results_are_listed(computed, machine):
    run = ImportRun.objects.get(kind="isv")
    found = undoing(run)
    assert found.n_obstacles == IndexResult.objects.count()
    assert {one.why for one in found.obstacles} == {"stands on a row of this import"}
    with pytest.raises(UndoRefusedError):
        intake.undo(run=run, by=machine)
    assert IndexInputRow.objects.count() == run.rows_new
