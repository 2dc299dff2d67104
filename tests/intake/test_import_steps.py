import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError

from zazemi.files.models import StoredFile
from zazemi.files.services import path_of
from zazemi.intake import services, slot
from zazemi.intake.choices import RunState
from zazemi.intake.errors import (
    AlreadyDecidedError,
    ImportForbiddenError,
    MovedOnError,
    RowsRefusedError,
    UnfaithfulImporterError,
    UnknownImporterError,
)
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import refusals_of
from zazemi.kernel import audit
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.steps import step

TABLE = "Kód;Název;Množství;Den\n007;Alfa;1 234,5;31. 12. 2026\n008;Beta;2;\n"


@pytest.mark.db
def test_a_dry_run_says_what_would_happen_and_stores_nothing(try_out, shelf):
    run = try_out(TABLE)
    assert (run.state, run.rows_in, run.rows_new, run.rows_changed, run.rows_same) == (
        RunState.CHECKED,
        2,
        2,
        0,
        0,
    )
    assert shelf.rows == {}
    assert (run.source, run.by_name, run.encoding) == ("zkouška", "Jana Malá", "utf-8")
    assert path_of(run.file_sha256).read_bytes() == TABLE.encode()


@pytest.mark.db
def test_storing_needs_no_second_upload_and_the_same_file_again_changes_nothing(try_out, shelf, officer):
    run = services.apply(run=try_out(TABLE), by=officer)
    assert run.state == RunState.APPLIED
    assert shelf.rows["007"] == {
        "code": "007",
        "name": "Alfa",
        "amount": Decimal("1234.5"),
        "day": dt.date(2026, 12, 31),
    }
    again = try_out(TABLE)
    assert (again.state, again.rows_same, again.rows_new + again.rows_changed) == (RunState.UNCHANGED, 2, 0)
    assert StoredFile.objects.values("sha256").distinct().count() == 1
    assert audit.verify_chain().is_whole


def test_a_changed_row_shows_both_values(try_out, shelf, officer):
    services.apply(run=try_out(TABLE), by=officer)
    run = try_out(TABLE.replace("1 234,5", "1 300"))
    assert (run.rows_changed, run.rows_same) == (1, 1)
    (change,) = run.findings["changes"]
    assert (change["row"], change["header"], change["before"], change["after"]) == (
        2,
        "Množství",
        "1234.5",
        "1300",
    )


def test_one_wrong_row_and_nothing_is_stored(try_out, shelf, officer):
    run = try_out(TABLE + "009;;nic;\n")
    assert (run.state, run.rows_in, run.rows_new, run.rows_refused) == (RunState.REFUSED, 3, 2, 1)
    assert [(one.row, one.header) for one in refusals_of(run)] == [(4, "Název"), (4, "Množství")]
    with pytest.raises(RowsRefusedError):
        services.apply(run=run, by=officer)
    assert shelf.rows == {}


def test_what_is_missing_from_the_file_is_reported_and_stays(try_out, shelf, officer):
    services.apply(run=try_out(TABLE), by=officer)
    run = try_out(TABLE.replace("008;Beta;2;\n", ""))
    assert (run.rows_missing, run.findings["missing"]) == (1, ["008"])
    assert set(shelf.rows) == {"007", "008"}


def test_a_file_is_stored_once(try_out, officer):
    run = try_out(TABLE)
    services.apply(run=run, by=officer)
    for decide in (services.apply, services.discard):
        with pytest.raises(AlreadyDecidedError):
            decide(run=run, by=officer)
    run.refresh_from_db()
    with pytest.raises(AlreadyDecidedError):
        services.apply(run=run, by=officer)


def test_a_thrown_away_file_is_not_stored(try_out, shelf, officer):
    run = services.discard(run=try_out(TABLE), by=officer)
    with pytest.raises(AlreadyDecidedError):
        services.apply(run=run, by=officer)
    assert (run.state, shelf.rows) == (RunState.DISCARDED, {})


def test_data_changed_since_the_dry_run_stop_the_storing(try_out, shelf, officer):
    run = try_out(TABLE)
    shelf.rows["007"] = {"code": "007", "name": "Jiná", "amount": Decimal(1), "day": None}
    with pytest.raises(MovedOnError):
        services.apply(run=run, by=officer)
    run.refresh_from_db()
    assert run.state == RunState.CHECKED


def test_an_importer_that_writes_something_else_is_stopped(try_out, shelf, officer, monkeypatch):
    def forgetful(changes, *, run, by):
        del changes, run, by

    monkeypatch.setattr(shelf, "apply", forgetful)
    run = try_out(TABLE)
    with pytest.raises(UnfaithfulImporterError):
        services.apply(run=run, by=officer)
    run.refresh_from_db()
    assert run.state == RunState.CHECKED


def test_a_role_that_may_not_import_is_refused(try_out, nothing_written):
    reader = Actor(user_id=2, name="x", roles=frozenset({Role.PROVIDER}))
    with pytest.raises(ImportForbiddenError):
        try_out(TABLE, by=reader)
    assert nothing_written()


def test_an_unknown_kind_names_the_known_ones(shelf):
    with pytest.raises(UnknownImporterError, match="shelf"):
        slot.importer_of("nic")


@pytest.mark.db
def test_the_database_refuses_counts_that_do_not_add_up(try_out, officer):
    run = try_out(TABLE)
    run.rows_same = 7
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        run.save()


@pytest.mark.db
def test_the_database_refuses_stored_files_with_refused_rows(try_out, officer):
    run = try_out(TABLE + "009;;nic;\n")
    run.state = RunState.APPLIED
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        run.save()


def test_ten_thousand_rows_are_tried_out_whole(try_out):
    rows = "".join(f"{number:05d};Řádek {number};{number},5;1. 1. 2026\n" for number in range(10_000))
    run = try_out("Kód;Název;Množství;Den\n" + rows)
    assert (run.rows_in, run.rows_new) == (10_000, 10_000)


def test_load_stores_at_once_or_says_why_not(try_out, shelf, officer, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    machine = Actor.for_machine("console")
    run = services.load(kind="shelf", path=path, by=machine, provenance=services.Provenance())
    assert (run.state, len(shelf.rows)) == (RunState.APPLIED, 2)
    path.write_text(TABLE + "x", encoding="utf-8")
    with pytest.raises(RowsRefusedError):
        services.load(kind="shelf", path=path, by=machine, provenance=services.Provenance())
    assert ImportRun.objects.count() == 2
