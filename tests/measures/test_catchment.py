"""Floating-catchment scores: worked by hand, and how they differ from the served share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.test_serving import pairs_of

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.catchment import enhanced_scores, two_step_scores, zone_weights
from zazemi.measures.reach import Pairs


def with_minutes(links, minutes, origins, targets):
    plain = pairs_of(links, origins, targets)
    return Pairs(
        origin=plain.origin,
        target=plain.target,
        minutes=np.array(minutes, dtype=float),
        origins=origins,
        targets=targets,
    )


def test_two_steps_by_hand():
    # place 0 (S = 2) is reached by A (D = 3) and B (D = 1): R0 = 2 / 4 = 0.5
    # place 1 (S = 1) is reached by B only:                    R1 = 1 / 1 = 1
    pairs = pairs_of([(0, 0), (1, 0), (1, 1)], 3, 2)
    scores = two_step_scores(pairs, np.array([3.0, 1.0, 5.0]), np.array([2.0, 1.0]))
    assert scores == pytest.approx([0.5, 1.5, 0.0])


def test_three_zones_by_hand():
    # limit 30: A is 5 min away (W = 1.00), B 15 min (W = 0.68), C 29 min (W = 0.22)
    # R = 2 / (1 * 1.00 + 1 * 0.68 + 1 * 0.22) = 2 / 1.9
    pairs = with_minutes([(0, 0), (1, 0), (2, 0)], [5, 15, 29], 3, 1)
    scores = enhanced_scores(pairs, np.ones(3), np.array([2.0]), 30.0)
    assert scores == pytest.approx([2 / 1.9, 2 / 1.9 * 0.68, 2 / 1.9 * 0.22])


def test_a_zone_holds_its_end_and_farther_ways_count_as_the_last_zone():
    assert zone_weights(np.array([0.0, 10.0, 10.1, 20.0, 20.1, 99.0]), 30.0).tolist() == [
        1.0,
        1.0,
        0.68,
        0.68,
        0.22,
        0.22,
    ]


def test_a_place_that_nobody_needs_gives_nothing():
    assert two_step_scores(pairs_of([(0, 0)], 1, 1), np.zeros(1), np.ones(1)).tolist() == [0.0]


def test_columns_of_another_length_are_refused():
    with pytest.raises(ColumnLengthError):
        two_step_scores(pairs_of([(0, 0)], 1, 1), np.ones(2), np.ones(1))


@given(
    st.lists(st.floats(0.1, 20), min_size=1, max_size=6),
    st.lists(st.floats(0, 9), min_size=1, max_size=4),
    st.data(),
)
def test_weighted_by_need_the_scores_of_two_steps_add_up_to_the_capacity_that_is_reached(
    need, capacity, data
):
    every = [(i, k) for i in range(len(need)) for k in range(len(capacity))]
    links = data.draw(st.lists(st.sampled_from(every), unique=True))
    pairs = pairs_of(links, len(need), len(capacity))
    scores = two_step_scores(pairs, np.array(need), np.array(capacity))
    reached = sum(capacity[k] for k in {k for _i, k in links})
    assert float((scores * np.array(need)).sum()) == pytest.approx(reached, abs=1e-9)
