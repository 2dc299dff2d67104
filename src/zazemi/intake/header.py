"""Finding the row with the names of the columns, which need not be the first one.

Raises:  UnreadableFileError naming the columns that are missing or doubled.
Pure:    yes.
"""

import dataclasses
import re
from collections.abc import Sequence

from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.slot import ColumnRule
from zazemi.intake.table import Cell, Note, Table
from zazemi.values.names import folded
from zazemi.values.text import N_

_SEARCHED_ROWS = 30
_SHOWN_HEADERS = 12


def fold(text: str) -> str:
    """Return text for comparing: no accents, lower case, single spaces."""
    return folded(text.replace("*", " "))


def with_header(table: Table, columns: Sequence[ColumnRule]) -> Table:
    """Return the table with its header found, ``keys`` beside it and only the rows below it."""
    if table.header:
        return _keyed(table, columns, table.header, 0)
    candidates = [(row, place) for place, row in enumerate(table.rows[:_SEARCHED_ROWS])]
    best, place = max(candidates, key=lambda found: (_matches(found[0], columns), -found[1]), default=((), 0))
    if not _matches(best, columns):
        raise UnreadableFileError(
            N_("No row holds the names of the columns, such as “%(columns)s”."),
            way_out=N_("Put the names of the columns above the table, as in the template."),
            params={"columns": ", ".join(rule.header for rule in columns[:3])},
        )
    found = _keyed(table, columns, [_text(cell) for cell in best], place + 1)
    if not found.rows:
        raise UnreadableFileError(
            N_("Under the names of the columns there is no row."),
            way_out=N_("Fill in the table and upload it again."),
        )
    return dataclasses.replace(found, header_row=table.numbers[place])


def _matches(row: Sequence[Cell], columns: Sequence[ColumnRule]) -> int:
    return len({rule.key for cell in row if (rule := _rule_of(_text(cell), columns)) is not None})


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
    absent = [rule.header for rule in columns if not rule.may_be_absent and rule.key not in keys]
    if absent:
        raise UnreadableFileError(
            N_("These columns are missing: %(missing)s. The table has: %(found)s."),
            way_out=N_("Name the columns as in the template."),
            params={"missing": ", ".join(absent), "found": ", ".join(filter(None, header[:_SHOWN_HEADERS]))},
        )
    ignored = [name for name, key in zip(header, keys, strict=True) if name and not key]
    notes = list(table.notes)
    if ignored:
        notes.append(
            Note(
                message=N_("Columns that were not read: %(columns)s."),
                params={"columns": ", ".join(ignored[:_SHOWN_HEADERS])},
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
