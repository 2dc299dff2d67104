"""A workbook given back with its wrong cells coloured, the reason in a comment and a list in front.

The sentences come translated, because this runs in a limited child without
Django settings: the workbook comes from outside. Formulas are replaced by the
values they had, links and macros do not survive, and a text that begins as a
formula stays a text.
Units:   rows and columns from 1.
Raises:  whatever openpyxl raises; the caller runs it in a child and can do without.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WRONG = PatternFill("solid", fgColor="FFD8CF")
WRONG_ROW = PatternFill("solid", fgColor="FFF3EC")
_BOLD = Font(bold=True)
_TOP = Alignment(wrap_text=True, vertical="top")
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 120
_COMMENTS_AT_MOST = 2000
_WIDTHS = (9, 22, 32, 60, 60)
_NAME_LENGTH = 31
_AUTHOR = "Zázemí"

Value = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One wrong cell; column 0 is the whole row."""

    row: int
    column: int
    header: str
    cell: str
    message: str
    way_out: str

    @property
    def comment(self) -> str:
        """What is wrong and the way out."""
        return f"{self.message}\n{self.way_out}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What to mark and where: the file itself, or the header and the rows read from it.

    ``words`` are the sentences of the sheet in front: ``name``, ``lead``, then
    the headings ``row``, ``header``, ``cell``, ``message``, ``way_out``.
    """

    marks: Sequence[Mark]
    words: Mapping[str, str]
    path: Path | None = None
    sheet: str = ""
    header: Sequence[str] = ()
    rows: Sequence[Sequence[Value]] = ()
    numbers: Sequence[int] = field(default=())


def marked_workbook(order: Marked) -> bytes:
    """Return the workbook with the marks; a text file becomes a workbook of one sheet."""
    if order.path is not None:
        with order.path.open("rb") as stream:
            book = load_workbook(stream, data_only=True, keep_links=False)
        sheet = next(one for one in book.worksheets if one.title == order.sheet)
        places = {mark.row: mark.row for mark in order.marks}
    else:
        book = Workbook()
        sheet = book.worksheets[0]
        places = _write_rows(sheet, order)
    _mark(sheet, order.marks, places)
    _write_front(book, order, sheet, places)
    _keep_texts(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_rows(sheet: Worksheet, order: Marked) -> dict[int, int]:
    sheet.title = (order.sheet or "data")[:_NAME_LENGTH]
    for column, name in enumerate(order.header, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font, cell.alignment = _BOLD, _TOP
        sheet.column_dimensions[get_column_letter(column)].width = max(12, min(40, len(name) + 4))
    sheet.freeze_panes = "A2"
    places = {}
    for place, (number, cells) in enumerate(zip(order.numbers, order.rows, strict=True), start=2):
        places[number] = place
        for column, value in enumerate(cells, start=1):
            if value is not None:
                _put(sheet, place, column, value)
    return places


def _mark(sheet: Worksheet, marks: Sequence[Mark], places: Mapping[int, int]) -> None:
    sentences: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        sentences.setdefault((places[mark.row], mark.column or 1), []).append(mark.comment)
        if not mark.column:
            for cell in sheet[places[mark.row]]:
                cell.fill = WRONG_ROW
    for (row, column), said in list(sentences.items()):
        cell = sheet.cell(row, column)
        cell.fill = WRONG
        if len(sentences) <= _COMMENTS_AT_MOST:
            cell.comment = Comment("\n".join(said), _AUTHOR, _COMMENT_HEIGHT, _COMMENT_WIDTH)


def _write_front(book: Workbook, order: Marked, marked: Worksheet, places: Mapping[int, int]) -> None:
    words = order.words
    name = words["name"]
    while name in book.sheetnames:
        name = f"{name[: _NAME_LENGTH - 1]}_"
    front = book.create_sheet(name, 0)
    for at, width in enumerate(_WIDTHS, start=1):
        front.column_dimensions[get_column_letter(at)].width = width
    _put(front, 1, 1, words["lead"]).font = _BOLD
    for at, key in enumerate(("row", "header", "cell", "message", "way_out"), start=1):
        _put(front, 3, at, words[key]).font = _BOLD
    for place, mark in enumerate(order.marks, start=4):
        link = _put(front, place, 1, places[mark.row])
        letter = get_column_letter(mark.column or 1)
        link.hyperlink = f"#'{marked.title.replace(chr(39), chr(39) * 2)}'!{letter}{places[mark.row]}"
        link.style = "Hyperlink"
        for at, text in enumerate((mark.header, mark.cell, mark.message, mark.way_out), start=2):
            cell = _put(front, place, at, text)
            cell.alignment = _TOP
    front.freeze_panes = "A4"
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Any:  # noqa: ANN401 - openpyxl's cell
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value) if isinstance(value, str) else value
    return cell


def _keep_texts(book: Workbook) -> None:
    """Whatever looks like a formula is a text: read from a file it would run at the reader's."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r":
                    cell.quotePrefix = True
