"""Reading of stored files: what lies on the disk against what the rows say.

Units:   files.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zazemi.files.models import StoredFile

_DIGEST_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancies:
    """Where disk and rows differ; empty everywhere when all is well."""

    lost: tuple[str, ...]
    damaged: tuple[str, ...]
    orphans: tuple[str, ...]


def discrepancies() -> Discrepancies:
    """Compare every row with its bytes, and every file on the disk with the rows. Reads all bytes."""
    wanted = set(StoredFile.objects.order_by().values_list("sha256", flat=True).distinct())
    found = {path.name: path for path in _stored_paths()}
    return Discrepancies(
        lost=tuple(sorted(wanted - found.keys())),
        damaged=tuple(sorted(name for name in wanted & found.keys() if _digest(found[name]) != name)),
        orphans=tuple(sorted(found.keys() - wanted)),
    )


def _stored_paths() -> Iterator[Path]:
    root = Path(settings.FILES_ROOT)
    if root.exists():
        yield from (path for path in root.glob("??/*") if len(path.name) == _DIGEST_LENGTH)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
