"""Labour market of MPSV by district: table ``evid_pno_up_agr_frz_odata``, as CSV or JSON.

Units:   persons.
Source:  data.mpsv.cz, one row per district, day and (in some exports) sex; rows by
         sex are summed unless the file has totals of its own.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zazemi.indicators.choices import Level
from zazemi.indicators.importers.series import SeriesImporter, passed_over
from zazemi.intake.slot import CellKind, ColumnRule, ParsedRow, Value
from zazemi.intake.table import FileFormat, JsonItems, Table
from zazemi.values import codes

_NUMBERS = ("available_seekers", "seekers", "aged_15_64")


def _count(key: str, header: str) -> ColumnRule:
    return ColumnRule(key=key, header=header, kind=CellKind.WHOLE, minimum=0, unit="persons")


class LabourMarketImporter(SeriesImporter):
    """Job seekers of districts and the inhabitants they are related to."""

    kind = "mpsv-labour"
    title = _("Job seekers by district (MPSV)")
    level = Level.DISTRICT
    formats = (FileFormat.CSV, FileFormat.JSON)
    items = JsonItems()
    told_series = {key: f"mpsv.{key}" for key in _NUMBERS}
    columns = (
        ColumnRule(key="period", header="rozhodne_datum", kind=CellKind.DAY),
        ColumnRule(key="code", header="okres_kod", kind=CellKind.CODE, parse=codes.district_code),
        ColumnRule(key="name", header="okres", is_required=False, may_be_absent=True),
        ColumnRule(
            key="sex", header="pohlavi", aliases=("uchazec_pohlavi",), is_required=False, may_be_absent=True,
            missing="celkem",
        ),
        _count("available_seekers", "pocet_uchazeci_dosazitelni"),
        _count("seekers", "pocet_uchazeci_v_evidenci"),
        _count("aged_15_64", "pocet_obyvatel_vek_15_64"),
    )  # fmt: skip

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Return one row per district and day: its own total, or the sum over sexes."""
        groups: dict[tuple[str, dt.date], list[ParsedRow]] = {}
        for row in rows:
            period = row.values["period"]
            if isinstance(period, dt.date):
                groups.setdefault((str(row.values["code"]), period), []).append(row)
        return [row for group in groups.values() for row in _of_group(group)]


def _of_group(group: Sequence[ParsedRow]) -> list[ParsedRow]:
    """The totals as the file has them (two of them will be refused), else the sum over sexes; all rows."""
    if any(not row.values["sex"] for row in group):
        return [passed_over(row) if row.values["sex"] else row for row in group]
    sums: dict[str, Value] = {key: sum(int(str(row.values[key])) for row in group) for key in _NUMBERS}
    first = group[0]
    whole = ParsedRow(number=first.number, values={**first.values, **sums, "sex": ""})
    return [whole, *(passed_over(row) for row in group[1:])]
