"""A restore: only a verified backup, only into an empty place, and at the end the doctor."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from zazemi.kernel.audit import verify_chain
from zazemi.kernel.checks import Finding
from zazemi.upkeep.errors import DamagedBackupError, NewerBackupError, OtherDatabaseError, PlaceNotEmptyError
from zazemi.upkeep.services import postgresql_dump, sqlite_files
from zazemi.upkeep.services.examination import Report, examine, line_of
from zazemi.upkeep.services.manifest import FILES, Manifest, sync_file
from zazemi.upkeep.services.verification import count_findings, verify
from zazemi.values.text import N_

FILLED_BY_MIGRATIONS = frozenset(
    {"django_migrations", "django_content_type", "auth_permission", "kernel_audithead", "django_session"}
)


def restore(*, source: Path) -> Report:
    """Restore a backup into this installation, which must be empty, and examine the result.

    Args:
        source: the folder of a finished backup of the same kind of database.

    Returns:
        The doctor's report; its first lines compare counts and the chain with the manifest.

    Raises:
        NotABackupError, DamagedBackupError: nothing to restore from.
        OtherDatabaseError, NewerBackupError: it does not belong here.
        PlaceNotEmptyError: this installation holds data; nothing is changed.
    """
    folder = source.resolve()
    manifest = Manifest.read(folder)
    _refuse_foreign(manifest)
    _refuse_damaged(folder)
    _refuse_filled()
    if manifest.vendor == "sqlite":
        target = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        sqlite_files.copy_database(folder / manifest.database, target)
    else:
        postgresql_dump.load(folder / manifest.database)
    _copy_files(folder / FILES, manifest)
    first = (
        line_of(
            "backup.rows", N_("Every table has the rows of the backup"), count_findings(manifest, _rows())
        ),
        line_of("backup.chain", N_("The audit chain ends where it ended in the backup"), _chain(manifest)),
    )
    call_command("migrate", verbosity=0, interactive=False)
    report = examine()
    return Report(lines=(*first, *report.lines), head=report.head)


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise OtherDatabaseError(params={"made_from": manifest.vendor, "runs_on": connection.vendor})
    known = MigrationLoader(None).disk_migrations
    for app, name in manifest.migrations.items():
        if (app, name) not in known and any(room == app for room, _ in known):
            raise NewerBackupError(params={"migration": f"{app} {name}"})


def _refuse_damaged(folder: Path) -> None:
    findings = verify(folder)
    if findings:
        raise DamagedBackupError(params={"first": line_of("", "", findings).findings[0]})


def _refuse_filled() -> None:
    filled = {name: count for name, count in _rows().items() if count and name not in FILLED_BY_MIGRATIONS}
    if filled:
        table = next(iter(filled))
        raise PlaceNotEmptyError(params={"what": f"{table} ({filled[table]})"})
    root = Path(settings.FILES_ROOT)
    if root.exists() and any(root.iterdir()):
        raise PlaceNotEmptyError(params={"what": str(root)})


def _rows() -> dict[str, int]:
    if connection.vendor != "sqlite":
        return postgresql_dump.row_counts()
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.exists():
        return {}
    with sqlite_files.reading(path) as database:
        return sqlite_files.row_counts(database)


def _copy_files(source: Path, manifest: Manifest) -> None:
    root = Path(settings.FILES_ROOT)
    for name in manifest.files:
        target = root / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source / name, target)
        sync_file(target)


def _chain(manifest: Manifest) -> Iterator[Finding]:
    report = verify_chain(manifest.head)
    if not report.is_whole or report.head != manifest.head:
        yield Finding(
            message=N_("The audit chain ends at entry %(found)s, the manifest says %(expected)s."),
            params={"found": report.head.seq, "expected": manifest.head.seq},
        )
