"""How far one measure of the index is from its next point, in people.

Units:   whole people (or allowances) added or taken away, the inhabitants stay.
         The base of the location quotient moves with them, because the sums of
         the region and of the country hold the municipality too (``base_slope``).
Source:  thresholds of ``indicator_sets``; "fragile" is the project's own word:
         one person more or one fewer changes the points.
Pure:    no database, no clock, no randomness.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from zazemi.measures.indicator_sets import Measure, Threshold

_NOISE_DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """People more for one point more, people fewer for one point fewer; None where there is no such point."""

    more_people: int | None
    fewer_people: int | None

    @property
    def is_fragile(self) -> bool:
        """Whether one person more or one fewer changes the points."""
        return 1 in (self.more_people, self.fewer_people)


def step(
    measure: Measure,
    threshold: Threshold,
    *,
    count: float,
    denominator: float,
    base_share: float,
    base_slope: float = 0.0,
) -> Step:
    """Say how many people decide about the points of one measure.

    ``count`` of ``denominator`` inhabitants (or pupils); ``base_share`` in per
    cent is what the location quotient compares with, ``base_slope`` how many
    percentage points one person more in the municipality adds to it. A quotient
    that the municipality itself holds down may have no next point at all.
    """
    per_unit = {
        Measure.COUNT: 1.0,
        Measure.SHARE: denominator / 100,
        Measure.LOCATION_QUOTIENT: base_share * denominator / 100,
    }[measure]
    if per_unit <= 0:
        return Step(more_people=None, fewer_people=None)
    slope = base_slope * denominator / 100 if measure is Measure.LOCATION_QUOTIENT else 0.0
    to_one, to_two = (
        _distance(edge, per_unit, slope, count) for edge in (threshold.one_from, threshold.two_above)
    )
    more, fewer = _people(to_one, to_two)
    return Step(more_people=more, fewer_people=fewer)


def _distance(edge: float, per_unit: float, slope: float, count: float) -> float:
    """People from here to the edge, negative behind it, endless when it cannot be reached."""
    pace = 1 - edge * slope
    return round((edge * per_unit - count) / pace, _NOISE_DECIMALS) if pace > 0 else math.inf


def _people(to_one: float, to_two: float) -> tuple[int | None, int | None]:
    """People for a point more and a point fewer; ``to_one``, ``to_two`` are distances to the thresholds."""
    if to_one > 0:
        return _whole(math.ceil, to_one), None
    fewer = math.floor(-to_one) + 1
    if to_two >= 0:
        return _whole(_beyond, to_two), fewer
    return None, math.ceil(-to_two)


def _whole(rounded: Callable[[float], int], distance: float) -> int | None:
    return rounded(distance) if math.isfinite(distance) else None


def _beyond(distance: float) -> int:
    """The first whole number of people past the edge, which itself does not count."""
    return math.floor(distance) + 1
