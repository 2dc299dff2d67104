"""Travel over neighbouring municipalities: a cautious estimate where a straight line may cross a ridge.

Units:   kilometres, minutes by car, degrees.
Source:  edges between definition points of municipalities that share a border;
         the sum of great circles along the shortest path stands for the
         distance, then the same road and speed estimate as ``measures.reach``.
Pure:    no database, no clock, no randomness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from zazemi.measures.reach import DEFAULT_TRAVEL, TravelSettings, great_circle_km, travel_minutes

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

NEAR_LIMIT_SHARE = 0.8
"""From this share of the limit on, a pair is near the limit and the path over neighbours counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """Municipalities as nodes and common borders as edges; ``left`` and ``right`` are row numbers."""

    codes: tuple[str, ...]
    lat: FloatArray
    lon: FloatArray
    left: IntArray
    right: IntArray

    @property
    def edge_km(self) -> FloatArray:
        """Great circle between the definition points of each pair of neighbours."""
        return great_circle_km(
            self.lat[self.left], self.lon[self.left], self.lat[self.right], self.lon[self.right]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Pairs of row numbers with minutes; ``is_near``: the estimate is near the limit of reach."""

    origin: IntArray
    target: IntArray
    minutes: FloatArray
    is_near: NDArray[np.bool_]

    def within(self, limit_minutes: float) -> Ways:
        """Keep the ways within a limit, ordered by origin, then target."""
        kept = np.flatnonzero(self.minutes <= limit_minutes)
        kept = kept[np.lexsort((self.target[kept], self.origin[kept]))]
        return Ways(
            origin=self.origin[kept],
            target=self.target[kept],
            minutes=self.minutes[kept],
            is_near=self.is_near[kept],
        )


def with_known(
    ways: Ways, origins: Sequence[str], targets: Sequence[str], known: Mapping[tuple[str, str], float]
) -> Ways:
    """Put known minutes in place of estimates, and add known ways that no estimate has.

    ``origins`` and ``targets`` are the codes of the row numbers.
    """
    origin_row = {code: row for row, code in enumerate(origins)}
    target_row = {code: row for row, code in enumerate(targets)}
    told = {
        (origin_row[one], target_row[other]): minutes
        for (one, other), minutes in known.items()
        if one in origin_row and other in target_row
    }
    pairs = list(zip(ways.origin.tolist(), ways.target.tolist(), strict=True))
    estimated = np.array([pair not in told for pair in pairs], dtype=np.bool_)
    ordered = sorted(told)
    none_near = np.zeros(len(ordered), dtype=np.bool_)
    return Ways(
        origin=np.concatenate([ways.origin[estimated], _column(ordered, 0)]),
        target=np.concatenate([ways.target[estimated], _column(ordered, 1)]),
        minutes=np.concatenate([ways.minutes[estimated], np.array([told[pair] for pair in ordered])]),
        is_near=np.concatenate([ways.is_near[estimated], none_near]),
    )


def _column(pairs: Sequence[tuple[int, int]], number: int) -> IntArray:
    return np.array([pair[number] for pair in pairs], dtype=np.int64)


def path_km(neighbourhood: Neighbourhood, origins: IntArray, *, limit_km: float = np.inf) -> FloatArray:
    """Shortest way over neighbours from each origin to every municipality; infinite beyond the limit.

    Shape (number of origins, number of municipalities).
    """
    size = len(neighbourhood.codes)
    km = np.maximum(neighbourhood.edge_km, np.finfo(float).tiny)
    graph = csr_array((km, (neighbourhood.left, neighbourhood.right)), shape=(size, size))
    found = dijkstra(graph, directed=False, indices=origins, limit=limit_km)
    return np.asarray(found, dtype=np.float64).reshape(len(origins), size)


def path_minutes(
    neighbourhood: Neighbourhood,
    origins: IntArray,
    *,
    limit_km: float = np.inf,
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> FloatArray:
    """Minutes along ``path_km``; infinite where there is no path."""
    km = path_km(neighbourhood, origins, limit_km=limit_km)
    is_path = np.isfinite(km)
    return np.where(is_path, travel_minutes(np.where(is_path, km, 0.0), settings), np.inf)
