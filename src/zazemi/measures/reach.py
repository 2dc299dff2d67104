"""How far people and staff can get: road kilometres, minutes, and who reaches whom.

Units:   degrees WGS 84, kilometres, minutes by car.
Source:  1,107 Czech road distances against the great circle between definition
         points: road = 4.4 + 1.283 x great circle (R2 0.946, mean error 3.9 km),
         1.4 x below 15 km; speeds 40, 48 and 60 km/h and 3 minutes to start are
         assumptions. An estimate, optimistic over ridges and the state border.
Raises:  ColumnLengthError for latitudes and longitudes of different length.
Pure:    no database, no clock, no randomness.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from zazemi.measures.arrays import FloatArray, IntArray, same_length

EARTH_RADIUS_KM = 6371.0088
_EQUATOR_RADIUS_KM = 6378.137
_ECCENTRICITY_SQUARED = 0.00669437999014
_MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelSettings:
    """Numbers of the travel estimate; ``speeds_kmh[i]`` holds up to ``band_ends_km[i]``, the last beyond."""

    short_detour: float = 1.4
    short_below_km: float = 15.0
    long_offset_km: float = 4.4
    long_detour: float = 1.283
    start_minutes: float = 3.0
    band_ends_km: tuple[float, ...] = (10.0, 30.0)
    speeds_kmh: tuple[float, ...] = (40.0, 48.0, 60.0)


DEFAULT_TRAVEL = TravelSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Who reaches whom: parallel arrays, ordered by origin, then target.

    ``origin`` and ``target`` are row numbers, ``minutes`` the travel time;
    ``origins`` and ``targets`` say how many rows there are on each side.
    """

    origin: IntArray
    target: IntArray
    minutes: FloatArray
    origins: int
    targets: int


def road_km(great_circle_km: FloatArray, settings: TravelSettings = DEFAULT_TRAVEL) -> FloatArray:
    """Estimate road kilometres from great-circle kilometres."""
    short = settings.short_detour * great_circle_km
    long = settings.long_offset_km + settings.long_detour * great_circle_km
    return np.where(great_circle_km < settings.short_below_km, short, long)


def travel_minutes(great_circle_km: FloatArray, settings: TravelSettings = DEFAULT_TRAVEL) -> FloatArray:
    """Estimate minutes by car; never shorter for a longer way.

    A faster speed band starts only where it would not undercut the end of the
    slower one.
    """
    road = road_km(great_circle_km, settings)
    minutes = _MINUTES_PER_HOUR * road / settings.speeds_kmh[0]
    for end_km, slower, faster in zip(
        settings.band_ends_km, settings.speeds_kmh[:-1], settings.speeds_kmh[1:], strict=True
    ):
        at_the_end = _MINUTES_PER_HOUR * end_km / slower
        beyond = np.maximum(at_the_end, _MINUTES_PER_HOUR * road / faster)
        minutes = np.where(road > end_km, beyond, minutes)
    return settings.start_minutes + minutes


def longest_km(limit_minutes: float, settings: TravelSettings = DEFAULT_TRAVEL) -> float:
    """The greatest great-circle distance, in kilometres, that may lie within ``limit_minutes``."""
    hours = max(limit_minutes - settings.start_minutes, 0.0) / _MINUTES_PER_HOUR
    return hours * max(settings.speeds_kmh) / min(settings.short_detour, settings.long_detour)


def great_circle_km(
    first_lat: FloatArray, first_lon: FloatArray, second_lat: FloatArray, second_lon: FloatArray
) -> FloatArray:
    """Kilometres over the sphere between points of the same row."""
    chord = np.linalg.norm(_on_sphere(first_lat, first_lon) - _on_sphere(second_lat, second_lon), axis=-1)
    return _arc_km(chord)


def great_circle_table_km(
    first_lat: FloatArray, first_lon: FloatArray, second_lat: FloatArray, second_lon: FloatArray
) -> FloatArray:
    """Kilometres over the sphere between all points of two lists, shape (n, m)."""
    return _arc_km(cdist(_on_sphere(first_lat, first_lon), _on_sphere(second_lat, second_lon)))


def reachable_pairs(
    origins_lat: FloatArray,
    origins_lon: FloatArray,
    targets_lat: FloatArray,
    targets_lon: FloatArray,
    limit_minutes: float,
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> Pairs:
    """All pairs within ``limit_minutes`` of each other, found by k-d trees."""
    same_length(len(origins_lat), {"origins_lon": origins_lon})
    same_length(len(targets_lat), {"targets_lon": targets_lon})
    origins, targets = len(origins_lat), len(targets_lat)
    if not origins or not targets:
        empty = np.empty(0, dtype=np.int64)
        return Pairs(origin=empty, target=empty, minutes=np.empty(0), origins=origins, targets=targets)
    radius = longest_km(limit_minutes, settings) / EARTH_RADIUS_KM
    near = cKDTree(_on_sphere(origins_lat, origins_lon)).sparse_distance_matrix(
        cKDTree(_on_sphere(targets_lat, targets_lon)), radius, output_type="ndarray"
    )
    minutes = travel_minutes(_arc_km(near["v"]), settings)
    inside = minutes <= limit_minutes
    origin = near["i"][inside].astype(np.int64)
    target = near["j"][inside].astype(np.int64)
    order = np.lexsort((target, origin))
    return Pairs(
        origin=origin[order],
        target=target[order],
        minutes=minutes[inside][order],
        origins=origins,
        targets=targets,
    )


def nearest_minutes(
    origins_lat: FloatArray,
    origins_lon: FloatArray,
    targets_lat: FloatArray,
    targets_lon: FloatArray,
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> FloatArray:
    """Minutes from each origin to its nearest target; infinite where there is no target."""
    if not len(targets_lat):
        return np.full(len(origins_lat), np.inf)
    chord, _ = cKDTree(_on_sphere(targets_lat, targets_lon)).query(_on_sphere(origins_lat, origins_lon))
    return travel_minutes(_arc_km(np.asarray(chord, dtype=np.float64)), settings)


def earth_centred_km(lat: FloatArray, lon: FloatArray) -> FloatArray:
    """Points on the ellipsoid WGS 84 as x, y, z in kilometres, shape (n, 3): straight lines are exact."""
    phi, lam = np.radians(lat), np.radians(lon)
    normal = _EQUATOR_RADIUS_KM / np.sqrt(1 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2)
    return np.column_stack(
        (
            normal * np.cos(phi) * np.cos(lam),
            normal * np.cos(phi) * np.sin(lam),
            normal * (1 - _ECCENTRICITY_SQUARED) * np.sin(phi),
        )
    )


def _on_sphere(lat: FloatArray, lon: FloatArray) -> FloatArray:
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def _arc_km(chord: FloatArray) -> FloatArray:
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0))
