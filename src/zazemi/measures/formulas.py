"""Indicators as formulas over named series: a small fixed set of forms, no expression language.

Every form has a left side and, but for the sum, a right side; each side is a sum
of series. Higher units are computed from summed sides, never from averaged
results.
Units:   as the form says: the unit of the series, per cent, per 1,000, or a plain ratio.
Raises:  ColumnLengthError.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zazemi.measures.arrays import FloatArray, IntArray, same_length


class Form(StrEnum):
    """How the two sides make one number."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    PERCENT = "percent"
    PER_THOUSAND = "per_thousand"


_FACTORS = {Form.RATIO: 1.0, Form.PERCENT: 100.0, Form.PER_THOUSAND: 1000.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A form with the keys of the series on its sides."""

    form: Form
    left: tuple[str, ...]
    right: tuple[str, ...] = ()

    @property
    def series(self) -> tuple[str, ...]:
        """All series it needs, each once."""
        return tuple(dict.fromkeys((*self.left, *self.right)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two sides per row; NaN where a series is not known. ``right`` is zero for a sum."""

    left: FloatArray
    right: FloatArray

    @property
    def is_known(self) -> FloatArray:
        """1.0 where both sides are known, else 0.0."""
        return (np.isfinite(self.left) & np.isfinite(self.right)).astype(np.float64)


def side(columns: Mapping[str, FloatArray], keys: Sequence[str], rows: int) -> FloatArray:
    """Sum series row by row; one unknown makes the sum unknown."""
    same_length(rows, {key: columns[key] for key in keys})
    total: FloatArray = np.zeros(rows)
    for key in keys:
        total = total + columns[key]
    return total


def sides_of(formula: Formula, columns: Mapping[str, FloatArray], rows: int) -> Sides:
    """Both sides of a formula, one number per row."""
    return Sides(left=side(columns, formula.left, rows), right=side(columns, formula.right, rows))


def values_of(form: Form, sides: Sides) -> FloatArray:
    """The value per row; NaN where a side is unknown or the right side of a ratio is zero."""
    if form is Form.SUM:
        return np.where(sides.is_known > 0, sides.left, np.nan)
    if form is Form.DIFFERENCE:
        return sides.left - sides.right
    found: FloatArray = np.divide(
        _FACTORS[form] * sides.left,
        sides.right,
        out=np.full(len(sides.left), np.nan),
        where=(sides.right != 0) & (sides.is_known > 0),
    )
    return found


def of_one(form: Form, sides: Sides) -> FloatArray:
    """What one person more on the left side does to the value of each row; NaN where there is no value."""
    if form not in _FACTORS:
        return np.ones(len(sides.left))
    whole = np.full(len(sides.left), _FACTORS[form])
    found: FloatArray = np.divide(whole, sides.right, out=np.full(len(whole), np.nan), where=sides.right > 0)
    return found


def summed(sides: Sides, group: IntArray, groups: int) -> tuple[Sides, IntArray]:
    """Sum both sides by group over the rows where both are known, and count those rows.

    ``group`` (n,) holds the number of the group of each row, 0 to ``groups`` - 1.
    A group without a known row is unknown.
    """
    known = sides.is_known > 0
    counted = np.bincount(group[known], minlength=groups).astype(np.int64)
    left, right = (
        np.where(counted > 0, np.bincount(group[known], weights=one[known], minlength=groups), np.nan)
        for one in (sides.left, sides.right)
    )
    return Sides(left=left, right=right), counted
