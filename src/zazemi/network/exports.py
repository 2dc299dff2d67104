"""The workbook of services: the same columns that are imported; yearly versions as a workbook."""

from collections.abc import Mapping

from django.utils.translation import gettext

from zazemi.documents.cells import Column, Kind, Row, Sheet
from zazemi.documents.xlsx import write_workbook
from zazemi.intake.slot import CellKind, ColumnRule, Importer
from zazemi.kernel import clock
from zazemi.network.choices import KIND_LABELS, UNIT_SHORT, CapacityUnit, NetworkLevel
from zazemi.network.importers import SHEET, NetworkImporter
from zazemi.network.importers.details import FundingImporter, PlacesImporter, ServicesImporter
from zazemi.network.importers.words import FORM_WORDS, KIND_WORDS, UNIT_WORDS, YES_NO_WORDS, word_of
from zazemi.network.models import NetworkVersion
from zazemi.network.selectors import territory_names, version_rows
from zazemi.values.services import ServiceKind

_KINDS = {CellKind.DECIMAL: Kind.NUMBER, CellKind.DAY: Kind.DATE, CellKind.WHOLE: Kind.INT}
_WORDS: Mapping[str, Mapping[str, object]] = {
    "kind": KIND_WORDS,
    "unit": UNIT_WORDS,
    "form": FORM_WORDS,
    "is_nonstop": YES_NO_WORDS,
}


def services_workbook() -> bytes:
    """Return capacities, services, places and fundings, to be changed and imported again."""
    importers: list[Importer] = [NetworkImporter(), ServicesImporter(), PlacesImporter(), FundingImporter()]
    return write_workbook([_sheet(one) for one in importers], title=SHEET, written_at=clock.now())


def _sheet(importer: Importer) -> Sheet:
    rows = [
        {key: word_of(_WORDS[key], value) if key in _WORDS else value for key, value in values.items()}
        for values in importer.template_rows()
    ]
    return Sheet(name=importer.sheet, columns=[_column(rule) for rule in importer.columns], rows=rows)  # type: ignore[arg-type]  # no bytes among them


def _column(rule: ColumnRule) -> Column:
    words = _WORDS.get(rule.key)
    return Column(
        key=rule.key,
        title=rule.header,
        kind=_KINDS.get(rule.kind, Kind.TEXT),
        choices=list(dict.fromkeys(word_of(words, value) for value in words.values())) if words else (),
        unit=rule.unit,
        decimals=2,
    )


def version_workbook(version: NetworkVersion) -> bytes:
    """Return a yearly version as a workbook: its rows and their sums."""
    rows = list(version_rows(version))
    names = territory_names({row.municipality_code for row in rows})
    columns = [
        Column(key="provider", title=gettext("Provider")),
        Column(key="service", title=gettext("Service")),
        Column(key="kind", title=gettext("Kind")),
        Column(key="code", title=gettext("Code of the municipality")),
        Column(key="where", title=gettext("Municipality")),
        Column(key="unit", title=gettext("Unit")),
        Column(key="value", title=gettext("Capacity"), kind=Kind.NUMBER, decimals=2),
        Column(key="level", title=gettext("Level")),
    ]
    listed: list[Row] = [
        {
            "provider": row.provider_name,
            "service": row.service_name,
            "kind": str(KIND_LABELS[ServiceKind(row.kind)]),
            "code": "" if row.place.is_municipality_secret else row.municipality_code,
            "where": gettext("secret place")
            if row.place.is_municipality_secret
            else names.get(row.municipality_code, ""),
            "unit": str(UNIT_SHORT[CapacityUnit(row.unit)]),
            "value": row.value,
            "level": str(NetworkLevel(row.level).label),
        }
        for row in rows
    ]
    note = f"{version.region}, {version}, {version.get_state_display()}"
    if version.is_approved:
        note += f": {version.approved_by}, {version.resolution_number}"
    sheet = Sheet(name=gettext("Network"), columns=columns, rows=listed, note=note)
    return write_workbook([sheet], title=str(version), written_at=clock.now())
