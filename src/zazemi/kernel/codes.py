"""The slot ``codes``: the code lists that rooms need, what they begin with, and who uses a code.

A room writes ``codes.py`` and a CSV file beside it::

    codes.register("domains", StartingList(key="domains", title_cs="Oblasti", ..., codes=read_codes(FILE)))
    code_uses.register("memoranda.domains", CodeUse(list_key="domains", title=_("..."), counted=by_code))

The room ``codelists`` keeps the lists and lets people change them; what they
have changed is never overwritten. A foreign key to its model ``Code`` is
counted by itself; ``CodeUse`` is for records that keep the code as a text.
"""

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

from zazemi.kernel.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingCode:
    """One value that a list begins with; ``source`` says where it comes from and whether it is verified."""

    code: str
    label_cs: str
    label_en: str = ""
    description: str = ""
    source: str = ""
    register_id: str = ""
    parent: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingList:
    """A list that a room needs: its key, its title and purpose for people, its first content in order."""

    key: str
    title_cs: str
    title_en: str
    purpose: str
    source: str
    codes: Sequence[StartingCode]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUse:
    """Records that keep codes of a list as texts; ``counted`` returns how many there are, by code."""

    list_key: str
    title: str | Promise
    counted: Callable[[], Mapping[str, int]]


codes: Registry[StartingList] = Registry("codes")
code_uses: Registry[CodeUse] = Registry("code uses")


def read_codes(path: Path) -> tuple[StartingCode, ...]:
    """Read the first content of a list from a CSV file whose columns are the fields of ``StartingCode``."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_starting_code(row) for row in csv.DictReader(lines))


def _starting_code(row: Mapping[str, str]) -> StartingCode:
    days = {name: dt.date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row.get(name)}
    texts = {name: text for name, text in row.items() if name not in {"valid_from", "valid_to"}}
    return StartingCode(**texts, **days)  # type: ignore[arg-type]  # the days are dates
