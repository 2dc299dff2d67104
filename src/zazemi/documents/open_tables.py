"""The slot ``open_tables``: every table that is given away as data, and how it is written.

A room writes ``open_tables.py``::

    open_tables.register("index_obci", OpenTable(name="index_obci", title=_("..."), columns=[...], rows=...))

``portal`` gives all of them as one ZIP of CSV files. Columns carry names for
machines (the key, without diacritics) and for people (title and unit).

Source:  RFC 4180; W3C, Metadata Vocabulary for Tabular Data, 2015 (CSV on the Web).
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.utils.functional import Promise

from zazemi.documents.cells import Cell, Column, Kind, Row, Source, fitting
from zazemi.documents.csv_text import FORMULA_STARTS, write_csv
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.registry import Registry

CHUNK = 500
_DATATYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "decimal",
    Kind.INT: "integer",
    Kind.DATE: "date",
    Kind.MONEY: "decimal",
}
Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenColumn:
    """A column of an open table: ``key`` for machines, ``title`` for people, ``text`` says what it holds."""

    key: str
    title: Words
    text: Words = ""
    kind: Kind = Kind.TEXT
    unit: Words = ""

    def as_column(self) -> Column:
        """Return the column as spreadsheets get it, in the language of the reader."""
        return Column(key=self.key, title=str(self.title), kind=self.kind, unit=str(self.unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """One table: what it is, its columns, how its rows and sources are read.

    ``roles`` may read it (nobody named = everybody); ``primary_key`` are the
    columns that tell rows apart.
    """

    name: str
    title: Words
    text: Words
    columns: Sequence[OpenColumn]
    rows: Callable[[Actor], Iterable[Row]]
    sources: Callable[[], Iterable[Source]] = tuple
    primary_key: Sequence[str] = ()
    roles: frozenset[Role] = field(default_factory=frozenset)

    def is_for(self, viewer: Actor) -> bool:
        """Whether the viewer may have the table."""
        return not self.roles or viewer.has_role(*self.roles)


open_tables: Registry[OpenTable] = Registry("open_tables")


def tables_for(viewer: Actor) -> list[OpenTable]:
    """Return the tables that the viewer may have, by name."""
    return [table for table in open_tables if table.is_for(viewer)]


def spelled(table: OpenTable, rows: Iterable[Row]) -> Iterator[tuple[bytes, bytes]]:
    """Write rows in both spellings, piece by piece from one reading: (open data, Czech spreadsheet).

    Open data: comma, decimal point, UTF-8 without BOM, names for machines.
    Spreadsheet: ``;``, decimal comma, BOM, headers for people.
    """
    columns = [column.as_column() for column in table.columns]
    head = write_csv(columns, [])
    yield _line([column.key for column in columns]), head
    for some in _chunks(rows):
        values = [[_plain(fitting(row.get(one.key), one)) for one in columns] for row in some]
        yield b"".join(map(_line, values)), write_csv(columns, some).removeprefix(head)


def csvw(table: OpenTable, file_name: str, *, made_on: dt.date) -> dict[str, object]:
    """Describe the open CSV by CSV on the Web."""
    schema: dict[str, object] = {"columns": [_described(column) for column in table.columns]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "cs"}],
        "url": file_name,
        "dc:title": str(table.title),
        "dc:description": str(table.text),
        "dc:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dc:modified": {"@value": made_on.isoformat(), "@type": "xsd:date"},
        "dc:source": [_named(source) for source in table.sources()],
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": schema,
    }


def csvw_text(table: OpenTable, file_name: str, *, made_on: dt.date) -> bytes:
    """Return the description as a file."""
    return json.dumps(csvw(table, file_name, made_on=made_on), ensure_ascii=False, indent=1).encode()


def _described(column: OpenColumn) -> dict[str, object]:
    said = {
        "name": column.key,
        "titles": column.key,
        "datatype": _DATATYPES[column.kind],
        "dc:title": column.as_column().header,
        "dc:description": str(column.text),
    }
    return {name: value for name, value in said.items() if value}


def _named(source: Source) -> Mapping[str, object]:
    said = {
        "dc:title": source.name,
        "dc:publisher": source.publisher,
        "dc:license": source.licence,
        "dc:date": source.taken_on.isoformat() if source.taken_on else "",
        "dc:identifier": f"sha256:{source.sha256}" if source.sha256 else "",
    }
    return {name: value for name, value in said.items() if value}


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Gather rows in pieces."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    yield some


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):  # people open open data in spreadsheets too
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
