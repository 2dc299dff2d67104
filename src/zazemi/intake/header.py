"""Finding the names of the columns, which need not be in the first row and may stand over two rows.

A header over two rows (a group merged over its columns, the columns below it)
is read as ``group column``, ``column`` or ``group``, whichever is known.
Raises:  UnreadableFileError naming the columns that are missing or doubled, and what stands there instead.
Pure:    yes.
"""

import dataclasses
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.slot import ColumnRule
from zazemi.intake.table import Cell, Note, Table
from zazemi.values.names import folded
from zazemi.values.text import N_

_SEARCHED_ROWS = 30
_SHOWN_HEADERS = 12
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A row or a pair of rows that may be the header: its names, where it stands, how many columns fit."""

    names: Sequence[str]
    place: int
    height: int
    fitting: int


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text for comparing: no accents, lower case, single spaces."""
    return folded(text.replace("*", " "))


def with_header(table: Table, columns: Sequence[ColumnRule]) -> Table:
    """Return the table with its header found, ``keys`` beside it and only the rows below it."""
    if table.header:
        return _keyed(table, columns, table.header, 0)
    best = max(
        _candidates(table, columns), key=lambda one: (one.fitting, -one.height, -one.place), default=None
    )
    if best is None or not best.fitting:
        raise UnreadableFileError(
            N_("No row holds the names of the columns, such as “%(columns)s”."),
            way_out=N_("Put the names of the columns above the table, as in the template."),
            params={"columns": ", ".join(rule.header for rule in columns[:3])},
        )
    found = _keyed(table, columns, best.names, best.place + best.height)
    if not found.rows:
        raise UnreadableFileError(
            N_("Under the names of the columns there is no row."),
            way_out=N_("Fill in the table and upload it again."),
        )
    notes = list(found.notes)
    if best.height > 1:
        notes.append(
            Note(
                message=N_("The names of the columns stand over two rows, %(first)s and %(second)s."),
                params={
                    "first": table.numbers[best.place],
                    "second": table.numbers[best.place + 1],
                },
            )
        )
    return dataclasses.replace(found, header_row=table.numbers[best.place], notes=notes)


def _candidates(table: Table, columns: Sequence[ColumnRule]) -> Iterator[_Found]:
    searched = [[_text(cell) for cell in row] for row in table.rows[: _SEARCHED_ROWS + 1]]
    for place, names in enumerate(searched[:_SEARCHED_ROWS]):
        yield _Found(names=names, place=place, height=1, fitting=_fitting(names, columns))
        joined = _joined(names, searched[place + 1], columns) if place + 1 < len(searched) else None
        if joined is not None:
            yield _Found(names=joined, place=place, height=2, fitting=_fitting(joined, columns))


def _joined(upper: Sequence[str], lower: Sequence[str], columns: Sequence[ColumnRule]) -> list[str] | None:
    """Return one name per column of two rows, None when the lower one is a row of data.

    A name of the upper row reaches over the empty cells behind it.
    """
    width = max(len(upper), len(lower))
    names = []
    group = ""
    for at in range(width):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        group = above or (group if below else "")
        possible = [name for name in (f"{group} {below}".strip(), below, above) if name]
        known = [name for name in possible if _rule_of(name, columns) is not None]
        if known[:1] == [above] and below not in ("", above):
            return None
        names.append((known or possible or [""])[0])
    return names


def _fitting(names: Sequence[str], columns: Sequence[ColumnRule]) -> int:
    return len({rule.key for name in names if (rule := _rule_of(name, columns)) is not None})


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _rule_of(header: str, columns: Sequence[ColumnRule]) -> ColumnRule | None:
    folded = fold(header)
    if not folded:
        return None
    for rule in columns:
        if folded == fold(rule.header) or any(folded == fold(alias) for alias in rule.aliases):
            return rule
    return next((rule for rule in columns if rule.pattern and re.fullmatch(rule.pattern, folded)), None)


def _keyed(table: Table, columns: Sequence[ColumnRule], header: Sequence[str], first: int) -> Table:
    rules = [_rule_of(name, columns) for name in header]
    keys = [rule.key if rule else "" for rule in rules]
    doubled = sorted({name for name, key in zip(header, keys, strict=True) if key and keys.count(key) > 1})
    if doubled:
        raise UnreadableFileError(
            N_("The column “%(column)s” is in the table more than once."),
            way_out=N_("Keep one of them."),
            params={"column": doubled[0]},
        )
    strangers = [name for name, key in zip(header, keys, strict=True) if name and not key]
    absent = [rule for rule in columns if not rule.may_be_absent and rule.key not in keys]
    if absent:
        raise _missing(absent, header, strangers)
    notes = list(table.notes)
    if strangers:
        notes.append(
            Note(
                message=N_("Columns that were not read: %(columns)s."),
                params={"columns": ", ".join(strangers[:_SHOWN_HEADERS])},
            )
        )
    return dataclasses.replace(
        table,
        header=list(header),
        keys=keys,
        rows=table.rows[first:],
        numbers=table.numbers[first:],
        notes=notes,
    )


def _missing(
    absent: Sequence[ColumnRule], header: Sequence[str], strangers: Sequence[str]
) -> UnreadableFileError:
    """Say which columns are missing, what the table has, and which stranger may be meant."""
    shown = {
        "missing": ", ".join(rule.header for rule in absent),
        "found": ", ".join(filter(None, header[:_SHOWN_HEADERS])),
    }
    guesses = [f"{stranger} → {rule.header}" for rule in absent for stranger in _alike(rule, strangers)[:1]]
    if guesses:
        return UnreadableFileError(
            N_("These columns are missing: %(missing)s. The table has: %(found)s."),
            way_out=N_("Perhaps only the name differs; rename: %(guesses)s."),
            params=shown | {"guesses": ", ".join(guesses)},
        )
    return UnreadableFileError(
        N_("These columns are missing: %(missing)s. The table has: %(found)s."),
        way_out=N_("Name the columns as in the template."),
        params=shown,
    )


def _alike(rule: ColumnRule, strangers: Sequence[str]) -> list[str]:
    known = {fold(name): name for name in strangers}
    near = difflib.get_close_matches(fold(rule.header), known, n=1, cutoff=_ALIKE)
    inside = [
        name for name in known if fold(rule.header) in name.split() or name in fold(rule.header).split()
    ]
    return [known[name] for name in (*near, *inside)]
