"""An import whose process is killed: none or all rows, the next one completes it, a third changes nothing.

The process is killed by SIGKILL before its n-th statement, from the first one of
the dry run to the last one of the storing, reading included.
"""

import os
import signal

import pytest
from django.db import connection, connections

from zazemi.files.selectors import discrepancies
from zazemi.intake import services as intake
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.kernel import audit
from zazemi.network.importers.lines import every_line
from zazemi.parties.models import Organisation

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

HEADER = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do\n"
BEFORE = "Spolek Hrana;27000028;TP;Terén Hrana;990001;;úvazky;4;terénní;1. 1. 2026;\n"
AFTER = (
    "Spolek Na Hraně;27000028;TP;Terén hrana;990001;;úvazky;5;terénní;1. 1. 2026;31. 12. 2026\n"
    "Spolek Na Hraně;27000028;NZDM;Klub Hrana;990002;Školní 3;okamžitá kapacita;20;ambulantní;1. 1. 2026;\n"
    "Charita;;SAS;Rodiny;990003;;úvazky;2;terénní;1. 1. 2026;\n"
)
WHOLE = 10**6


def state():
    return sorted(map(repr, every_line())), sorted(Organisation.objects.values_list("name", flat=True))


@pytest.fixture
def options(transactional_db, settings, tmp_path, region, machine):
    settings.FILES_ROOT = tmp_path / "files"
    path = tmp_path / "sit.csv"
    path.write_text(HEADER + BEFORE, encoding="utf-8")
    options = {"kind": "network", "path": path, "by": machine, "provenance": intake.Provenance()}
    intake.load(**options)
    path.write_text(HEADER + AFTER, encoding="utf-8")
    return options


def in_a_process_killed_at(options, statement):
    """Run the import in a process of its own; return how it ended and the statements it sent."""
    connections.close_all()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        _import_and_die(options, statement, theirs)
    os.close(theirs)
    _pid, ended = os.waitpid(child, 0)
    said = os.read(ours, 100)
    os.close(ours)
    return ended, int(said or 0)


def _import_and_die(options, statement, pipe):
    sent = 0

    def count(execute, sql, params, many, context):
        nonlocal sent
        if sent == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        sent += 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            intake.load(**options)
        os.write(pipe, str(sent).encode())
        connections.close_all()
        os._exit(0)
    finally:
        os._exit(1)  # whatever went wrong: never back into the test runner


def kill_at(options, points):
    """Kill at points spread over the whole import; return how often nothing and how often all was there."""
    before = state()
    ended, statements = in_a_process_killed_at(options, WHOLE)
    after = state()
    assert (ended, after != before, statements > 30) == (0, True, True)
    intake.undo(run=ImportRun.objects.get(state=RunState.APPLIED, rows_in=3), by=options["by"])
    assert state() == before
    found = {"none": 0, "all": 0}
    for point in range(points):
        ended, _sent = in_a_process_killed_at(options, point * statements // points)
        assert ended == signal.SIGKILL
        found["all" if state() == after else "none"] += 1
        assert state() in (before, after)
        assert audit.verify_chain().is_whole
        assert discrepancies().lost == ()
        run = intake.load(**options)
        assert state() == after
        assert intake.load(**options).state == RunState.UNCHANGED
        if run.state != RunState.APPLIED:  # the killed one had stored all already
            run = ImportRun.objects.filter(state=RunState.APPLIED).latest("pk")
        intake.undo(run=run, by=options["by"])
        assert state() == before
    return found


def test_killed_at_a_few_points_an_import_leaves_none_or_all(options):
    assert kill_at(options, 3)["none"] > 0


@pytest.mark.faults
@pytest.mark.slow
def test_killed_at_forty_points_an_import_leaves_none_or_all(options):
    found = kill_at(options, 40)
    assert sum(found.values()) == 40
