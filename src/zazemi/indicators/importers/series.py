"""What importers of series have in common: a place, a period, some numbers in one row.

A row is stored as one value per series. What is stored already and did not
change is not written again; a corrected number is a newer value beside the old one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from zazemi.indicators.choices import Level
from zazemi.indicators.models import SeriesValue
from zazemi.indicators.series import add_values
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import Changes, Importer, ParsedRow, Refusal, Series, Value, Values
from zazemi.intake.table import Limits
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.territory.models import District, Municipality
from zazemi.values.text import N_

_MEGABYTE = 1024 * 1024
STATISTICS_LIMITS = Limits(
    file_bytes=250 * _MEGABYTE,
    rows=1_000_000,
    cells=15_000_000,
    characters=400_000_000,
    memory_bytes=4096 * _MEGABYTE,
    cpu_seconds=300,
)
"""For the console: a year of monthly values of all municipalities."""
PASSED_OVER = "passed_over"
_UNKNOWN = {
    Level.MUNICIPALITY: N_("The municipality %(code)s is not loaded."),
    Level.DISTRICT: N_("The district %(code)s is not loaded."),
}


class SeriesImporter(Importer):
    """One file of statistics; ``told_series`` says which column is which series.

    Every row of the file is accounted for: ``shape`` returns as many rows as it got,
    those that only complete another row or concern something else as ``passed_over``;
    the machine counts them as unchanged.

    A row has the keys ``code`` and ``period`` (a date, or None when the file does
    not say it: then the day it was taken from the source counts) after ``shape``.
    """

    told_series: ClassVar[Mapping[str, str]]
    series = (Series(model=SeriesValue),)
    level: ClassVar[Level] = Level.MUNICIPALITY
    own_limits = STATISTICS_LIMITS

    def key(self, values: Values) -> str:
        """Return the place and the period; a row passed over has a key of its own."""
        if PASSED_OVER in values:
            return f"{PASSED_OVER}/{values[PASSED_OVER]!s}"
        return f"{values['code']!s}/{_day(values) or ''}"

    def label(self, values: Values) -> str:
        """Return the name of the place, its code and the period."""
        said = (values.get("name"), values["code"], values.get("period"))
        return " ".join(str(one) for one in said if one)

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse places that are not loaded."""
        model = District if self.level is Level.DISTRICT else Municipality
        known = set(model.objects.order_by().values_list("code", flat=True))
        for row in rows:
            code = str(row.values.get("code", ""))
            if PASSED_OVER not in row.values and code not in known:
                yield Refusal(
                    row=row.number,
                    column="code",
                    cell=code,
                    message=_UNKNOWN[self.level],
                    way_out=N_("Import the municipalities first, or correct the code."),
                    params={"code": code},
                )

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the newest stored numbers of the periods in the file, as far as the file says any."""
        told_rows = [row for row in rows if PASSED_OVER not in row.values]
        stored = self._stored({_day(row.values) for row in told_rows})
        found: dict[str, Values] = {self.key(row.values): {} for row in rows if PASSED_OVER in row.values}
        for row in told_rows:
            code, period = str(row.values["code"]), _day(row.values)
            known = stored.get((code, period))
            if known:
                told = {key: known.get(key) for key in self.told_series if row.values[key] is not None}
                found[self.key(row.values)] = {"code": code, **told}
        return found

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the numbers that are new or differ."""
        del by
        rows: list[tuple[Values, Values]] = [(row.values, {}) for row in changes.new]
        rows += [(change.row.values, change.before) for change in changes.changed]
        add_values(
            [
                self._value(values, key, number, run)
                for values, before in rows
                for key in self.told_series
                if (number := values[key]) is not None and before.get(key) != number
            ]
        )

    def _value(self, values: Values, key: str, number: Value, run: ImportRun) -> SeriesValue:
        place = "district_id" if self.level is Level.DISTRICT else "municipality_id"
        return SeriesValue(
            series=self.told_series[key],
            period_end=_day(values) or run.taken_on or clock.today(),
            value=float(str(number)),
            import_run_id=run.pk,
            **{place: str(values["code"])},
        )

    def _stored(self, days: set[dt.date | None]) -> Mapping[tuple[str, dt.date | None], Mapping[str, float]]:
        """Numbers by place and period; the newest ones of a place also under the period None."""
        columns = {series: key for key, series in self.told_series.items()}
        rows = SeriesValue.objects.filter(series__in=list(columns)).order_by("period_end", "pk")
        if None not in days:
            rows = rows.filter(period_end__in=[day for day in days if day])
        found: dict[tuple[str, dt.date | None], dict[str, float]] = defaultdict(dict)
        for series, town, district, day, value in rows.values_list(
            "series", "municipality_id", "district_id", "period_end", "value"
        ):
            code = town or district or ""
            found[code, day][columns[series]] = value
            found[code, None][columns[series]] = value
        return found


def passed_over(row: ParsedRow) -> ParsedRow:
    """Return the row as one that changes nothing."""
    return ParsedRow(number=row.number, values={PASSED_OVER: row.number})


def _day(values: Values) -> dt.date | None:
    day = values.get("period")
    return day if isinstance(day, dt.date) else None
