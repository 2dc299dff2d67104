"""The workbook of services: the same columns that are imported."""

from collections.abc import Mapping

from zazemi.documents.cells import Column, Kind, Sheet
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.slot import CellKind, ColumnRule
from zazemi.kernel import clock
from zazemi.network.importers import SHEET, NetworkImporter
from zazemi.network.importers.words import FORM_WORDS, KIND_WORDS, UNIT_WORDS, word_of

_KINDS = {CellKind.DECIMAL: Kind.NUMBER, CellKind.DAY: Kind.DATE}
_WORDS: Mapping[str, Mapping[str, object]] = {"kind": KIND_WORDS, "unit": UNIT_WORDS, "form": FORM_WORDS}


def services_workbook() -> bytes:
    """Return all capacities as a workbook that can be changed and imported again."""
    importer = NetworkImporter()
    rows = [
        {key: word_of(_WORDS[key], value) if key in _WORDS else value for key, value in values.items()}
        for values in importer.template_rows()
    ]
    sheet = Sheet(name=SHEET, columns=[_column(rule) for rule in importer.columns], rows=rows)  # type: ignore[arg-type]  # no bytes among them
    return write_workbook([sheet], title=SHEET, written_at=clock.now())


def _column(rule: ColumnRule) -> Column:
    words = _WORDS.get(rule.key)
    return Column(
        key=rule.key,
        title=rule.header,
        kind=_KINDS.get(rule.kind, Kind.TEXT),
        choices=list(dict.fromkeys(word_of(words, value) for value in words.values())) if words else (),
        decimals=2,
    )
