"""The clock of the worker: every tick in its time, a failing one stops nobody."""

import datetime as dt
from threading import Event

import pytest

from zazemi.jobs import ticks

pytestmark = pytest.mark.django_db


class Hours:
    """A clock that goes on by itself and stops the loop after a while."""

    def __init__(self, stop, last_s):
        self.now_s, self.stop, self.last_s = 0.0, stop, last_s

    def __call__(self):
        self.now_s += 0.25
        if self.now_s >= self.last_s:
            self.stop.set()
        return self.now_s


@pytest.fixture
def own_ticks(monkeypatch):
    monkeypatch.setattr(ticks, "_ticks", {})
    monkeypatch.setattr(ticks, "SHORTEST_S", 0.0)
    monkeypatch.setattr(ticks.connection, "close", lambda: None)


def test_every_tick_comes_in_its_time(own_ticks):
    called = []
    ticks.register_tick("often", lambda: called.append("often"), every=dt.timedelta(seconds=5))
    ticks.register_tick("rarely", lambda: called.append("rarely"), every=dt.timedelta(seconds=50))
    stop = Event()
    ticks.run_clock(stop, ticks_s=Hours(stop, 100))
    assert called.count("rarely") == 2
    assert 15 <= called.count("often") <= 20


def test_a_failing_tick_is_logged_and_the_others_go_on(own_ticks, caplog):
    called = []
    ticks.register_tick("bad", lambda: 1 / 0, every=dt.timedelta(seconds=5))
    ticks.register_tick("good", lambda: called.append(1), every=dt.timedelta(seconds=5))
    stop = Event()
    ticks.run_clock(stop, ticks_s=Hours(stop, 20))
    assert len(called) > 1
    assert "the tick bad failed" in caplog.text


def test_the_post_is_among_what_the_clock_does():
    assert {"post.deliver", "post.forget"} <= set(ticks.tick_names())
