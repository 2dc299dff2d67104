"""What the clock of every worker does again and again: the second half of the slot ``background``.

An upper room registers a tick in its file ``background.py``. Every worker
calls it, in a thread beside the jobs, so a tick must bear two callers at
once: it looks into the database what is due and takes it under a lock.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)
SHORTEST_S = 1.0
Run = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Tick:
    run: Run
    every_s: float


_ticks: dict[str, _Tick] = {}


def register_tick(name: str, run: Run, *, every: dt.timedelta) -> None:
    """Let the clock of the worker call ``run``; the same name registered again is replaced."""
    _ticks[name] = _Tick(run, max(SHORTEST_S, every.total_seconds()))


def tick_names() -> list[str]:
    """Return the names of what the clock does, sorted."""
    return sorted(_ticks)


def run_tick(name: str) -> None:
    """Call one tick; what goes wrong is logged and does not stop the clock."""
    try:
        _ticks[name].run()
    except Exception:
        logger.exception("the tick %s failed", name)
        close_old_connections()


def run_clock(stop: Event, *, ticks_s: Callable[[], float] = time.monotonic) -> None:
    """Call every tick in its time until asked to stop; the first time at once."""
    due = dict.fromkeys(_ticks, ticks_s())
    while not stop.is_set():
        for name in sorted(due, key=lambda one: due[one]):
            if due[name] <= ticks_s() and not stop.is_set():
                run_tick(name)
                due[name] = ticks_s() + _ticks[name].every_s
        stop.wait(SHORTEST_S)
    connection.close()
