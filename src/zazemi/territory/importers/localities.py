"""Our own workbook of excluded localities: what is exported is what can be imported.

One row is one locality, known by its municipality and name. Its sources stand in one cell,
divided by ``|``: ``Název studie (2015) https://...``.
Units:   people as a range; degrees WGS 84; days included on both ends.
Writes:  through the services of the room, so that every rule of the page counts here too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.codelists.selectors import codes_of
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Values
from zazemi.intake.table import FileFormat
from zazemi.kernel.actor import Actor, Role
from zazemi.territory.choices import Confidentiality
from zazemi.territory.errors import LocalityError
from zazemi.territory.importers.population import unknown_municipalities
from zazemi.territory.importers.typed import real_of, text_of, whole_of
from zazemi.territory.models import Locality, Municipality
from zazemi.territory.services.localities import (
    LocalityFields,
    SourceFields,
    add_locality,
    add_source,
    change_locality,
    check_locality,
    remove_source,
)
from zazemi.values import codes
from zazemi.values.names import folded
from zazemi.values.text import N_

SHEET = "Lokality"
TYPES = "locality_types"
_MOST_PEOPLE = 50_000
_WORDS = {
    "jen pracovníci": Confidentiality.STAFF.value,
    "přibližné místo veřejné": Confidentiality.PLACE_PUBLIC.value,
}
_SOURCE = re.compile(r"(?P<title>.+?)(?: \((?P<year>\d{4})\))?(?: (?P<link>https?://\S+))?")
_BETWEEN = " | "


def _text(key: str, header: str, *, length: int = 300) -> ColumnRule:
    return ColumnRule(key=key, header=header, max_length=length, is_required=False, may_be_absent=True)


def _day(key: str, header: str) -> ColumnRule:
    return ColumnRule(key=key, header=header, kind=CellKind.DAY, is_required=False, may_be_absent=True)


def _people(key: str, header: str) -> ColumnRule:
    return ColumnRule(
        key=key,
        header=header,
        kind=CellKind.WHOLE,
        minimum=0,
        maximum=_MOST_PEOPLE,
        is_required=False,
        unit="persons",
    )


def _degrees(key: str, header: str, limit: int) -> ColumnRule:
    return ColumnRule(
        key=key,
        header=header,
        kind=CellKind.REAL,
        minimum=-limit,
        maximum=limit,
        is_required=False,
        may_be_absent=True,
    )


class LocalityImporter(Importer):
    """Excluded localities; only those who write the register may bring the file in."""

    kind = "localities"
    title = _("Excluded localities (staff only)")
    is_confidential = True
    sheet = SHEET
    formats = (FileFormat.XLSX, FileFormat.CSV)
    roles = frozenset({Role.REGIONAL_OFFICER, Role.HEAD})
    columns = (
        ColumnRule(key="municipality", header="Kód obce", kind=CellKind.CODE, parse=codes.municipality_code),
        ColumnRule(key="name", header="Lokalita", max_length=120),
        ColumnRule(key="locality_type", header="Typ", max_length=200),
        _people("people_from", "Lidí nejméně"),
        _people("people_to", "Lidí nejvýše"),
        _text("estimate_source", "Zdroj odhadu"),
        _day("estimated_on", "Odhad ke dni"),
        _degrees("lat", "Zeměpisná šířka", 90),
        _degrees("lon", "Zeměpisná délka", 180),
        ColumnRule(
            key="confidentiality",
            header="Důvěrnost",
            kind=CellKind.CHOICE,
            choices=_WORDS,
            is_required=False,
            may_be_absent=True,
        ),
        _text("consent_by", "Souhlas obce: kdo", length=200),
        _day("consent_on", "Souhlas obce: kdy"),
        _text("consent_resolution", "Souhlas obce: usnesení", length=60),
        _text("public_place", "Veřejný popis místa", length=120),
        ColumnRule(key="found_on", header="Známa od", kind=CellKind.DAY),
        _day("ended_on", "Skončila"),
        _text("end_reason", "Proč skončila"),
        _text("notes", "Poznámky", length=5000),
        _text("sources", "Zdroje", length=5000),
    )

    def key(self, values: Values) -> str:
        """Return the municipality and the name."""
        return f"{text_of(values['municipality'])}/{folded(text_of(values['name']))}"

    def label(self, values: Values) -> str:
        """Return the name and the municipality."""
        return f"{text_of(values['name'])} ({text_of(values['municipality'])})"

    def shape(self, rows: Sequence[ParsedRow], _table: object) -> Sequence[ParsedRow]:
        """Read the type by its label or code, and an empty confidentiality as the strict one."""
        known = {folded(one.label_cs): one.code for one in codes_of(TYPES)}
        return [ParsedRow(number=row.number, values=_tidy(row.values, known)) for row in rows]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored localities of the municipalities in the file."""
        named = {text_of(row.values["municipality"]) for row in rows}
        return {self.key(values): values for values in _stored(named)}

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse what the page of a locality would refuse."""
        yield from unknown_municipalities(rows, key="municipality")
        types = {one.code: one for one in codes_of(TYPES)}
        for row in rows:
            if row.values["locality_type"] not in types:
                yield Refusal(
                    row=row.number,
                    column="locality_type",
                    cell=text_of(row.values["locality_type"]),
                    message=N_("This word is not on the list of types of localities."),
                    way_out=N_("Choose one of: %(known)s."),
                    params={"known": ", ".join(one.label_cs for one in types.values())},
                )
                continue
            try:
                check_locality(_fields(row.values, Municipality(), types))
            except LocalityError as error:
                yield Refusal(
                    row=row.number,
                    column=error.field,
                    cell=text_of(row.values.get(error.field)),
                    message=error.message,
                    way_out=error.way_out,
                    params=error.params,
                )

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the localities and their sources."""
        types = {one.code: one for one in codes_of(TYPES)}
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        places = Municipality.objects.without_shapes().in_bulk([text_of(row["municipality"]) for row in rows])
        stored = {
            (one.municipality_id, one.name_folded): one
            for one in Locality.objects.filter(municipality_id__in=places).prefetch_related("sources")
        }
        for row in rows:
            code = text_of(row["municipality"])
            fields = _fields(row, places[code], types)
            known = stored.get((code, folded(fields.name)))
            if known is None:
                locality = add_locality(fields=fields, by=by, import_run_id=run.pk)
            else:
                locality = change_locality(known, fields=fields, by=by, import_run_id=run.pk)
            _write_sources(locality, text_of(row["sources"]), by=by)

    def template_rows(self) -> Iterable[Values]:
        """Yield every stored locality, with the words of the workbook."""
        labels = {one.code: one.label_cs for one in codes_of(TYPES)}
        for values in _stored(None):
            code = text_of(values["locality_type"])
            yield {**values, "locality_type": labels.get(code, code)}


