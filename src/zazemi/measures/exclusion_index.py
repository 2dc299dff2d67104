"""The index of social exclusion of municipalities, all at once.

Units:   counts in persons or paid allowances, shares in per cent, location
         quotients as ratios, points 0-2 per measure, index 0-30.
Source:  see ``indicator_sets``. The location quotient compares a municipal share
         with the arithmetic mean of the national and the regional share. A
         municipality without its own basic school takes all three measures of
         early leaving from the nearest municipality that has one (definition
         points, straight line on WGS 84; on equal distance the lower code).
         A year after the end of the allowances has none in any row.
Raises:  ColumnLengthError, BadColumnError, UnpairedSchoolError, NoSchoolError,
         NoAllowancesError.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray, not_negative, same_length
from zazemi.measures.indicator_sets import (
    INDICATOR_SETS,
    ISV_2016_2024,
    ISV_2026_INTERIM,
    STANDING_SETS,
    Dimension,
    DimensionRule,
    IndicatorSet,
    Measure,
    Threshold,
)
from zazemi.measures.reach import earth_centred_km
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

__all__ = [
    "INDICATOR_SETS",
    "ISV_2016_2024",
    "ISV_2026_INTERIM",
    "STANDING_SETS",
    "Dimension",
    "DimensionRule",
    "IndexInput",
    "IndexResult",
    "IndicatorSet",
    "Measure",
    "NoAllowancesError",
    "NoSchoolError",
    "Threshold",
    "UnpairedSchoolError",
    "class_of",
    "compute",
    "nearest_lenders",
]

_EARLY_LEAVING = 4
_TIES_LOOKED_AT = 4
_SAME_DISTANCE_DECIMALS = 9


class UnpairedSchoolError(ZazemiError):
    """Early leavers are known, but the pupils who finished are not, or the other way round."""

    message = N_("The municipality %(code)s has only one of the two numbers about its basic school.")
    way_out = N_("Fill in both the early leavers and the pupils who finished, or neither of them.")


class NoSchoolError(ZazemiError):
    """No municipality in the table has a school to borrow from."""

    message = N_("No municipality in the table has its own basic school.")
    way_out = N_("Load the data of the whole country; the index needs schools to borrow from.")


class NoAllowancesError(ZazemiError):
    """The indicator set counts allowances, but the year has none."""

    message = N_("The rules %(set)s count allowances, but the inputs of the year have none.")
    way_out = N_("Load the complete workbook of the year, or use the rules that are valid in it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexInput:
    """One year of inputs; every column has one row per municipality, in the same order.

    ``early_leavers`` and ``pupils_finished`` are NaN where the municipality has
    no basic school of its own. ``lat`` and ``lon`` are definition points in
    degrees. Housing and living allowances are means of the months of the year;
    both are NaN in every row of a year that no longer knows them.
    """

    codes: Sequence[str]
    region_codes: Sequence[str]
    population_15_plus: FloatArray
    population_15_64: FloatArray
    foreclosures: FloatArray
    housing_allowances: FloatArray
    living_allowances: FloatArray
    long_term_seekers: FloatArray
    early_leavers: FloatArray
    pupils_finished: FloatArray
    lat: FloatArray
    lon: FloatArray

    def __post_init__(self) -> None:
        numbers = {
            "population_15_plus": self.population_15_plus,
            "population_15_64": self.population_15_64,
            "foreclosures": self.foreclosures,
            "long_term_seekers": self.long_term_seekers,
        }
        allowances = {
            "housing_allowances": self.housing_allowances,
            "living_allowances": self.living_allowances,
        }
        schools = {"early_leavers": self.early_leavers, "pupils_finished": self.pupils_finished}
        points = {"region_codes": np.asarray(self.region_codes), "lat": self.lat, "lon": self.lon}
        same_length(len(self.codes), {**points, **numbers, **allowances, **schools})
        unpaired = np.flatnonzero(np.isnan(self.early_leavers) != np.isnan(self.pupils_finished))
        if unpaired.size:
            raise UnpairedSchoolError(params={"code": self.codes[int(unpaired[0])]})
        filled = {name: np.where(np.isnan(column), 0.0, column) for name, column in schools.items()}
        known = allowances if self.has_allowances else {}
        not_negative({**numbers, **known, **filled})

    @property
    def has_allowances(self) -> bool:
        """Whether the year knows the two allowances; they end together."""
        both = (self.housing_allowances, self.living_allowances)
        return not len(self.codes) or not all(np.isnan(column).all() for column in both)

    @property
    def has_own_school(self) -> BoolArray:
        """Where the numbers about early leaving are the municipality's own."""
        return ~np.isnan(self.pupils_finished)

    def numerators(self) -> FloatArray:
        """What is counted, shape (n, 5); zero instead of a missing school or an ended allowance."""
        return np.column_stack(
            (
                self.foreclosures,
                np.nan_to_num(self.housing_allowances),
                np.nan_to_num(self.living_allowances),
                self.long_term_seekers,
                np.where(self.has_own_school, self.early_leavers, 0.0),
            )
        )

    def denominators(self) -> FloatArray:
        """What the counts are related to, shape (n, 5); zero instead of a missing school."""
        pupils = np.where(self.has_own_school, self.pupils_finished, 0.0)
        adults = self.population_15_plus
        return np.column_stack((adults, adults, adults, self.population_15_64, pupils))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """The index and everything it was made of, one row per municipality.

    ``values`` and ``points`` have the shape (n, k dimensions of the set, 3
    measures); ``base_share`` (n, k) is the share in per cent that the location quotient
    compares with (the lender's for a borrowed school); ``school_from`` is the row
    of the lending municipality, or the own row.
    """

    values: FloatArray
    points: IntArray
    base_share: FloatArray
    national_share: FloatArray
    index: IntArray
    category: IntArray
    school_from: IntArray

    @property
    def count(self) -> FloatArray:
        """Counts, shape (n, k)."""
        return self.values[:, :, 0]

    @property
    def share(self) -> FloatArray:
        """Shares in per cent, shape (n, k)."""
        return self.values[:, :, 1]

    @property
    def lq(self) -> FloatArray:
        """Location quotients, shape (n, k)."""
        return self.values[:, :, 2]


