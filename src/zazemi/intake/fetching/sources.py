"""The list of official sources as data: ``sources.toml`` beside this file.

Units:   caps in bytes, refresh periods in days.
Pure:    reads that file only.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One official file: where it lies, how it is called here, who may use it, what it must look like.

    ``via`` empty: the address is the file; ``catalogue``: a JSON list of
    distributions, of which the one fitting ``pick`` is taken. ``expect`` belongs
    to ``check``: columns of a CSV, keys of a JSON root, endings of what is
    unpacked from a zip. ``kind`` is that of the importer, empty when there is none.
    """

    name: str
    title_cs: str
    title_en: str
    url: str
    file: str
    kind: str
    licence: str
    cap_bytes: int
    check: str
    expect: tuple[str, ...]
    refresh_days: int
    via: str = ""
    pick: str = ""
    municipality_column: str = ""
    is_optional: bool = False

    def title(self, language: str) -> str:
        """Return the title in a language."""
        return self.title_cs if language.startswith("cs") else self.title_en


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sources.toml").read_text(encoding="utf-8"))


def known_sources() -> tuple[Source, ...]:
    """Return the sources in the order in which they are imported."""
    return tuple(source_of(row) for row in _read()["source"])


def allowed_hosts() -> frozenset[str]:
    """Return the hosts that files may come from, also after a redirect."""
    return frozenset(_read()["hosts"])


def source_of(row: dict[str, Any]) -> Source:
    """Return a source of its row in the file."""
    values = {name: value for name, value in row.items() if name != "cap_mb"}
    return Source(**values | {"cap_bytes": row["cap_mb"] * _MEGABYTE, "expect": tuple(row["expect"])})
