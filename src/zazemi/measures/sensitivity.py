"""Which verdicts flip when one assumption moves: verdicts as whole columns, without words.

The codes follow the very rules of ``verdict`` (a property test compares them), so that a hundred
variants of a region are judged in a moment.

Units:   need, capacity in FTE of direct work; minutes by car; codes are positions in ``CODES``.
Source:  ``verdict``; the usual move of 20 % up and down is a parameter of the caller.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.
"""

from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray
from zazemi.measures.gaps import decay_of
from zazemi.measures.reach import Pairs
from zazemi.measures.serving import served
from zazemi.measures.verdict import GapSettings, Verdict, VerdictSettings
from zazemi.values.quantities import fte
from zazemi.values.services import ServiceKind

CODES: tuple[Verdict, ...] = tuple(Verdict)
_UNKNOWN = CODES.index(Verdict.UNKNOWN)
_MISSING = CODES.index(Verdict.MISSING)
_INSUFFICIENT = CODES.index(Verdict.INSUFFICIENT)
_SUFFICIENT = CODES.index(Verdict.SUFFICIENT)
_NOT_NEEDED = CODES.index(Verdict.NOT_NEEDED)
_FTE_GRAINS = 10_000
_SHARE_GRAINS = 10_000
_HALF = 0.5
_NEAR_HALF = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGround:
    """What one kind is judged from; capacity is NaN where it cannot be converted to FTE."""

    kind: ServiceKind
    need_fte: FloatArray
    pairs: Pairs
    capacity_fte: FloatArray
    has_register: BoolArray


def judged(ground: KindGround, settings: GapSettings) -> IntArray:
    """Divide the capacity and give the code of the verdict of every municipality."""
    is_unknown = np.isnan(ground.capacity_fte)
    pairs = ground.pairs
    decay = decay_of(pairs.minutes, settings.limit_minutes[ground.kind], settings)
    result = served(pairs, ground.need_fte, np.where(is_unknown, 0.0, ground.capacity_fte), decay)
    unknown = np.bincount(pairs.origin, weights=is_unknown[pairs.target], minlength=pairs.origins) > 0
    return verdict_codes(
        ground.need_fte,
        result.served_fte,
        has_register=ground.has_register,
        has_unknown_place=unknown,
        settings=settings.verdict,
    )


def verdict_codes(
    need_fte: FloatArray,
    served_fte: FloatArray,
    *,
    has_register: BoolArray,
    has_unknown_place: BoolArray,
    settings: VerdictSettings,
) -> IntArray:
    """Codes of the verdicts, with the same rounding and the same order of questions as ``verdicts``."""
    need, has = grains(need_fte), grains(served_fte)
    needed_from = np.ceil(float(settings.needed_from_fte * _FTE_GRAINS))
    enough_from = int((settings.sufficient_from_share * _SHARE_GRAINS).to_integral_value("ROUND_CEILING"))
    is_enough = _share_grains(need, has) >= enough_from
    return np.select(
        [need < needed_from, ~has_register, is_enough, has_unknown_place, has > 0],
        [_NOT_NEEDED, _UNKNOWN, _SUFFICIENT, _UNKNOWN, _INSUFFICIENT],
        default=_MISSING,
    ).astype(np.int64)


def flip_counts(base: IntArray, changed: IntArray) -> int:
    """How many municipalities have another verdict than before."""
    return int((base != changed).sum())


def grains(amounts: FloatArray) -> IntArray:
    """FTE as whole ten-thousandths, rounded as ``values.quantities.fte`` rounds."""
    scaled = amounts * _FTE_GRAINS
    whole = np.rint(scaled).astype(np.int64)
    is_tie = np.abs(np.abs(scaled - np.floor(scaled)) - _HALF) < _NEAR_HALF
    for row in np.flatnonzero(is_tie).tolist():
        whole[row] = int(fte(float(amounts[row])) * _FTE_GRAINS)
    return whole


def _share_grains(need: IntArray, has: IntArray) -> IntArray:
    """Served share in ten-thousandths, half to even; a full share where there is no need."""
    divisor = np.maximum(need, 1)
    whole, rest = np.divmod(has * _SHARE_GRAINS, divisor)
    is_up = (2 * rest > divisor) | ((2 * rest == divisor) & (whole % 2 == 1))
    return np.where(need > 0, np.minimum(whole + is_up, _SHARE_GRAINS), _SHARE_GRAINS)
