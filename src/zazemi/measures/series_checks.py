"""What looks wrong in a series: broken rules, values out of bounds, outliers.

Outliers by the modified z-score of Iglewicz and Hoaglin (1993), How to detect
and handle outliers: distance from the median in units of 1.4826 x the median
absolute deviation; beyond 3.5 a value is an outlier. The unit is never smaller
than what chance alone does to a count (its square root), so that a person more
in a small village is no outlier.
Pure:    no database, no clock, no randomness.
"""

from enum import StrEnum

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray

OUTLIER_FROM = 3.5
_TO_SIGMA = 1.4826
_FEWEST_OWN = 4
_FEWEST_SIMILAR = 8


class Operator(StrEnum):
    """How the left side of a validation rule must stand to the right one."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


def broken(left: FloatArray, operator: Operator, right: FloatArray, tolerance: float) -> BoolArray:
    """Where a rule does not hold by more than the tolerance; unknown sides break nothing."""
    over = left - right
    with np.errstate(invalid="ignore"):
        return {
            Operator.EQUAL: np.abs(over) > tolerance,
            Operator.AT_MOST: over > tolerance,
            Operator.AT_LEAST: -over > tolerance,
        }[operator]


def out_of_bounds(values: FloatArray, minimum: float | None, maximum: float | None) -> BoolArray:
    """Where a value is below its minimum or above its maximum."""
    with np.errstate(invalid="ignore"):
        low = values < minimum if minimum is not None else np.zeros(len(values), dtype=bool)
        high = values > maximum if maximum is not None else np.zeros(len(values), dtype=bool)
    return np.asarray(low | high, dtype=bool)


def own_scores(past: FloatArray, values: FloatArray, of_one: FloatArray) -> FloatArray:
    """Scores of the newest values against the municipality's own past; NaN without enough of it.

    ``past`` (n, earlier periods) may hold NaN; ``values`` (n,); ``of_one`` (n,) is
    what one person more does to the value.
    """
    scores = np.full(len(values), np.nan)
    for row in range(len(values)):
        known = past[row][np.isfinite(past[row])]
        if len(known) >= _FEWEST_OWN and np.isfinite(values[row]):
            scores[row] = _score(known, values[row], of_one[row])
    return scores


def similar_scores(values: FloatArray, group: IntArray, of_one: FloatArray) -> FloatArray:
    """Scores of values within their group of similar municipalities; NaN in a small group."""
    scores = np.full(len(values), np.nan)
    for number in np.unique(group):
        rows = np.flatnonzero((group == number) & np.isfinite(values))
        if len(rows) >= _FEWEST_SIMILAR:
            scores[rows] = [_score(values[rows], values[row], of_one[row]) for row in rows]
    return scores


def _score(sample: FloatArray, value: float, of_one: float) -> float:
    centre = float(np.median(sample))
    by_chance = float(np.sqrt(max(abs(value), abs(centre)) * of_one))
    spread = max(_TO_SIGMA * float(np.median(np.abs(sample - centre))), by_chance)
    return (value - centre) / spread if spread > 0 else np.nan
