"""CSV for Czech spreadsheets: ``;``, decimal comma, UTF-8 with BOM, CRLF.

A text that a spreadsheet would run as a formula (it starts with ``= + - @``,
a tab or a line end) gets an apostrophe in front; numbers stay numbers.

Source:  RFC 4180 for quoting; OWASP on CSV injection for the apostrophe.
Raises:  WrongCellError.
Pure:    yes.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from zazemi.documents.cells import Cell, Column, Row, fitting

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Write rows under the headers of ``columns``; the same rows give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    for row in rows:
        writer.writerow([_written(fitting(row.get(column.key), column)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    return format(number, "f").replace(".", ",")
