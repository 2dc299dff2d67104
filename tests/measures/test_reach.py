"""The travel estimate: hand-calculated ways, monotony, pairs against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.reach import (
    earth_centred_km,
    great_circle_km,
    longest_km,
    nearest_minutes,
    reachable_pairs,
    road_km,
    travel_minutes,
)


def minutes_of(kilometres):
    return float(travel_minutes(np.array([kilometres]))[0])


@pytest.mark.parametrize(
    ("great_circle", "road"), [(0, 0), (10, 14), (14.9, 20.86), (16.9, 26.08), (37.8, 52.90), (25.9, 37.63)]
)
def test_road_kilometres_follow_the_calibration(great_circle, road):
    assert float(road_km(np.array([float(great_circle)]))[0]) == pytest.approx(road, abs=0.01)


@pytest.mark.parametrize(
    ("great_circle", "minutes"),
    [
        (0, 3),
        (5, 3 + 60 * 7 / 40),
        (8, 3 + 15),  # 11.2 km of road: not less than 10 km at 40 km/h
        (16.9, 3 + 60 * (4.4 + 1.283 * 16.9) / 48),
        (25.9, 3 + 37.63),  # just over 37.5 minutes, the end of the slower band
        (20.5, 3 + 37.5),  # 30.7 km of road: not less than 30 km at 48 km/h
        (37.8, 3 + 4.4 + 1.283 * 37.8),
    ],
)
def test_minutes_of_travel(great_circle, minutes):
    assert minutes_of(great_circle) == pytest.approx(minutes, abs=0.01)


@given(st.floats(0, 200), st.floats(0, 50))
def test_a_longer_way_never_takes_less_time(kilometres, more):
    assert minutes_of(kilometres + more) >= minutes_of(kilometres)


@given(st.floats(0, 150))
def test_nothing_beyond_the_longest_way_lies_within_the_limit(limit):
    assert minutes_of(longest_km(limit) + 0.001) > limit


def test_a_degree_of_latitude_has_111_kilometres():
    found = great_circle_km(*(np.array([value]) for value in (50.0, 15.0, 51.0, 15.0)))
    assert found[0] == pytest.approx(111.195, abs=0.001)
    straight = np.linalg.norm(
        np.diff(earth_centred_km(np.array([50.0, 51.0]), np.array([15.0, 15.0])), axis=0)
    )
    assert straight == pytest.approx(111.237, abs=0.005)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 1000), st.floats(0, 90))
def test_pairs_are_those_that_comparing_all_with_all_finds(origins, targets, seed, limit):
    chance = np.random.default_rng(seed)
    o_lat, o_lon = chance.uniform(50, 51, origins), chance.uniform(14, 15.5, origins)
    t_lat, t_lon = chance.uniform(50, 51, targets), chance.uniform(14, 15.5, targets)
    pairs = reachable_pairs(o_lat, o_lon, t_lat, t_lon, limit)
    first, second = np.repeat(np.arange(origins), targets), np.tile(np.arange(targets), origins)
    minutes = travel_minutes(great_circle_km(o_lat[first], o_lon[first], t_lat[second], t_lon[second]))
    inside = minutes <= limit
    assert (pairs.origin.tolist(), pairs.target.tolist()) == (first[inside].tolist(), second[inside].tolist())
    assert pairs.minutes == pytest.approx(minutes[inside])
    assert (pairs.origins, pairs.targets) == (origins, targets)


def test_the_nearest_place_is_found_and_none_is_infinitely_far():
    lat, lon = np.array([50.0, 50.5]), np.array([15.0, 15.0])
    assert nearest_minutes(lat, lon, lat[:1], lon[:1]) == pytest.approx(
        [3, minutes_of(0.5 * 111.195)], abs=0.01
    )
    assert nearest_minutes(lat, lon, lat[:0], lon[:0]).tolist() == [np.inf, np.inf]


def test_latitudes_and_longitudes_must_pair():
    with pytest.raises(ColumnLengthError):
        reachable_pairs(np.zeros(2), np.zeros(1), np.zeros(1), np.zeros(1), 30)
    with pytest.raises(ColumnLengthError):
        reachable_pairs(np.zeros(1), np.zeros(1), np.zeros(2), np.zeros(1), 30)
