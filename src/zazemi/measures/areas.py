"""Stated areas served: a place with an area serves exactly its municipalities, however near or far.

Units:   degrees WGS 84, minutes by car one way.
Source:  areas as providers and the region state them; the way to a municipality of the area beyond
         the limit is the straight estimate of ``reach``.
Raises:  ColumnLengthError.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Mapping

import numpy as np

from zazemi.measures.arrays import FloatArray, IntArray, same_length
from zazemi.measures.reach import DEFAULT_TRAVEL, Pairs, TravelSettings, great_circle_km, travel_minutes


def pairs_within_areas(
    pairs: Pairs,
    areas: Mapping[int, IntArray],
    points: tuple[FloatArray, FloatArray],
    places: tuple[FloatArray, FloatArray],
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> Pairs:
    """Take pairs out of the stated areas away and add those that the areas hold beyond the reach.

    ``areas`` maps a place (target) to the rows of municipalities that it serves; places that are
    not there are reached by travel only. A place without a point gains no farther municipality.
    """
    (lat, lon), (place_lat, place_lon) = points, places
    same_length(pairs.origins, {"lat": lat, "lon": lon})
    same_length(pairs.targets, {"place_lat": place_lat, "place_lon": place_lon})
    if not areas:
        return pairs
    known = set(zip(pairs.origin.tolist(), pairs.target.tolist(), strict=True))
    served = {place: frozenset(rows.tolist()) for place, rows in areas.items()}
    keep = np.array(
        [
            place not in served or row in served[place]
            for row, place in zip(pairs.origin.tolist(), pairs.target.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )
    added = [
        (row, place)
        for place, rows in served.items()
        if np.isfinite(place_lat[place])
        for row in sorted(rows)
        if (row, place) not in known
    ]
    row = np.array([one for one, _place in added], dtype=np.int64)
    place = np.array([one for _row, one in added], dtype=np.int64)
    minutes = travel_minutes(
        great_circle_km(lat[row], lon[row], place_lat[place], place_lon[place]), settings
    )
    return _sorted(
        np.concatenate([pairs.origin[keep], row]),
        np.concatenate([pairs.target[keep], place]),
        np.concatenate([pairs.minutes[keep], minutes]),
        pairs,
    )


def _sorted(origin: IntArray, target: IntArray, minutes: FloatArray, pairs: Pairs) -> Pairs:
    order = np.lexsort((target, origin))
    return Pairs(
        origin=origin[order],
        target=target[order],
        minutes=minutes[order],
        origins=pairs.origins,
        targets=pairs.targets,
    )
