"""Indicator sets: which numbers make the index of social exclusion, and from which value they give points.

Units:   counts in persons or paid allowances (monthly means are multiples of
         1/12), shares in per cent, location quotients as plain ratios.
Source:  the rule was recovered from the official file for 2023 (Agency for
         Social Inclusion, Ministry of Regional Development); methodology: Lang,
         Matoušek, Metodika pro posouzení rozsahu sociálního vyloučení v území
         (2020). Act 151/2025 ends two of the five inputs from 1 October 2025: the
         set ends 2024, no set covers 2025. What follows is not published yet; the
         interim set is our own and is used for invented regions only.
Pure:    no database, no clock, no randomness.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zazemi.measures.arrays import FloatArray

MAXIMUM_POINTS = 2


class Dimension(StrEnum):
    """What the index counts, in the order of the official file."""

    FORECLOSURE = "foreclosure"
    HOUSING_ALLOWANCE = "housing_allowance"
    LIVING_ALLOWANCE = "living_allowance"
    LONG_UNEMPLOYMENT = "long_unemployment"
    EARLY_LEAVING = "early_leaving"


class Measure(StrEnum):
    """How one dimension is measured, in the order of the official file."""

    COUNT = "count"
    SHARE = "share"
    LOCATION_QUOTIENT = "location_quotient"


class BaseRule(StrEnum):
    """What a municipal share is compared with to get the location quotient."""

    MEAN_OF_NATION_AND_REGION = "mean_of_nation_and_region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Below ``one_from``: 0 points; up to ``two_above`` inclusive: 1 point; above it: 2 points."""

    one_from: float
    two_above: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRule:
    """The three thresholds of one dimension."""

    dimension: Dimension
    count: Threshold
    share: Threshold
    location_quotient: Threshold

    def threshold(self, measure: Measure) -> Threshold:
        """The threshold of one measure."""
        return {
            Measure.COUNT: self.count,
            Measure.SHARE: self.share,
            Measure.LOCATION_QUOTIENT: self.location_quotient,
        }[measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSet:
    """A dated version of the rules of the index.

    ``class_starts`` are the lowest indexes of the classes, ascending from 0. A
    provisional set is our own working rule without a published methodology: it
    is never computed for real municipalities and never counts as the index.
    """

    version: str
    name: str
    valid_from: dt.date
    valid_to: dt.date | None
    rules: tuple[DimensionRule, ...]
    base_rule: BaseRule
    class_starts: tuple[int, ...]
    source: str
    is_provisional: bool = False

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions of the set, in its order."""
        return tuple(rule.dimension for rule in self.rules)

    @property
    def columns(self) -> list[int]:
        """Where the dimensions of the set stand among all dimensions."""
        return [list(Dimension).index(dimension) for dimension in self.dimensions]

    @property
    def maximum(self) -> int:
        """The highest possible index."""
        return len(self.rules) * len(Measure) * MAXIMUM_POINTS

    @property
    def classes(self) -> tuple[tuple[int, int], ...]:
        """Lowest and highest index of each class, ascending."""
        ends = [start - 1 for start in self.class_starts[1:]] + [self.maximum]
        return tuple(zip(self.class_starts, ends, strict=True))

    def one_from(self) -> FloatArray:
        """Lower thresholds, shape (dimensions, measures)."""
        return np.array([[rule.threshold(measure).one_from for measure in Measure] for rule in self.rules])

    def two_above(self) -> FloatArray:
        """Upper thresholds, shape (dimensions, measures)."""
        return np.array([[rule.threshold(measure).two_above for measure in Measure] for rule in self.rules])

    def covers(self, year: int) -> bool:
        """Whether the set is valid for the data of the whole ``year``."""
        starts = self.valid_from <= dt.date(year, 1, 1)
        return starts and (self.valid_to is None or dt.date(year, 12, 31) <= self.valid_to)


def _rule(dimension: Dimension, count: tuple[float, float], share: tuple[float, float]) -> DimensionRule:
    return DimensionRule(
        dimension=dimension,
        count=Threshold(one_from=count[0], two_above=count[1]),
        share=Threshold(one_from=share[0], two_above=share[1]),
        location_quotient=Threshold(one_from=1.8, two_above=2.5),
    )


ISV_2016_2024 = IndicatorSet(
    version="isv-2016-2024",
    name="ISV 2016–2024",
    valid_from=dt.date(2016, 1, 1),
    valid_to=dt.date(2024, 12, 31),
    rules=(
        _rule(Dimension.FORECLOSURE, (100, 200), (12, 18)),
        _rule(Dimension.HOUSING_ALLOWANCE, (40, 80), (2.1, 3.0)),
        _rule(Dimension.LIVING_ALLOWANCE, (30, 60), (0.9, 1.7)),
        _rule(Dimension.LONG_UNEMPLOYMENT, (40, 80), (1.4, 2.5)),
        _rule(Dimension.EARLY_LEAVING, (6, 12), (5, 12)),
    ),
    base_rule=BaseRule.MEAN_OF_NATION_AND_REGION,
    class_starts=(0, 2, 8, 12),
    source="Recovered from the official file for 2023 (Agentura pro sociální začleňování, MMR); "
    "methodology Lang, Matoušek (2020)",
)

ISV_2026_INTERIM = IndicatorSet(
    version="isv-2026-interim",
    name="ISV 2026 (prozatímní, tři oblasti)",
    valid_from=dt.date(2026, 1, 1),
    valid_to=None,
    rules=tuple(
        rule
        for rule in ISV_2016_2024.rules
        if rule.dimension not in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE)
    ),
    base_rule=BaseRule.MEAN_OF_NATION_AND_REGION,
    class_starts=(0,),
    source="Zázemí, working rule: the three dimensions whose sources remain after Act 151/2025, "
    "thresholds unchanged, no classes; for invented regions only",
    is_provisional=True,
)

INDICATOR_SETS: tuple[IndicatorSet, ...] = (ISV_2016_2024, ISV_2026_INTERIM)
STANDING_SETS: tuple[IndicatorSet, ...] = tuple(one for one in INDICATOR_SETS if not one.is_provisional)
"""Sets that count as the index; the newest last."""
VERIFIED_YEAR = 2023
"""The only year whose published index was at hand to check the rule against."""


def set_for(year: int, *, is_fictional: bool = False) -> IndicatorSet | None:
    """The set that covers a year; provisional ones for fictional regions only."""
    known = INDICATOR_SETS if is_fictional else STANDING_SETS
    return next((one for one in known if one.covers(year)), None)
