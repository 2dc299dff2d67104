"""The code list of municipalities of RÚIAN (``UI_OBEC``), with the days from which each row holds.

Source:  ČÚZK, ``UI_OBEC.csv``: semicolons, Windows-1250, days as DD.MM.YYYY hh:mm:ss.
         ``PLATI_OD`` and ``PLATI_DO`` bound one state of the record, ``DATUM_VZNIKU`` is
         the day the municipality was founded. A municipality may have several rows.
Writes:  ``Municipality`` and ``Affiliation``. The row that still holds (or the last one)
         is the municipality; an earlier row says where it belonged until its last day.
         An ended municipality keeps its row with the last day; nothing is deleted.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import (
    CellKind,
    Changes,
    ColumnRule,
    Importer,
    ParsedRow,
    Refusal,
    Series,
    Value,
    Values,
)
from zazemi.intake.table import CONSOLE_LIMITS, FileFormat, Table
from zazemi.kernel.actor import Actor
from zazemi.territory.choices import MunicipalityStatus
from zazemi.territory.importers.belonging import Timelines, Units
from zazemi.territory.importers.kept import AFFILIATIONS, MUNICIPALITIES, every_row
from zazemi.territory.importers.typed import day_of, named, text_of
from zazemi.territory.models import Affiliation, District, Municipality, Pou
from zazemi.values import codes
from zazemi.values.text import N_

_STATUS = {"2": MunicipalityStatus.VILLAGE, "3": MunicipalityStatus.TOWN}
"""The two codes of the status whose meaning is certain; others are told by the code list of ČSÚ."""


class RuianImporter(Importer):
    """Municipalities by RÚIAN, now and before."""

    kind = "ruian-municipalities"
    title = _("Municipalities of RÚIAN (UI_OBEC)")
    formats = (FileFormat.CSV,)
    own_limits = CONSOLE_LIMITS
    series = (MUNICIPALITIES, AFFILIATIONS)
    columns = (
        ColumnRule(key="code", header="KOD", kind=CellKind.CODE, max_length=6, parse=codes.municipality_code),
        ColumnRule(key="name", header="NAZEV", max_length=120),
        ColumnRule(key="status", header="STATUS_KOD", kind=CellKind.CODE, is_required=False),
        ColumnRule(key="pou", header="POU_KOD", kind=CellKind.CODE, max_length=8),
        ColumnRule(key="district", header="OKRES_KOD", kind=CellKind.CODE, max_length=8),
        ColumnRule(key="valid_from", header="PLATI_OD", kind=CellKind.DAY, is_required=False),
        ColumnRule(key="valid_to", header="PLATI_DO", kind=CellKind.DAY, is_required=False),
        ColumnRule(
            key="founded_on", header="DATUM_VZNIKU", kind=CellKind.DAY, is_required=False, may_be_absent=True
        ),
    )

    def key(self, values: Values) -> str:
        """Return the code; of an earlier state also its last day."""
        code = text_of(values["code"])
        return f"{code}/{text_of(values['valid_to'])}" if values.get("is_earlier") else code

    def label(self, values: Values) -> str:
        """Return the name and the code; of an earlier state also its last day."""
        return f"{text_of(values['name'])} ({self.key(values)})"

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Tell the row that is the municipality from those of its earlier states."""
        last: dict[str, ParsedRow] = {}
        for row in rows:
            code = text_of(row.values["code"])
            if code not in last or _later(row) > _later(last[code]):
                last[code] = row
        chosen = {row.number for row in last.values()}
        return [
            ParsedRow(number=row.number, values={**row.values, "is_earlier": row.number not in chosen})
            for row in rows
        ]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored municipalities and the earlier states that the file names."""
        told = {text_of(row.values["code"]): row.values for row in rows if not row.values["is_earlier"]}
        found: dict[str, Values] = {}
        stored = Municipality.objects.values_list(
            "code", "name", "pou__ruian_code", "district__ruian_code", "valid_from", "valid_to"
        )
        for code, name, pou, district, founded_on, valid_to in stored.order_by():
            found[code] = _known(code, name, pou, district, valid_to)
            if told.get(code, {}).get("founded_on") is not None:
                found[code] = {**found[code], "founded_on": founded_on}
        named_here = {self.key(row.values) for row in rows if row.values["is_earlier"]}
        ended = Affiliation.objects.filter(valid_to__isnull=False).values_list(
            "municipality_id", "municipality__name", "pou__ruian_code", "district__ruian_code", "valid_to"
        )
        for code, name, pou, district, valid_to in ended.order_by():
            if (key := f"{code}/{valid_to}") in named_here:
                known = _known(code, name, pou, district, valid_to)
                found[key] = {one: value for one, value in known.items() if one != "name"}
        return found

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse unknown units, statuses of new municipalities, and rows that contradict each other."""
        units = _Registry.read()
        known = set(Municipality.objects.values_list("code", flat=True))
        for row in rows:
            yield from units.refusals(row)
            yield from _days(row)
            is_new = text_of(row.values["code"]) not in known and not row.values["is_earlier"]
            if is_new and text_of(row.values["status"]) not in _STATUS:
                yield Refusal(
                    row=row.number,
                    column="status",
                    cell=text_of(row.values["status"]),
                    message=N_("What the status of a new municipality means is not known here."),
                    way_out=N_("Import the new municipality from the table of municipalities."),
                )

    def overwrites(self, series: Series, _changes: Changes) -> QuerySet[Any]:
        """Return all rows: which of them the file touches shows only while it is taken over."""
        return every_row(series)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the municipalities, then where they belonged before, from the latest state back."""
        del by
        units = _Registry.read()
        present = [row.values for row in changes.new if not row.values["is_earlier"]]
        _create(present, units, run=run)
        earlier = [row.values for row in changes.new if row.values["is_earlier"]]
        earlier += [change.row.values for change in changes.changed if change.row.values["is_earlier"]]
        changed = [change for change in changes.changed if not change.row.values["is_earlier"]]
        touched = {text_of(row["code"]) for row in (*present, *earlier)}
        timelines = Timelines(touched | {text_of(one.row.values["code"]) for one in changed}, run=run)
        for row in present:
            timelines.start(text_of(row["code"]), units.units_of(row))
        for change in changed:
            _change(change.row.values, change.before, units, timelines, run=run)
        for row in sorted(earlier, key=lambda one: text_of(one["valid_to"]), reverse=True):
            until = day_of(row["valid_to"])
            if until is not None:
                timelines.close(text_of(row["code"]), until, units.units_of(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registry:
    """Loaded units by their RÚIAN codes."""

    pous: Mapping[str, tuple[str, str]]
    districts: Mapping[str, str]

    @classmethod
    def read(cls) -> "_Registry":
        return cls(
            pous={
                ruian: (code, orp)
                for ruian, code, orp in Pou.objects.exclude(ruian_code="").values_list(
                    "ruian_code", "code", "orp_id"
                )
            },
            districts=dict(District.objects.exclude(ruian_code="").values_list("ruian_code", "code")),
        )

    def units_of(self, row: Values) -> Units:
        pou, orp = self.pous[text_of(row["pou"])]
        return Units(orp=orp, pou=pou, district=self.districts[text_of(row["district"])])

    def refusals(self, row: ParsedRow) -> Iterator[Refusal]:
        for column, known in (("pou", self.pous), ("district", self.districts)):
            code = text_of(row.values[column])
            if code not in known:
                yield Refusal(
                    row=row.number,
                    column=column,
                    cell=code,
                    message=N_("No loaded unit has the RÚIAN code %(code)s."),
                    way_out=N_("Import the table of municipalities with the RÚIAN codes of the units first."),
                    params={"code": code},
                )


def _later(row: ParsedRow) -> tuple[dt.date, dt.date, int]:
    return (
        day_of(row.values["valid_to"]) or dt.date.max,
        day_of(row.values["valid_from"]) or dt.date.min,
        row.number,
    )


def _known(code: str, name: str, pou: str, district: str, valid_to: dt.date | None) -> dict[str, Value]:
    return {"code": code, "name": name, "pou": pou, "district": district, "valid_to": valid_to}


def _days(row: ParsedRow) -> Iterator[Refusal]:
    first, last = day_of(row.values["valid_from"]), day_of(row.values["valid_to"])
    if row.values["is_earlier"] and last is None:
        yield Refusal(
            row=row.number,
            column="valid_to",
            cell="",
            message=N_("Two rows of the same municipality hold at once."),
            way_out=N_("Fill in the last day of the earlier one."),
        )
    if first is not None and last is not None and last < first:
        yield Refusal(
            row=row.number,
            column="valid_to",
            cell=last.isoformat(),
            message=N_("The row ends before it begins."),
            way_out=N_("Correct the days in the source file."),
        )


def _create(rows: Sequence[Values], units: _Registry, *, run: ImportRun) -> None:
    regions = dict(District.objects.values_list("code", "region_id"))
    for row in rows:
        above = units.units_of(row)
        Municipality.objects.create(
            code=text_of(row["code"]),
            status=_STATUS[text_of(row["status"])],
            orp_id=above.orp,
            pou_id=above.pou,
            district_id=above.district,
            region_id=regions[above.district],
            valid_from=day_of(row["founded_on"]),
            valid_to=day_of(row["valid_to"]),
            import_run_id=run.pk,
            **named(text_of(row["name"])),
        )


def _change(row: Values, before: Values, units: _Registry, timelines: Timelines, *, run: ImportRun) -> None:
    code = text_of(row["code"])
    one = Municipality.objects.without_shapes().get(code=code)
    for column, value in named(text_of(row["name"])).items():
        setattr(one, column, value)
    one.valid_to = day_of(row["valid_to"])
    one.valid_from = day_of(row["founded_on"]) or one.valid_from
    one.import_run_id = run.pk
    one.save(update_fields=["name", "name_folded", "name_sort", "valid_from", "valid_to", "import_run_id"])
    if (row["pou"], row["district"]) != (before["pou"], before["district"]):
        moved_on = day_of(row["valid_from"]) or run.taken_on or run.checked_at.date()
        timelines.move(code, moved_on, units.units_of(row))
