"""The index on hand-made tables and on golden municipalities of 2023.

The golden vectors are official facts: the inputs of ten municipalities of the
Liberec Region, completed by one row for the rest of the region and one for the
rest of the country, so that the regional and national sums are the official ones.
"""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import BadColumnError, ColumnLengthError
from zazemi.measures.exclusion_index import (
    ISV_2016_2024,
    IndexInput,
    NoSchoolError,
    UnpairedSchoolError,
    class_of,
    compute,
    nearest_lenders,
)

NAN = float("nan")
COLUMNS = (
    "population_15_plus",
    "population_15_64",
    "foreclosures",
    "housing_allowances",
    "living_allowances",
    "long_term_seekers",
    "early_leavers",
    "pupils_finished",
)
GOLDEN = [
    ("564265", 3138, 2344, 517, 2642 / 12, 1039 / 12, 129, 5, 43, (4, 5, 6, 6, 3), 24),
    ("563552", 2671, 1905, 359, 105, 1091 / 12, 117, 3, 41, (3, 4, 6, 6, 2), 21),
    ("563820", 5204, 3714, 644, 2381 / 12, 1546 / 12, 164, 5, 97, (3, 4, 6, 5, 1), 19),
    ("564028", 6236, 4611, 620, 4019 / 12, 1619 / 12, 193, 6, 129, (2, 5, 6, 5, 1), 19),
    ("563811", 3190, 2482, 358, 1490 / 12, 932 / 12, 89, 2, 47, (2, 4, 6, 5, 0), 17),
    ("563889", 90809, 68962, 8425, 38821 / 12, 6728 / 12, 1316, 31, 1183, (2, 4, 2, 3, 2), 13),
    ("563838", 2327, 1689, 209, 698 / 12, 409 / 12, 65, 0, 38, (2, 2, 3, 4, 0), 11),
]
LIBEREC_REGION = (379168, 285215, 32519, 144389 / 12, 33926 / 12, 5395, 166, 4761)
COUNTRY = (9172797, 6935475, 621305, 2983963 / 12, 768931 / 12, 126228, 3157, 106501)


def table(rows, regions=None, points=None):
    """A table from rows (code, eight numbers)."""
    numbers = {name: np.array([float(row[1 + at]) for row in rows]) for at, name in enumerate(COLUMNS)}
    points = points or [(50.0 + 0.01 * at, 15.0) for at in range(len(rows))]
    return IndexInput(
        codes=[row[0] for row in rows],
        region_codes=regions or ["CZ051"] * len(rows),
        lat=np.array([lat for lat, _ in points]),
        lon=np.array([lon for _, lon in points]),
        **numbers,
    )


@pytest.fixture(scope="module")
def golden():
    rows = [row[:9] for row in GOLDEN]
    region = [sum(row[at] for row in rows) for at in range(1, 9)]
    rest = ("599998", *(whole - part for whole, part in zip(LIBEREC_REGION, region, strict=True)))
    abroad = ("599999", *(whole - part for whole, part in zip(COUNTRY, LIBEREC_REGION, strict=True)))
    return compute(table([*rows, rest, abroad], regions=["CZ051"] * (len(rows) + 1) + ["CZ010"]))


@pytest.mark.parametrize("at", range(len(GOLDEN)), ids=[row[0] for row in GOLDEN])
def test_golden_municipalities_get_their_official_points(golden, at):
    points_per_dimension, index = GOLDEN[at][9:]
    assert tuple(golden.points[at].sum(axis=1)) == points_per_dimension
    assert golden.index[at] == index


def test_the_bases_are_means_of_the_national_and_the_regional_share(golden):
    assert golden.national_share == pytest.approx([6.77334, 2.71088, 0.69856, 1.82003, 2.96429], abs=5e-6)
    assert golden.base_share[0] == pytest.approx([7.67488, 2.94213, 0.72209, 1.85579, 3.22548], abs=6e-6)


@pytest.mark.parametrize(
    ("foreclosures", "points"),
    [(99, 0), (100, 1), (199, 1), (200, 1), (201, 2)],
)
def test_the_lower_threshold_is_inclusive_and_the_upper_one_strict(foreclosures, points):
    rows = [("500011", 100_000, 80_000, foreclosures, 0, 0, 0, 0, 50)]
    assert compute(table(rows)).points[0, 0, 0] == points


@pytest.mark.parametrize(
    ("leavers", "pupils", "points"), [(1, 20, 1), (3, 25, 1), (49, 1000, 0), (121, 1000, 2), (0, 0, 0)]
)
def test_shares_are_compared_without_rounding_and_nothing_of_nothing_is_zero(leavers, pupils, points):
    rows = [("500011", 1000, 700, 0, 0, 0, 0, leavers, pupils)]
    assert compute(table(rows)).points[0, 4, 1] == points


def test_a_municipality_without_inhabitants_has_no_points():
    rows = [("500011", 0, 0, 0, 0, 0, 0, NAN, NAN), ("500020", 100, 70, 10, 5, 5, 5, 0, 10)]
    result = compute(table(rows))
    assert result.index[0] == 0
    assert np.isfinite(result.values).all()


