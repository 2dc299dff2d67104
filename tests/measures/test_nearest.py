"""The nearest places: pairs within reach as they are, the others straight and beyond the limit."""

import numpy as np
import pytest
from tests.measures.test_serving import pairs_of

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.nearest import BEYOND_LIMIT_MINUTES, nearest_places
from zazemi.measures.reach import great_circle_km, great_circle_table_km, travel_minutes

HERE = (np.array([50.0]), np.array([15.0]))


def places(*lons):
    return np.full(len(lons), 50.0), np.array(lons, dtype=float)


def test_three_nearest_go_from_the_shortest_way():
    found = nearest_places(HERE, places(16.5, 15.3, 17.0, 16.0), pairs_of([], 1, 4), 5.0)
    assert found.place.tolist() == [[1, 3, 0]]
    km = great_circle_km(np.array([50.0]), np.array([15.0]), np.array([50.0]), np.array([15.3]))
    assert found.minutes[0, 0] == pytest.approx(travel_minutes(km)[0])


def test_a_pair_within_reach_counts_as_it_is():
    found = nearest_places(HERE, places(15.3, 16.0), pairs_of([(0, 1)], 1, 2), 5.0)
    assert found.place.tolist()[0][:2] == [1, 0]
    assert found.minutes[0, 0] == 0.0


def test_what_no_pair_reaches_is_never_within_the_limit():
    found = nearest_places(HERE, places(15.001), pairs_of([], 1, 1), 15.0, count=1)
    assert found.minutes[0, 0] == 15.0 + BEYOND_LIMIT_MINUTES


def test_fewer_places_than_asked_leave_infinity():
    found = nearest_places(HERE, places(15.3), pairs_of([], 1, 1), 5.0)
    assert np.isinf(found.minutes[0, 1:]).all()


def test_no_place_at_all_leaves_infinity():
    found = nearest_places(HERE, places(), pairs_of([], 1, 0), 5.0)
    assert np.isinf(found.minutes).all()


def test_a_place_without_a_point_is_known_only_by_its_pairs():
    unplaced = (np.array([np.nan]), np.array([np.nan]))
    assert np.isinf(nearest_places(HERE, unplaced, pairs_of([], 1, 1), 5.0).minutes).all()
    assert nearest_places(HERE, unplaced, pairs_of([(0, 0)], 1, 1), 5.0).minutes[0, 0] == 0.0


def test_columns_of_another_length_are_refused():
    with pytest.raises(ColumnLengthError):
        nearest_places(HERE, places(15.3), pairs_of([], 1, 2), 5.0)


def test_the_table_of_distances_is_the_distance_of_every_two():
    lat, lon = np.array([49.0, 50.0]), np.array([14.0, 15.0])
    table = great_circle_table_km(lat, lon, lat, lon)
    assert table[0, 1] == pytest.approx(great_circle_km(lat[:1], lon[:1], lat[1:], lon[1:])[0])
    assert table[1, 1] == 0.0
