"""PostgreSQL through pg_dump and pg_restore; counts and the chain head are those of the dumped moment.

The snapshot is exported by our own transaction, pg_dump reads the same one.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from zazemi.upkeep.errors import ToolFailedError, ToolMissingError

NAME = "database.dump"
MINUTES = 60 * 60


@contextmanager
def snapshot() -> Iterator[str]:
    """Hold one moment of the database and give its name to pg_dump."""
    connection.close()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def dump(target: Path, snapshot_name: str) -> None:
    """Write the database of the snapshot into one file.

    Raises ToolMissingError, ToolFailedError.
    """
    _run(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot_name}",
        f"--file={target}",
    )


def load(source: Path) -> None:
    """Load a dump into the empty database of the settings, whole or not at all.

    Raises ToolMissingError, ToolFailedError.
    """
    name = str(connection.settings_dict["NAME"])
    connection.close()
    options = [
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
    ]
    _run("pg_restore", *options, f"--dbname={name}", str(source))


def listed(source: Path) -> None:
    """Let pg_restore read the table of contents of a dump.

    Raises ToolMissingError, ToolFailedError when it is no dump.
    """
    _run("pg_restore", "--list", str(source))


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names from the catalogue
            counts[name] = int(cursor.fetchone()[0])
    return counts


def last_migrations() -> Mapping[str, str]:
    """Return the last migration of every room."""
    rows = MigrationRecorder.Migration.objects.values_list("app").annotate(Max("name")).order_by("app")
    return {str(app): str(name) for app, name in rows}


def _run(tool: str, *arguments: str) -> None:
    path = shutil.which(tool)
    if path is None:
        raise ToolMissingError(params={"tool": tool})
    place = connection.settings_dict
    known = {
        "PGHOST": place.get("HOST"),
        "PGPORT": place.get("PORT"),
        "PGUSER": place.get("USER"),
        "PGPASSWORD": place.get("PASSWORD"),
        "PGDATABASE": place.get("NAME"),
    }
    environment = {**os.environ, **{name: str(value) for name, value in known.items() if value}}
    done = subprocess.run(
        [path, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=MINUTES
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["-"])[-1]
        raise ToolFailedError(params={"tool": tool, "said": said})
