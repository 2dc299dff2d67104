"""The workbook of code lists: the same columns that are imported."""

from zazemi.codelists.importers import SHEET, CodeImporter
from zazemi.documents.cells import Column, Kind, Sheet
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.slot import CellKind
from zazemi.kernel import clock

_KINDS = {CellKind.DAY: Kind.DATE, CellKind.WHOLE: Kind.INT}


def codes_workbook(list_key: str = "") -> bytes:
    """Return all codes, or those of one list, as a workbook that can be changed and imported again."""
    importer = CodeImporter()
    columns = [
        Column(key=rule.key, title=rule.header, kind=_KINDS.get(rule.kind, Kind.TEXT))
        for rule in importer.columns
    ]
    rows = [row for row in importer.template_rows() if list_key in ("", row["list_key"])]
    sheet = Sheet(name=SHEET, columns=columns, rows=rows)  # type: ignore[arg-type]  # no bytes among them
    return write_workbook([sheet], title=SHEET, written_at=clock.now())
