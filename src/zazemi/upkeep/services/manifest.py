"""What a backup says of itself: written last, so that an unfinished backup is none.

Units:   bytes, rows.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from zazemi.kernel.audit import PublishedHead
from zazemi.upkeep.errors import NotABackupError

NAME = "manifest.json"
FILES = "files"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The content of a backup: database, files, counts, the end of the audit chain."""

    made_at: dt.datetime
    vendor: str
    database: str
    database_sha256: str
    database_bytes: int
    rows: Mapping[str, int]
    head: PublishedHead
    migrations: Mapping[str, str]
    files: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        """Return the manifest as plain values."""
        plain = {**asdict(self), "format": FORMAT, "made_at": self.made_at.isoformat()}
        return dict(sorted(plain.items()))

    def write(self, folder: Path) -> None:
        """Write the manifest whole or not at all."""
        write_durably(folder / NAME, json.dumps(self.as_json(), ensure_ascii=False, indent=2).encode())

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a finished backup.

        Raises NotABackupError when there is none or it cannot be read.
        """
        try:
            plain = json.loads((folder / NAME).read_text(encoding="utf-8"))
            return cls(
                made_at=dt.datetime.fromisoformat(plain["made_at"]),
                vendor=plain["vendor"],
                database=Path(plain["database"]).name,
                database_sha256=plain["database_sha256"],
                database_bytes=int(plain["database_bytes"]),
                rows={str(table): int(count) for table, count in plain["rows"].items()},
                head=PublishedHead(int(plain["head"]["seq"]), str(plain["head"]["digest"])),
                migrations=plain["migrations"],
                files={str(name): int(size) for name, size in plain["files"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise NotABackupError(params={"folder": str(folder)}) from None


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Write a temporary file, fsync, rename, fsync the folder."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make sure the file's bytes are on the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Make sure the folder's names are on the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
