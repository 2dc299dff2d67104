"""Fetching of one source: catalogue, download, check, unpacking, and the note of where it comes from.

Beside every file ``NAME.zdroj.json`` says its source, address, licence, sha256, size and day.

Raises:  every ``FetchError``; a file that was fetched before stays as it is.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from zazemi.intake.fetching.catalogue import CATALOGUE_BYTES, chosen_url
from zazemi.intake.fetching.content import check_content, unpack
from zazemi.intake.fetching.downloading import Downloaded, OnBytes, Order, download, forget
from zazemi.intake.fetching.guards import Guards
from zazemi.intake.fetching.sources import Source
from zazemi.kernel import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that is here; ``to_import`` is the one that an importer reads (unpacked, cut)."""

    name: str
    kind: str
    file: str
    to_import: str
    url: str
    licence: str
    sha256: str
    bytes: int
    fetched_on: str
    was_resumed: bool = False
    was_fresh: bool = False


def fetch(
    source: Source,
    folder: Path,
    *,
    guards: Guards | None = None,
    is_again: bool = False,
    on_bytes: OnBytes | None = None,
) -> Fetched:
    """Fetch a source into a folder, unless what is there is younger than its refresh period."""
    rules = guards or Guards()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.file
    known = None if is_again else _fresh(source, target)
    if known is not None:
        return known
    url = _found_in_catalogue(source, rules) if source.via else source.url
    order = Order(url=url, target=target, cap_bytes=source.cap_bytes)
    got = download(order, guards=rules, on_bytes=on_bytes)
    try:
        check_content(source, got.part)
    except Exception:
        forget(order)
        raise
    got.part.replace(target)
    forget(order)
    plain = unpack(source, target)
    return _noted(source, target, plain or target, got)


def note_of(target: Path) -> Path:
    """Return where the origin of a file is noted."""
    return target.with_name(f"{target.name}.zdroj.json")


def _fresh(source: Source, target: Path) -> Fetched | None:
    try:
        noted = json.loads(note_of(target).read_text(encoding="utf-8"))
        known = Fetched(**noted)
        age = clock.today() - dt.date.fromisoformat(known.fetched_on)
    except (OSError, ValueError, TypeError):
        return None
    is_here = target.is_file() and Path(known.to_import).is_file() and _sha256(target) == known.sha256
    is_young = age.days < source.refresh_days
    return replace(known, was_fresh=True) if is_here and is_young else None


def _found_in_catalogue(source: Source, guards: Guards) -> str:
    with TemporaryDirectory() as folder:
        order = Order(url=source.url, target=Path(folder) / "catalogue.json", cap_bytes=CATALOGUE_BYTES)
        return chosen_url(source, download(order, guards=guards).part)


def _noted(source: Source, target: Path, to_import: Path, got: Downloaded) -> Fetched:
    made = Fetched(
        name=source.name,
        kind=source.kind,
        file=str(target),
        to_import=str(to_import),
        url=got.url,
        licence=source.licence,
        sha256=_sha256(target),
        bytes=target.stat().st_size,
        fetched_on=clock.today().isoformat(),
        was_resumed=got.was_resumed,
    )
    text = json.dumps(asdict(made), ensure_ascii=False, indent=2)
    note_of(target).write_text(text + "\n", encoding="utf-8")
    return made


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
