"""Reading of XLSX workbooks by calamine, which reads the cells themselves and not the ``<dimension>`` tag.

Raises:  UnreadableFileError.
Pure:    yes; runs in the limited child. The only module that imports python_calamine.
"""

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from zazemi.intake.archive import damaged, too_many_cells, too_many_rows
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import Cell, Limits, Note
from zazemi.values.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """Rows of one sheet that are not blank, with their numbers."""

    rows: list[list[Cell]]
    numbers: list[int]
    sheet: str
    notes: list[Note]


def read_workbook(path: Path, wanted: str, limits: Limits) -> SheetRows:
    """Read the wanted sheet, or the first visible one that is not empty."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            return _read(book, wanted, limits)
    except CalamineError:
        raise damaged() from None


def _read(book: CalamineWorkbook, wanted: str, limits: Limits) -> SheetRows:
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    hidden = [sheet.name for sheet in tables if sheet.visible != SheetVisibleEnum.Visible]
    if not visible:
        raise UnreadableFileError(
            N_("The workbook has no visible sheet with a table."),
            way_out=N_("Make the sheet visible and save it."),
        )
    asked = [name for name in visible if name.casefold() == wanted.casefold()] or visible
    chosen = asked[0]
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for name in asked:
        rows, numbers = _rows(book.get_sheet_by_name(name), limits)
        if rows:
            chosen = name
            break
    notes = [_note(N_("Hidden sheets were not read: %(sheets)s."), hidden)] if hidden else []
    others = [name for name in visible if name != chosen]
    if others:
        notes.append(_note(N_("Other sheets were not read: %(sheets)s."), others))
    return SheetRows(rows=rows, numbers=numbers, sheet=chosen, notes=notes)


def _note(message: str, sheets: list[str]) -> Note:
    return Note(message=message, params={"sheets": ", ".join(sheets)})


def _rows(sheet: CalamineSheet, limits: Limits) -> tuple[list[list[Cell]], list[int]]:
    start = sheet.start
    if start is None:
        return [], []
    if sheet.total_height > limits.rows:
        raise too_many_rows(sheet.total_height, limits)
    if sheet.height * sheet.width > limits.cells * 10:
        raise too_many_cells(sheet.height * sheet.width, limits)
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=start[0] + 1):
        cells = [_cell(cell) for cell in row]
        if any(cell is not None for cell in cells):
            rows.append(cells)
            numbers.append(number)
    return rows, numbers


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, bool | int | float | dt.date | dt.datetime):
        return cell
    return str(cell)
