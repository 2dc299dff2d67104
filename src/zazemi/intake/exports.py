"""Workbooks of imports: the template of a kind, the list of errors."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zazemi.documents.cells import Cell, Column, Kind, Sheet
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.selectors import ShownRefusal
from zazemi.intake.slot import CellKind, ColumnRule, Importer, Value

_KINDS = {
    CellKind.WHOLE: Kind.INT,
    CellKind.DECIMAL: Kind.NUMBER,
    CellKind.REAL: Kind.NUMBER,
    CellKind.DAY: Kind.DATE,
}
_TEMPLATE_SHEET = "data"


def template_workbook(importer: Importer) -> bytes:
    """Return the workbook of a kind, filled with what is stored: export format = import format."""
    rows = [_row(importer.columns, values) for values in importer.template_rows()]
    sheet = Sheet(
        name=importer.sheet or _TEMPLATE_SHEET,
        columns=[_column(rule) for rule in importer.columns],
        rows=rows,
    )
    return write_workbook([sheet], title=str(importer.title))


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


def _column(rule: ColumnRule) -> Column:
    words = list(dict.fromkeys(_word(rule, value) for value in rule.choices.values()))
    return Column(
        key=rule.key, title=rule.header, kind=_KINDS.get(rule.kind, Kind.TEXT), choices=words, decimals=2
    )


def _row(columns: Sequence[ColumnRule], values: Mapping[str, Value]) -> Mapping[str, Cell]:
    return {rule.key: _cell(rule, values.get(rule.key)) for rule in columns}


def _cell(rule: ColumnRule, value: Value) -> Cell:
    if isinstance(value, bytes):
        return None
    return _word(rule, value) if rule.choices and isinstance(value, str) else value


def _word(rule: ColumnRule, value: str) -> str:
    return next((word for word, known in rule.choices.items() if known == value), value)
