"""The steps of an import: dry run, storing, throwing away.

Units:   counts in rows of the file.
Raises:  UnreadableFileError, RowsRefusedError, MovedOnError, AlreadyDecidedError,
         ImportForbiddenError, UnknownImporterError.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from zazemi.intake.models import ImportRun
from zazemi.intake.table import WEB_LIMITS, Limits
from zazemi.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a file comes from: kept with every figure."""

    source: str = ""
    licence: str = ""
    taken_on: dt.date | None = None


def dry_run(
    *, kind: str, path: Path, name: str, by: Actor, provenance: Provenance, limits: Limits = WEB_LIMITS
) -> ImportRun:
    """Read and check a file and record what storing it would do. Nothing of the file is stored.

    The bytes are kept, so that ``apply`` needs no second upload.
    Raises UnreadableFileError, ImportForbiddenError, UnknownImporterError.
    """
    raise NotImplementedError


def apply(*, run: ImportRun, by: Actor) -> ImportRun:
    """Store all rows of a checked file in one transaction, or none.

    Raises AlreadyDecidedError, MovedOnError, RowsRefusedError.
    """
    raise NotImplementedError


def load(*, kind: str, path: Path, by: Actor, provenance: Provenance, limits: Limits | None = None) -> ImportRun:
    """Dry run and storing in one go, for the console and the demo; the file is read once.

    Raises RowsRefusedError when any row is refused; then nothing is stored.
    """
    raise NotImplementedError
