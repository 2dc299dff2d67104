"""Whether the bytes are what the source promises; unpacking of a zip.

Units:   bytes.
Raises:  WrongContentError.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from zazemi.intake.fetching.errors import WrongContentError
from zazemi.intake.fetching.sources import Source
from zazemi.values.names import folded
from zazemi.values.text import N_

_HEAD = 64 * 1024
_PIECE = 256 * 1024
_RATIO = 200
_UNPACKED = 4
_SMALL = 1024 * 1024
_WEB_PAGE = (b"<!doctype", b"<html")
_COLUMNS = N_("The file %(name)s lacks the expected columns: %(columns)s.")
_ROOT = N_("The file %(name)s is no whole JSON with the expected content (%(keys)s).")
_ARCHIVE = N_("The file %(name)s is no readable zip archive.")
_MEMBER = N_("The archive %(name)s holds no file with the ending %(ending)s.")
_PAGE = N_("Instead of the file %(name)s a web page came, probably a message of the server.")
_BOMB = N_("Unpacked, the archive %(name)s is suspiciously large.")


def check_content(source: Source, path: Path) -> None:
    """Refuse a file that is not of the promised kind."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.lstrip().lower().startswith(_WEB_PAGE):
        raise _wrong(source, _PAGE)
    _CHECKS[source.check](source, path, head)


def unpack(source: Source, path: Path) -> Path | None:
    """Unpack the wanted member beside the archive; None when none is wanted.

    The size inside counts, not what the archive's directory says.
    """
    endings = tuple(ending.lower() for ending in source.expect)
    if source.check != "zip" or not endings:
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            member = next(one for one in archive.infolist() if one.filename.lower().endswith(endings))
            target = path.with_suffix(Path(member.filename).suffix.lower())
            limit = min(source.cap_bytes * _UNPACKED, max(_SMALL, member.compress_size * _RATIO))
            with archive.open(member) as packed, target.open("wb") as plain:
                left = limit
                while piece := packed.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise _wrong(source, _BOMB)
                    plain.write(piece)
    except (zipfile.BadZipFile, StopIteration, NotImplementedError, RuntimeError, EOFError):
        raise _wrong(source, _ARCHIVE) from None
    return target


def _csv(source: Source, _path: Path, head: bytes) -> None:
    text = _decoded(head)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=first.count)
    found = {folded(cell) for cell in next(csv.reader(io.StringIO(first), delimiter=delimiter), [])}
    missing = [column for column in source.expect if folded(column) not in found]
    if not first or missing or len(found) == 1:
        raise _wrong(source, _COLUMNS, columns=", ".join(missing or source.expect) or "CSV")


def _json(source: Source, path: Path, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    is_json = start[:1] in {b"{", b"["} and _closes(path)
    missing = [key for key in source.expect if json.dumps(key).encode() not in head]
    if not is_json or missing:
        raise _wrong(source, _ROOT, keys=", ".join(source.expect) or "{ }")


def _closes(path: Path) -> bool:
    """Whether the file ends as JSON does; a cut one does not."""
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - _HEAD))
        return stream.read().rstrip()[-1:] in {b"}", b"]"}


def _zip(source: Source, path: Path, _head: bytes) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, NotImplementedError):
        raise _wrong(source, _ARCHIVE) from None
    for ending in source.expect:
        if not any(name.endswith(ending.lower()) for name in names):
            raise _wrong(source, _MEMBER, ending=ending)


def _decoded(head: bytes) -> str:
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("cp1250", errors="replace")


def _wrong(source: Source, message: str, **params: str) -> WrongContentError:
    return WrongContentError(message, params={"name": source.file, **params})


_CHECKS: Mapping[str, Callable[[Source, Path, bytes], None]] = {"csv": _csv, "json": _json, "zip": _zip}
