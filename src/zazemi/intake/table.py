"""A file after reading and before judging: header, rows, where it came from, and how much is allowed.

Units:   limits in bytes, rows, cells, seconds; row numbers from 1 as in the file.
Pure:    yes; no Django, so that the reading child starts fast.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Cell = str | int | float | bool | dt.date | dt.datetime | None
"""A cell as the file holds it; everything of a CSV is text."""

_MEGABYTE = 1024 * 1024


class FileFormat(StrEnum):
    """A kind of file that can be read, by its content and its extension."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    TOPOJSON = "topojson"
    JSON = "json"


EXTENSIONS: Mapping[str, tuple[FileFormat, ...]] = {
    ".csv": (FileFormat.CSV,),
    ".txt": (FileFormat.CSV,),
    ".tsv": (FileFormat.CSV,),
    ".xlsx": (FileFormat.XLSX,),
    ".geojson": (FileFormat.GEOJSON,),
    ".topojson": (FileFormat.TOPOJSON,),
    ".json": (FileFormat.GEOJSON, FileFormat.TOPOJSON, FileFormat.JSON),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An item of a JSON list, or a part of one, that gives no row; ``reason`` is a msgid marked by ``N_``."""

    reason: str


Flatten = Callable[[Mapping[str, Any]], Iterable[Mapping[str, Cell] | Dropped]]
"""One item of a JSON list to zero or more rows: header (as in the ``ColumnRule``) to cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonItems:
    """Where the items of a JSON file lie and how one of them becomes rows.

    ``root`` is the top-level key whose array holds the items; empty = the file
    is itself an array, or has one array among its top-level keys. ``flatten``
    is a function of a module that needs no Django settings, because it runs in
    the limited child; without one every item is a row and nested objects
    become columns such as ``adresa.psc``.
    """

    root: str = ""
    flatten: Flatten | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a file is read before it is refused."""

    file_bytes: int = 20 * _MEGABYTE
    rows: int = 50_000
    cells: int = 500_000
    characters: int = 30_000_000
    unpacked_bytes: int = 100 * _MEGABYTE
    members: int = 200
    ratio: int = 100
    memory_bytes: int = 1024 * _MEGABYTE
    cpu_seconds: int = 20


WEB_LIMITS = Limits()
CONSOLE_LIMITS = Limits(
    file_bytes=60 * _MEGABYTE,
    rows=200_000,
    cells=3_000_000,
    characters=90_000_000,
    unpacked_bytes=200 * _MEGABYTE,
    memory_bytes=2048 * _MEGABYTE,
    cpu_seconds=120,
)
STREAM_LIMITS = Limits(
    file_bytes=300 * _MEGABYTE,
    rows=200_000,
    cells=6_000_000,
    characters=120_000_000,
    memory_bytes=200 * _MEGABYTE,
    cpu_seconds=300,
)
"""For JSON lists that are read item by item: a long file, little memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader saw and people should know: an English msgid and its parameters."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet, CSV file or collection of features.

    ``header[i]`` belongs to ``rows[j][i]``; ``numbers[j]`` is the number of the
    row in the file. Before the header is found the header is empty and ``rows``
    holds every row that is not blank; afterwards ``keys[i]`` names the
    ``ColumnRule`` of the column, empty for a column nobody asked for. A geometry
    is a text of hexadecimal WKB in the column ``geometry``; a feature's own
    identifier is in ``id``. Rows of a JSON list are numbered one by one;
    ``items_in`` counts the items of the list and ``dropped`` the items or parts
    that gave no row, by reason. ``first_column`` is the column of ``header[0]``
    in the sheet, from 0: tables need not begin in column A. ``template`` is the
    mark of our template that the workbook was made from.
    """

    format: FileFormat
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    keys: Sequence[str] = ()
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sha256: str = ""
    file_bytes: int = 0
    notes: Sequence[Note] = ()
    first_column: int = 0
    template: str = ""
    items_in: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
