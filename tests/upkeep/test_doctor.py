import pytest
from django.db import connection
from django.urls import reverse

from zazemi.files.models import StoredFile
from zazemi.files.services import path_of
from zazemi.kernel.actor import Role
from zazemi.kernel.checks import Finding, add_check, checks
from zazemi.network.models import Service
from zazemi.upkeep.services import examine
from zazemi.values.errors import ZazemiError

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def findings(check_id):
    (line,) = examine([check_id]).lines
    return list(line.findings)


def test_a_sound_installation_is_called_sound(service):
    report = examine()
    assert report.is_good, report.as_json()
    assert {line.id for line in report.lines} >= {
        "database.foreign_keys",
        "database.state",
        "files.stored",
        "intake.counts",
        "kernel.chain",
        "kernel.versions",
    }
    assert report.as_json()["chain_head"]["seq"] == report.head.seq > 0


def test_a_changed_record_is_found(service):
    Service._base_manager.update(name="jinak")
    assert findings("kernel.versions") == [f"network.service {service.pk} se liší od své nejnovější verze 1."]
    assert not examine().is_good


def test_lost_damaged_and_forgotten_files_are_found(service, files_root):
    import os

    stored = StoredFile.objects.get()
    path = path_of(stored.sha256)
    path.write_bytes(b"jinak")
    assert findings("files.stored") == [f"Obsah souboru {stored.sha256} byl změněn."]
    path.unlink()
    assert findings("files.stored") == [f"Obsah souboru {stored.sha256} chybí."]
    StoredFile.objects.all()._raw_delete("default")
    path.write_bytes(b"jinak")
    assert findings("files.stored") == []
    os.utime(path, (0, 0))
    assert findings("files.stored") == [f"Uložený soubor {stored.sha256} nezná žádný záznam."]


def test_a_record_that_points_nowhere_is_found(service):
    with connection.cursor() as cursor:
        deferred = (
            "PRAGMA defer_foreign_keys = ON"
            if connection.vendor == "sqlite"
            else "SET CONSTRAINTS ALL DEFERRED"
        )
        cursor.execute(deferred)
        cursor.execute("UPDATE network_service SET provider_id = 999999")
    assert f"network.service {service.pk}: poskytovatel ukazuje na 999999, který neexistuje." in findings(
        "database.foreign_keys"
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_service SET provider_id = (SELECT min(id) FROM parties_organisation)")


def fail():
    raise OSError("disk")


def refuse():
    raise ZazemiError("Nothing of this kind is checked.")


@pytest.mark.parametrize(
    ("run", "said"), [(fail, "OSError: disk"), (refuse, "Nothing of this kind is checked.")]
)
def test_a_check_that_fails_is_a_finding_and_not_silence(run, said, db, caplog):
    add_check("tests.broken", "Broken", run)
    try:
        assert findings("tests.broken") == [f"Kontrolu nešlo provést: {said}"]
    finally:
        checks.forget("tests.broken")


def test_of_very_many_findings_the_first_are_told(db):
    add_check("tests.many", "Many", lambda: (Finding(message=str(number)) for number in range(1000)))
    try:
        (line,) = examine(["tests.many"]).lines
        assert len(line.findings) == 200
        assert line.sentence == "200 nálezů: 0"
    finally:
        checks.forget("tests.many")


def test_the_administrator_runs_the_check_in_the_browser(sign_in, service):
    client = sign_in(Role.ADMINISTRATOR)
    before = client.get(reverse("upkeep:check")).content.decode()
    assert "Zkontrolovat" in before
    after = client.post(reverse("upkeep:check")).content.decode().replace("\xa0", " ")
    assert "Vše je v pořádku." in after
    Service._base_manager.update(name="jinak")
    bad = client.post(reverse("upkeep:check")).content.decode().replace("\xa0", " ")
    assert "<b>1</b> kontrola něco našla." in bad


def test_others_do_not(sign_in, client):
    assert client.get(reverse("upkeep:check")).status_code == 302
    assert sign_in(Role.HEAD).get(reverse("upkeep:check")).status_code == 403
