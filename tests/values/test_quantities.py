"""Quantities: rounding, refusal of what is no amount."""

from decimal import Decimal

import pytest

from zazemi.values.quantities import NegativeQuantityError, NotANumberError, czk, fte


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.5", "2.5000"),
        (0.1, "0.1000"),
        (Decimal("1.00005"), "1.0000"),
        ("1.00015", "1.0002"),
        (0, "0.0000"),
    ],
)
def test_fte_is_rounded_to_a_ten_thousandth_half_to_even(text, expected):
    assert str(fte(text)) == expected


def test_czk_is_rounded_to_a_haler():
    assert czk("35000000.005") == Decimal("35000000.00")
    assert czk(12.345) == Decimal("12.34")


def test_a_negative_amount_is_refused_with_the_way_out():
    with pytest.raises(
        NegativeQuantityError, match=r"capacity is -1, but it cannot be negative\. Enter zero"
    ):
        fte(-1, name="capacity")


@pytest.mark.parametrize("value", ["two", "", "NaN", float("inf")])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(NotANumberError):
        czk(value)
