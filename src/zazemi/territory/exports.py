"""The workbook of localities: the same columns that are imported."""

from collections.abc import Iterable, Mapping

from zazemi.documents.cells import Cell, Column, Kind, Sheet
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.slot import CellKind, ColumnRule, Values
from zazemi.kernel import clock
from zazemi.territory.importers.localities import SHEET, LocalityImporter

_KINDS = {
    CellKind.WHOLE: Kind.INT,
    CellKind.REAL: Kind.NUMBER,
    CellKind.DAY: Kind.DATE,
}
_DECIMALS = 5


def localities_workbook(municipalities: Iterable[str]) -> bytes:
    """Return the localities of some municipalities as a workbook that can be changed and imported again."""
    importer = LocalityImporter()
    wanted = set(municipalities)
    rows = [row for row in importer.template_rows() if row["municipality"] in wanted]
    sheet = Sheet(
        name=SHEET,
        columns=[_column(rule) for rule in importer.columns],
        rows=[_cells(importer, row) for row in rows],
    )
    return write_workbook([sheet], title=SHEET, written_at=clock.now())


def _column(rule: ColumnRule) -> Column:
    return Column(
        key=rule.key,
        title=rule.header,
        kind=_KINDS.get(rule.kind, Kind.TEXT),
        choices=list(rule.choices),
        decimals=_DECIMALS,
    )


def _cells(importer: LocalityImporter, row: Values) -> Mapping[str, Cell]:
    return {rule.key: _cell(rule, row) for rule in importer.columns}


def _cell(rule: ColumnRule, row: Values) -> Cell:
    value = row.get(rule.key)
    if isinstance(value, bytes):
        return None
    if rule.choices:
        return next((word for word, known in rule.choices.items() if known == value), "")
    return value
