"""Reading of cells by the rules of their columns.

Units:   as the columns say.
Raises:  nothing; what cannot be read becomes a ``Refusal`` with the way out.
Pure:    yes.
"""

import calendar
import datetime as dt
import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from zazemi.intake.header import fold
from zazemi.intake.slot import CellKind, ColumnRule, ParsedRow, Refusal, Value
from zazemi.intake.table import Cell, Table
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_CZECH_DAY = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4})(?:[ T]+00:00(?::00)?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | {"\u2212": "-", "\u2013": "-"})
_LARGEST = Decimal("1e15")
_EXCEL_ZERO = dt.date(1899, 12, 30)
_EXCEL_DAYS = (10_000, 80_000)
_MONTHS = 12
_FORMULA_STARTS = ("=", "@")
_SHOWN_CELL = 80


class _CellError(ZazemiError):
    """A cell that cannot be read; becomes a refusal of its row."""


def parse_rows(table: Table, columns: Sequence[ColumnRule]) -> tuple[list[ParsedRow], list[Refusal]]:
    """Read all rows below the header; a row with any refusal is not among the parsed ones."""
    readers = [(rule, _place(table, rule.key)) for rule in columns]
    width = len(table.header)
    rows: list[ParsedRow] = []
    refusals: list[Refusal] = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        values, errors = _read_row(number, cells, readers, width)
        if errors:
            refusals.extend(errors)
        else:
            rows.append(ParsedRow(number=number, values=values))
    return rows, refusals


def _place(table: Table, key: str) -> int | None:
    return list(table.keys).index(key) if key in table.keys else None


def _read_row(
    number: int, cells: Sequence[Cell], readers: Sequence[tuple[ColumnRule, int | None]], width: int
) -> tuple[dict[str, Value], list[Refusal]]:
    values: dict[str, Value] = {}
    errors: list[Refusal] = []
    if any(cell not in (None, "") for cell in cells[width:]):
        errors.append(
            Refusal(
                row=number,
                column="",
                cell="",
                message=N_("The row has more cells than there are columns."),
                way_out=N_("A text with the dividing sign must stand in quotation marks."),
            )
        )
    for rule, place in readers:
        cell = cells[place] if place is not None and place < len(cells) else None
        try:
            values[rule.key] = read_cell(cell, rule)
        except ZazemiError as error:
            errors.append(
                Refusal(
                    row=number,
                    column=rule.key,
                    cell=shown(cell),
                    message=error.message,
                    way_out=error.way_out,
                    params=error.params,
                )
            )
    return values, errors


