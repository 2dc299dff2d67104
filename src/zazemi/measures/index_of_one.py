"""The index of one municipality from its own numbers and the sums around it.

The same arithmetic as ``exclusion_index``, for one place: what its measures
would be if its numbers were other, the sums of the region and of the country
moving with it.
Units:   counts in persons, allowances or pupils; shares in per cent.
Source:  see ``exclusion_index``.
Pure:    no database, no clock, no randomness.
"""

from dataclasses import dataclass
from typing import Self

from zazemi.measures.indicator_sets import DimensionRule, Measure

Measures = tuple[float, float, float]
"""Count, share in per cent, location quotient, in the order of ``Measure``."""
_PER_CENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is counted, and of how many."""

    count: float
    of: float

    @property
    def share(self) -> float:
        """Per cent; nothing of nothing is zero."""
        return _ratio(_PER_CENT * self.count, self.of)

    def with_instead(self, other: Self, before: Self) -> "Load":
        """The sum when a part of it changes from ``before`` to ``other``."""
        return Load(count=self.count - before.count + other.count, of=self.of - before.of + other.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The sums that a municipal share is compared with; both hold the municipality itself."""

    nation: Load
    region: Load

    @property
    def base_share(self) -> float:
        """The arithmetic mean of the national and the regional share, per cent."""
        return (self.nation.share + self.region.share) / 2

    @property
    def base_slope(self) -> float:
        """Percentage points that one person more adds to the base."""
        return (_ratio(_PER_CENT, self.nation.of) + _ratio(_PER_CENT, self.region.of)) / 2

    def moved(self, before: Load, after: Load) -> "Ground":
        """The sums after the numbers of one municipality in them have changed."""
        return Ground(
            nation=self.nation.with_instead(after, before), region=self.region.with_instead(after, before)
        )


def measures_of(load: Load, base_share: float) -> Measures:
    """The three measures of one dimension."""
    return load.count, load.share, _ratio(load.share, base_share)


def points_of(rule: DimensionRule, values: Measures) -> tuple[int, int, int]:
    """The points of the three measures, 0-2 each."""
    count, share, quotient = (
        int(value >= rule.threshold(measure).one_from) + int(value > rule.threshold(measure).two_above)
        for measure, value in zip(Measure, values, strict=True)
    )
    return count, share, quotient


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator > 0 else 0.0
