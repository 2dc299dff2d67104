"""Why the index of a municipality changed between two years: three parts that sum to the change exactly.

From the older year to the newer one, one thing is changed after another:
first the rules (``method``: old numbers under the new indicator set), then the
municipality's own numbers (``reality``), last the national and regional share it
is compared with (``base``). A dimension that a set does not have counts as zero
points there; its coming or going is method.
Units:   points of the index.
Source:  the order is ours and documented, see ADR 0011; the sum does not depend on it.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zazemi.measures.index_of_one import Load, measures_of, points_of
from zazemi.measures.indicator_sets import Dimension, DimensionRule, IndicatorSet


@dataclass(frozen=True, slots=True, kw_only=True)
class YearState:
    """One municipality in one year: the set, its numbers and the bases, by dimension of the set."""

    rules: IndicatorSet
    loads: Mapping[Dimension, Load]
    bases: Mapping[Dimension, float]

    def rule(self, dimension: Dimension) -> DimensionRule | None:
        """The rule of a dimension, None when the set has none."""
        return next((one for one in self.rules.rules if one.dimension is dimension), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionChange:
    """The change of one dimension, or of all together, in points."""

    before: int
    method: int
    reality: int
    base: int

    @property
    def after(self) -> int:
        """Points of the newer year."""
        return self.before + self.total

    @property
    def total(self) -> int:
        """The whole change."""
        return self.method + self.reality + self.base


def split_change(older: YearState, newer: YearState) -> dict[Dimension, DimensionChange]:
    """Split the change of each dimension that either set has, in the order of ``Dimension``."""
    known = {*older.rules.dimensions, *newer.rules.dimensions}
    return {one: _split(one, older, newer) for one in Dimension if one in known}


def whole_change(parts: Mapping[Dimension, DimensionChange]) -> DimensionChange:
    """Sum the parts of all dimensions."""
    return DimensionChange(
        before=sum(part.before for part in parts.values()),
        method=sum(part.method for part in parts.values()),
        reality=sum(part.reality for part in parts.values()),
        base=sum(part.base for part in parts.values()),
    )


def _split(dimension: Dimension, older: YearState, newer: YearState) -> DimensionChange:
    old_rule, new_rule = older.rule(dimension), newer.rule(dimension)
    before = _points(old_rule, older, older, dimension)
    after = _points(new_rule, newer, newer, dimension)
    if old_rule is None or new_rule is None:
        return DimensionChange(before=before, method=after - before, reality=0, base=0)
    by_new_rule = _points(new_rule, older, older, dimension)
    new_numbers = _points(new_rule, newer, older, dimension)
    return DimensionChange(
        before=before,
        method=by_new_rule - before,
        reality=new_numbers - by_new_rule,
        base=after - new_numbers,
    )


def _points(rule: DimensionRule | None, numbers: YearState, ground: YearState, dimension: Dimension) -> int:
    """Points by a rule, of the numbers of one year against the base of one year; none without a rule."""
    if rule is None:
        return 0
    return sum(points_of(rule, measures_of(numbers.loads[dimension], ground.bases[dimension])))
