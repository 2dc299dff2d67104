"""One import of tracked records taken back: all as before, in one step, or refused with the list."""

import pytest

from zazemi.intake import services as intake
from zazemi.intake.choices import RunState
from zazemi.intake.errors import ImportForbiddenError, NotStoredError, UndoRefusedError
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import undoing
from zazemi.kernel import audit
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.history import history_of
from zazemi.kernel.integrity import version_findings
from zazemi.kernel.steps import step
from zazemi.network.models import Capacity, Place, Service
from zazemi.parties.models import Organisation

pytestmark = [pytest.mark.db, pytest.mark.django_db]

HEADER = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do\n"
BEFORE = "Spolek Hrana;27000028;TP;Terén Hrana;990001;;úvazky;4;terénní;1. 1. 2026;\n"
AFTER = (
    "Spolek Na Hraně;27000028;TP;Terén hrana;990001;;úvazky;5;terénní;1. 1. 2026;31. 12. 2026\n"
    "Spolek Na Hraně;27000028;NZDM;Klub Hrana;990002;Školní 3;okamžitá kapacita;20;ambulantní;1. 1. 2026;\n"
    "Charita;;SAS;Rodiny;990003;;úvazky;2;terénní;1. 1. 2026;\n"
)
MODELS = (Organisation, Service, Place, Capacity)


def state():
    return [
        [{key: value for key, value in row.items() if key != "version"} for row in rows]
        for rows in (list(model.objects.order_by("pk").values()) for model in MODELS)
    ]


@pytest.fixture
def bring_in(settings, tmp_path, region, officer):
    settings.FILES_ROOT = tmp_path / "files"

    def bring_in(text):
        path = tmp_path / "sit.csv"
        path.write_text(HEADER + text, encoding="utf-8")
        return intake.load(kind="network", path=path, by=officer, provenance=intake.Provenance())

    return bring_in


def test_new_records_are_removed_and_changed_ones_are_as_before(bring_in, officer):
    bring_in(BEFORE)
    before = state()
    run = bring_in(AFTER)
    found = undoing(run)
    assert (found.removed, found.restored, found.is_possible) == (7, 3, True)
    undone = intake.undo(run=run, by=officer)
    assert state() == before
    assert (undone.state, undone.undone_by) == (RunState.UNDONE, "Jana Malá")
    assert audit.verify_chain().is_whole
    assert not list(version_findings())
    lines = history_of(Capacity.objects.get())
    assert [line.version for line in lines] == [3, 2, 1]
    assert "sit.csv" in lines[0].why


def test_the_same_file_can_be_imported_again_and_taken_back_again(bring_in, officer):
    bring_in(BEFORE)
    before = state()
    for _time in range(2):
        run = bring_in(AFTER)
        assert (run.rows_new, run.rows_changed) == (2, 1)
        intake.undo(run=run, by=officer)
        assert state() == before


def test_imports_are_taken_back_in_the_opposite_order(bring_in, officer):
    first = bring_in(BEFORE)
    second = bring_in(AFTER)
    found = undoing(first)
    assert not found.is_possible
    assert {one.why for one in found.obstacles} == {"changed later", "stands on a row of this import"}
    intake.undo(run=second, by=officer)
    intake.undo(run=first, by=officer)
    assert [model.objects.count() for model in MODELS] == [0, 0, 0, 0]


def test_a_later_change_by_a_person_refuses_it_and_says_who(bring_in, officer):
    run = bring_in(BEFORE)
    capacity = Capacity.objects.get()
    capacity.value = 6
    with step(officer, "oprava kapacity"):
        capacity.save()
    before = state()
    (obstacle,) = undoing(run).obstacles
    assert (obstacle.record, obstacle.by_name, obstacle.why) == (capacity, "Jana Malá", "changed later")
    with pytest.raises(UndoRefusedError):
        intake.undo(run=run, by=officer)
    assert state() == before
    assert ImportRun.objects.get(pk=run.pk).state == RunState.APPLIED


def test_a_record_that_stands_on_an_imported_one_refuses_it(bring_in, officer):
    run = bring_in(BEFORE)
    place = Place.objects.get()
    with step(officer, "další místo"):
        other = Place(service_id=place.service_id, municipality_id="990002")
        other.save()
    found = undoing(run)
    assert [(one.record, one.why) for one in found.obstacles] == [(other, "stands on a row of this import")]
    with pytest.raises(UndoRefusedError, match="1 records"):
        intake.undo(run=run, by=officer)
    assert Place.objects.count() == 2


def test_a_record_deleted_later_refuses_it(bring_in, officer):
    run = bring_in(BEFORE)
    with step(officer, "smazání"):
        Capacity.objects.get().delete()
    (obstacle,) = undoing(run).obstacles
    assert (obstacle.record, obstacle.why) == (None, "removed later")


def test_only_a_stored_import_by_those_who_may_import(bring_in, officer):
    run = bring_in(BEFORE)
    with pytest.raises(ImportForbiddenError):
        intake.undo(run=run, by=Actor(user_id=2, name="x", roles=frozenset({Role.PROVIDER})))
    intake.undo(run=run, by=officer)
    with pytest.raises(NotStoredError):
        intake.undo(run=run, by=officer)


def test_nothing_is_left_half_taken_back(bring_in, officer, monkeypatch):
    from zazemi.intake import undoing as way

    bring_in(BEFORE)
    run = bring_in(AFTER)
    before = state()

    def torn(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr(way, "_save_as", torn)
    with pytest.raises(RuntimeError):
        intake.undo(run=run, by=officer)
    assert state() == before
    assert ImportRun.objects.get(pk=run.pk).state == RunState.APPLIED
