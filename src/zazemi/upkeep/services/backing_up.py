"""A backup: the database of one moment by its own interface, then the files, then the manifest.

Files are never changed nor overwritten, and a file is on the disk before its row exists: copied after the
database, none that the database knows can be missing.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection

from zazemi.kernel import clock
from zazemi.kernel.audit import PublishedHead, current_head
from zazemi.upkeep.errors import FolderNotEmptyError
from zazemi.upkeep.services import postgresql_dump, sqlite_files
from zazemi.upkeep.services.manifest import FILES, Manifest, sha256_of, sync_file, sync_folder

Content = tuple[dict[str, int], PublishedHead, Mapping[str, str]]


def backup(*, to: Path) -> Manifest:
    """Back up the installation into a new folder, also while people work.

    Args:
        to: a folder that does not exist yet or is empty.

    Returns:
        The manifest, which is written last; without it the folder is no backup.

    Raises:
        FolderNotEmptyError: the folder holds something.
        ToolMissingError, ToolFailedError: PostgreSQL without its programs, or they complain.
    """
    folder = to.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmptyError(params={"folder": str(folder)})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = clock.now()
    is_sqlite = connection.vendor == "sqlite"
    database = folder / (sqlite_files.NAME if is_sqlite else postgresql_dump.NAME)
    rows, head, migrations = _sqlite(database) if is_sqlite else _postgresql(database)
    manifest = Manifest(
        made_at=made_at,
        vendor=connection.vendor,
        database=database.name,
        database_sha256=sha256_of(database),
        database_bytes=database.stat().st_size,
        rows=rows,
        head=head,
        migrations=migrations,
        files=_copied_files(Path(settings.FILES_ROOT), folder / FILES),
    )
    manifest.write(folder)
    return manifest


def _sqlite(target: Path) -> Content:
    sqlite_files.copy_database(Path(str(connection.settings_dict["NAME"])), target)
    with sqlite_files.reading(target) as copy:
        return (
            sqlite_files.row_counts(copy),
            sqlite_files.chain_head(copy),
            sqlite_files.last_migrations(copy),
        )


def _postgresql(target: Path) -> Content:
    with postgresql_dump.snapshot() as name:
        postgresql_dump.dump(target, name)
        content = (postgresql_dump.row_counts(), current_head(), postgresql_dump.last_migrations())
    sync_file(target)
    return content


def _copied_files(source: Path, target: Path) -> dict[str, int]:
    copied = {}
    target.mkdir(mode=0o700, exist_ok=True)
    for path in sorted(source.glob("??/*")) if source.exists() else ():
        if path.name.startswith("."):
            continue  # a file that is being written has no row yet
        place = target / path.parent.name
        place.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(path, place / path.name)
        sync_file(place / path.name)
        copied[f"{path.parent.name}/{path.name}"] = path.stat().st_size
    for folder in [*target.glob("??"), target]:
        sync_folder(folder)
    return copied
