"""Periods include both their days."""

import datetime as dt

import pytest

from zazemi.values.periods import Period, PeriodOrderError

FIRST, LAST = dt.date(2013, 12, 1), dt.date(2015, 6, 30)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2013, 11, 30), False),
        (FIRST, True),
        (LAST, True),
        (dt.date(2015, 7, 1), False),
    ],
)
def test_a_period_covers_its_first_and_last_day(day, expected):
    assert Period(first=FIRST, last=LAST).covers(day) is expected


def test_a_running_period_covers_every_later_day():
    assert Period(first=FIRST).covers(dt.date(2099, 1, 1))


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(PeriodOrderError, match="ends on 2013-12-01, before it starts on 2015-06-30"):
        Period(first=LAST, last=FIRST)
