"""The steps of an import: dry run, storing, throwing away, taking back.

Units:   counts in rows of the file.
Raises:  UnreadableFileError, RowsRefusedError, MovedOnError, AlreadyDecidedError,
         ImportForbiddenError, UnknownImporterError.
"""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext

from zazemi.files.choices import Visibility
from zazemi.files.services import checked_path_of, keep_file, safe_name
from zazemi.intake.choices import RunState
from zazemi.intake.errors import (
    AlreadyDecidedError,
    FileChangedError,
    ImportForbiddenError,
    MovedOnError,
    NotStoredError,
    RowsRefusedError,
    UndoRefusedError,
    UndoUnknownError,
    UnfaithfulImporterError,
)
from zazemi.intake.judging import Comparison, Judged, compare, findings_of, judge
from zazemi.intake.models import ImportLock, ImportRun, RowBefore
from zazemi.intake.reading import OnProgress, read_table
from zazemi.intake.series import remember, settle
from zazemi.intake.slot import Importer, importer_of
from zazemi.intake.table import CONSOLE_LIMITS, WEB_LIMITS, FileFormat, Limits, Note, Table
from zazemi.intake.undoing import carry_out, undoing_of
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.values.text import N_

SHOWN_ROWS = 200
WAITING = frozenset({RunState.CHECKED, RunState.REFUSED, RunState.UNCHANGED})
_READ_BACK_ROWS = 20_000
_CONTENT_TYPES = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.GEOJSON: "application/geo+json",
    FileFormat.TOPOJSON: "application/json",
    FileFormat.JSON: "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a file comes from: kept with every figure."""

    source: str = ""
    licence: str = ""
    taken_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _HowToRead:
    limits: Limits
    encoding: str = ""
    on_progress: OnProgress | None = None


def dry_run(
    *,
    kind: str,
    path: Path,
    name: str,
    by: Actor,
    provenance: Provenance,
    limits: Limits = WEB_LIMITS,
    encoding: str = "",
    on_progress: OnProgress | None = None,
) -> ImportRun:
    """Read and check a file and record what storing it would do. Nothing of the file is stored.

    The bytes are kept, so that ``apply`` needs no second upload. ``encoding`` is the one people have
    chosen for a text file; ``on_progress`` hears the share that is read and may raise to stop.
    Raises UnreadableFileError, ImportForbiddenError, UnknownImporterError.
    """
    importer = check_allowed(kind, by)
    how = _HowToRead(limits=limits, encoding=encoding, on_progress=on_progress)
    table = _read(importer, path, name, how)
    judged = judge(importer, table)
    comparison = compare(importer, judged.rows, is_whole=not judged.refusals)
    with step(by, why=gettext("dry run of an import")):
        stored = keep_file(
            path,
            name=name,
            content_type=_CONTENT_TYPES[table.format],
            visibility=Visibility.PRIVATE,
            by=by,
        )
        if stored.sha256 != table.sha256:
            raise FileChangedError
        run = _run_of(importer, table, judged, comparison, provenance)
        run.file, run.file_name = stored, safe_name(name)
        run.by_user_id, run.by_name = by.user_id, by.name
        run.save()
    return run


def read_otherwise(*, run: ImportRun, encoding: str, by: Actor) -> ImportRun:
    """Try the kept file out once more in the encoding people have chosen; the first dry run is thrown away.

    Raises AlreadyDecidedError, UnreadableFileError, ImportForbiddenError.
    """
    if run.state not in WAITING or run.file is None:
        raise AlreadyDecidedError
    provenance = Provenance(source=run.source, licence=run.licence, taken_on=run.taken_on)
    anew = dry_run(
        kind=run.kind,
        path=checked_path_of(run.file),
        name=run.file_name,
        by=by,
        provenance=provenance,
        encoding=encoding,
    )
    if run.state != RunState.UNCHANGED:
        discard(run=run, by=by)
    return anew


def judged_anew(run: ImportRun) -> tuple[Path, Judged]:
    """Return the kept file and what is wrong in it, all of it: the run keeps only the first rows.

    Raises UnreadableFileError, FileLostError.
    """
    if run.file is None:
        raise AlreadyDecidedError
    importer = importer_of(run.kind)
    path = checked_path_of(run.file)
    how = _HowToRead(limits=importer.own_limits or CONSOLE_LIMITS, encoding=run.encoding)
    return path, judge(importer, _read(importer, path, run.file_name, how))


def apply(
    *, run: ImportRun, by: Actor, limits: Limits = WEB_LIMITS, on_progress: OnProgress | None = None
) -> ImportRun:
    """Store all rows of a checked file in one transaction, or none.

    The kept file is read again outside the transaction; inside, the rows are
    compared with what is stored now and the result must be that of the dry run.
    Raises AlreadyDecidedError, MovedOnError, RowsRefusedError, ImportForbiddenError.
    """
    importer = check_allowed(run.kind, by)
    _check_waits(run)
    if run.file is None:
        raise AlreadyDecidedError
    how = _HowToRead(limits=limits, encoding=run.encoding, on_progress=on_progress)
    table = _read(importer, checked_path_of(run.file), run.file_name, how)
    return _store(importer, run, judge(importer, table), by)


def load(
    *, kind: str, path: Path, by: Actor, provenance: Provenance, limits: Limits | None = None
) -> ImportRun:
    """Dry run and storing in one go, for the console and the demo.

    Raises RowsRefusedError when any row is refused; then nothing is stored.
    """
    allowed = limits or importer_of(kind).own_limits or CONSOLE_LIMITS
    run = dry_run(kind=kind, path=path, name=path.name, by=by, provenance=provenance, limits=allowed)
    if run.state == RunState.REFUSED:
        raise RowsRefusedError(params={"refused": run.rows_refused, "rows": run.rows_in})
    return apply(run=run, by=by, limits=allowed) if run.may_be_applied else run


