"""The index on the original official workbook of 2023."""

import numpy as np
import pytest

from zazemi.measures.exclusion_index import ISV_2016_2024, compute

pytestmark = pytest.mark.real_data

CLASSES_BY_REGION = {
    "CZ010": (0, 0, 0, 1),
    "CZ020": (661, 419, 37, 27),
    "CZ031": (332, 252, 26, 14),
    "CZ032": (248, 212, 23, 18),
    "CZ041": (51, 48, 9, 26),
    "CZ042": (114, 173, 29, 38),
    "CZ051": (118, 61, 17, 19),
    "CZ052": (235, 175, 28, 10),
    "CZ053": (265, 160, 22, 4),
    "CZ063": (472, 210, 20, 2),
    "CZ064": (346, 288, 26, 13),
    "CZ071": (187, 167, 22, 26),
    "CZ072": (211, 80, 12, 4),
    "CZ080": (153, 81, 27, 39),
}
POINTS = {
    "564265": (4, 5, 6, 6, 3),
    "563552": (3, 4, 6, 6, 2),
    "563935": (5, 4, 5, 5, 1),
    "563820": (3, 4, 6, 5, 1),
    "564028": (2, 5, 6, 5, 1),
    "562017": (6, 4, 3, 1, 3),
    "563811": (2, 4, 6, 5, 0),
    "563889": (2, 4, 2, 3, 2),
    "563838": (2, 2, 3, 4, 0),
    "554782": (2, 3, 2, 3, 2),
    "554821": (3, 4, 5, 4, 4),
}


@pytest.fixture(scope="module")
def result(official):
    return compute(official.table)


def test_the_index_equals_the_published_one_in_at_least_6253_of_6258_municipalities(official, result):
    assert len(official.index) == 6258
    assert int((result.index == official.index).sum()) >= 6253


def test_every_municipality_with_its_own_school_has_exactly_its_published_index(official, result):
    own = official.table.has_own_school
    assert int(own.sum()) == 1368
    assert (result.index[own] == official.index[own]).all()


def test_shares_and_quotients_equal_the_published_ones(official, result):
    own = ~np.isnan(official.share)
    assert np.abs(result.share - official.share)[own].max() < 1e-12
    assert np.abs(result.lq - official.lq)[own].max() < 1e-12


@pytest.mark.parametrize("code", POINTS)
def test_golden_municipalities_have_their_points(official, result, code):
    at = official.table.codes.index(code)
    assert tuple(result.points[at].sum(axis=1)) == POINTS[code]


def test_the_class_counts_of_the_regions_are_the_published_ones(official, result):
    regions = np.asarray(official.table.region_codes)
    counts = {
        region: tuple(np.bincount(result.category[regions == region], minlength=4).tolist())
        for region in CLASSES_BY_REGION
    }
    differing = {region for region, count in counts.items() if count != CLASSES_BY_REGION[region]}
    # one municipality each, whose school is nearer to the definition point than to the built-up centre
    assert differing == {"CZ031", "CZ032"}
    published = np.sum(list(CLASSES_BY_REGION.values()), axis=0)
    assert published.tolist() == [3393, 2326, 298, 241]
    assert np.abs(np.sum(list(counts.values()), axis=0) - published).max() <= 2


def test_the_liberec_region_is_counted_exactly(official, result):
    own = np.asarray(official.table.region_codes) == "CZ051"
    assert np.bincount(result.category[own]).tolist() == [118, 61, 17, 19]
    assert result.index[own].mean() == pytest.approx(3.31, abs=0.005)


def test_classes_follow_the_published_words(official):
    starts = np.array(ISV_2016_2024.class_starts)
    words = [f"{low} až {high}" for low, high in ISV_2016_2024.classes]
    ours = [words[at] for at in np.searchsorted(starts, official.index, side="right") - 1]
    assert ours == official.category
