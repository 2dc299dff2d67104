"""Series that are not joined over a break, and municipalities that resemble one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.test_exclusion_index import NAN, table

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.exclusion_index import (
    ISV_2016_2024,
    ISV_2026_INTERIM,
    NoAllowancesError,
    compute,
)
from zazemi.measures.index_series import YearPoint, segments
from zazemi.measures.indicator_sets import Dimension, set_for
from zazemi.measures.similar import similar_rows

POINTS = st.lists(
    st.builds(
        YearPoint, year=st.integers(2016, 2030), value=st.integers(0, 30), version=st.sampled_from(["a", "b"])
    ),
    unique_by=lambda one: one.year,
)


def test_a_new_set_and_a_missing_year_cut_the_line():
    made = [YearPoint(year=year, value=1, version="a") for year in (2019, 2022, 2023, 2024)]
    made.append(YearPoint(year=2026, value=1, version="b"))
    made.append(YearPoint(year=2027, value=1, version="a"))
    assert [[one.year for one in piece] for piece in segments(made)] == [
        [2019], [2022, 2023, 2024], [2026], [2027],
    ]  # fmt: skip


@given(POINTS)
def test_results_of_different_sets_are_never_in_one_piece(made):
    pieces = segments(made)
    assert sorted(one.year for piece in pieces for one in piece) == sorted(one.year for one in made)
    for piece in pieces:
        assert len({one.version for one in piece}) == 1
        assert [one.year for one in piece] == list(range(piece[0].year, piece[0].year + len(piece)))


def test_no_set_covers_the_year_of_the_break_and_real_places_wait_for_a_method():
    assert [set_for(year) for year in (2025, 2026)] == [None, None]
    assert set_for(2025, is_fictional=True) is None
    assert set_for(2024, is_fictional=True) is ISV_2016_2024
    assert set_for(2026, is_fictional=True) is ISV_2026_INTERIM
    assert (ISV_2026_INTERIM.maximum, ISV_2026_INTERIM.classes) == (18, ((0, 18),))


AFTER_THE_BREAK = [
    ("500011", 1000, 700, 210, NAN, NAN, 90, 5, 43),
    ("500020", 3000, 2000, 20, NAN, NAN, 4, 0, 40),
]


def test_three_dimensions_are_computed_by_the_same_arithmetic_as_five():
    without = table(AFTER_THE_BREAK)
    zeros = table([(row[0], *row[1:4], 0, 0, *row[6:]) for row in AFTER_THE_BREAK])
    three, five = compute(without, ISV_2026_INTERIM), compute(zeros, ISV_2016_2024)
    kept = [0, 3, 4]
    assert three.points.shape == (2, 3, 3)
    assert (three.points == five.points[:, kept]).all()
    assert three.base_share == pytest.approx(five.base_share[:, kept])
    assert three.national_share == pytest.approx(five.national_share[kept])
    assert three.category.tolist() == [0, 0]
    assert ISV_2026_INTERIM.dimensions == (
        Dimension.FORECLOSURE, Dimension.LONG_UNEMPLOYMENT, Dimension.EARLY_LEAVING,
    )  # fmt: skip


def test_allowances_that_the_year_has_not_are_never_counted_as_none():
    with pytest.raises(NoAllowancesError, match="ISV 2016–2024"):
        compute(table(AFTER_THE_BREAK), ISV_2016_2024)


def test_the_nearest_by_size_and_shares_come_first_and_never_the_place_itself():
    population = np.array([1000.0, 1000, 1100, 90000, 1000])
    shares = np.array([[5.0, 1], [5, 1], [5, 1.1], [5, 1], [30, 9]])
    everybody = np.ones(5, dtype=bool)
    found = similar_rows(population, shares, row=0, candidates=everybody, wanted=3)
    assert found.tolist()[:2] == [1, 2]
    only = np.array([True, False, False, True, True])
    assert set(similar_rows(population, shares, row=0, candidates=only, wanted=9)) == {3, 4}


def test_a_column_without_spread_decides_nothing():
    found = similar_rows(
        np.array([100.0, 100, 100]),
        np.array([[1.0, 5], [1, 9], [1, 6]]),
        row=0,
        candidates=np.ones(3, dtype=bool),
        wanted=2,
    )
    assert found.tolist() == [2, 1]


def test_columns_that_do_not_fit_are_refused():
    with pytest.raises(ColumnLengthError):
        similar_rows(np.ones(2), np.ones((3, 1)), row=0, candidates=np.ones(2, dtype=bool), wanted=1)
