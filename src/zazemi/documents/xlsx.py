"""Workbooks for people who count further: typed columns, lists to choose from, sources.

A text is always written as text, so a cell can never become a formula. The
same sheets and the same moment give the same bytes. ``openpyxl`` lives here only.

Units:   the unit of a column stands in its header.
Raises:  WrongCellError, SheetNameError.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zazemi.documents.cells import Cell, Column, Kind, Row, Sheet, Source, fitting
from zazemi.documents.errors import SheetNameError

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAME_LENGTH = 31
CHOICES_LENGTH = 255
LISTS_SHEET = "Seznamy"
SPARE_ROWS = 1000
_FIRST_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_HINT_HEIGHT, _HINT_WIDTH = 90, 280
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_WIDTHS = {Kind.TEXT: 24, Kind.NUMBER: 12, Kind.INT: 12, Kind.DATE: 13, Kind.MONEY: 15}
_BOLD = Font(bold=True)
_HEADER_ALIGNMENT = Alignment(wrap_text=True, vertical="top")
_UNDERLINE = Border(bottom=Side(style="thin"))
_OVERLINE = Border(top=Side(style="thin"))
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def write_sheet(columns: Sequence[Column], rows: Sequence[Row], *, name: str = "data") -> bytes:
    """Write one sheet without sources, such as a template to be filled in."""
    return write_workbook([Sheet(name=name, columns=columns, rows=rows)])


def write_workbook(
    sheets: Sequence[Sheet],
    *,
    title: str = "",
    sources: Sequence[Source] = (),
    written_at: dt.datetime = _FIRST_MOMENT,
    keywords: str = "",
) -> bytes:
    """Write sheets with frozen headers, filters, typed cells and, when given, a sheet of sources.

    Args:
        sheets: tables in their order; names are unique, at most 31 characters.
        title: title in the properties of the workbook.
        sources: lines of the last sheet; each sheet's ``note`` stands there too.
        written_at: aware moment written into the properties; it makes the bytes repeatable.
        keywords: words in the properties of the workbook, such as the mark of a template.

    Lists to choose from that are too long for a cell stand on a sheet of their own at the end.

    Raises:
        WrongCellError: a value does not fit its column's kind.
        SheetNameError: a name is empty, too long or used twice.
    """
    shown = [*sheets, *_source_sheets(sheets, sources)]
    names = [sheet.name for sheet in shown]
    if len(set(names)) != len(names) or not all(0 < len(name) <= SHEET_NAME_LENGTH for name in names):
        raise SheetNameError(params={"names": ", ".join(names)})
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = "Zázemí"
    workbook.properties.keywords = keywords or None
    lists = _Lists()
    for sheet in shown:
        _write(workbook.create_sheet(sheet.name), sheet, lists)
    lists.write(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return _with_fixed_moments(stream.getvalue(), written_at)


def _source_sheets(sheets: Sequence[Sheet], sources: Sequence[Source]) -> list[Sheet]:
    if not sources:
        return []
    columns = [
        Column(key="name", title=_("Source"), width=48),
        Column(key="publisher", title=_("Publisher"), width=28),
        Column(key="licence", title=_("Licence"), width=18),
        Column(key="taken_on", title=_("Taken on"), kind=Kind.DATE),
        Column(key="sha256", title=_("File SHA-256"), width=66),
        Column(key="note", title=_("Note"), width=60),
    ]
    notes: list[Row] = [{"name": sheet.name, "note": sheet.note} for sheet in sheets if sheet.note]
    rows: list[Row] = [
        {
            "name": source.name,
            "publisher": source.publisher,
            "licence": source.licence,
            "taken_on": source.taken_on,
            "sha256": source.sha256,
            "note": source.note,
        }
        for source in sources
    ]
    return [Sheet(name=_("Sources"), columns=columns, rows=[*rows, *notes])]


class _Lists:
    """Lists to choose from that are too long to stand in the rule itself: one column of a sheet each."""

    def __init__(self) -> None:
        self._columns: list[tuple[str, Sequence[str]]] = []

    def formula(self, column: Column) -> str:
        """Return where the list of the column stands: in the rule or on the sheet."""
        listed = ",".join(column.choices)
        if len(listed) <= CHOICES_LENGTH and not any("," in one or '"' in one for one in column.choices):
            return f'"{listed}"'
        self._columns.append((column.title, column.choices))
        letter = get_column_letter(len(self._columns))
        return f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(column.choices) + 1}"

    def write(self, workbook: Workbook) -> None:
        """Write the sheet, when there is anything for it."""
        if not self._columns:
            return
        target = workbook.create_sheet(LISTS_SHEET)
        for at, (title, choices) in enumerate(self._columns, start=1):
            target.column_dimensions[get_column_letter(at)].width = max(map(len, (title, *choices))) + 2
            for place, text in enumerate((title, *choices), start=1):
                cell = target.cell(place, at)
                cell.value = text
                cell.data_type = "s"
            target.cell(1, at).font = _BOLD


def _write(target: Worksheet, sheet: Sheet, lists: _Lists) -> None:
    target.freeze_panes = "A2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    for number, column in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(number)].width = column.width or _WIDTHS[column.kind]
        if column.choices:
            target.add_data_validation(_validation(lists.formula(column), number, rows=len(sheet.rows)))
    target.append([_header_cell(target, column) for column in sheet.columns])
    for row in sheet.rows:
        target.append(
            [_cell(target, fitting(row.get(column.key), column), column) for column in sheet.columns]
        )
    if sheet.total is not None:
        total = [
            _cell(target, fitting(sheet.total.get(column.key), column), column) for column in sheet.columns
        ]
        for cell in total:
            cell.font = _BOLD
            cell.border = _OVERLINE
        target.append(total)


def _header_cell(target: Worksheet, column: Column) -> XlsxCell:
    cell = _text_cell(target, column.header)
    cell.font = _BOLD
    cell.alignment = _HEADER_ALIGNMENT
    cell.border = _UNDERLINE
    if column.hint:
        cell.comment = Comment(column.hint, "Zázemí", height=_HINT_HEIGHT, width=_HINT_WIDTH)
    return cell


def _cell(target: Worksheet, value: Cell, column: Column) -> XlsxCell:
    if isinstance(value, str):
        return _text_cell(target, value)
    cell = XlsxCell(target, row=1, column=1, value=value)
    if value is not None:
        cell.number_format = _number_format(column)
    return cell


def _text_cell(target: Worksheet, text: str) -> XlsxCell:
    cell = XlsxCell(target, row=1, column=1, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    if cell.data_type != "s":
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _number_format(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "d. m. yyyy"
    if column.kind is Kind.INT:
        return "#,##0"
    return "#,##0." + "0" * column.decimals if column.decimals else "#,##0"


def _validation(formula: str, number: int, *, rows: int) -> DataValidation:
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    letter = get_column_letter(number)
    rule.add(f"{letter}2:{letter}{rows + SPARE_ROWS}")
    return rule


def _with_fixed_moments(content: bytes, written_at: dt.datetime) -> bytes:
    stamp = written_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return fixed.getvalue()
