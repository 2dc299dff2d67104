"""Indicators as formulas, and what looks wrong in series."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.formulas import Form, Formula, Sides, of_one, side, sides_of, summed, values_of
from zazemi.measures.series_checks import (
    OUTLIER_FROM,
    Operator,
    broken,
    out_of_bounds,
    own_scores,
    similar_scores,
)

NAN = float("nan")


def sides(left, right):
    return Sides(left=np.array(left, dtype=float), right=np.array(right, dtype=float))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Form.SUM, [30, NAN, 4]),
        (Form.DIFFERENCE, [-90, NAN, 4]),
        (Form.RATIO, [0.25, NAN, NAN]),
        (Form.PERCENT, [25, NAN, NAN]),
        (Form.PER_THOUSAND, [250, NAN, NAN]),
    ],
)
def test_each_form_says_what_it_does_with_two_sides(form, expected):
    found = values_of(form, sides([30, NAN, 4], [120, 5, 0]))
    np.testing.assert_allclose(found, expected)


def test_sides_are_sums_of_series_and_one_unknown_makes_a_side_unknown():
    columns = {"a": np.array([1.0, 2]), "b": np.array([10.0, NAN]), "c": np.array([4.0, 5])}
    formula = Formula(form=Form.PERCENT, left=("a", "b"), right=("c", "a"))
    assert formula.series == ("a", "b", "c")
    found = sides_of(formula, columns, 2)
    np.testing.assert_allclose(found.left, [11, NAN])
    np.testing.assert_allclose(found.right, [5, 7])
    assert side(columns, (), 2).tolist() == [0, 0]
    with pytest.raises(ColumnLengthError):
        side(columns, ("a",), 3)


def test_a_region_is_computed_from_sums_and_not_from_averages():
    both = sides([1, 90, NAN], [10, 900, 5])
    together, counted = summed(both, np.array([0, 0, 1]), 2)
    assert counted.tolist() == [2, 0]
    np.testing.assert_allclose(values_of(Form.PERCENT, together), [10.0, NAN])


NUMBERS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 900), st.integers(0, 3)), min_size=1, max_size=30
)


@given(NUMBERS)
def test_sums_of_groups_give_the_sum_of_the_whole(rows):
    both = sides([row[0] for row in rows], [row[1] for row in rows])
    parts, counted = summed(both, np.array([row[2] for row in rows]), 4)
    whole, all_counted = summed(both, np.zeros(len(rows), dtype=np.int64), 1)
    assert np.nansum(parts.left) == whole.left[0] == sum(row[0] for row in rows)
    assert np.nansum(parts.right) == whole.right[0]
    assert counted.sum() == all_counted[0] == len(rows)


@given(NUMBERS)
def test_a_share_of_a_group_lies_between_the_shares_of_its_members(rows):
    both = sides([row[0] for row in rows], [row[1] for row in rows])
    own = values_of(Form.PERCENT, both)
    whole, _ = summed(both, np.zeros(len(rows), dtype=np.int64), 1)
    share = values_of(Form.PERCENT, whole)[0]
    assert own.min() - 1e-9 <= share <= own.max() + 1e-9


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (Operator.EQUAL, [False, True, True, False]),
        (Operator.AT_MOST, [False, True, False, False]),
        (Operator.AT_LEAST, [False, False, True, False]),
    ],
)
def test_a_rule_is_broken_beyond_its_tolerance_only(operator, expected):
    left, right = np.array([10.4, 11, 9, NAN]), np.array([10.0, 10, 10, 10])
    assert broken(left, operator, right, 0.5).tolist() == expected


def test_bounds_of_a_share():
    values = np.array([-1.0, 0, 100, 101, NAN])
    assert out_of_bounds(values, 0, 100).tolist() == [True, False, False, True, False]
    assert out_of_bounds(values, None, None).tolist() == [False] * 5


def test_a_jump_against_the_own_past_is_an_outlier():
    past = np.array([[10, 11, 12, 11, 10.0], [10, 11, 12, 11, 10.0], [1, NAN, NAN, NAN, 2], [500.0] * 5])
    scores = own_scores(past, np.array([30.0, 12, 9, 501]), np.full(4, 0.01))
    # median 11, deviations 1 0 1 0 1, MAD 1: (30 - 11) / 1.4826
    assert scores[0] == pytest.approx(19 / 1.4826)
    assert scores[0] > OUTLIER_FROM > abs(scores[1])
    assert np.isnan(scores[2])
    # five equal years: chance alone moves 501 by the square root of 501 x 0.01
    assert scores[3] == pytest.approx(1 / np.sqrt(5.01))


def test_one_person_more_in_a_village_is_no_outlier_and_ten_thousand_in_a_town_are():
    past = np.full((2, 5), 1.0)  # per cent
    village, town = 100 / 120, 100 / 40_000  # what one person does
    scores = own_scores(past, np.array([1.0 + village, 26.0]), np.array([village, town]))
    assert abs(scores[0]) < OUTLIER_FROM < scores[1]


def test_an_unknown_newest_value_has_no_score():
    assert np.isnan(own_scores(np.array([[1.0, 2, 3, 4]]), np.array([NAN]), np.ones(1))).all()


def test_zeros_everywhere_have_no_score():
    assert np.isnan(own_scores(np.zeros((1, 4)), np.zeros(1), np.ones(1))).all()


def test_a_value_is_judged_within_its_group_only():
    values = np.array([1, 2, 3, 4, 5, 6, 7, 60, 50.0, 60, NAN])
    group = np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0])
    scores = similar_scores(values, group, np.full(11, 0.01))
    assert scores[7] > OUTLIER_FROM
    assert np.abs(scores[:7]).max() < OUTLIER_FROM
    assert np.isnan(scores[8:]).all()


def test_what_one_person_does_to_a_value():
    both = sides([5, 5, 5], [50, 0, NAN])
    np.testing.assert_allclose(of_one(Form.PERCENT, both), [2, NAN, NAN])
    assert of_one(Form.SUM, both).tolist() == [1, 1, 1]
