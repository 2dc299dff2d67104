"""Code lists of the Czech Statistical Office: municipalities, offices, ORP, regions, districts.

Source:  ČSÚ, ``do_cis_export`` with ``typdat=0``: CSV, comma, quoted; headers in
         lower or upper case; lists 43, 51, 61, 65, 100, 101. The end of time is
         written as a day of the year 9999.
Writes:  ``OfficialItem``; names, RÚIAN codes and days of the units that are loaded.
         A unit that the list does not know stays: nothing is deleted.
"""

import datetime as dt
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
from zazemi.territory.importers.kept import TERRITORY, every_row
from zazemi.territory.importers.typed import day_of, named, text_of, whole_of
from zazemi.territory.models import District, Municipality, OfficialItem, Orp, Pou, Region
from zazemi.values.text import N_

_END_OF_TIME = 9999
_BATCH = 500
_STORED = ("list_number", "code", "short_name", "name", "valid_from", "valid_to", "ruian_code", "other_code")
_UNITS: Mapping[OfficialList, type[Pou | Orp]] = {OfficialList.OFFICES: Pou, OfficialList.ORPS: Orp}
_BY_OTHER_CODE: Mapping[OfficialList, type[Region | District]] = {
    OfficialList.REGIONS: Region,
    OfficialList.DISTRICTS: District,
}


class CsuListImporter(Importer):
    """One official code list, whichever of the read ones it is."""

    kind = "csu-codelist"
    title = _("Code list of the Czech Statistical Office")
    own_limits = CONSOLE_LIMITS
    series = (*TERRITORY, Series(model=OfficialItem))
    columns = (
        ColumnRule(key="list_number", header="kodcis", kind=CellKind.WHOLE, minimum=1),
        ColumnRule(key="code", header="chodnota", kind=CellKind.CODE, max_length=12),
        ColumnRule(key="short_name", header="zkrtext", max_length=120, is_required=False, may_be_absent=True),
        ColumnRule(key="name", header="text", max_length=120),
        ColumnRule(
            key="valid_from", header="admplod", kind=CellKind.DAY, is_required=False, may_be_absent=True
        ),
        ColumnRule(
            key="valid_to", header="admnepo", kind=CellKind.DAY, is_required=False, may_be_absent=True
        ),
        ColumnRule(
            key="ruian_code",
            header="kod_ruian",
            kind=CellKind.CODE,
            max_length=8,
            is_required=False,
            may_be_absent=True,
        ),
        ColumnRule(
            key="other_code",
            header="okres_lau",
            aliases=("cznuts",),
            kind=CellKind.CODE,
            max_length=12,
            is_required=False,
            may_be_absent=True,
        ),
    )

    def key(self, values: Values) -> str:
        """Return the number of the list and the code."""
        return f"{text_of(values['list_number'])}/{text_of(values['code'])}"

    def label(self, values: Values) -> str:
        """Return the name, the code and the list."""
        return f"{text_of(values['name'])} ({text_of(values['code'])}, {text_of(values['list_number'])})"

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Read the end of time as no end."""
        return [ParsedRow(number=row.number, values=_tidy(row.values)) for row in rows]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored items of the lists in the file."""
        numbers = {whole_of(row.values["list_number"]) for row in rows}
        stored = OfficialItem.objects.filter(list_number__in=numbers).values(*_STORED)
        return {f"{one['list_number']}/{one['code']}": one for one in stored}

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse lists that nobody reads, and items that end before they begin."""
        for row in rows:
            number = whole_of(row.values["list_number"])
            if number not in OfficialList.values:
                yield Refusal(
                    row=row.number,
                    column="list_number",
                    cell=str(number),
                    message=N_("The code list %(number)s is not read here."),
                    way_out=N_("Choose one of: %(known)s."),
                    params={"number": number, "known": ", ".join(map(str, OfficialList.values))},
                )
            first, last = day_of(row.values["valid_from"]), day_of(row.values["valid_to"])
            if first is not None and last is not None and last < first:
                yield Refusal(
                    row=row.number,
                    column="valid_to",
                    cell=last.isoformat(),
                    message=N_("The item ends before it begins."),
                    way_out=N_("Correct the days in the source file."),
                )

    def overwrites(self, series: Series, _changes: Changes) -> QuerySet[Any]:
        """Return all rows: which of them the file touches shows only while it is taken over."""
        return every_row(series)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the items, then what the loaded units take from them."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        OfficialItem.objects.bulk_create(
            [OfficialItem(import_run_id=run.pk, **_columns(row)) for row in rows],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["list_number", "code"],
            update_fields=[*_STORED[2:], "import_run_id"],
        )
        for number in OfficialList:
            of_list = {text_of(row["code"]): row for row in rows if row["list_number"] == number}
            if of_list:
                _take_over(number, of_list, run_id=run.pk)


def _tidy(values: Values) -> Values:
    tidy: dict[str, Value] = dict(values)
    last = values["valid_to"]
    if isinstance(last, dt.date) and last.year == _END_OF_TIME:
        tidy["valid_to"] = None
    return tidy


def _columns(row: Values) -> dict[str, Any]:
    return {name: row[name] for name in _STORED}


def _take_over(number: OfficialList, rows: Mapping[str, Values], *, run_id: int) -> None:
    if number == OfficialList.MUNICIPALITIES:
        for one in Municipality.objects.filter(code__in=rows).without_shapes():
            _update_municipality(one, rows[one.code], run_id=run_id)
    elif number in _UNITS:
        for unit in _UNITS[number].objects.filter(code__in=rows):
            _update_unit(unit, rows[unit.code])
    elif number in _BY_OTHER_CODE:
        by_other = {text_of(row["other_code"]): row for row in rows.values()}
        for above in _BY_OTHER_CODE[number].objects.filter(code__in=by_other):
            _update_unit(above, by_other[above.code])


def _update_municipality(one: Municipality, row: Values, *, run_id: int) -> None:
    name = text_of(row["name"])
    if one.name != name or one.valid_to != row["valid_to"]:
        for column, value in named(name).items():
            setattr(one, column, value)
        one.valid_to, one.import_run_id = day_of(row["valid_to"]), run_id
        one.save(update_fields=["name", "name_folded", "name_sort", "valid_to", "import_run_id"])


def _update_unit(unit: Region | District | Orp | Pou, row: Values) -> None:
    name, ruian = text_of(row["name"]), text_of(row["ruian_code"]) or unit.ruian_code
    if (unit.name, unit.ruian_code) != (name, ruian):
        for column, value in {**named(name), "ruian_code": ruian}.items():
            setattr(unit, column, value)
        unit.save(update_fields=["name", "name_folded", "name_sort", "ruian_code"])
