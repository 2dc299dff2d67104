"""How far one measure of the index is from its next point, in people.

Units:   whole people (or allowances) added or taken away, everything else equal:
         the inhabitants and the base of the location quotient stay as they are.
Source:  thresholds of ``indicator_sets``; "fragile" is the project's own word:
         at most two people, or 5 % of a threshold, decide about a point.
Pure:    no database, no clock, no randomness.
"""

import math
from dataclasses import dataclass

from zazemi.measures.indicator_sets import Measure, Threshold

FRAGILE_PEOPLE = 2
FRAGILE_SHARE = 0.05
_NOISE_DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """People more for one point more, people fewer for one point fewer; None where there is no such point."""

    more_people: int | None
    fewer_people: int | None
    is_fragile: bool


def step(
    measure: Measure, threshold: Threshold, *, count: float, denominator: float, base_share: float
) -> Step:
    """Say how many people decide about the points of one measure.

    ``count`` of ``denominator`` inhabitants (or pupils); ``base_share`` in per
    cent is what the location quotient compares with.
    """
    per_unit = {
        Measure.COUNT: 1.0,
        Measure.SHARE: denominator / 100,
        Measure.LOCATION_QUOTIENT: base_share * denominator / 100,
    }[measure]
    if per_unit <= 0:
        return Step(more_people=None, fewer_people=None, is_fragile=False)
    starts = (threshold.one_from * per_unit, threshold.two_above * per_unit)
    to_one, to_two = (round(start - count, _NOISE_DECIMALS) for start in starts)
    more, fewer = _people(to_one, to_two)
    is_close = min(abs(to_one) / starts[0], abs(to_two) / starts[1])
    near_people = min(people for people in (more, fewer) if people is not None)
    return Step(
        more_people=more,
        fewer_people=fewer,
        is_fragile=near_people <= FRAGILE_PEOPLE or is_close <= FRAGILE_SHARE,
    )


def _people(to_one: float, to_two: float) -> tuple[int | None, int | None]:
    """People for a point more and a point fewer; ``to_one``, ``to_two`` are distances to the thresholds."""
    if to_one > 0:
        return math.ceil(to_one), None
    if to_two >= 0:
        return math.floor(to_two) + 1, math.floor(-to_one) + 1
    return None, math.ceil(-to_two)
