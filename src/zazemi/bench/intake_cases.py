"""The cases of long files: what a dry run reads, checks and compares, against reading the same file plainly.

Ours reads in a limited child process, checks every cell by the rules of its
column and compares every row with what is stored; the peer only reads.
"""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from zazemi.bench.ledger_items import HEADER, rows_of
from zazemi.bench.peers import rows_by_openpyxl
from zazemi.bench.run import Case, Side
from zazemi.intake.judging import compare, judge
from zazemi.intake.models import ImportRun
from zazemi.intake.reading import read_table
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Values
from zazemi.intake.table import CONSOLE_LIMITS, STREAM_LIMITS, FileFormat, JsonItems
from zazemi.kernel.actor import Actor

LONG, SHORT = 100_000, 10_000
MEGABYTES = 99
_MEGABYTE = 1_000_000
_KINDS = ("terénní", "ambulantní", "pobytová")
_FIRST_DAY = dt.date(2026, 1, 1)
_YEAR = 365


class Ledger(Importer):
    """Eight columns, one of each kind; half of the rows is stored already, a tenth of those otherwise."""

    kind = "bench-ledger"
    title = "bench"
    formats = (FileFormat.CSV, FileFormat.XLSX, FileFormat.JSON)
    items = JsonItems(root="polozky", flatten=rows_of)
    columns = (
        ColumnRule(key="code", header="Kód", kind=CellKind.CODE),
        ColumnRule(key="name", header="Název"),
        ColumnRule(key="town", header="Obec", kind=CellKind.CODE),
        ColumnRule(key="count", header="Počet", kind=CellKind.WHOLE, minimum=0),
        ColumnRule(key="share", header="Podíl", kind=CellKind.REAL),
        ColumnRule(key="amount", header="Částka", kind=CellKind.DECIMAL, minimum=0),
        ColumnRule(key="day", header="Den", kind=CellKind.DAY),
        ColumnRule(key="form", header="Druh", kind=CellKind.CHOICE, choices={word: word for word in _KINDS}),
    )

    def key(self, values: Values) -> str:
        """Return the code."""
        return str(values["code"])

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return half of the rows as stored."""
        return {
            str(row.values["code"]): {**row.values, "count": 0} if at % 20 == 0 else row.values
            for at, row in enumerate(rows)
            if at % 2 == 0
        }

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Store nothing: this is a measurement."""


def _rows(count: int) -> Iterable[tuple[str, str, str, int, float, Decimal, dt.date, str]]:
    for number in range(count):
        yield (
            f"{number:06d}",
            f"Služba číslo {number}",
            f"{500_000 + number % 6258}",
            number % 97 + 1,
            number / 7,
            Decimal(number) / 4,
            _FIRST_DAY + dt.timedelta(days=number % _YEAR),
            _KINDS[number % 3],
        )


def _dry_run(path: Path) -> int:
    ledger = Ledger()
    limits = STREAM_LIMITS if path.suffix == ".json" else CONSOLE_LIMITS
    table = read_table(path, formats=ledger.formats, items=ledger.items, limits=limits)
    judged = judge(ledger, table)
    return sum(compare(ledger, judged.rows).counts)


def _case(path: Path, name: str, rows: int, peer: Side) -> Case:
    return Case(
        name=name,
        about=f"dry run of {path.suffix} with {rows} rows x {len(HEADER)} columns, every cell checked",
        ours=Side(name="read, checked, compared", run=lambda: _dry_run(path)),
        peer=peer,
        agree=lambda mine, theirs: f"{mine} and {theirs} rows",
    )


def csv_case(folder: Path, rows: int = LONG) -> Case:
    """A long text table."""
    path = folder / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows([*row[:4], str(row[4]).replace(".", ","), *row[5:]] for row in _rows(rows))

    def peer() -> int:
        with path.open(encoding="utf-8", newline="") as stream:
            return sum(1 for _row in csv.reader(stream, delimiter=";")) - 1

    return _case(path, "intake-csv", rows, Side(name="csv.reader, unchecked", run=peer))


def xlsx_case(folder: Path, rows: int = LONG, name: str = "intake-xlsx") -> Case:
    """A long workbook."""
    path = folder / f"{name}.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADER)
    for row in _rows(rows):
        sheet.append(row)
    book.save(path)
    peer = Side(name="openpyxl read-only, unchecked", run=lambda: rows_by_openpyxl(path) - 1)
    return _case(path, name, rows, peer)


def dry_run_case(folder: Path, rows: int = SHORT) -> Case:
    """A workbook as an office sends it."""
    return xlsx_case(folder, rows, "intake-dry-run")


def json_case(folder: Path, megabytes: float = MEGABYTES) -> Case:
    """A list as long as the official register, most of every item unread."""
    path = folder / "ledger.json"
    filling = "x" * 1500
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"polozky":[')
        for row in _rows(LONG):
            written += 1
            item = dict(zip(HEADER, row, strict=True)) | {"poznámka": filling}
            stream.write(json.dumps(item, ensure_ascii=False, default=str))
            if stream.tell() > megabytes * _MEGABYTE:
                break
            stream.write(",")
        stream.write("]}")

    def peer() -> int:
        with path.open(encoding="utf-8") as stream:
            return len(json.load(stream)["polozky"])

    return _case(path, "intake-json", written, Side(name="json.load of the whole file", run=peer))


LONG_FILES: dict[str, Callable[[Path], Case]] = {
    "intake-csv": csv_case,
    "intake-xlsx": xlsx_case,
    "intake-dry-run": dry_run_case,
    "intake-json": json_case,
}
