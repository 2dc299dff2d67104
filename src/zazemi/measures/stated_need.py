"""Needs that people state (round tables, surveys, refused applicants) put together with the computed need.

For one kind of service:

1. statements that *override* replace the computed need: first those of a whole area
   (divided in proportion to the computed need, evenly where it is zero), then those of one
   municipality; of two about the same place the later one counts;
2. statements that *complement* are added, those of an area divided in the same proportion;
3. a statement without a number ("needed") lifts the need to the limit from which it is needed.

Units:   FTE of direct work.
Source:  decision of the project; nothing is stated here about how people come to their numbers.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray, not_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNeed:
    """One statement: rows it is about, FTE for all of them together (``None`` = needed, without a number).

    ``order`` says which of two statements is later.
    """

    rows: IntArray
    fte: float | None
    is_override: bool
    is_area: bool
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedNeed:
    """The need that counts, and in which rows people changed the computed one."""

    need_fte: FloatArray
    is_overridden: BoolArray
    is_complemented: BoolArray


def combine_need(
    computed_fte: FloatArray, statements: Sequence[StatedNeed], *, needed_from_fte: float
) -> CombinedNeed:
    """Put statements and the computed need of one kind together, one number per municipality."""
    not_negative({"computed_fte": computed_fte})
    need = computed_fte.copy()
    overridden = np.zeros(len(need), dtype=np.bool_)
    complemented = np.zeros(len(need), dtype=np.bool_)
    about_some = [one for one in statements if one.rows.size]
    for one in sorted(about_some, key=_area_first_then_later):
        if one.is_override and one.fte is not None:
            need[one.rows] = one.fte * _weights(computed_fte, one.rows)
            overridden[one.rows] = True
    for one in about_some:
        if not one.is_override and one.fte is not None:
            need[one.rows] += one.fte * _weights(computed_fte, one.rows)
            complemented[one.rows] = True
    for one in about_some:
        if one.fte is None:
            low = one.rows[need[one.rows] < needed_from_fte]
            need[low] = needed_from_fte
            complemented[low] = True
    return CombinedNeed(need_fte=need, is_overridden=overridden, is_complemented=complemented)


def _area_first_then_later(one: StatedNeed) -> tuple[bool, int]:
    return not one.is_area, one.order


def _weights(computed_fte: FloatArray, rows: IntArray) -> FloatArray:
    """Shares of the rows, adding up to one."""
    known = computed_fte[rows]
    total = float(known.sum())
    return known / total if total > 0 else np.full(len(rows), 1.0 / len(rows))
