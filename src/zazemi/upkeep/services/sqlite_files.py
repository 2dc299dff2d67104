"""SQLite through its own backup interface: a copy of one moment, also while others write.

A plain copy of the file misses what still lies in the write-ahead log (reliability.md 0 (8)).
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from zazemi.kernel.audit import GENESIS, PublishedHead
from zazemi.upkeep.services.manifest import sync_file

NAME = "database.sqlite3"


def copy_database(source: Path, target: Path) -> None:
    """Copy a database of one moment into one file; the target is overwritten whole."""
    with closing(_opened(source)) as live, closing(sqlite3.connect(target, timeout=60)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    sync_file(target)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading only."""
    with closing(_opened(path)) as connection:
        yield connection


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names from the catalogue
        for (name,) in names.fetchall()
    }


def chain_head(connection: sqlite3.Connection) -> PublishedHead:
    """Return the end of the audit chain."""
    found = connection.execute("SELECT seq, digest FROM kernel_audithead").fetchone()
    return PublishedHead(int(found[0]), str(found[1])) if found else PublishedHead(0, GENESIS)


def last_migrations(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return the last migration of every room."""
    rows = connection.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
    return {str(app): str(name) for app, name in rows.fetchall()}


def integrity(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite's own check complains about."""
    said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall()]
    return [] if said == ["ok"] else said


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
