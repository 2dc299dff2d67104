"""One municipality recomputed by hand: equal to the whole computation, with the sums moving along."""

import dataclasses

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.measures.test_exclusion_index import COLUMNS, table, tables

from zazemi.measures.exclusion_index import ISV_2016_2024, compute
from zazemi.measures.index_of_one import Ground, Load, measures_of, points_of
from zazemi.measures.index_steps import step
from zazemi.measures.indicator_sets import Measure


def ground_of(whole, row, at):
    """Sums of the country and of the region of a row, for dimension ``at``."""
    numerators, denominators = whole.numerators()[:, at], whole.denominators()[:, at]
    own = np.asarray(whole.region_codes) == whole.region_codes[row]
    return Ground(
        nation=Load(count=numerators.sum(), of=denominators.sum()),
        region=Load(count=numerators[own].sum(), of=denominators[own].sum()),
    )


def load_of(whole, row, at):
    return Load(count=whole.numerators()[row, at], of=whole.denominators()[row, at])


def changed(whole, at, count):
    """The table with another count in the first row."""
    name = COLUMNS[2 + at]
    column = getattr(whole, name).copy()
    column[0] = count
    return dataclasses.replace(whole, **{name: column})


def test_the_base_is_the_mean_of_both_shares_and_moves_by_half_of_each():
    ground = Ground(nation=Load(count=50, of=1000), region=Load(count=10, of=100))
    assert ground.base_share == 7.5
    assert ground.base_slope == (0.1 + 1.0) / 2
    moved = ground.moved(Load(count=5, of=50), Load(count=6, of=50))
    assert moved.base_share == (5.1 + 11.0) / 2


def test_nothing_of_nothing_is_zero():
    assert measures_of(Load(count=0, of=0), 0.0) == (0, 0.0, 0.0)


@settings(max_examples=50)
@given(tables(), st.integers(0, 3), st.integers(0, 600))
def test_another_number_gives_what_the_whole_computation_gives(whole, at, count):
    rule = ISV_2016_2024.rules[at]
    after = compute(changed(whole, at, count))
    before, new = load_of(whole, 0, at), Load(count=count, of=load_of(whole, 0, at).of)
    values = measures_of(new, ground_of(whole, 0, at).moved(before, new).base_share)
    assert np.allclose(values, after.values[0, at])
    assert points_of(rule, tuple(after.values[0, at])) == tuple(after.points[0, at])


def is_on_edge(value, threshold):
    """Where rounding decides, neither way of counting is wrong."""
    return any(abs(value - edge) < 1e-9 for edge in (threshold.one_from, threshold.two_above))


@settings(max_examples=40)
@given(tables(), st.integers(0, 3), st.sampled_from(list(enumerate(Measure))))
def test_so_many_people_more_or_fewer_change_the_points_in_the_whole_computation(whole, at, chosen):
    place, measure = chosen
    load, ground = load_of(whole, 0, at), ground_of(whole, 0, at)
    before = compute(whole)
    threshold = ISV_2016_2024.rules[at].threshold(measure)
    assume(not is_on_edge(before.values[0, at, place], threshold))
    found = step(
        measure,
        threshold,
        count=load.count,
        denominator=load.of,
        base_share=ground.base_share,
        base_slope=ground.base_slope,
    )
    for people, sign in ((found.more_people, 1), (found.fewer_people, -1)):
        if people is None or not 0 <= load.count + sign * people <= 5000:
            continue
        there = compute(changed(whole, at, load.count + sign * people))
        almost = compute(changed(whole, at, load.count + sign * (people - 1)))
        if not is_on_edge(there.values[0, at, place], threshold):
            assert (there.points[0, at, place] - before.points[0, at, place]) * sign >= 1
        if not is_on_edge(almost.values[0, at, place], threshold):
            assert almost.points[0, at, place] == before.points[0, at, place]


def test_a_region_of_one_city_can_never_reach_the_quotient():
    found = step(
        Measure.LOCATION_QUOTIENT,
        ISV_2016_2024.rules[0].location_quotient,
        count=70706,
        denominator=1166085,
        base_share=(6.77334 + 6.06354) / 2,
        base_slope=50 / 9172797 + 50 / 1166085,
    )
    assert (found.more_people, found.fewer_people, found.is_fragile) == (None, None, False)


def test_a_quotient_above_the_lower_edge_may_have_no_way_to_the_upper_one():
    whole = table(
        [("500011", 100, 70, 30, 0, 0, 0, 0, 1), ("500020", 60, 70, 0, 0, 0, 0, 0, 1)], ["A1", "A2"]
    )
    load, ground = load_of(whole, 0, 0), ground_of(whole, 0, 0)
    found = step(
        Measure.LOCATION_QUOTIENT,
        dataclasses.replace(ISV_2016_2024.rules[0].location_quotient, one_from=1.0, two_above=1.3),
        count=load.count,
        denominator=load.of,
        base_share=ground.base_share,
        base_slope=ground.base_slope,
    )
    assert found.more_people is None
    assert found.fewer_people is not None