def test_all_three_school_measures_are_borrowed_from_the_nearest_school():
    rows = [
        ("500011", 100, 70, 0, 0, 0, 0, NAN, NAN),
        ("500020", 100, 70, 0, 0, 0, 0, 7, 50),
        ("500030", 100, 70, 0, 0, 0, 0, 0, 50),
    ]
    result = compute(
        table(rows, regions=["CZ051", "CZ042", "CZ042"], points=[(50.0, 15.0), (50.1, 15.0), (50.0, 15.2)])
    )
    assert result.school_from.tolist() == [1, 1, 2]
    assert result.values[0, 4].tolist() == result.values[1, 4].tolist() == pytest.approx([7, 14, 2.0])
    assert result.points[0, 4].tolist() == [1, 2, 1]
    assert result.base_share[0, 4] == result.base_share[1, 4]
    assert (result.count[0, 4], result.share[0, 4], result.lq[0, 4]) == pytest.approx((7, 14, 2))


def test_of_two_equally_near_schools_the_lower_code_lends():
    rows = [
        ("500030", 1, 1, 0, 0, 0, 0, 1, 2),
        ("500011", 1, 1, 0, 0, 0, 0, NAN, NAN),
        ("500020", 1, 1, 0, 0, 0, 0, 1, 3),
    ]
    points = [(50.0, 15.1), (50.0, 15.0), (50.0, 14.9)]
    assert nearest_lenders(table(rows, points=points)).tolist() == [0, 2, 2]


def test_where_all_have_schools_nobody_borrows():
    assert nearest_lenders(table([("500011", 1, 1, 0, 0, 0, 0, 0, 1)])).tolist() == [0]


def test_an_empty_table_gives_an_empty_result():
    assert compute(table([])).index.tolist() == []


def test_classes_are_those_of_the_official_file():
    assert ISV_2016_2024.classes == ((0, 1), (2, 7), (8, 11), (12, 30))
    assert class_of(np.array([0, 1, 2, 7, 8, 11, 12, 30])).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_the_set_holds_for_the_years_2016_to_2024():
    assert [year for year in range(2014, 2028) if ISV_2016_2024.covers(year)] == list(range(2016, 2025))
    assert dataclasses.replace(ISV_2016_2024, valid_to=None).covers(2030)


def test_a_country_without_schools_is_refused():
    with pytest.raises(NoSchoolError):
        compute(table([("500011", 1, 1, 0, 0, 0, 0, NAN, NAN)]))


def test_half_known_schools_are_refused_by_code():
    with pytest.raises(UnpairedSchoolError, match="500011"):
        table([("500011", 1, 1, 0, 0, 0, 0, 1, NAN)])


def test_negative_counts_are_refused_by_row():
    rows = [("500011", 1, 1, 0, 0, 0, 0, 0, 1), ("500020", 1, 1, -1, 0, 0, 0, 0, 1)]
    with pytest.raises(BadColumnError, match=r"foreclosures holds -1\.0 in row 2"):
        table(rows)


def test_columns_of_different_length_are_refused():
    whole = table([("500011", 1, 1, 0, 0, 0, 0, 0, 1)])
    with pytest.raises(ColumnLengthError, match="lat has 2 rows, but 1 are expected"):
        dataclasses.replace(whole, lat=np.array([50.0, 51.0]))


COUNT = st.integers(0, 400)
ROW = st.tuples(st.integers(1, 3000), st.integers(1, 2000), COUNT, COUNT, COUNT, COUNT, COUNT, COUNT)
REGION = st.sampled_from(["CZ051", "CZ042", "CZ010"])


@st.composite
def tables(draw):
    rows = draw(st.lists(ROW, min_size=2, max_size=8))
    schools = [True, *draw(st.lists(st.booleans(), min_size=len(rows) - 1, max_size=len(rows) - 1))]
    regions = draw(st.lists(REGION, min_size=len(rows), max_size=len(rows)))
    full = [
        (str(500_000 + at), *row[:6], *(row[6:] if has else (NAN, NAN)))
        for at, (row, has) in enumerate(zip(rows, schools, strict=True))
    ]
    points = [(49.0 + draw(st.integers(0, 1000)) / 500, 13.0 + 0.013 * at) for at in range(len(rows))]
    return table(full, regions=regions, points=points)


@given(tables())
def test_points_stay_within_their_bounds_and_add_up(whole):
    result = compute(whole)
    assert ((result.points >= 0) & (result.points <= 2)).all()
    assert (result.index == result.points.reshape(len(result.index), -1).sum(axis=1)).all()
    assert result.index.max() <= ISV_2016_2024.maximum == 30


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_municipalities_does_not_matter(whole, chance):
    order = list(range(len(whole.codes)))
    chance.shuffle(order)
    shuffled = dataclasses.replace(
        whole,
        codes=[whole.codes[at] for at in order],
        region_codes=[whole.region_codes[at] for at in order],
        lat=whole.lat[order],
        lon=whole.lon[order],
        **{name: getattr(whole, name)[order] for name in COLUMNS},
    )
    before, after = compute(whole), compute(shuffled)
    lenders = [whole.codes[at] for at in before.school_from[order]]
    assert [shuffled.codes[at] for at in after.school_from] == lenders
    assert after.values == pytest.approx(before.values[order])


@given(tables())
def test_the_lender_always_has_a_school(whole):
    assert whole.has_own_school[compute(whole).school_from].all()


@given(tables(), st.integers(0, 3), st.integers(1, 50))
def test_more_people_in_one_place_never_lower_its_own_points(whole, column, more):
    name = COLUMNS[2 + column]
    added = getattr(whole, name).copy()
    added[0] += more
    before, after = compute(whole), compute(dataclasses.replace(whole, **{name: added}))
    assert (after.points[0, column] >= before.points[0, column]).all()
