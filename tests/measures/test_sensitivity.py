"""Verdicts as columns: the same as the verdicts in words, whatever the numbers."""

import dataclasses
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.test_serving import pairs_of

from zazemi.measures.gaps import GAP_SETTINGS_2026, Reach, Verdict, VerdictSettings, verdicts
from zazemi.measures.sensitivity import CODES, KindGround, flip_counts, grains, judged, verdict_codes
from zazemi.values.quantities import fte
from zazemi.values.services import ServiceKind

FIELD = ServiceKind.FIELD_PROGRAMME
amounts = st.one_of(
    st.floats(0, 30, allow_nan=False),
    st.integers(0, 50_000).map(lambda whole: whole / 20_000),
    st.sampled_from([0.0, 0.1, 0.09995, 0.09994999, 0.00005, 0.00015, 0.08, 0.79995]),
)
rows = st.lists(st.tuples(amounts, amounts, st.booleans(), st.integers(0, 2)), min_size=1, max_size=6)


@given(rows, st.sampled_from(["0.8", "0.75", "0.96", "0.33335"]), st.sampled_from(["0.1", "0.12", "0"]))
def test_codes_are_the_verdicts_in_words(table, enough, needed):
    need = np.array([row[0] for row in table])
    has = np.array([min(row[0], row[1]) for row in table])
    register = np.array([row[2] for row in table])
    unknown = np.array([row[3] for row in table], dtype=np.int64)
    settings = dataclasses.replace(
        GAP_SETTINGS_2026,
        verdict=VerdictSettings(needed_from_fte=Decimal(needed), sufficient_from_share=Decimal(enough)),
    )
    words = verdicts(
        FIELD,
        ["990001"] * len(table),
        need,
        has,
        reach=Reach(
            places=unknown + 1,
            unknown_places=unknown,
            nearest_minutes=np.zeros(len(table)),
            has_register=register,
        ),
        settings=settings,
    )
    codes = verdict_codes(
        need, has, has_register=register, has_unknown_place=unknown > 0, settings=settings.verdict
    )
    assert [CODES[code] for code in codes.tolist()] == [gap.verdict for gap in words]


@given(st.lists(amounts, min_size=1, max_size=8))
def test_grains_round_as_fte_rounds(numbers):
    assert grains(np.array(numbers)).tolist() == [int(fte(number) * 10_000) for number in numbers]


def test_a_kind_is_judged_with_its_unknown_capacity():
    ground = KindGround(
        kind=FIELD,
        need_fte=np.array([1.0, 1.0, 0.01]),
        pairs=pairs_of([(0, 0), (1, 1)], 3, 2),
        capacity_fte=np.array([1.0, np.nan]),
        has_register=np.ones(3, dtype=bool),
    )
    codes = judged(ground, GAP_SETTINGS_2026)
    assert [CODES[code] for code in codes] == [Verdict.SUFFICIENT, Verdict.UNKNOWN, Verdict.NOT_NEEDED]


def test_flips_are_counted():
    assert flip_counts(np.array([0, 1, 2]), np.array([0, 2, 1])) == 2


@pytest.mark.parametrize("has", [0.0, 0.5])
def test_nothing_is_missing_and_something_is_insufficient(has):
    code = verdict_codes(
        np.array([1.0]),
        np.array([has]),
        has_register=np.ones(1, dtype=bool),
        has_unknown_place=np.zeros(1, dtype=bool),
        settings=VerdictSettings(),
    )
    assert CODES[code[0]] is (Verdict.INSUFFICIENT if has else Verdict.MISSING)
