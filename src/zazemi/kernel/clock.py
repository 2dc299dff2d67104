"""The only place that reads the clock; moments are UTC, days are those of Prague."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")
_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the present day in Prague."""
    return now().astimezone(PRAGUE).date()


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Prague on which an aware moment fell."""
    return moment.astimezone(PRAGUE).date()


@contextmanager
def frozen(at: dt.datetime | dt.date) -> Iterator[dt.datetime]:
    """Hold the clock at a moment, or at noon of a day in Prague; for tests and for the loader of the demo."""
    if not isinstance(at, dt.datetime):
        at = dt.datetime.combine(at, dt.time(12), tzinfo=PRAGUE)
    moment = (at if at.tzinfo else at.replace(tzinfo=PRAGUE)).astimezone(dt.UTC)
    token = _frozen.set(moment)
    try:
        yield moment
    finally:
        _frozen.reset(token)
