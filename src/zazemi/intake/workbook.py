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

OWN_SHEETS = frozenset({"Seznamy", "O šabloně"})
"""Sheets that our own templates carry beside the table; nothing in them is data."""
_SHOWN_RANGES = 8
_ALPHABET = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """Rows of one sheet that are not blank, with their numbers."""

    rows: list[list[Cell]]
    numbers: list[int]
    sheet: str
    notes: list[Note]
    first_column: int = 0


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
    filled: list[str] = []
    first_column = 0
    for name in asked:
        sheet = book.get_sheet_by_name(name)
        rows, numbers = _rows(sheet, limits)
        if rows:
            chosen, first_column = name, (sheet.start or (0, 0))[1]
            filled = _fill_merged(sheet, rows, numbers)
            break
    notes = [_note(N_("Hidden sheets were not read: %(sheets)s."), hidden)] if hidden else []
    others = [name for name in visible if name != chosen and name not in OWN_SHEETS]
    if others:
        notes.append(_note(N_("Other sheets were not read: %(sheets)s."), others))
    if filled:
        notes.append(
            Note(
                message=N_("Cells merged downwards count for every row they span: %(cells)s."),
                params={"cells": ", ".join(filled)},
            )
        )
    return SheetRows(rows=rows, numbers=numbers, sheet=chosen, notes=notes, first_column=first_column)


def _fill_merged(sheet: CalamineSheet, rows: list[list[Cell]], numbers: list[int]) -> list[str]:
    """Write the value of a cell merged downwards into the rows it spans; return such ranges of data.

    Only the first column of a range: what is merged sideways stands over other columns, whose
    values it is not. A merged header is put together by ``intake.header``.
    """
    places = {number: place for place, number in enumerate(numbers)}
    first_column = (sheet.start or (0, 0))[1]
    filled = []
    for (top, left), (bottom, _right) in sorted(sheet.merged_cell_ranges or ()):
        column = left - first_column
        if bottom == top or top + 1 not in places:
            continue
        value = rows[places[top + 1]][column] if 0 <= column < len(rows[places[top + 1]]) else None
        if value is None:
            continue
        for number in range(top + 2, min(bottom + 1, numbers[-1]) + 1):
            if number in places:
                rows[places[number]][column] = value
        filled.append(f"{_letters(left)}{top + 1}:{_letters(left)}{bottom + 1}")
    return filled[:_SHOWN_RANGES]


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        name = chr(ord("A") + rest) + name
    return name


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
