"""Where a social service is missing, and where there is too little of it.

The one analysis behind page, map, XLSX, JSON and the planner's input: reach,
served share (``serving``) and verdicts (``verdict``) of one kind of service.

Units:   need, served and shortfall in FTE of direct work; travel in minutes by car.
Source:  see ``serving`` and ``verdict``.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray
from zazemi.measures.reach import Pairs, nearest_minutes, reachable_pairs
from zazemi.measures.serving import Served, served
from zazemi.measures.verdict import (
    GAP_SETTINGS_2026,
    Gap,
    GapSettings,
    Reach,
    Reason,
    ReasonKind,
    Verdict,
    VerdictSettings,
    verdicts,
)
from zazemi.values.services import ServiceKind

__all__ = [
    "GAP_SETTINGS_2026",
    "Gap",
    "GapSettings",
    "Gaps",
    "Places",
    "Reach",
    "Reason",
    "ReasonKind",
    "Served",
    "Verdict",
    "VerdictSettings",
    "decay_of",
    "find_gaps",
    "served",
    "verdicts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Places of one kind of service; capacity is NaN where it cannot be converted to FTE."""

    lat: FloatArray
    lon: FloatArray
    capacity_fte: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The analysis of one kind of service: a row per municipality, and who is served from where."""

    rows: tuple[Gap, ...]
    pairs: Pairs
    flow_fte: FloatArray
    unused_fte: FloatArray


def decay_of(minutes: FloatArray, limit_minutes: float, settings: GapSettings) -> FloatArray:
    """How much a way of ``minutes`` weakens the use of a place, 0-1; never rises with the way."""
    span = max(limit_minutes - settings.decay_full_minutes, 1.0)
    beyond = np.clip((minutes - settings.decay_full_minutes) / span, 0.0, 1.0)
    return 1.0 - (1.0 - settings.decay_at_limit) * beyond


def find_gaps(
    kind: ServiceKind,
    codes: Sequence[str],
    points: tuple[FloatArray, FloatArray],
    need_fte: FloatArray,
    places: Places,
    *,
    has_register: BoolArray,
    settings: GapSettings = GAP_SETTINGS_2026,
    pairs: Pairs | None = None,
) -> Gaps:
    """Analyse one kind of service for all municipalities at once.

    ``points`` are latitudes and longitudes of the municipalities; ``pairs`` (from
    municipality to place) replaces the straight estimate of travel where the
    caller knows better. ``has_register`` says where a register of services covers
    the territory; without it the verdict is unknown.
    """
    limit = settings.limit_minutes[kind]
    if pairs is None:
        pairs = reachable_pairs(*points, places.lat, places.lon, limit, settings.travel)
        nearest = nearest_minutes(*points, places.lat, places.lon, settings.travel)
    else:
        nearest = _nearest_of(pairs)
    is_unknown = np.isnan(places.capacity_fte)
    capacity = np.where(is_unknown, 0.0, places.capacity_fte)
    result = served(pairs, need_fte, capacity, decay_of(pairs.minutes, limit, settings))
    rows = verdicts(
        kind,
        codes,
        need_fte,
        result.served_fte,
        reach=Reach(
            places=np.bincount(pairs.origin, minlength=pairs.origins),
            unknown_places=np.bincount(
                pairs.origin, weights=is_unknown[pairs.target], minlength=pairs.origins
            ).astype(np.int64),
            nearest_minutes=nearest,
            has_register=has_register,
        ),
        settings=settings,
    )
    return Gaps(rows=rows, pairs=pairs, flow_fte=result.flow_fte, unused_fte=result.unused_fte)


def _nearest_of(pairs: Pairs) -> FloatArray:
    nearest = np.full(pairs.origins, np.inf)
    np.minimum.at(nearest, pairs.origin, pairs.minutes)
    return nearest
