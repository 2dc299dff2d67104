"""Keeping bytes: temporary file, fsync, rename, fsync of the folder, then the row.

Units:   bytes.
Raises:  FileLostError, FileDamagedError on opening.
"""

import hashlib
import io
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from zazemi.files.choices import Visibility
from zazemi.files.errors import FileDamagedError, FileLostError
from zazemi.files.models import StoredFile
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor

_NAME_LENGTH = 120
_DIGEST_LENGTH = 64
_PIECE = 1024 * 1024


def keep(content: bytes, *, name: str, content_type: str, visibility: Visibility, by: Actor) -> StoredFile:
    """Keep ``content`` for good and return its row.

    The bytes are on the disk before the row exists, so a torn step leaves at
    most bytes without a row (``selectors.orphans``), never a row without bytes.
    """
    digest = hashlib.sha256(content).hexdigest()
    _write_once(path_of(digest), io.BytesIO(content))
    return StoredFile.objects.create(
        sha256=digest, size_bytes=len(content), **_described(name, content_type, visibility, by)
    )


def keep_file(path: Path, *, name: str, content_type: str, visibility: Visibility, by: Actor) -> StoredFile:
    """Keep a copy of the file for good as ``keep`` does, without ever holding it whole in memory."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        _write_once(path_of(digest), stream)
        size = stream.seek(0, os.SEEK_END)
    return StoredFile.objects.create(
        sha256=digest, size_bytes=size, **_described(name, content_type, visibility, by)
    )


def _described(name: str, content_type: str, visibility: Visibility, by: Actor) -> dict[str, Any]:
    return {
        "name": safe_name(name),
        "content_type": content_type,
        "visibility": visibility,
        "kept_at": clock.now(),
        "by_user_id": by.user_id,
        "by_name": by.name,
    }


def forget(stored: StoredFile) -> None:
    """Take back the keeping of a file that no record came to own; shared bytes stay.

    Raises ProtectedError when a record owns it.
    """
    digest = stored.sha256
    stored.delete()
    if not StoredFile.objects.filter(sha256=digest).exists():
        path_of(digest).unlink(missing_ok=True)


def content_of(stored: StoredFile) -> bytes:
    """Return the bytes, checked against their sha256."""
    try:
        content = path_of(stored.sha256).read_bytes()
    except FileNotFoundError:
        raise FileLostError(params={"name": stored.name}) from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamagedError(params={"name": stored.name})
    return content


def checked_path_of(stored: StoredFile) -> Path:
    """Return where the bytes lie, after checking them against their sha256 piece by piece."""
    path = path_of(stored.sha256)
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise FileLostError(params={"name": stored.name}) from None
    if digest != stored.sha256:
        raise FileDamagedError(params={"name": stored.name})
    return path


def path_of(digest: str) -> Path:
    """Return where the bytes of a sha256 lie: two letters of it are the folder."""
    if len(digest) != _DIGEST_LENGTH or not re.fullmatch(r"[0-9a-f]+", digest):
        raise FileLostError(params={"name": digest})
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def safe_name(name: str) -> str:
    """Return a name that is safe to show and to offer for download: no path, no control signs, 120 long."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(
        sign for sign in bare if unicodedata.category(sign)[0] != "C" and sign not in "\"'<>|:*?"
    )
    stem, dot, ending = printable.strip(" .").rpartition(".")
    if not dot:
        return printable.strip(" .")[:_NAME_LENGTH] or "soubor"
    return f"{stem[: _NAME_LENGTH - len(ending) - 1]}.{ending[:20]}"


def _write_once(target: Path, content: BinaryIO) -> None:
    if target.exists():
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            shutil.copyfileobj(content, stream, _PIECE)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
