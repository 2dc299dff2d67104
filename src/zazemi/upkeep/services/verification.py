"""Whether a backup holds what its manifest says: bytes, counts and the end of the chain, not only integrity.

A copy of a live SQLite file passes the integrity check and may lack hundreds of committed steps; here
it is refused, because its counts and its chain head lag behind.
"""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import DatabaseError

from zazemi.kernel.checks import Finding
from zazemi.upkeep.errors import ToolFailedError
from zazemi.upkeep.services import postgresql_dump, sqlite_files
from zazemi.upkeep.services.manifest import FILES, Manifest, sha256_of
from zazemi.values.text import N_


def verify(folder: Path) -> tuple[Finding, ...]:
    """Return where the backup differs from its manifest; nothing when it may be restored.

    Raises NotABackupError when there is no manifest.
    """
    manifest = Manifest.read(folder)
    return (*_database(folder / manifest.database, manifest), *_files(folder / FILES, manifest))


def count_findings(manifest: Manifest, rows: dict[str, int]) -> Iterator[Finding]:
    """Yield the tables whose numbers of rows differ from the manifest."""
    for table, count in manifest.rows.items():
        if rows.get(table) != count:
            yield Finding(
                message=N_("The table %(table)s has %(found)s rows, the manifest says %(expected)s."),
                where=table,
                params={"table": table, "found": rows.get(table, "–"), "expected": count},
            )


def _database(path: Path, manifest: Manifest) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(message=N_("The database %(name)s is missing."), params={"name": path.name})
        return
    if path.stat().st_size != manifest.database_bytes or sha256_of(path) != manifest.database_sha256:
        yield Finding(message=N_("The database %(name)s has other bytes."), params={"name": path.name})
    try:
        yield from _sqlite(path, manifest) if manifest.vendor == "sqlite" else _postgresql(path)
    except (DatabaseError, ToolFailedError) as error:
        params = {"name": path.name, "said": str(error)}
        yield Finding(message=N_("The database %(name)s cannot be read: %(said)s"), params=params)


def _sqlite(path: Path, manifest: Manifest) -> Iterator[Finding]:
    with sqlite_files.reading(path) as copy:
        for said in sqlite_files.integrity(copy):
            yield Finding(message=N_("SQLite complains: %(said)s"), params={"said": said})
        yield from count_findings(manifest, sqlite_files.row_counts(copy))
        head = sqlite_files.chain_head(copy)
    if head != manifest.head:
        yield Finding(
            message=N_("The audit chain ends at entry %(found)s, the manifest says %(expected)s."),
            params={"found": head.seq, "expected": manifest.head.seq},
        )


def _postgresql(path: Path) -> Iterator[Finding]:
    postgresql_dump.listed(path)
    yield from ()


def _files(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    for name, size in manifest.files.items():
        path = folder / name
        if not path.exists():
            yield Finding(message=N_("The file %(name)s is missing."), where=name, params={"name": name})
        elif path.stat().st_size != size or sha256_of(path) != path.name:
            yield Finding(message=N_("The file %(name)s has other bytes."), where=name, params={"name": name})
