"""Workbooks of imports: the template of a kind, the list of errors, the file with its errors marked."""

import contextlib
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zazemi.documents.cells import Cell, Column, Kind, Sheet
from zazemi.documents.marked import Mark, Marked, marked_workbook
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.judging import Judged
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import ShownRefusal, said
from zazemi.intake.services import judged_anew
from zazemi.intake.slot import CellKind, ColumnRule, Importer, Value, importer_of
from zazemi.intake.table import FileFormat
from zazemi.jobs.child import run_in_child
from zazemi.jobs.errors import ChildError
from zazemi.kernel.sentences import translated

_KINDS = {
    CellKind.WHOLE: Kind.INT,
    CellKind.DECIMAL: Kind.NUMBER,
    CellKind.REAL: Kind.NUMBER,
    CellKind.DAY: Kind.DATE,
}
_TEMPLATE_SHEET = "data"
_ABOUT_SHEET = "O šabloně"
_MARKING_MEMORY_MB = 1500
_MARKING_CPU_S = 60


def template_workbook(importer: Importer) -> bytes:
    """Return the workbook of a kind, filled with what is stored: export format = import format.

    Lists to choose from at the columns that have one, a comment with the hint
    and the limits at every header, and a mark by which an old template is known.
    """
    rows = [_row(importer.columns, values) for values in importer.template_rows()]
    sheet = Sheet(
        name=importer.sheet or _TEMPLATE_SHEET,
        columns=[_column(rule) for rule in importer.columns if rule.kind is not CellKind.GEOMETRY],
        rows=rows,
    )
    return write_workbook(
        [sheet, _about(importer)],
        title=str(importer.title),
        keywords=f"zazemi-sablona:{importer.template_version}",
    )


def _about(importer: Importer) -> Sheet:
    columns = [
        Column(key="header", title=_("Column"), width=28),
        Column(key="what", title=_("What belongs there"), width=70),
        Column(key="is_required", title=_("Required"), width=14),
    ]
    rows: list[Mapping[str, Cell]] = [
        {
            "header": rule.header,
            "what": _hint(rule),
            "is_required": _("yes") if rule.is_required else _("no"),
        }
        for rule in importer.columns
    ]
    rows.append({"header": _("Version of the template"), "what": importer.template_version})
    return Sheet(name=_ABOUT_SHEET, columns=columns, rows=rows)


def errors_workbook(refusals: Sequence[ShownRefusal]) -> bytes:
    """Return the list of errors, in the order of rows."""
    columns = [
        Column(key="row", title=_("Row"), kind=Kind.INT),
        Column(key="header", title=_("Column")),
        Column(key="cell", title=_("In the cell is"), width=32),
        Column(key="message", title=_("What is wrong"), width=60),
        Column(key="way_out", title=_("What to do"), width=60),
    ]
    rows: list[Mapping[str, Cell]] = [
        {
            "row": one.row,
            "header": one.header,
            "cell": one.cell,
            "message": one.message,
            "way_out": one.way_out,
        }
        for one in refusals
    ]
    return write_workbook([Sheet(name=_("Errors"), columns=columns, rows=rows)], title=_("Errors"))


def marked_file(run: ImportRun, *, only_refused: bool) -> bytes:
    """Return the uploaded workbook with its wrong cells coloured and explained.

    A text file, a workbook too large for that, or a wish for the refused rows
    alone gives a workbook made of the rows read. Raises UnreadableFileError, FileLostError.
    """
    path, judged = judged_anew(run)
    if judged.table.format is FileFormat.XLSX and not only_refused:
        own = Marked(
            marks=_marks(run, judged, first=judged.table.first_column),
            words=_words(run),
            path=path,
            sheet=judged.table.sheet,
        )
        with contextlib.suppress(ChildError):  # too large or too odd for openpyxl: give back what was read
            return _made(own)
    return _made(_read_rows(run, judged, only_refused=only_refused))


def _made(order: Marked) -> bytes:
    return run_in_child(marked_workbook, order, memory_mb=_MARKING_MEMORY_MB, cpu_s=_MARKING_CPU_S)


def _read_rows(run: ImportRun, judged: Judged, *, only_refused: bool) -> Marked:
    table = judged.table
    refused = {refusal.row for refusal in judged.refusals}
    kept = [
        (number, cells)
        for number, cells in zip(table.numbers, table.rows, strict=True)
        if not only_refused or number in refused
    ]
    return Marked(
        marks=_marks(run, judged, first=0),
        words=_words(run),
        sheet=table.sheet,
        header=[str(name) for name in table.header],
        rows=[cells for _number, cells in kept],
        numbers=[number for number, _cells in kept],
    )


def _words(run: ImportRun) -> dict[str, str]:
    lead = _("%(file)s: what to correct. Marked cells have the reason in a comment.")
    return {
        "name": _("Errors"),
        "lead": lead % {"file": run.file_name},
        "row": _("Row"),
        "header": _("Column"),
        "cell": _("In the cell is"),
        "message": _("What is wrong"),
        "way_out": _("What to do"),
    }


def _marks(run: ImportRun, judged: Judged, *, first: int) -> list[Mark]:
    places = {key: at + 1 + first for at, key in enumerate(judged.table.keys) if key}
    headers = {rule.key: rule.header for rule in importer_of(run.kind).columns}
    return [
        Mark(
            row=one.row,
            column=places.get(one.column, 0),
            header=headers.get(one.column, ""),
            cell=one.cell,
            message=said(one.message, one.params),
            way_out=said(one.way_out, one.params),
        )
        for one in judged.refusals
    ]


def _column(rule: ColumnRule) -> Column:
    words = list(dict.fromkeys(_word(rule, value) for value in rule.choices.values()))
    return Column(
        key=rule.key,
        title=rule.header,
        kind=_KINDS.get(rule.kind, Kind.TEXT),
        choices=words,
        hint=_hint(rule),
        decimals=2,
    )


def _hint(rule: ColumnRule) -> str:
    """Say what belongs into a column: its hint, unit, limits, how a day is written."""
    parts = [str(rule.hint)] if rule.hint else []
    if rule.unit:
        parts.append(_("Unit: %(unit)s.") % {"unit": translated(rule.unit)})
    if rule.kind is CellKind.DAY:
        parts.append(_("A day, such as 31. 12. 2026."))
    if rule.choices:
        parts.append(_("Choose from the list."))
    parts += _limits(rule)
    parts.append(_("Has to be filled in.") if rule.is_required else _("May stay empty."))
    return " ".join(parts)


def _limits(rule: ColumnRule) -> list[str]:
    if rule.kind not in (CellKind.WHOLE, CellKind.DECIMAL, CellKind.REAL):
        return []
    parts = [_("A whole number.") if rule.kind is CellKind.WHOLE else _("A number.")]
    if rule.minimum is not None:
        parts.append(_("At least %(limit)s.") % {"limit": rule.minimum})
    if rule.maximum is not None:
        parts.append(_("At most %(limit)s.") % {"limit": rule.maximum})
    return parts


def _row(columns: Sequence[ColumnRule], values: Mapping[str, Value]) -> Mapping[str, Cell]:
    return {rule.key: _cell(rule, values.get(rule.key)) for rule in columns}


def _cell(rule: ColumnRule, value: Value) -> Cell:
    if isinstance(value, bytes):
        return None
    return _word(rule, value) if rule.choices and isinstance(value, str) else value


def _word(rule: ColumnRule, value: str) -> str:
    return next((word for word, known in rule.choices.items() if known == value), value)