def discard(*, run: ImportRun, by: Actor) -> ImportRun:
    """Throw a checked or refused file away without storing it.

    Raises AlreadyDecidedError, ImportForbiddenError.
    """
    check_allowed(run.kind, by)
    with step(by, why=gettext("an import thrown away")):
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        if current.state not in {RunState.CHECKED, RunState.REFUSED}:
            raise AlreadyDecidedError
        current.state = RunState.DISCARDED
        current.decided_at = clock.now()
        current.save()
    return current


def undo(*, run: ImportRun, by: Actor) -> ImportRun:
    """Take one stored import back in one transaction: new rows removed, changed ones as they were.

    Raises NotStoredError, UndoUnknownError, UndoRefusedError (the list: ``selectors.undoing``),
    ImportForbiddenError.
    """
    importer = check_allowed(run.kind, by)
    why = gettext("import of the file %(file)s taken back") % {"file": run.file_name}
    ImportLock.objects.get_or_create(kind=importer.kind)
    with step(by, why=why):
        ImportLock.objects.select_for_update().get(kind=importer.kind)
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not current.may_be_undone:
            raise NotStoredError
        found = undoing_of(importer, current)
        if not found.is_prepared:
            raise UndoUnknownError
        if not found.is_possible:
            raise UndoRefusedError(params={"count": found.n_obstacles})
        carry_out(found)
        RowBefore.objects.filter(run=current).delete()
        importer.after_undo(run=current, by=by)
        current.state = RunState.UNDONE
        current.undone_at, current.undone_by = clock.now(), by.name
        current.save()
    return current


def _read(importer: Importer, path: Path, name: str, how: _HowToRead) -> Table:
    table = read_table(
        path,
        name=name,
        sheet=importer.sheet,
        encoding=how.encoding,
        limits=how.limits,
        formats=importer.formats,
        items=importer.items,
        on_progress=how.on_progress,
    )
    return dataclasses.replace(table, notes=[*table.notes, *_notes_of_template(importer, table)])


def _notes_of_template(importer: Importer, table: Table) -> list[Note]:
    """Say when the workbook was made from another or an older template."""
    if not table.template or table.template == importer.template_version:
        return []
    if table.template.partition(":")[0] != importer.kind:
        return [Note(message=N_("The workbook was made from the template of another import."))]
    return [Note(message=N_("The workbook was made from an older template; the columns have changed since."))]


def check_allowed(kind: str, by: Actor) -> Importer:
    """Return the importer of a kind to those who may use it.

    Raises ImportForbiddenError, UnknownImporterError.
    """
    importer = importer_of(kind)
    if not by.is_machine and not by.has_role(*importer.roles):
        raise ImportForbiddenError(params={"title": str(importer.title)})
    return importer


def _check_waits(run: ImportRun) -> None:
    if run.state == RunState.REFUSED:
        raise RowsRefusedError(params={"refused": run.rows_refused, "rows": run.rows_in})
    if not run.may_be_applied:
        raise AlreadyDecidedError


def _run_of(
    importer: Importer, table: Table, judged: Judged, comparison: Comparison, provenance: Provenance
) -> ImportRun:
    new, changed, same = comparison.counts
    if judged.rows_refused:
        state = RunState.REFUSED
    else:
        state = RunState.CHECKED if new or changed else RunState.UNCHANGED
    return ImportRun(
        kind=importer.kind,
        state=state,
        file_sha256=table.sha256,
        file_bytes=table.file_bytes,
        sheet=table.sheet[:100],
        encoding=table.encoding,
        source=provenance.source,
        licence=provenance.licence,
        taken_on=provenance.taken_on,
        rows_in=judged.rows_in,
        rows_new=new,
        rows_changed=changed,
        rows_same=same,
        rows_refused=judged.rows_refused,
        rows_missing=len(comparison.missing),
        findings=findings_of(importer, judged, comparison, shown_rows=SHOWN_ROWS),
        checked_at=clock.now(),
        decided_at=clock.now() if state == RunState.UNCHANGED else None,
    )


def _store(importer: Importer, run: ImportRun, judged: Judged, by: Actor) -> ImportRun:
    why = gettext("import “%(title)s” of the file %(file)s") % {
        "title": importer.title,
        "file": run.file_name,
    }
    ImportLock.objects.get_or_create(kind=importer.kind)
    with step(by, why=why):
        ImportLock.objects.select_for_update().get(kind=importer.kind)
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        _check_waits(current)
        comparison = compare(importer, judged.rows)
        if judged.rows_refused or comparison.counts != (
            current.rows_new,
            current.rows_changed,
            current.rows_same,
        ):
            raise MovedOnError
        before = remember(importer, comparison.changes)
        importer.apply(comparison.changes, run=current, by=by)
        _read_back(importer, judged)
        settle(current, before)
        current.keeps_before = True
        current.state = RunState.APPLIED
        current.decided_at = clock.now()
        current.save()
    return current


def _read_back(importer: Importer, judged: Judged) -> None:
    """Make sure that what was written is what the file says; a longer file would hold the lock too long."""
    if len(judged.rows) <= _READ_BACK_ROWS:
        new, changed, _same = compare(importer, judged.rows).counts
        if new or changed:
            raise UnfaithfulImporterError(params={"rows": new + changed, "kind": importer.kind})