def shown(cell: object) -> str:
    """Return a cell as people see it in the list of errors."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return text if len(text) <= _SHOWN_CELL else f"{text[: _SHOWN_CELL - 1]}…"


def read_cell(cell: Cell, rule: ColumnRule) -> Value:
    """Read one cell; an empty one is None (a text: ``""``) unless the column is required.

    Raises a ZazemiError with the sentence why not.
    """
    text = _tidy(cell)
    if not text or (rule.missing and re.fullmatch(rule.missing, fold(text))):
        if rule.is_required:
            raise _CellError(N_("The cell is empty, but it has to be filled in."))
        return "" if rule.kind in (CellKind.TEXT, CellKind.CODE, CellKind.CHOICE) else None
    return _READERS[rule.kind](cell, text, rule)


def _tidy(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST:
        return str(int(cell))
    return " ".join(str(cell).translate(_SPACES).split()) if isinstance(cell, str) else str(cell)


def _text(cell: Cell, text: str, rule: ColumnRule) -> Value:
    if text.startswith(_FORMULA_STARTS):
        raise _CellError(
            N_("The cell begins with “%(sign)s”, as formulas do."),
            way_out=N_("Write the text itself."),
            params={"sign": text[0]},
        )
    plain = " ".join(cell.split()) if isinstance(cell, str) else text
    if len(plain) > rule.max_length:
        raise _CellError(
            N_("The text is %(length)s signs long; at most %(limit)s fit."),
            way_out=N_("Shorten it."),
            params={"length": len(plain), "limit": rule.max_length},
        )
    return rule.parse(plain) if rule.parse else plain


def _decimal(cell: Cell, text: str, rule: ColumnRule) -> Value:
    if isinstance(cell, bool | dt.date):
        raise _not_a_number(text)
    number = _number(text)
    if abs(number) >= _LARGEST:
        raise _CellError(N_("The number is too large."), way_out=N_("Check the units of the column."))
    _check_range(number, rule)
    return number


def _number(text: str) -> Decimal:
    plain = text
    if _DOTTED.fullmatch(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        raise _not_a_number(text)
    return Decimal(plain)


def _not_a_number(text: str) -> _CellError:
    guess = re.search(r"\d+(?:,\d+)?", text)
    if guess and guess[0] != text:
        return _CellError(
            N_("A number is expected."), way_out=N_("Write only %(guess)s."), params={"guess": guess[0]}
        )
    return _CellError(N_("A number is expected."), way_out=N_("Write it with digits, such as 4,5."))


def _check_range(number: Decimal, rule: ColumnRule) -> None:
    if rule.minimum is not None and number < rule.minimum:
        if rule.minimum == 0:
            raise _CellError(
                N_("The number cannot be negative."), way_out=N_("Write zero or a positive number.")
            )
        raise _CellError(
            N_("The smallest possible number is %(limit)s."), params={"limit": str(rule.minimum)}
        )
    if rule.maximum is not None and number > rule.maximum:
        raise _CellError(N_("The largest possible number is %(limit)s."), params={"limit": str(rule.maximum)})


def _whole(cell: Cell, text: str, rule: ColumnRule) -> Value:
    number = _decimal(cell, text, rule)
    if not isinstance(number, Decimal) or number != number.to_integral_value():
        raise _CellError(N_("A whole number is expected."), way_out=N_("Round it."))
    return int(number)


def _real(cell: Cell, text: str, rule: ColumnRule) -> Value:
    number = _decimal(cell, text, rule)
    value = cell if isinstance(cell, float) else float(str(number))
    if not math.isfinite(value):
        raise _not_a_number(text)
    return value


def _day(cell: Cell, text: str, _rule: ColumnRule) -> Value:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and _EXCEL_DAYS[0] < cell < _EXCEL_DAYS[1]
    ):
        return _EXCEL_ZERO + dt.timedelta(days=int(cell))
    if found := _CZECH_DAY.fullmatch(text):
        return _calendar_day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO_DAY.fullmatch(text):
        return _calendar_day(int(found[1]), int(found[2]), int(found[3]))
    raise _CellError(N_("A date is expected."), way_out=N_("Write it as 31. 12. 2026."))


def _calendar_day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        if not (1 <= month <= _MONTHS and year >= 1):
            raise _CellError(N_("There is no such day."), way_out=N_("Write it as 31. 12. 2026.")) from None
        last = calendar.monthrange(year, month)[1]
        raise _CellError(
            N_("There is no such day."),
            way_out=N_("Probably %(guess)s is meant."),
            params={"guess": f"{last}. {month}. {year}"},
        ) from None


def _choice(_cell: Cell, text: str, rule: ColumnRule) -> Value:
    known = {fold(word): value for word, value in rule.choices.items()}
    if (value := known.get(fold(text))) is not None:
        return value
    near = difflib.get_close_matches(fold(text), known, n=1, cutoff=0.5)
    words = [word for word in rule.choices if near and fold(word) == near[0]]
    raise _CellError(
        N_("This word is not on the list."),
        way_out=N_("The nearest is %(nearest)s.") if words else N_("Choose one of: %(known)s."),
        params={"nearest": words[0]} if words else {"known": ", ".join(list(rule.choices)[:12])},
    )


def _geometry(cell: Cell, _text: str, _rule: ColumnRule) -> Value:
    if not isinstance(cell, str):
        raise _CellError(N_("A shape is expected."))
    return bytes.fromhex(cell)


_READERS: Mapping[CellKind, Callable[[Cell, str, ColumnRule], Value]] = {
    CellKind.TEXT: _text,
    CellKind.CODE: _text,
    CellKind.WHOLE: _whole,
    CellKind.DECIMAL: _decimal,
    CellKind.REAL: _real,
    CellKind.DAY: _day,
    CellKind.CHOICE: _choice,
    CellKind.GEOMETRY: _geometry,
}
