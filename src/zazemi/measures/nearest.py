"""The nearest places of each municipality, whether within reach or not.

Units:   degrees WGS 84, minutes by car one way.
Source:  pairs within reach as given; beyond them the straight estimate of ``reach``, never
         shorter than just over the limit.
Raises:  ColumnLengthError.
Pure:    no database, no clock, no randomness.
"""

from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import FloatArray, IntArray, same_length
from zazemi.measures.reach import DEFAULT_TRAVEL, Pairs, TravelSettings, great_circle_table_km, travel_minutes

BEYOND_LIMIT_MINUTES = 0.1
"""A place that no pair reaches is at least so far beyond the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The nearest places, shape (municipalities, count): row numbers and minutes, infinite for none."""

    place: IntArray
    minutes: FloatArray


def nearest_places(
    points: tuple[FloatArray, FloatArray],
    places: tuple[FloatArray, FloatArray],
    pairs: Pairs,
    limit_minutes: float,
    *,
    count: int = 3,
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> Nearest:
    """Find ``count`` nearest places of every municipality; NaN points of places are reached by pairs only."""
    (lat, lon), (place_lat, place_lon) = points, places
    same_length(pairs.origins, {"lat": lat, "lon": lon})
    same_length(pairs.targets, {"place_lat": place_lat, "place_lon": place_lon})
    table = np.full((pairs.origins, pairs.targets), np.inf)
    placed = np.flatnonzero(np.isfinite(place_lat) & np.isfinite(place_lon))
    if placed.size and pairs.origins:
        km = great_circle_table_km(lat, lon, place_lat[placed], place_lon[placed])
        table[:, placed] = np.maximum(travel_minutes(km, settings), limit_minutes + BEYOND_LIMIT_MINUTES)
    table[pairs.origin, pairs.target] = pairs.minutes
    return _smallest(table, count)


def _smallest(table: FloatArray, count: int) -> Nearest:
    origins, targets = table.shape
    place = np.zeros((origins, count), dtype=np.int64)
    minutes = np.full((origins, count), np.inf)
    kept = min(count, targets)
    if kept and origins:
        order = np.argsort(table, axis=1, kind="stable")[:, :kept]
        place[:, :kept] = order
        minutes[:, :kept] = np.take_along_axis(table, order, axis=1)
    return Nearest(place=place, minutes=minutes)
