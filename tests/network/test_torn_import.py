"""Broken off at any point, an import leaves nothing or everything; the next one completes it."""

import pytest

from zazemi.files.selectors import discrepancies
from zazemi.intake import services as intake
from zazemi.intake.models import ImportRun
from zazemi.kernel import audit
from zazemi.kernel.versions import Versioned
from zazemi.network.models import Capacity, Place, Service
from zazemi.parties.models import Organisation

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

HEADER = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do\n"
BEFORE = "Spolek Hrana;27000028;TP;Terén Hrana;990001;;úvazky;4;terénní;1. 1. 2026;\n"
AFTER = (
    "Spolek Na Hraně;27000028;TP;Terén hrana;990001;;úvazky;5;terénní;1. 1. 2026;31. 12. 2026\n"
    "Spolek Na Hraně;27000028;NZDM;Klub Hrana;990002;Školní 3;okamžitá kapacita;20;ambulantní;1. 1. 2026;\n"
    "Charita;;SAS;Rodiny;990003;;úvazky;2;terénní;1. 1. 2026;\n"
)
MODELS = (Organisation, Service, Place, Capacity)


class TornError(Exception):
    """The machine stops here."""


def state():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


class Saboteur:
    """Counts every statement sent to the database and stops before the chosen one."""

    def __init__(self, at) -> None:
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left < 0:
            raise TornError
        return execute(sql, params, many, context)


@pytest.fixture
def begun(transactional_db, settings, tmp_path, region, machine):
    settings.FILES_ROOT = tmp_path / "files"
    path = tmp_path / "sit.csv"
    path.write_text(HEADER + BEFORE, encoding="utf-8")
    options = {"kind": "network", "path": path, "by": machine, "provenance": intake.Provenance()}
    intake.load(**options)
    path.write_text(HEADER + AFTER, encoding="utf-8")
    return options


def test_stopped_at_every_statement_it_leaves_all_as_it_was(begun, machine):
    from django.db import connection

    run = intake.dry_run(**begun, name="sit.csv")
    before, entries = state(), audit.current_head().seq
    torn = 0
    while True:
        try:
            with connection.execute_wrapper(Saboteur(torn)):
                intake.apply(run=run, by=machine)
            break
        except TornError:
            assert state() == before
            assert audit.current_head().seq == entries
            assert ImportRun.objects.get(pk=run.pk).state == "checked"
            torn += 1
    assert torn >= 30
    assert [model.objects.count() for model in MODELS] == [2, 3, 3, 3]
    assert audit.verify_chain().is_whole
    assert intake.load(**begun).rows_same == 3
    assert discrepancies().lost == ()


@pytest.mark.parametrize("saves", range(4))
def test_stopped_between_records_it_leaves_all_as_it_was(begun, machine, monkeypatch, saves):
    run = intake.dry_run(**begun, name="sit.csv")
    before = state()
    left = [saves]
    real = Versioned.save

    def save(record, *arguments: object, **options: object):
        left[0] -= 1
        if left[0] < 0:
            raise TornError
        return real(record, *arguments, **options)

    with monkeypatch.context() as torn:
        torn.setattr(Versioned, "save", save)
        with pytest.raises(TornError):
            intake.apply(run=run, by=machine)
    assert state() == before
    intake.apply(run=run, by=machine)
    assert Organisation.objects.get(ico="27000028").name == "Spolek Na Hraně"
    assert Capacity.objects.get(unit="fte", place__municipality="990001").value == 5
    assert intake.load(**begun).rows_same == 3
