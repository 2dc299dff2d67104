import hashlib

import pytest

from zazemi.files.choices import Visibility
from zazemi.files.errors import FileDamagedError, FileLostError
from zazemi.files.models import StoredFile
from zazemi.files.selectors import discrepancies
from zazemi.files.services import content_of, keep, path_of, safe_name
from zazemi.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"

    def kept(content=b"obsah", name="a.csv"):
        machine = Actor.for_machine("import")
        return keep(content, name=name, content_type="text/csv", visibility=Visibility.PRIVATE, by=machine)

    return kept


def test_a_file_lies_under_its_sha256_and_comes_back_whole(kept, tmp_path):
    stored = kept()
    digest = hashlib.sha256(b"obsah").hexdigest()
    assert path_of(digest) == tmp_path / "files" / digest[:2] / digest
    assert content_of(stored) == b"obsah"
    assert (stored.size_bytes, stored.by_name) == (5, "Import of data")


def test_the_same_bytes_lie_once_and_two_rows_share_them(kept, tmp_path):
    kept()
    kept(name="b.csv")
    assert StoredFile.objects.count() == 2
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_lost_damaged_and_orphaned_bytes_are_found(kept):
    lost, damaged = kept(b"jedna"), kept(b"dva")
    orphan = kept(b"tri").sha256
    StoredFile.objects.filter(sha256=orphan).delete()
    path_of(lost.sha256).unlink()
    path_of(damaged.sha256).write_bytes(b"jinak")
    found = discrepancies()
    assert (found.lost, found.damaged, found.orphans) == ((lost.sha256,), (damaged.sha256,), (orphan,))
    with pytest.raises(FileLostError):
        content_of(lost)
    with pytest.raises(FileDamagedError):
        content_of(damaged)


def test_nothing_is_left_of_a_write_that_fails(kept, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zazemi.files.services.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept()
    assert StoredFile.objects.count() == 0
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\síť služeb.xlsx", "síť služeb.xlsx"),
        ('a"b\r\nSet-Cookie: x.csv', "abSet-Cookie x.csv"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "soubor"),
        ("...", "soubor"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_names_are_made_safe(given, safe):
    assert safe_name(given) == safe


@pytest.mark.parametrize("digest", ["../../../etc/passwd", "A" * 64, "ab"])
def test_only_a_digest_leads_to_bytes(digest):
    with pytest.raises(FileLostError):
        path_of(digest)
