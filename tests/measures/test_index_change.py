"""Why the index moved: method, own numbers, base; the parts always sum to the change."""

from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.index_change import DimensionChange, YearState, split_change, whole_change
from zazemi.measures.index_of_one import Load
from zazemi.measures.indicator_sets import ISV_2016_2024, ISV_2026_INTERIM, Dimension

LOAD = st.builds(Load, count=st.integers(0, 400), of=st.integers(0, 3000))
SETS = st.sampled_from([ISV_2016_2024, ISV_2026_INTERIM])


@st.composite
def states(draw):
    rules = draw(SETS)
    return YearState(
        rules=rules,
        loads={one: draw(LOAD) for one in rules.dimensions},
        bases={one: draw(st.floats(0, 30)) for one in rules.dimensions},
    )


def state(rules, loads, bases):
    return YearState(
        rules=rules,
        loads=dict(zip(rules.dimensions, loads, strict=True)),
        bases=dict(zip(rules.dimensions, bases, strict=True)),
    )


FULL = [Load(count=210, of=1000), *[Load(count=50, of=1000)] * 3, Load(count=3, of=40)]


def test_own_numbers_that_fall_are_reality():
    fewer = [Load(count=90, of=1000), *FULL[1:]]
    bases = [7.0, 3.0, 1.0, 2.0, 3.0]
    parts = split_change(state(ISV_2016_2024, FULL, bases), state(ISV_2016_2024, fewer, bases))
    # 210 of 1000: count 2, share 21 % 2, quotient 3.0 2; 90: count 0, share 9 % 0, quotient 1.29 0
    assert parts[Dimension.FORECLOSURE] == DimensionChange(before=6, method=0, reality=-6, base=0)
    assert whole_change(parts).total == -6


def test_a_base_that_rises_takes_points_of_the_quotient_only():
    parts = split_change(
        state(ISV_2016_2024, FULL, [7.0, 3.0, 1.0, 2.0, 3.0]),
        state(ISV_2016_2024, FULL, [14.0, 3.0, 1.0, 2.0, 3.0]),
    )
    assert parts[Dimension.FORECLOSURE] == DimensionChange(before=6, method=0, reality=0, base=-2)


def test_a_dimension_that_ends_is_method():
    parts = split_change(
        state(ISV_2016_2024, FULL, [7.0, 3.0, 1.0, 2.0, 3.0]),
        state(ISV_2026_INTERIM, [FULL[0], FULL[3], FULL[4]], [7.0, 2.0, 3.0]),
    )
    housing = parts[Dimension.HOUSING_ALLOWANCE]
    assert (housing.before, housing.method, housing.after) == (3, -3, 0)
    whole = whole_change(parts)
    assert (whole.reality, whole.base) == (0, 0)
    assert whole.method == -sum(
        parts[one].before for one in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE)
    )
    back = split_change(
        state(ISV_2026_INTERIM, [FULL[0], FULL[3], FULL[4]], [7.0, 2.0, 3.0]),
        state(ISV_2016_2024, FULL, [7.0, 3.0, 1.0, 2.0, 3.0]),
    )
    assert back[Dimension.HOUSING_ALLOWANCE] == DimensionChange(before=0, method=3, reality=0, base=0)


@given(states(), states())
def test_the_parts_always_sum_to_the_change(older, newer):
    parts = split_change(older, newer)
    first, last = split_change(older, older), split_change(newer, newer)
    before, after = whole_change(first).before, whole_change(last).before
    whole = whole_change(parts)
    assert whole.before == before
    assert whole.before + whole.method + whole.reality + whole.base == whole.after == after
    assert whole.total == sum(part.total for part in parts.values())


@given(states())
def test_a_year_against_itself_has_no_change(one):
    assert all(part.total == part.method == part.reality == 0 for part in split_change(one, one).values())
