"""The need model: its shape, its labels, its magnitude."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.measures.arrays import BadColumnError, ColumnLengthError
from zazemi.measures.exclusion_index import compute
from zazemi.measures.need import NEED_MODEL_2026, NEED_MODELS, Basis, Coefficient, NeedInput, need_fte
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

FIELD, CLUB, FAMILY = PREVENTION_NETWORK
COLUMNS = (
    "population_15_plus",
    "foreclosures",
    "housing_allowances",
    "living_allowances",
    "long_term_seekers",
    "early_leavers",
)


def table(*rows: tuple[float, ...]):
    """Rows of (inhabitants 15+, foreclosures, housing, living, seekers, leavers, index)."""
    numbers = {name: np.array([float(row[at]) for row in rows]) for at, name in enumerate(COLUMNS)}
    return NeedInput(**numbers, index=np.array([row[6] for row in rows], dtype=np.int64))


def need_of(*row: float):
    return {kind: float(need[0]) for kind, need in need_fte(table(row), NEED_MODEL_2026).items()}


def test_need_is_counted_as_the_model_says():
    # field: 500 x 0.02 + 100 x 0.5 + 100 x 0.2 = 80 clients at full intensity, 35 per FTE
    # club:  200 x 0.1 + 100 x 0.7 + 5 x 4 = 110, 45 per FTE; family: 12 + 35 + 5 = 52, 25 per FTE
    need = need_of(3000, 500, 200, 100, 100, 5, 12)
    assert need == pytest.approx({FIELD: 80 / 35, CLUB: 110 / 45, FAMILY: 52 / 25})


def test_need_grows_with_the_index_up_to_the_highest_class():
    at = {index: need_of(3000, 500, 200, 100, 100, 5, index)[FIELD] for index in (0, 6, 12, 30)}
    assert at[0] == pytest.approx(0.05 * at[12])
    assert at[6] == pytest.approx(0.525 * at[12])
    assert at[30] == at[12]


def test_clients_are_never_more_than_a_part_of_the_inhabitants():
    assert need_of(100, 0, 0, 1000, 0, 0, 30)[FIELD] == pytest.approx(35 / 35)


def test_negligible_load_stays_below_a_tenth_of_an_fte():
    assert all(need < 0.1 for need in need_of(1030, 48, 14.3, 3.1, 10, 0, 0).values())


def test_every_coefficient_is_labelled_and_explained():
    model = NEED_MODEL_2026
    coefficients = [
        model.intensity_at_zero,
        model.full_intensity_from_index,
        model.largest_share_of_inhabitants,
    ]
    for rule in model.kinds.values():
        assert len(rule.coefficients()) == 6
        coefficients += rule.coefficients().values()
    assert all(
        isinstance(each, Coefficient) and each.source.endswith(".") and each.unit for each in coefficients
    )
    assert [each for each in coefficients if each.basis is Basis.SOURCED] == [model.full_intensity_from_index]


def test_the_model_speaks_of_the_three_kinds_of_the_network():
    assert tuple(NEED_MODEL_2026.kinds) == PREVENTION_NETWORK
    assert ServiceKind.COUNSELLING not in NEED_MODEL_2026.kinds
    assert NEED_MODELS == (NEED_MODEL_2026,)


def test_columns_must_belong_together():
    whole = table((1, 1, 1, 1, 1, 1, 1))
    with pytest.raises(ColumnLengthError):
        NeedInput(**{name: np.zeros(2) for name in COLUMNS}, index=whole.index)
    with pytest.raises(BadColumnError, match="foreclosures"):
        table((1, float("nan"), 1, 1, 1, 1, 1))


LOAD = st.integers(0, 500)


@given(st.tuples(st.integers(0, 3000), LOAD, LOAD, LOAD, LOAD, st.integers(0, 20), st.integers(0, 30)))
def test_need_is_never_negative_and_never_falls_when_any_load_grows(row):
    before = need_of(*row)
    assert min(before.values()) >= 0
    for at in range(7):
        after = need_of(*(value + (at == place) for place, value in enumerate(row)))
        assert all(after[kind] >= before[kind] for kind in before)


@pytest.mark.real_data
def test_the_need_of_the_liberec_region_is_plausible_and_concentrated(official):
    whole = official.table
    result = compute(whole)
    need = need_fte(
        NeedInput(
            **{name: getattr(whole, name) for name in COLUMNS[:-1]},
            early_leavers=np.nan_to_num(whole.early_leavers),
            index=result.index,
        ),
        NEED_MODEL_2026,
    )
    region = np.asarray(whole.region_codes) == "CZ051"
    total = sum(need.values())
    assert 150 <= total[region].sum() <= 250
    assert total[region & (result.category == 3)].sum() > 0.75 * total[region].sum()
    assert all((kind[region & (result.category == 0)] < 0.1).all() for kind in need.values())
