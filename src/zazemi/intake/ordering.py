"""Ordering the long work of imports from the worker, where a page would keep people waiting.

Units:   bytes of the file, rows to be written.
Raises:  ImportForbiddenError, AlreadyDecidedError.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from zazemi.files.choices import Visibility
from zazemi.files.services import keep_file
from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, check_allowed
from zazemi.jobs.models import Job
from zazemi.jobs.services import enqueue
from zazemi.kernel.actor import Actor

TRY_OUT, STORE = "intake.try_out", "intake.store"
LONG_FILE_BYTES = 1024 * 1024
LONG_RUN_ROWS = 5000


def is_long(run: ImportRun) -> bool:
    """Whether storing the run would keep people waiting."""
    return run.rows_new + run.rows_changed > LONG_RUN_ROWS or run.file_bytes > LONG_FILE_BYTES


def order_dry_run(
    *, kind: str, path: Path, name: str, by: Actor, provenance: Provenance, encoding: str = ""
) -> Job:
    """Keep the uploaded file and order its dry run; the worker forgets the file when it cannot be read."""
    check_allowed(kind, by)
    stored = keep_file(
        path, name=name, content_type="application/octet-stream", visibility=Visibility.PRIVATE, by=by
    )
    said = {
        "source": provenance.source,
        "licence": provenance.licence,
        "taken_on": provenance.taken_on.isoformat() if provenance.taken_on else "",
    }
    return enqueue(TRY_OUT, {"kind": kind, "file": stored.pk, "provenance": said, "encoding": encoding}, by)


def order_storing(*, run: ImportRun, by: Actor) -> Job:
    """Order the storing of a checked run."""
    check_allowed(run.kind, by)
    return enqueue(STORE, {"run": run.pk}, by)


def provenance_of(said: Mapping[str, str]) -> Provenance:
    """Return where the file comes from, as it was ordered."""
    day = dt.date.fromisoformat(said["taken_on"]) if said["taken_on"] else None
    return Provenance(source=said["source"], licence=said["licence"], taken_on=day)
