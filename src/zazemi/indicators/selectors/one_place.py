"""One municipality over the years: its states, what it was compared with, who resembles it.

Units:   points, persons, shares in per cent; see ``models``.
The newest computation of each year counts. Computations never change, so what is
read of one is remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import Sum

from zazemi.indicators.models import IndexInputRow, IndexResult
from zazemi.indicators.selectors.index import placed, rules_of, shapes
from zazemi.measures.arrays import FloatArray
from zazemi.measures.index_change import YearState
from zazemi.measures.index_of_one import Ground, Load
from zazemi.measures.indicator_sets import Dimension, IndicatorSet
from zazemi.measures.similar import similar_rows

SIMILAR_SHOWN = 8
COUNT_OF = {
    Dimension.FORECLOSURE: "foreclosures",
    Dimension.HOUSING_ALLOWANCE: "housing_allowances",
    Dimension.LIVING_ALLOWANCE: "living_allowances",
    Dimension.LONG_UNEMPLOYMENT: "long_term_seekers",
    Dimension.EARLY_LEAVING: "early_leavers",
}
DENOMINATOR_OF = {
    Dimension.FORECLOSURE: "population_15_plus",
    Dimension.HOUSING_ALLOWANCE: "population_15_plus",
    Dimension.LIVING_ALLOWANCE: "population_15_plus",
    Dimension.LONG_UNEMPLOYMENT: "population_15_64",
    Dimension.EARLY_LEAVING: "pupils_finished",
}
_SUMMED = tuple(dict.fromkeys([*COUNT_OF.values(), *DENOMINATOR_OF.values()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfIndex:
    """A result with the inputs of the school that counts (the lender's, or its own)."""

    result: IndexResult
    school: IndexInputRow

    @property
    def year(self) -> int:
        """The year of the data."""
        return self.result.computation.year

    @property
    def rules(self) -> IndicatorSet:
        """The rules it was computed by."""
        return rules_of(self.result.computation.indicator_set_id)

    def load(self, dimension: Dimension) -> Load:
        """What is counted in a dimension, and of how many."""
        row = self.school if dimension is Dimension.EARLY_LEAVING else self.result.input_row
        return load_of(row, dimension)

    def state(self) -> YearState:
        """What the change between years is computed from."""
        dimensions = self.rules.dimensions
        return YearState(
            rules=self.rules,
            loads={one: self.load(one) for one in dimensions},
            bases=dict(zip(dimensions, self.result.base_share, strict=True)),
        )


def load_of(row: IndexInputRow, dimension: Dimension) -> Load:
    """The numbers of an input row in a dimension; zero where it has none."""
    count, of = getattr(row, COUNT_OF[dimension]), getattr(row, DENOMINATOR_OF[dimension])
    return Load(count=count or 0, of=of or 0)


def years_of(code: str) -> list[YearOfIndex]:
    """The index of a municipality in every computed year, the oldest first."""
    found = (
        IndexResult.objects.filter(municipality_id=code)
        .select_related("computation", "input_row", *placed("municipality"), *placed("lender"))
        .defer(*shapes("municipality"), *shapes("lender"))
        .order_by("computation__year", "computation_id")
    )
    newest = {one.computation.year: one for one in found}
    lent = _lent(list(newest.values()))
    return [
        YearOfIndex(result=one, school=lent.get((one.computation_id, one.lender_id), one.input_row))
        for one in newest.values()
    ]


def _lent(results: Sequence[IndexResult]) -> dict[tuple[int, str | None], IndexInputRow]:
    lenders = {one.lender_id for one in results if one.lender_id is not None}
    if not lenders:
        return {}
    found = IndexResult.objects.filter(
        computation_id__in=[one.computation_id for one in results], municipality_id__in=lenders
    ).select_related("input_row")
    return {(one.computation_id, one.municipality_id): one.input_row for one in found}


def grounds_of(year: YearOfIndex) -> dict[Dimension, Ground]:
    """The sums of the country and of the region that each dimension is compared with."""
    result = year.result
    sums = dict(_sums(result.computation_id, result.computation.input_sha256))
    nation = {name: sum(part[name] for part in sums.values()) for name in _SUMMED}
    lender_region = result.lender.region_id if result.lender is not None else ""
    grounds = {}
    for dimension in year.rules.dimensions:
        is_lent = dimension is Dimension.EARLY_LEAVING and lender_region
        region = sums[lender_region if is_lent else result.municipality.region_id]
        grounds[dimension] = Ground(nation=_load(nation, dimension), region=_load(region, dimension))
    return grounds


def _load(sums: dict[str, float], dimension: Dimension) -> Load:
    return Load(count=sums[COUNT_OF[dimension]], of=sums[DENOMINATOR_OF[dimension]])


@lru_cache(maxsize=16)
def _sums(computation_id: int, _input_sha256: str) -> tuple[tuple[str, dict[str, float]], ...]:
    """Sums of the inputs by region."""
    rows = (
        IndexResult.objects.filter(computation_id=computation_id)
        .order_by()
        .values_list("municipality__region_id")
        .annotate(*(Sum(f"input_row__{name}") for name in _SUMMED))
    )
    return tuple(
        (region, {name: float(number or 0) for name, number in zip(_SUMMED, numbers, strict=True)})
        for region, *numbers in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """All municipalities of a computation as columns, ordered by code."""

    codes: tuple[str, ...]
    region_codes: tuple[str, ...]
    population: FloatArray
    shares: FloatArray


def similar_to(
    result: IndexResult, *, is_only_region: bool, wanted: int = SIMILAR_SHOWN
) -> list[IndexResult]:
    """Municipalities nearest in size and shares, of the region or of all, in Czech order of names."""
    whole = _whole(result.computation_id, result.computation.input_sha256)
    regions = np.asarray(whole.region_codes)
    mine = result.municipality.region_id
    candidates = regions == mine if is_only_region else np.ones(len(regions), dtype=bool)
    rows = similar_rows(
        whole.population,
        whole.shares,
        row=whole.codes.index(result.municipality_id),
        candidates=candidates,
        wanted=wanted,
    )
    return list(
        IndexResult.objects.filter(
            computation_id=result.computation_id, municipality_id__in=[whole.codes[row] for row in rows]
        )
        .select_related("municipality__orp", "municipality__region", "computation", "input_row")
        .defer(*shapes("municipality"))
        .order_by("municipality__name_sort", "municipality_id")
    )


@lru_cache(maxsize=4)
def _whole(computation_id: int, _input_sha256: str) -> _Whole:
    rows = list(
        IndexResult.objects.filter(computation_id=computation_id)
        .order_by("municipality_id")
        .values_list("municipality_id", "municipality__region_id", "input_row__population_15_plus", "values")
    )
    return _Whole(
        codes=tuple(row[0] for row in rows),
        region_codes=tuple(row[1] for row in rows),
        population=np.array([row[2] for row in rows], dtype=np.float64),
        shares=np.array([[measures[1] for measures in row[3]] for row in rows], dtype=np.float64),
    )
