"""The served share: hand-made cases and the properties that it promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import BadColumnError, ColumnLengthError
from zazemi.measures.reach import Pairs
from zazemi.measures.serving import served


def pairs_of(links, origins, targets):
    links = sorted(links)
    return Pairs(
        origin=np.array([origin for origin, _ in links], dtype=np.int64),
        target=np.array([target for _, target in links], dtype=np.int64),
        minutes=np.zeros(len(links)),
        origins=origins,
        targets=targets,
    )


def serve(links, need, capacity, decay=None):
    pairs = pairs_of(links, len(need), len(capacity))
    weights = np.ones(len(pairs.origin)) if decay is None else np.array(decay, dtype=float)
    return served(pairs, np.array(need, dtype=float), np.array(capacity, dtype=float), weights)


def test_scarce_capacity_is_divided_in_proportion_to_need():
    result = serve([(0, 0), (1, 0)], need=[3, 1], capacity=[2])
    assert result.served_fte == pytest.approx([1.5, 0.5])
    assert result.flow_fte == pytest.approx([1.5, 0.5])
    assert result.unused_fte == pytest.approx([0])


def test_decay_weakens_the_far_municipality():
    result = serve([(0, 0), (1, 0)], need=[2, 2], capacity=[1.5], decay=[1, 0.5])
    assert result.served_fte == pytest.approx([1.0, 0.5])


def test_what_one_municipality_does_not_need_goes_to_the_other():
    # both places reach A; only place 1 reaches B: A is met early, B gets the rest of place 1
    result = serve([(0, 0), (0, 1), (1, 1)], need=[1, 4], capacity=[1, 2])
    assert result.served_fte == pytest.approx([1.0, 2 - result.flow_fte[1]])
    assert result.unused_fte == pytest.approx([1 - result.flow_fte[0], 0])
    # place 0 gives A its whole pace 1, place 1 gives A 2 x 1/5: A is met at 1 / 1.4
    assert result.flow_fte == pytest.approx([1 / 1.4, 0.4 / 1.4, 2 - 0.4 / 1.4])


def test_one_small_need_of_many_is_met_first_and_the_others_share_the_rest():
    need = [0.01] + [1.0] * 19
    result = serve([(row, 0) for row in range(20)], need=need, capacity=[10], decay=[1] * 20)
    assert result.served_fte == pytest.approx([0.01 * 10 / 19.01] + [10 / 19.01] * 19)
    # the near small one is met early, then the others share what it no longer takes
    result = serve([(row, 0) for row in range(20)], need=need, capacity=[10], decay=[1] + [0.25] * 19)
    assert result.served_fte == pytest.approx([0.01] + [9.99 / 19] * 19)


def test_capacity_without_need_within_reach_stays_unused():
    result = serve([(0, 0)], need=[1, 1], capacity=[3, 2])
    assert result.served_fte == pytest.approx([1, 0])
    assert result.unused_fte == pytest.approx([2, 2])


def test_no_pairs_serve_nobody():
    result = serve([], need=[1], capacity=[])
    assert result.served_fte.tolist() == [0]
    assert result.unused_fte.tolist() == []


def test_a_pair_with_no_weight_does_not_count():
    result = serve([(0, 0), (1, 0), (1, 1)], need=[1, 1], capacity=[1, 0], decay=[1, 0, 1])
    assert result.served_fte == pytest.approx([1, 0])


def test_bad_columns_are_refused():
    with pytest.raises(BadColumnError, match="capacity_fte"):
        serve([(0, 0)], need=[1], capacity=[float("nan")])
    with pytest.raises(ColumnLengthError, match="decay"):
        serve([(0, 0)], need=[1], capacity=[1], decay=[1, 1])


AMOUNT = st.one_of(st.just(0.0), st.integers(1, 400).map(lambda hundredths: hundredths / 100))


@st.composite
def networks(draw):
    need = draw(st.lists(AMOUNT, min_size=1, max_size=7))
    capacity = draw(st.lists(AMOUNT, min_size=1, max_size=5))
    links = [
        (origin, target)
        for origin in range(len(need))
        for target in range(len(capacity))
        if draw(st.booleans())
    ]
    decay = [draw(st.sampled_from([0.25, 0.4, 0.75, 1.0])) for _ in links]
    return links, need, capacity, decay


@given(networks())
def test_served_work_is_conserved_and_never_more_than_the_need(network):
    links, need, capacity, decay = network
    result = serve(links, need, capacity, decay)
    assert (result.flow_fte >= 0).all()
    assert result.served_fte.sum() == pytest.approx(result.flow_fte.sum(), abs=1e-9)
    assert result.served_fte.sum() + result.unused_fte.sum() == pytest.approx(sum(capacity), abs=1e-9)
    assert (result.served_fte <= np.array(need)).all()
    used = np.bincount([target for _, target in links], weights=result.flow_fte, minlength=len(capacity))
    assert (used <= np.array(capacity) + 1e-9).all()


@given(networks())
def test_nobody_lacks_work_beside_unused_capacity(network):
    links, need, capacity, decay = network
    result = serve(links, need, capacity, decay)
    for origin, target in links:
        lacks = need[origin] - result.served_fte[origin]
        assert min(lacks, result.unused_fte[target]) < 1e-9


@given(networks(), st.integers(0, 4), AMOUNT)
def test_more_capacity_never_takes_work_from_anybody(network, place, more):
    links, need, capacity, decay = network
    larger = list(capacity)
    larger[place % len(capacity)] += more
    before = serve(links, need, capacity, decay).served_fte
    after = serve(links, need, larger, decay).served_fte
    assert (after >= before - 1e-9).all()


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(network, chance):
    links, need, capacity, decay = network
    rows, places = list(range(len(need))), list(range(len(capacity)))
    chance.shuffle(rows)
    chance.shuffle(places)
    weights = dict(zip(links, decay, strict=True))
    moved = {
        (rows.index(origin), places.index(target)): weight for (origin, target), weight in weights.items()
    }
    plain = serve(links, need, capacity, decay)
    shuffled = serve(
        list(moved),
        [need[row] for row in rows],
        [capacity[place] for place in places],
        [moved[link] for link in sorted(moved)],
    )
    assert shuffled.served_fte == pytest.approx(plain.served_fte[rows], abs=1e-9)
    assert shuffled.unused_fte == pytest.approx(plain.unused_fte[places], abs=1e-9)


@given(networks())
def test_the_same_question_has_the_same_answer(network):
    links, need, capacity, decay = network
    first, second = (serve(links, need, capacity, decay) for _ in range(2))
    assert first.flow_fte.tolist() == second.flow_fte.tolist()
