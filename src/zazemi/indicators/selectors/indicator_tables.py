"""One table of an indicator: municipalities, and units above them computed from summed sides.

The page, the map, the workbook and the CSV are made of this one table.
Units:   the unit of the indicator; ``counted`` of ``total`` municipalities (or districts) are known.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from zazemi.indicators.choices import Level
from zazemi.indicators.models import Indicator
from zazemi.indicators.selectors.series_values import (
    Numbers,
    Place,
    column,
    common_periods,
    level_of,
    places_of,
    read_series,
    runs_of,
    series_periods,
)
from zazemi.intake.models import ImportRun
from zazemi.measures.formulas import Form, Sides, sides_of, summed, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue:
    """A place or a unit: its value (None when unknown), both sides, how many places are known."""

    code: str
    name: str
    value: float | None
    left: float | None
    right: float | None
    counted: int
    total: int
    above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """An indicator in one period; ``rows`` are places of one region in Czech order of names."""

    indicator: Indicator
    level: Level
    period: dt.date
    periods: tuple[dt.date, ...]
    region_code: str
    rows: tuple[UnitValue, ...]
    orps: tuple[UnitValue, ...]
    districts: tuple[UnitValue, ...]
    regions: tuple[UnitValue, ...]
    whole: UnitValue
    runs: tuple[ImportRun, ...]

    @property
    def is_by_district(self) -> bool:
        """Whether the rows are districts."""
        return self.level is Level.DISTRICT

    @property
    def region(self) -> UnitValue | None:
        """The region of the rows."""
        return next((one for one in self.regions if one.code == self.region_code), None)


def indicators() -> list[Indicator]:
    """All versions of all indicators, the newest method of each first."""
    return list(Indicator.objects.order_by("name", "key", "-method"))


def methods_of(key: str) -> list[Indicator]:
    """The versions of an indicator's method, the newest first."""
    return list(Indicator.objects.filter(key=key).order_by("-method"))


def valid_in(methods: Sequence[Indicator], period: dt.date) -> Indicator | None:
    """The newest version that is valid for a period."""
    return next(
        (
            one
            for one in methods
            if one.valid_from <= period and (one.valid_to is None or period <= one.valid_to)
        ),
        None,
    )


def periods_of(methods: Sequence[Indicator]) -> list[dt.date]:
    """The periods that an indicator can be computed for, the newest first."""
    return sorted(_days(methods, series_periods()), reverse=True)


def indicator_table(
    methods: Sequence[Indicator], *, region_code: str, period: dt.date | None = None
) -> IndicatorTable | None:
    """The table of an indicator; None when it has no period yet (or not the one asked for)."""
    periods = periods_of(methods)
    day = period or next(iter(periods), None)
    if day is None or day not in periods:
        return None
    indicator = valid_in(methods, day)
    if indicator is None:
        return None
    series = indicator.formula.series
    level = level_of(series)
    table = _table(indicator, day, places_of(level), read_series(series, [day]), region_code)
    return replace(table, periods=tuple(periods), runs=tuple(runs_of(series, [day])))


def tables_of_region(region_code: str) -> list[tuple[IndicatorTable, IndicatorTable | None]]:
    """The newest table of every indicator for a region, with the one before; without sources.

    Units are those of the region only: ``whole`` is the region here. All series are read at once.
    """
    known = series_periods()
    by_key: dict[str, list[Indicator]] = {}
    for one in indicators():
        by_key.setdefault(one.key, []).append(one)
    asked = [
        (methods, sorted(days, reverse=True)[:2])
        for methods in by_key.values()
        if (days := _days(methods, known))
    ]
    keys = {key for methods, _newest in asked for one in methods for key in one.formula.series}
    numbers = read_series(
        keys, {day for _methods, newest in asked for day in newest}, region_code=region_code
    )
    places = {
        level: [place for place in places_of(level) if place.region_code == region_code] for level in Level
    }
    tables = []
    for methods, newest in asked:
        found = [
            _table(method, day, places[level_of(method.formula.series)], numbers, region_code)
            for day in newest
            if (method := valid_in(methods, day)) is not None
        ]
        tables.append((found[0], found[1] if len(found) > 1 else None))
    return tables


def _days(methods: Sequence[Indicator], known: Mapping[str, Sequence[dt.date]]) -> set[dt.date]:
    return {
        day
        for method in methods
        for day in common_periods(method.formula.series, known)
        if valid_in(methods, day) == method
    }


def _table(
    indicator: Indicator, day: dt.date, places: Sequence[Place], numbers: Numbers, region_code: str
) -> IndicatorTable:
    formula = indicator.formula
    codes = [place.code for place in places]
    sides = sides_of(formula, {key: column(numbers, key, day, codes) for key in formula.series}, len(codes))
    made = _Made(form=formula.form, places=places, sides=sides)
    return IndicatorTable(
        indicator=indicator,
        level=level_of(formula.series),
        period=day,
        periods=(),
        region_code=region_code,
        rows=made.rows(region_code),
        orps=made.units(lambda one: (one.orp_code, one.orp_name), region_code),
        districts=made.units(lambda one: (one.district_code, one.district_name), region_code),
        regions=made.units(lambda one: (one.region_code, one.region_name)),
        whole=made.whole(),
        runs=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """Places with both sides of the formula, to be shown or summed."""

    form: Form
    places: Sequence[Place]
    sides: Sides

    def rows(self, region_code: str) -> tuple[UnitValue, ...]:
        values = values_of(self.form, self.sides)
        return tuple(
            UnitValue(
                code=place.code,
                name=place.name,
                value=_known(values[at]),
                left=_known(self.sides.left[at]),
                right=_known(self.sides.right[at]),
                counted=int(np.isfinite(values[at])),
                total=1,
                above=place.orp_name,
            )
            for at, place in enumerate(self.places)
            if place.region_code == region_code
        )

    def units(
        self, unit_of: Callable[[Place], tuple[str, str]], region_code: str = ""
    ) -> tuple[UnitValue, ...]:
        at = [row for row, one in enumerate(self.places) if not region_code or one.region_code == region_code]
        named = {code: name for code, name in (unit_of(self.places[row]) for row in at) if code}
        order = {code: number for number, code in enumerate(sorted(named, key=lambda code: named[code]))}
        kept = [row for row in at if unit_of(self.places[row])[0]]
        group = np.array([order[unit_of(self.places[row])[0]] for row in kept], dtype=np.int64)
        part = Sides(left=self.sides.left[kept], right=self.sides.right[kept])
        together, counted = summed(part, group, len(order))
        values = values_of(self.form, together)
        totals = np.bincount(group, minlength=len(order))
        return tuple(
            UnitValue(
                code=code,
                name=named[code],
                value=_known(values[number]),
                left=_known(together.left[number]),
                right=_known(together.right[number]),
                counted=int(counted[number]),
                total=int(totals[number]),
            )
            for code, number in order.items()
        )

    def whole(self) -> UnitValue:
        group = np.zeros(len(self.places), dtype=np.int64)
        together, counted = summed(self.sides, group, 1)
        return UnitValue(
            code="",
            name="",
            value=_known(values_of(self.form, together)[0]),
            left=_known(together.left[0]),
            right=_known(together.right[0]),
            counted=int(counted[0]),
            total=len(self.places),
        )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
