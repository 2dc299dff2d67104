"""One import of official rows taken back: untracked tables as they were, or refused with the list."""

import pytest

from zazemi.intake import services as intake
from zazemi.intake.choices import RunState
from zazemi.intake.errors import UndoRefusedError, UndoUnknownError
from zazemi.intake.models import ImportRun, RowBefore
from zazemi.intake.selectors import undoing
from zazemi.kernel.steps import step
from zazemi.territory.models import (
    Affiliation,
    District,
    Municipality,
    Neighbours,
    Orp,
    Population,
    Pou,
    Region,
)
from zazemi.territory.services import load_folder

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MODELS = (Region, District, Orp, Pou, Municipality, Affiliation, Population)


def state():
    return [
        [
            {key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()}
            for row in model.objects.order_by("pk").values()
        ]
        for model in MODELS
    ]


def bring_in(path, kind, machine):
    return intake.load(kind=kind, path=path, by=machine, provenance=intake.Provenance())


def test_counts_that_changed_are_as_before_and_new_ones_are_gone(folder, machine):
    load_folder(folder, by=machine)
    before = state()
    path = folder / "obyvatelstvo_obce.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021,200", "2021,999") + "\n900001,2025,7\n")
    run = bring_in(path, "population", machine)
    assert (run.rows_new, run.rows_changed) == (1, 1)
    assert (undoing(run).removed, undoing(run).restored) == (1, 1)
    intake.undo(run=run, by=machine)
    assert state() == before
    assert RowBefore.objects.filter(run=run).count() == 0
    assert bring_in(path, "population", machine).rows_new == 1


def test_a_municipality_that_moved_moves_back(folder, machine):
    load_folder(folder, by=machine)
    before = state()
    path = folder / "obce.csv"
    text = path.read_text(encoding="utf-8")
    old = "900003,Cihlářov,O,,90011,Chlumkov,9001,Chlumkov,CZ0X01,Chlumkov,CZ0X1,Kraj 0"
    assert old in text
    moved = old.replace("900003,Cihlářov", "900003,Cihelna")
    path.write_text(text.replace(old, moved), encoding="utf-8")
    run = bring_in(path, "municipalities", machine)
    assert Municipality.objects.get(code="900003").name == "Cihelna"
    intake.undo(run=run, by=machine)
    assert state() == before


@pytest.mark.parametrize("kind", ["boundaries", "definition-points"])
def test_shapes_are_columns_of_rows_that_stay(folder, machine, kind):
    runs = {run.kind: run for run in load_folder(folder, by=machine)}
    run = runs[kind]
    assert (undoing(run).removed, undoing(run).restored) == (0, 12)
    intake.undo(run=run, by=machine)
    one = Municipality.objects.get(code="900001")
    is_point = kind == "definition-points"
    assert (one.lat is None, one.geom_wkb is None, one.geom_simple_wkb is None) == (
        is_point,
        not is_point,
        not is_point,
    )
    assert Municipality.objects.count() == 12


def test_a_later_import_over_the_same_rows_refuses_it_and_is_named(folder, machine):
    load_folder(folder, by=machine)
    path = folder / "obyvatelstvo_obce.csv"
    first = ImportRun.objects.get(kind="population")
    path.write_text(path.read_text(encoding="utf-8").replace("2021,200", "2021,999"))
    second = bring_in(path, "population", machine)
    path.write_text(path.read_text(encoding="utf-8").replace("2021,999", "2021,555"))
    third = bring_in(path, "population", machine)
    for run in (first, second):
        (obstacle,) = undoing(run).obstacles
        assert obstacle.why == "overwritten by a later import"
        with pytest.raises(UndoRefusedError):
            intake.undo(run=run, by=machine)
    for run in (third, second, first):
        intake.undo(run=run, by=machine)
    assert Population.objects.count() == 0


def test_units_on_which_others_stand_are_not_taken_away(folder, machine):
    runs = {run.kind: run for run in load_folder(folder, by=machine)}
    found = undoing(runs["municipalities"])
    assert {one.model for one in found.obstacles} == {Population, Neighbours}
    assert found.n_obstacles == 24 + Neighbours.objects.count()
    with pytest.raises(UndoRefusedError):
        intake.undo(run=runs["municipalities"], by=machine)
    for kind in ("population", "boundaries"):
        intake.undo(run=runs[kind], by=machine)
    intake.undo(run=runs["municipalities"], by=machine)
    assert [model.objects.count() for model in MODELS] == [0] * 7


def test_an_import_from_before_the_earlier_rows_were_kept_cannot_be_taken_back(folder, machine):
    load_folder(folder, by=machine)
    run = ImportRun.objects.get(kind="population")
    run.keeps_before = False
    with step(machine, "zkouška"):
        run.save()
    assert not undoing(run).is_possible
    with pytest.raises(UndoUnknownError):
        intake.undo(run=run, by=machine)
    assert ImportRun.objects.get(pk=run.pk).state == RunState.APPLIED
