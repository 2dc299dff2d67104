"""Reading of series: which periods they have, their newest numbers by place.

Units:   as ``choices.SERIES`` says.
Source:  imported rows; inputs of the index and the population of the room
         ``territory`` are read as series too, so that no number is kept twice.
The newest row of a place and period counts. The number of queries does not depend
on the number of municipalities, series or periods.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zazemi.indicators.choices import INDEX_SERIES, POPULATION_SERIES, SERIES, Level
from zazemi.indicators.models import IndexInputRow, SeriesValue
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.measures.arrays import FloatArray
from zazemi.territory.models import District, Municipality, Population

Numbers = Mapping[tuple[str, dt.date], Mapping[str, float]]
"""Values by code of the place, by series and last day of the period."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality or a district with the units it belongs to; codes of units it has not are empty."""

    code: str
    name: str
    orp_code: str
    orp_name: str
    district_code: str
    district_name: str
    region_code: str
    region_name: str
    is_fictional: bool


def level_of(keys: Iterable[str]) -> Level:
    """Whose numbers the series hold; a district as soon as one of them is of districts."""
    levels = {SERIES[key].level for key in keys}
    return Level.DISTRICT if Level.DISTRICT in levels else Level.MUNICIPALITY


def places_of(level: Level) -> list[Place]:
    """All municipalities or districts in Czech order of names."""
    if level is Level.DISTRICT:
        rows = District.objects.order_by("name_sort", "code").values_list(
            "code", "name", "region_id", "region__name", "region__is_fictional"
        )
        return [
            Place(
                code=code, name=name, orp_code="", orp_name="", district_code=code, district_name=name,
                region_code=region, region_name=region_name, is_fictional=is_fictional,
            )
            for code, name, region, region_name, is_fictional in rows
        ]  # fmt: skip
    found = Municipality.objects.order_by("name_sort", "code").values_list(
        "code", "name", "orp_id", "orp__name", "district_id", "district__name",
        "region_id", "region__name", "region__is_fictional",
    )  # fmt: skip
    return [
        Place(
            code=row[0], name=row[1], orp_code=row[2], orp_name=row[3], district_code=row[4],
            district_name=row[5], region_code=row[6], region_name=row[7], is_fictional=row[8],
        )
        for row in found
    ]  # fmt: skip


def series_periods() -> dict[str, list[dt.date]]:
    """The periods every series has, the newest first; a period that has not ended yet has no data."""
    periods: dict[str, set[dt.date]] = defaultdict(set)
    for key, day in SeriesValue.objects.order_by().values_list("series", "period_end").distinct():
        periods[key].add(day)
    inputs = IndexInputRow.objects.order_by()
    years = set(inputs.values_list("year", flat=True).distinct())
    paid = set(inputs.filter(housing_allowances__isnull=False).values_list("year", flat=True).distinct())
    for key, name in INDEX_SERIES.items():
        periods[key] = {_year_end(year) for year in (paid if name.endswith("allowances") else years)}
    counted = Population.objects.order_by().values_list("counted_on", flat=True).distinct()
    periods[POPULATION_SERIES] = {day - _DAY for day in counted}
    today = clock.today()
    ended = {key: [day for day in days if day <= today] for key, days in periods.items()}
    return {key: sorted(days, reverse=True) for key, days in ended.items() if days}


def common_periods(keys: Sequence[str], known: Mapping[str, Sequence[dt.date]]) -> list[dt.date]:
    """The periods that all the series have, the newest first."""
    if not keys:
        return []
    days = set(known.get(keys[0], ())).intersection(*(known.get(key, ()) for key in keys[1:]))
    return sorted(days, reverse=True)


def read_series(keys: Collection[str], periods: Collection[dt.date], *, region_code: str = "") -> Numbers:
    """The newest numbers of series in periods, of a region or of everything."""
    found: dict[tuple[str, dt.date], dict[str, float]] = defaultdict(dict)
    wanted, days = set(keys), set(periods)
    stored = wanted - set(INDEX_SERIES) - {POPULATION_SERIES}
    if stored:
        _read_stored(found, stored, days, region_code)
    if wanted & set(INDEX_SERIES):
        _read_index(found, sorted(wanted & set(INDEX_SERIES)), days, region_code)
    if POPULATION_SERIES in wanted:
        _read_population(found, days, region_code)
    return found


def column(numbers: Numbers, key: str, period: dt.date, codes: Sequence[str]) -> FloatArray:
    """One series in one period as a column in the order of codes; NaN where it is not known."""
    known = numbers.get((key, period), {})
    return np.array([known.get(code, np.nan) for code in codes], dtype=np.float64)


def runs_of(keys: Collection[str], periods: Collection[dt.date]) -> list[ImportRun]:
    """The imports that series in periods come from."""
    rows = SeriesValue.objects.filter(series__in=list(keys), period_end__in=list(periods)).order_by()
    ids = set(rows.values_list("import_run_id", flat=True).distinct())
    if set(keys) & set(INDEX_SERIES):
        years = IndexInputRow.objects.filter(year__in=[day.year for day in periods]).order_by()
        ids |= _known(years.values_list("import_run_id", flat=True).distinct())
    if POPULATION_SERIES in keys:
        counted = Population.objects.filter(counted_on__in=[day + _DAY for day in periods]).order_by()
        ids |= _known(counted.values_list("import_run_id", flat=True).distinct())
    return list(ImportRun.objects.filter(pk__in=ids).order_by("pk"))


def _known(ids: Iterable[int | None]) -> set[int]:
    return {one for one in ids if one is not None}


def _year_end(year: int) -> dt.date:
    return dt.date(year, 12, 31)


def _read_stored(
    found: dict[tuple[str, dt.date], dict[str, float]], keys: set[str], days: set[dt.date], region_code: str
) -> None:
    rows = SeriesValue.objects.filter(series__in=keys, period_end__in=days).order_by("pk")
    if region_code and level_of(keys) is Level.MUNICIPALITY:
        rows = rows.filter(municipality__region_id=region_code)
    for key, day, town, district, value in rows.values_list(
        "series", "period_end", "municipality_id", "district_id", "value"
    ):
        found[key, day][town or district or ""] = value


def _read_index(
    found: dict[tuple[str, dt.date], dict[str, float]],
    keys: Sequence[str],
    days: set[dt.date],
    region_code: str,
) -> None:
    years = {day.year for day in days if day == _year_end(day.year)}
    rows = IndexInputRow.objects.filter(year__in=years).order_by("pk")
    if region_code:
        rows = rows.filter(municipality__region_id=region_code)
    for year, code, *values in rows.values_list(
        "year", "municipality_id", *(INDEX_SERIES[key] for key in keys)
    ):
        for key, value in zip(keys, values, strict=True):
            if value is not None:
                found[key, _year_end(year)][code] = float(value)


def _read_population(
    found: dict[tuple[str, dt.date], dict[str, float]], days: set[dt.date], region_code: str
) -> None:
    rows = Population.objects.filter(counted_on__in=[day + _DAY for day in days]).order_by()
    if region_code:
        rows = rows.filter(municipality__region_id=region_code)
    for code, counted_on, total in rows.values_list("municipality_id", "counted_on", "total"):
        found[POPULATION_SERIES, counted_on - _DAY][code] = float(total)
