"""How many people decide about a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.exclusion_index import ISV_2016_2024
from zazemi.measures.index_steps import Step, step
from zazemi.measures.indicator_sets import Measure, Threshold

FORECLOSURE = ISV_2016_2024.rules[0]
SCHOOL = ISV_2016_2024.rules[4]


def steps_of(measure, rule, count, denominator=1000, base=5.0):
    return step(measure, rule.threshold(measure), count=count, denominator=denominator, base_share=base)


@pytest.mark.parametrize(
    ("count", "more", "fewer", "fragile"),
    [
        (0, 100, None, False),
        (98, 2, None, False),
        (98.5, 2, None, False),
        (99, 1, None, True),
        (99.5, 1, None, True),
        (100, 101, 1, True),
        (101, 100, 2, False),
        (150, 51, 51, False),
        (200, 1, 101, True),
        (201, None, 1, True),
        (644, None, 444, False),
    ],
)
def test_the_count_of_people_in_foreclosure(count, more, fewer, fragile):
    found = steps_of(Measure.COUNT, FORECLOSURE, count)
    assert found == Step(more_people=more, fewer_people=fewer)
    assert found.is_fragile is fragile


def test_tanvald_needs_293_people_more_for_the_second_point_of_the_share():
    found = steps_of(Measure.SHARE, FORECLOSURE, 644, denominator=5204, base=7.67488)
    assert found == Step(more_people=293, fewer_people=20)
    assert not found.is_fragile


def test_tanvald_needs_75_people_more_for_the_first_point_of_the_quotient():
    found = steps_of(Measure.LOCATION_QUOTIENT, FORECLOSURE, 644, denominator=5204, base=7.67488)
    assert (found.more_people, found.fewer_people) == (75, None)


def test_in_a_small_school_one_pupil_decides():
    found = steps_of(Measure.SHARE, SCHOOL, 0, denominator=10, base=3.2)
    assert found == Step(more_people=1, fewer_people=None)
    assert found.is_fragile


def test_without_inhabitants_nobody_decides():
    found = steps_of(Measure.SHARE, SCHOOL, 0, denominator=0)
    assert found == Step(more_people=None, fewer_people=None)
    assert not found.is_fragile


def points(value, threshold):
    return int(value >= threshold.one_from) + int(value > threshold.two_above)


@given(st.integers(0, 500))
def test_so_many_people_more_give_a_point_and_one_fewer_of_them_does_not(count):
    threshold = Threshold(one_from=100, two_above=200)
    found = step(Measure.COUNT, threshold, count=count, denominator=1, base_share=1)
    now = points(count, threshold)
    if found.more_people is not None:
        assert points(count + found.more_people, threshold) == now + 1
        assert points(count + found.more_people - 1, threshold) == now
    if found.fewer_people is not None:
        assert points(count - found.fewer_people, threshold) == now - 1
        assert points(count - found.fewer_people + 1, threshold) == now