def _tidy(values: Values, known: Mapping[str, str]) -> Values:
    said = text_of(values["locality_type"])
    return {
        **values,
        "locality_type": known.get(folded(said), said),
        "confidentiality": values["confidentiality"] or Confidentiality.STAFF.value,
        "sources": _BETWEEN.join(_listed(text_of(values["sources"]))),
    }


def _listed(text: str) -> list[str]:
    return sorted({one.strip() for one in text.split("|") if one.strip()})


def _stored(municipalities: set[str] | None) -> Iterable[Values]:
    found = Locality.objects.select_related("locality_type").prefetch_related("sources")
    if municipalities is not None:
        found = found.filter(municipality_id__in=municipalities)
    return [_values_of(one) for one in found]


def _values_of(one: Locality) -> Values:
    columns = {rule.key: getattr(one, rule.key, None) for rule in LocalityImporter.columns}
    texts = [_said(source.title, source.year, source.link) for source in one.sources.all()]
    return {
        **columns,
        "municipality": one.municipality_id,
        "locality_type": one.locality_type.code,
        "notes": " ".join(one.notes.split()),
        "sources": _BETWEEN.join(_listed("|".join(texts))),
    }


def _said(title: str, year: int | None, link: str) -> str:
    return " ".join(filter(None, [title, f"({year})" if year else "", link]))


def _fields(row: Values, municipality: Municipality, types: Mapping[str, Code]) -> LocalityFields:
    values: dict[str, Any] = {name: row[name] for name in LocalityFields.__slots__ if name in row}
    values["people_from"] = None if row["people_from"] is None else whole_of(row["people_from"])
    values["people_to"] = None if row["people_to"] is None else whole_of(row["people_to"])
    values["lat"], values["lon"] = real_of(row["lat"]), real_of(row["lon"])
    values["confidentiality"] = Confidentiality(text_of(row["confidentiality"]))
    values["municipality"], values["locality_type"] = municipality, types[text_of(row["locality_type"])]
    return LocalityFields(**values)


def _write_sources(locality: Locality, text: str, *, by: Actor) -> None:
    wanted = set(_listed(text))
    known = {_said(one.title, one.year, one.link): one for one in locality.sources.all()}
    for said in sorted(known.keys() - wanted):
        remove_source(known[said], by=by)
    for said in sorted(wanted - known.keys()):
        found = _SOURCE.fullmatch(said)
        title, year, link = found.group("title", "year", "link") if found else (said, None, None)
        fields = SourceFields(title=title, year=int(year) if year else None, link=link or "")
        add_source(locality=locality, fields=fields, by=by)
