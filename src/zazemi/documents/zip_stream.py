"""A ZIP that is sent while it is written: nothing is gathered on disk or in memory.

Pure:    yes.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator


class ZipStream:
    """Files are added one after the other; each call yields the bytes to send.

    ``hashes`` are the sha256 of the files so far, for a list at the end.
    """

    def __init__(self, made_at: dt.datetime) -> None:
        self._out = _Outbox()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)
        self._moment = made_at.timetuple()[:6]
        self.hashes: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Add a file from pieces."""
        entry = zipfile.ZipInfo(name, self._moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        digest = hashlib.sha256()
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
                yield self._out.taken()
        self.hashes[name] = digest.hexdigest()
        yield self._out.taken()

    def end(self) -> Iterator[bytes]:
        """Close the archive."""
        self._zip.close()
        yield self._out.taken()


class _Outbox(io.RawIOBase):
    """Where the archive is written: only forwards, taken away in pieces."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]  # zipfile gives bytes or a view of bytes
        self._pieces.append(content)
        return len(content)

    def taken(self) -> bytes:
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content
