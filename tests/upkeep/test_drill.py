"""The backup drill: a backup under write load, restored into an empty place, is whole."""

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.upkeep.conftest import furnish

from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.kernel import audit, triggers
from zazemi.kernel.sentences import translated
from zazemi.network.models import Service
from zazemi.network.services import add_service
from zazemi.upkeep.errors import (
    DamagedBackupError,
    FolderNotEmptyError,
    NewerBackupError,
    NotABackupError,
    OtherDatabaseError,
    PlaceNotEmptyError,
    ToolMissingError,
)
from zazemi.upkeep.services import Manifest, backup, restore, verify
from zazemi.values.services import ServiceKind

pytestmark = [pytest.mark.db]

RESTORE = """
import json, sys
import django
django.setup()
from pathlib import Path
from zazemi.upkeep.services import restore
print(json.dumps(restore(source=Path(sys.argv[1])).as_json()))
"""
LOAD = 4
LEAST_WRITES = 40


@pytest.fixture
def installation(transactional_db, files_root, officer):
    return furnish(officer)


@contextmanager
def write_load(officer, provider):
    """Four writers that add services and files all the time; yields how many writes are done."""
    done, stopping = [], threading.Event()

    def write(worker):
        number = 0
        while not stopping.is_set():
            name = f"Služba {worker}-{number}"
            keep(
                name.encode(), name=name, content_type="text/plain", visibility=Visibility.PRIVATE, by=officer
            )
            add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name=name, by=officer)
            done.append(name)
            number += 1
        connection.close()

    workers = [threading.Thread(target=write, args=[worker]) for worker in range(LOAD)]
    for worker in workers:
        worker.start()
    try:
        yield done
    finally:
        stopping.set()
        for worker in workers:
            worker.join()


def wait_for(done, count):
    while len(done) < count:
        threading.Event().wait(0.01)


@pytest.fixture
def empty_place(tmp_path):
    """Another installation: environment for a new process; an empty database of the same kind."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    environment = {
        **os.environ,
        "ZAZEMI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "zazemi.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"),
        "ZAZEMI_PLAIN_HTTP": "1",
    }
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    place = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    address = f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}/{name}"
    yield {**environment, "DATABASE_URL": address}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def restored(folder, environment):
    return subprocess.run(
        [sys.executable, "-c", RESTORE, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def needs_tools():
    if connection.vendor == "postgresql" and shutil.which("pg_dump") is None:
        pytest.skip("skipped: no pg_dump on PATH")


def test_a_backup_under_write_load_is_restored_whole(installation, officer, tmp_path, empty_place):
    needs_tools()
    with write_load(officer, installation.provider) as done:
        wait_for(done, LEAST_WRITES)
        before = len(done)
        manifest = backup(to=tmp_path / "backup")
        wait_for(done, before + LEAST_WRITES)
    assert verify(tmp_path / "backup") == ()
    assert before + 1 <= manifest.rows["network_service"] < len(done) + 1
    answer = restored(tmp_path / "backup", empty_place)
    assert answer.returncode == 0, answer.stderr
    report = json.loads(answer.stdout)
    assert report["is_good"], report
    assert {"backup.rows", "backup.chain", "kernel.chain", "files.stored"} <= {
        check["id"] for check in report["checks"]
    }
    assert report["chain_head"] == {"seq": manifest.head.seq, "digest": manifest.head.digest}
    stored = [path for path in (Path(empty_place["ZAZEMI_HOME"]) / "files").glob("??/*") if path.is_file()]
    assert len(stored) == len(manifest.files) >= before + 1
    again = restored(tmp_path / "backup", empty_place)
    assert again.returncode != 0
    assert "PlaceNotEmptyError" in again.stderr


def test_a_backup_comes_back_into_an_emptied_installation(finished, files_root):
    manifest = Manifest.read(finished)
    triggers.remove()
    call_command("flush", verbosity=0, interactive=False)
    with pytest.raises(PlaceNotEmptyError, match="files"):
        restore(source=finished)
    shutil.rmtree(files_root)
    report = restore(source=finished)
    assert report.is_good, report.as_json()
    assert report.head == manifest.head
    assert Service.objects.get().name == "Terén"
    assert triggers.missing() == []
    assert {path.name for path in files_root.glob("??/*")} == {Path(name).name for name in manifest.files}


def test_a_plain_copy_of_a_live_database_is_refused(installation, officer, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("skipped: a PostgreSQL database is no file to copy")
    live = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(30):
        add_service(
            provider=installation.provider, kind=ServiceKind.FIELD_PROGRAMME, name=f"S {number}", by=officer
        )
    folder = tmp_path / "backup"
    manifest = backup(to=folder)
    shutil.copyfile(live, folder / manifest.database)
    lagging = dict(manifest.as_json())
    from zazemi.upkeep.services.manifest import sha256_of

    lagging["database_sha256"] = sha256_of(folder / manifest.database)
    lagging["database_bytes"] = (folder / manifest.database).stat().st_size
    (folder / "manifest.json").write_text(json.dumps(lagging))
    messages = [finding.message for finding in verify(folder)]
    assert "The audit chain ends at entry %(found)s, the manifest says %(expected)s." in messages
    assert any(message.startswith("The table") for message in messages)
    assert not any("SQLite complains" in message for message in messages)
    assert Service.objects.count() == 31


def test_a_backup_never_writes_over_another_one(installation, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotEmptyError):
        backup(to=tmp_path)


@pytest.fixture
def finished(installation, tmp_path):
    needs_tools()
    folder = tmp_path / "backup"
    backup(to=folder)
    return folder


def changed_manifest(folder, **values: object):
    plain = {**Manifest.read(folder).as_json(), **values}
    (folder / "manifest.json").write_text(json.dumps(plain))


def test_only_a_finished_backup_is_restored(finished):
    (finished / "manifest.json").unlink()
    with pytest.raises(NotABackupError):
        restore(source=finished)
    (finished / "manifest.json").write_text('{"rows": 1}')
    with pytest.raises(NotABackupError):
        verify(finished)


def test_a_damaged_backup_is_refused_and_says_why(finished):
    stored = next((finished / "files").glob("??/*"))
    stored.write_bytes(b"x")
    with pytest.raises(DamagedBackupError, match="má jiný obsah"):
        restore(source=finished)
    stored.unlink()
    assert [finding.message for finding in verify(finished)] == ["The file %(name)s is missing."]
    database = finished / Manifest.read(finished).database
    database.write_bytes(database.read_bytes()[: 3 * 4096])
    messages = {finding.message for finding in verify(finished)}
    assert "The database %(name)s has other bytes." in messages
    database.unlink()
    assert "The database %(name)s is missing." in {finding.message for finding in verify(finished)}


def test_a_backup_that_does_not_belong_here_is_refused(finished):
    changed_manifest(finished, vendor="oracle")
    with pytest.raises(OtherDatabaseError):
        restore(source=finished)
    changed_manifest(finished, vendor=connection.vendor, migrations={"kernel": "9999_from_the_future"})
    with pytest.raises(NewerBackupError):
        restore(source=finished)


def test_a_filled_place_is_refused_and_stays(finished):
    head = audit.current_head()
    with pytest.raises(PlaceNotEmptyError):
        restore(source=finished)
    assert audit.current_head() == head


def test_without_its_programs_postgresql_is_not_backed_up_and_the_way_out_is_said(
    installation, tmp_path, monkeypatch
):
    if connection.vendor != "postgresql":
        pytest.skip("skipped: SQLite needs no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissingError) as caught:
        backup(to=tmp_path / "backup")
    assert "postgresql-client" in translated(caught.value.way_out)
