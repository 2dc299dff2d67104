"""Areas served: they take pairs away, add farther ones, and never change the way within reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.test_serving import pairs_of

from zazemi.measures.areas import pairs_within_areas
from zazemi.measures.arrays import ColumnLengthError

POINTS = (np.full(3, 50.0), np.array([15.0, 15.2, 17.0]))
PLACES = (np.array([50.0, np.nan]), np.array([15.0, np.nan]))


def within(links, areas):
    rows = {place: np.array(sorted(rows), dtype=np.int64) for place, rows in areas.items()}
    return pairs_within_areas(pairs_of(links, 3, 2), rows, POINTS, PLACES)


def links_of(pairs):
    return list(zip(pairs.origin.tolist(), pairs.target.tolist(), strict=True))


def test_without_areas_nothing_changes():
    pairs = pairs_of([(0, 0)], 3, 2)
    assert pairs_within_areas(pairs, {}, POINTS, PLACES) is pairs


def test_a_municipality_out_of_the_area_is_not_served_though_it_is_near():
    assert links_of(within([(0, 0), (1, 0)], {0: {0}})) == [(0, 0)]


def test_a_municipality_of_the_area_is_served_though_it_is_far():
    pairs = within([(0, 0)], {0: {0, 2}})
    assert links_of(pairs) == [(0, 0), (2, 0)]
    assert pairs.minutes[0] == 0.0  # the known way stays
    assert pairs.minutes[1] > 100


def test_a_place_without_a_point_gains_nothing_but_keeps_its_ways():
    assert links_of(within([(0, 1)], {1: {0, 2}})) == [(0, 1)]


def test_columns_of_another_length_are_refused():
    with pytest.raises(ColumnLengthError):
        pairs_within_areas(pairs_of([], 2, 2), {}, POINTS, PLACES)


@given(
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 1))),
    st.dictionaries(st.integers(0, 1), st.sets(st.integers(0, 2))),
)
def test_a_place_with_an_area_serves_nobody_else(links, areas):
    pairs = within(links, areas)
    for row, place in links_of(pairs):
        assert place not in areas or row in areas[place]
    assert links_of(pairs) == sorted(set(links_of(pairs)))
    untouched = {(row, place) for row, place in links if place not in areas}
    assert untouched <= set(links_of(pairs))