def compute(table: IndexInput, indicator_set: IndicatorSet = ISV_2016_2024) -> IndexResult:
    """Compute the index of every municipality in ``table``.

    The table must hold the whole country, because the location quotients are
    made from its national and regional sums. Zero denominators give zero shares.

    Raises NoAllowancesError when the set needs allowances that the year has not.
    """
    if not table.has_allowances and Dimension.HOUSING_ALLOWANCE in indicator_set.dimensions:
        raise NoAllowancesError(params={"set": indicator_set.name})
    numerators, denominators = table.numerators(), table.denominators()
    share = _ratio(100 * numerators, denominators)
    national = _ratio(100 * numerators.sum(axis=0), denominators.sum(axis=0))
    base = (national + _regional_share(table.region_codes, numerators, denominators)) / 2
    school_from = nearest_lenders(table)
    values = np.stack((numerators, share, _ratio(share, base)), axis=2)
    values[:, _EARLY_LEAVING, :] = values[school_from, _EARLY_LEAVING, :]
    base[:, _EARLY_LEAVING] = base[school_from, _EARLY_LEAVING]
    values, base = values[:, indicator_set.columns], base[:, indicator_set.columns]
    points = (values >= indicator_set.one_from()).astype(np.int64) + (values > indicator_set.two_above())
    index = points.sum(axis=(1, 2))
    return IndexResult(
        values=values,
        points=points,
        base_share=base,
        national_share=national[indicator_set.columns],
        index=index,
        category=class_of(index, indicator_set),
        school_from=school_from,
    )


def class_of(index: IntArray, indicator_set: IndicatorSet = ISV_2016_2024) -> IntArray:
    """The class of each index: 0 for the lowest class of the set."""
    return np.searchsorted(np.array(indicator_set.class_starts), index, side="right").astype(np.int64) - 1


def nearest_lenders(table: IndexInput) -> IntArray:
    """Row of the municipality whose school counts: the own row, or the nearest one with a school."""
    rows = np.arange(len(table.codes), dtype=np.int64)
    borrowers = rows[~table.has_own_school]
    if not borrowers.size:
        return rows
    order = np.argsort(np.asarray(table.codes), kind="stable")
    lenders = order[table.has_own_school[order]]
    if not lenders.size:
        raise NoSchoolError
    points = earth_centred_km(table.lat, table.lon)
    looked_at = min(_TIES_LOOKED_AT, lenders.size)
    distances, found = map(
        np.asarray, cKDTree(points[lenders]).query(points[borrowers], k=range(1, looked_at + 1))
    )
    is_nearest = np.round(distances, _SAME_DISTANCE_DECIMALS) == np.round(
        distances[:, :1], _SAME_DISTANCE_DECIMALS
    )
    rows[borrowers] = lenders[np.where(is_nearest, found, lenders.size).min(axis=1)]
    return rows


def _ratio(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def _regional_share(
    region_codes: Sequence[str], numerators: FloatArray, denominators: FloatArray
) -> FloatArray:
    _, region = np.unique(np.asarray(region_codes), return_inverse=True)
    sums = np.zeros((2, int(region.max(initial=-1)) + 1, numerators.shape[1]))
    np.add.at(sums[0], region, numerators)
    np.add.at(sums[1], region, denominators)
    return _ratio(100 * sums[0], sums[1])[region]
