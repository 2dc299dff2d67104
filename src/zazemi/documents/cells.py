"""Columns, sheets and sources: the one description of a table that XLSX and CSV write.

Units:   a column's unit stands in its header; money in CZK unless the unit says otherwise.
Raises:  WrongCellError for a value that does not fit its column's kind.
Pure:    yes.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zazemi.documents.errors import WrongCellError

Cell = str | int | float | Decimal | dt.date | None
Row = Mapping[str, Cell]


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    INT = "int"
    DATE = "date"
    MONEY = "money"


_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, float, Decimal),
    Kind.INT: (int,),
    Kind.DATE: (dt.date,),
    Kind.MONEY: (int, float, Decimal),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``key`` finds the value in a row, ``title`` is read by people.

    ``choices`` become a list to choose from, ``decimals`` counts the shown
    decimal places of numbers and money, ``width`` is in characters (0 = by kind).
    ``hint`` is a comment at the header of a workbook.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    width: int = 0
    choices: Sequence[str] = ()
    hint: str = ""
    decimals: int = 1

    @property
    def header(self) -> str:
        """Title with its unit, as it stands over the column."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a workbook; ``total`` is its last, bold row; ``note`` stands on the sheet of sources."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the figures come from: name, publisher, licence, day, fingerprint of the file."""

    name: str
    publisher: str = ""
    licence: str = ""
    taken_on: dt.date | None = None
    sha256: str = ""
    note: str = ""


def fitting(value: Cell, column: Column) -> Cell:
    """Return ``value`` as the column's kind wants it, ``None`` for an empty cell.

    Raises:
        WrongCellError: text in a column of numbers, a number in a column of dates and so on.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, _TYPES[column.kind]) or not _is_finite(value):
        raise WrongCellError(where=column.title, params={"value": value, "kind": column.kind.value})
    return value


def _is_finite(value: str | float | Decimal | dt.date) -> bool:
    return not isinstance(value, float | Decimal) or Decimal(value).is_finite()
