"""Opening hours: open now, until when, when next; typed and read back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.kernel.clock import PRAGUE
from zazemi.network.catalogue.hours import (
    Span,
    UnreadableHoursError,
    from_plain,
    parsed,
    plain_of,
    state_at,
    state_words,
    text_by_day,
)

WEEK = [
    Span(1, dt.time(8), dt.time(12)),
    Span(1, dt.time(13), dt.time(17)),
    Span(3, dt.time(13), dt.time(18)),
]
NIGHT = [Span(day, dt.time(18), dt.time(8)) for day in range(1, 8)]
NONSTOP = [Span(day, dt.time(0), dt.time(0)) for day in range(1, 8)]


def said(spans, day, hour, minute=0):
    now = dt.datetime(2026, 11, day, hour, minute, tzinfo=PRAGUE)  # 23 November 2026 is a Monday
    return state_words(state_at(spans, now), now)


@pytest.mark.parametrize(
    ("spans", "at", "expected"),
    [
        (WEEK, (23, 9), "dnes otevřeno do 12.00"),
        (WEEK, (23, 12), "teď zavřeno, otevře dnes v 13.00"),
        (WEEK, (23, 16, 59), "dnes otevřeno do 17.00"),
        (WEEK, (23, 17), "teď zavřeno, otevře ve středu v 13.00"),
        (WEEK, (24, 10), "teď zavřeno, otevře zítra v 13.00"),
        (WEEK, (26, 10), "teď zavřeno, otevře v pondělí v 8.00"),
        (NIGHT, (23, 23), "dnes otevřeno do 8.00"),
        (NIGHT, (23, 3), "dnes otevřeno do 8.00"),
        (NIGHT, (23, 12), "teď zavřeno, otevře dnes v 18.00"),
        (NONSTOP, (23, 3), "teď otevřeno, ve dne v noci"),
        ([Span(1)], (23, 9), "po domluvě, nejdřív zavolejte"),
        ([], (23, 9), ""),
    ],
)
def test_open_now_is_said_as_people_say_it(spans, at, expected):
    assert said(spans, *at) == expected


def test_the_night_of_the_change_of_time_is_counted_by_the_clock_on_the_wall():
    now = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)  # 2.30 for the second time
    assert state_words(state_at(NIGHT, now), now) == "dnes otevřeno do 8.00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8-12", [(8, 0, 12, 0)]),
        (" 8.00–12.00, 13:00 - 17:30 ", [(8, 0, 12, 0), (13, 0, 17, 30)]),
        ("0-24", [(0, 0, 0, 0)]),
        ("18–8", [(18, 0, 8, 0)]),
    ],
)
def test_hours_are_read_as_people_type_them(text, expected):
    spans = parsed(text, 2)
    found = [(one.opens.hour, one.opens.minute, one.closes.hour, one.closes.minute) for one in spans]
    assert (found, {one.weekday for one in spans}) == (expected, {2})


@pytest.mark.parametrize("text", ["osm až dvanáct", "8", "25-26", "8-12-16", "8.70-9", "13-17, 8-12", "8-25"])
def test_what_nobody_can_read_is_refused(text):
    with pytest.raises(UnreadableHoursError):
        parsed(text, 1)


def test_an_empty_day_is_closed_and_words_mean_an_appointment():
    assert parsed(" ", 1) == []
    assert parsed("po domluvě", 1) == [Span(1)]


TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(st.integers(1, 7), TIMES, TIMES)
def test_hours_survive_typing_and_storing(day, opens, closes):
    spans = [Span(day, opens, closes)]
    assert parsed(text_by_day(spans)[day], day) == spans
    assert from_plain(plain_of(spans)) == spans


@given(
    st.lists(st.tuples(st.integers(1, 7), TIMES, TIMES), max_size=6),
    st.integers(0, 525_000),
)
def test_an_open_place_closes_later_and_a_closed_one_opens_later(rows, minutes):
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    state = state_at([Span(*row) for row in rows], now)
    if state.is_open:
        assert state.until > now
    elif state.opens is not None:
        assert state.opens > now
