"""Birth numbers in free text are found, other numbers are left alone."""

import pytest

from zazemi.values.birth_numbers import holds_birth_number


@pytest.mark.parametrize(
    "text",
    [
        "paní 736028/5163 čeká",  # a woman, divisible by eleven
        "7360285163",
        "736028 / 5163",
        "320517/123",  # nine digits, until 1953
        "015101/1003",  # a woman born in 2001
        "0571011001",  # a woman born in 2005 when numbers ran out
        "0421011008",  # a man born in 2004 when numbers ran out
        "780123/3540",  # remainder ten written as zero
    ],
)
def test_a_birth_number_is_found(text):
    assert holds_birth_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "IČO 27000010",
        "736028/5164",  # not divisible by eleven
        "541345/123",  # no such month
        "730231/0000",  # no such day
        "telefon 601 234 567",
        "částka 1 234 567 890",
        "540101/123",  # nine digits after 1953 were not given
        "č. j. 12345678901",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not holds_birth_number(text)
