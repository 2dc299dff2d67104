"""Relations of official code lists: which ORP, office and district a municipality belongs to.

Source:  ČSÚ, ``do_cis_export`` with ``typdat=1``: CSV, comma, quoted; every column
         twice, with the suffix 1 and 2; headers in lower or upper case. The file
         shows one day (the day it was taken, told by whoever imports it).
Writes:  ``Affiliation``: a relation never seen is a move from the day of the file
         on; a file older than what is stored adds where a municipality belonged
         before. Relations absent from the file are reported, never deleted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from zazemi.intake.table import CONSOLE_LIMITS, Table
from zazemi.kernel.actor import Actor
from zazemi.territory.choices import OfficialList
from zazemi.territory.importers.belonging import Timelines, day_of_file
from zazemi.territory.importers.kept import AFFILIATIONS, MUNICIPALITIES, every_row
from zazemi.territory.importers.population import unknown_municipalities
from zazemi.territory.importers.typed import text_of, whole_of
from zazemi.territory.models import Affiliation, District, OfficialItem, Orp, Pou
from zazemi.values.text import N_

_PARTS: Mapping[int, str] = {
    OfficialList.ORPS: "orp",
    OfficialList.OFFICES: "pou",
    OfficialList.DISTRICTS: "district",
}


def _list_column(suffix: str) -> ColumnRule:
    return ColumnRule(key=f"list_{suffix}", header=f"kodcis{suffix}", kind=CellKind.WHOLE, minimum=1)


def _item_column(suffix: str) -> ColumnRule:
    return ColumnRule(key=f"code_{suffix}", header=f"chodnota{suffix}", kind=CellKind.CODE, max_length=12)


def _name_column(suffix: str) -> ColumnRule:
    return ColumnRule(
        key=f"name_{suffix}",
        header=f"text{suffix}",
        max_length=120,
        is_required=False,
        may_be_absent=True,
    )


class CsuRelationImporter(Importer):
    """Which unit of another list each municipality belongs to."""

    kind = "csu-relation"
    title = _("Relation of code lists of the Czech Statistical Office")
    own_limits = CONSOLE_LIMITS
    series = (MUNICIPALITIES, AFFILIATIONS)
    columns = (
        _list_column("1"),
        _item_column("1"),
        _name_column("1"),
        _list_column("2"),
        _item_column("2"),
        _name_column("2"),
    )

    def key(self, values: Values) -> str:
        """Return the municipality, the kind of the unit and its code."""
        return f"{text_of(values['code'])}/{text_of(values['part'])}/{text_of(values['unit'])}"

    def label(self, values: Values) -> str:
        """Return the municipality and the unit."""
        return f"{text_of(values['code'])} – {text_of(values['unit'])}"

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Turn every row so that the municipality comes first, and read the district by its LAU 1 code."""
        districts = dict(
            OfficialItem.objects.filter(list_number=OfficialList.DISTRICTS).values_list("code", "other_code")
        )
        return [ParsedRow(number=row.number, values=_turned(row.values, districts)) for row in rows]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the present relations of the kinds in the file, and the ended ones that it names."""
        parts = {text_of(row.values["part"]) for row in rows} & set(_PARTS.values())
        named = {self.key(row.values) for row in rows}
        found: dict[str, Values] = {}
        for span in Affiliation.objects.all():
            for part in sorted(parts):
                unit = str(getattr(span, f"{part}_id"))
                key = f"{span.municipality_id}/{part}/{unit}"
                if span.valid_to is None or key in named:
                    found[key] = {"code": span.municipality_id, "part": part, "unit": unit}
        return found

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse other relations, unknown municipalities and unknown units."""
        readable = [row for row in rows if row.values["part"]]
        for row in rows:
            if not row.values["part"]:
                yield _other_relation(row)
        yield from (
            Refusal(
                row=refusal.row,
                column="code_1",
                cell=refusal.cell,
                message=refusal.message,
                way_out=refusal.way_out,
                params=refusal.params,
            )
            for refusal in unknown_municipalities(readable)
        )
        known = {
            "orp": set(Orp.objects.values_list("code", flat=True)),
            "pou": set(Pou.objects.values_list("code", flat=True)),
            "district": set(District.objects.values_list("code", flat=True)),
        }
        for row in readable:
            if row.values["unit"] not in known[text_of(row.values["part"])]:
                yield _unknown_unit(row)

    def overwrites(self, series: Series, _changes: Changes) -> QuerySet[Any]:
        """Return all rows: which of them the file touches shows only while it is taken over."""
        return every_row(series)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the relations that are new."""
        del by
        day = day_of_file(run)
        stated: dict[str, dict[str, str]] = defaultdict(dict)
        for row in changes.new:
            stated[text_of(row.values["code"])][text_of(row.values["part"])] = text_of(row.values["unit"])
        timelines = Timelines(stated, run=run)
        for code in sorted(stated):
            timelines.state(code, day, stated[code])


def _turned(values: Values, districts: Mapping[str, str]) -> Values:
    first, second = whole_of(values["list_1"]), whole_of(values["list_2"])
    of, to = ("1", "2") if first == OfficialList.MUNICIPALITIES else ("2", "1")
    other = second if of == "1" else first
    is_read = OfficialList.MUNICIPALITIES in (first, second) and other in _PARTS
    unit = text_of(values[f"code_{to}"])
    if other == OfficialList.DISTRICTS:
        unit = districts.get(unit, unit)
    turned: dict[str, Value] = dict(values)
    turned["code"] = text_of(values[f"code_{of}"])
    turned["part"] = _PARTS[other] if is_read else ""
    turned["unit"] = unit
    return turned


def _other_relation(row: ParsedRow) -> Refusal:
    return Refusal(
        row=row.number,
        column="list_1",
        cell=text_of(row.values["list_1"]),
        message=N_("The relation of the lists %(first)s and %(second)s is not read here."),
        way_out=N_(
            "Bring the relation of municipalities (43) with ORP (65), offices (61) or districts (101)."
        ),
        params={"first": text_of(row.values["list_1"]), "second": text_of(row.values["list_2"])},
    )


def _unknown_unit(row: ParsedRow) -> Refusal:
    return Refusal(
        row=row.number,
        column="code_2",
        cell=text_of(row.values["unit"]),
        message=N_("The unit %(code)s is not loaded."),
        way_out=N_("Import the code lists 65, 61 and 101 and the municipalities first, or correct the code."),
        params={"code": text_of(row.values["unit"])},
    )
