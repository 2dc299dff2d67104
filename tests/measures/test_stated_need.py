"""Stated needs beside the computed one: golden cases by hand, and what every combination keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import BadColumnError
from zazemi.measures.stated_need import StatedNeed, combine_need


def stated(rows, fte, *, override=False, area=False, order=1):
    return StatedNeed(
        rows=np.array(rows, dtype=np.int64), fte=fte, is_override=override, is_area=area, order=order
    )


def combined(computed, *statements, needed_from=0.1):
    return combine_need(np.array(computed, dtype=float), statements, needed_from_fte=needed_from)


def test_without_statements_the_computed_need_stays():
    result = combined([0.5, 0.0])
    assert result.need_fte.tolist() == [0.5, 0.0]
    assert not result.is_overridden.any()
    assert not result.is_complemented.any()


def test_an_overriding_statement_replaces_the_computed_need():
    result = combined([0.5, 0.2], stated([0], 2.0, override=True))
    assert result.need_fte.tolist() == [2.0, 0.2]
    assert result.is_overridden.tolist() == [True, False]


def test_of_two_overriding_statements_about_one_place_the_later_counts():
    later, earlier = (
        stated([0], 1.0, override=True, order=7),
        stated([0], 3.0, override=True, order=2),
    )
    assert combined([0.5], later, earlier).need_fte.tolist() == [1.0]


def test_a_statement_of_an_area_is_divided_in_proportion_to_the_computed_need():
    result = combined([0.3, 0.1, 9.0], stated([0, 1], 2.0, override=True, area=True))
    assert result.need_fte == pytest.approx([1.5, 0.5, 9.0])


def test_where_nothing_is_computed_an_area_is_divided_evenly():
    assert combined([0.0, 0.0], stated([0, 1], 1.0, area=True)).need_fte.tolist() == [0.5, 0.5]


def test_the_statement_of_a_municipality_counts_more_than_that_of_its_area_even_when_older():
    result = combined(
        [1.0, 1.0],
        stated([0], 0.4, override=True, order=1),
        stated([0, 1], 6.0, override=True, area=True, order=9),
    )
    assert result.need_fte.tolist() == [0.4, 3.0]


def test_complementing_statements_add_up_on_top_of_what_counts():
    result = combined([0.5], stated([0], 1.0, override=True), stated([0], 0.25), stated([0], 0.5))
    assert result.need_fte.tolist() == [1.75]
    assert result.is_complemented.tolist() == [True]


def test_needed_without_a_number_lifts_to_the_limit_and_never_lowers():
    result = combined([0.02, 0.7], stated([0], None), stated([1], None))
    assert result.need_fte.tolist() == [0.1, 0.7]
    assert result.is_complemented.tolist() == [True, False]


def test_a_statement_about_nobody_in_the_table_changes_nothing():
    assert combined([0.5], stated([], 3.0)).need_fte.tolist() == [0.5]


def test_a_negative_computed_need_is_refused():
    with pytest.raises(BadColumnError):
        combined([-1.0])


numbers = st.floats(min_value=0, max_value=50, allow_nan=False)


@given(st.lists(numbers, min_size=1, max_size=8), numbers)
def test_a_complement_of_an_area_adds_exactly_its_value(computed, value):
    rows = list(range(len(computed)))
    result = combined(computed, stated(rows, value, area=True))
    assert result.need_fte.sum() == pytest.approx(sum(computed) + value, abs=1e-9)


@given(st.lists(numbers, min_size=1, max_size=8), numbers)
def test_an_override_of_an_area_makes_the_area_exactly_its_value(computed, value):
    rows = list(range(len(computed)))
    result = combined(computed, stated(rows, value, override=True, area=True))
    assert result.need_fte.sum() == pytest.approx(value, abs=1e-9)
    assert (result.need_fte >= 0).all()


@given(st.permutations([1, 2, 3]), st.lists(numbers, min_size=3, max_size=3))
def test_the_order_in_which_statements_are_given_does_not_matter(order, values):
    given_ones = [
        stated([0], values[0], override=True, order=1),
        stated([0, 1], values[1], override=True, area=True, order=2),
        stated([1], values[2], order=3),
    ]
    shuffled = [given_ones[place - 1] for place in order]
    assert combined([1.0, 2.0], *shuffled).need_fte == pytest.approx(
        combined([1.0, 2.0], *given_ones).need_fte
    )
