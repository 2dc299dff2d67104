"""Loading of official statistics that come packed: a ZIP with exactly one CSV inside.

Units:   bytes.
Source:  product 250169 of ČSÚ: one ``OD_NEZ01_*.CSV`` in a ZIP.
Raises:  NoTableInsideError; whatever the import machine refuses.
"""

import zipfile
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from zazemi.indicators.errors import NoTableInsideError
from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load
from zazemi.intake.slot import importer_of
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.kernel.actor import Actor

_PIECE = 1024 * 1024


def load_statistics(*, kind: str, path: Path, by: Actor, provenance: Provenance) -> ImportRun:
    """Load a file of statistics, unpacking it first when it is a ZIP."""
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return load(kind=kind, path=path, by=by, provenance=provenance)
    limit = (importer_of(kind).own_limits or CONSOLE_LIMITS).file_bytes
    with TemporaryDirectory() as folder:
        table = _unpacked(path, Path(folder), limit)
        return load(kind=kind, path=table, by=by, provenance=provenance)


def _unpacked(path: Path, folder: Path, limit: int) -> Path:
    """Write the only CSV of the archive into the folder, never more than the limit, under its bare name."""
    with zipfile.ZipFile(path) as archive:
        tables = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
        if len(tables) != 1 or tables[0].file_size > limit:
            raise NoTableInsideError(params={"name": path.name, "found": len(tables)})
        target = folder / PurePosixPath(tables[0].filename.replace("\\", "/")).name
        written = 0
        with archive.open(tables[0]) as source, target.open("wb") as out:
            while piece := source.read(_PIECE):
                written += len(piece)
                if written > limit:
                    raise NoTableInsideError(params={"name": path.name, "found": 1})
                out.write(piece)
    return target
