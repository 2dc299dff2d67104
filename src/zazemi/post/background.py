"""The slot ``background``: the worker's clock delivers what waits, and forgets old texts."""

import datetime as dt

from zazemi.jobs.background import register_tick
from zazemi.post.delivery import deliver_due
from zazemi.post.noting import forget_old_texts

LOOK_EVERY = dt.timedelta(seconds=5)
FORGET_EVERY = dt.timedelta(hours=1)


def register_ticks() -> None:
    """Let the clock of the worker look into the outbox."""
    register_tick("post.deliver", _deliver, every=LOOK_EVERY)
    register_tick("post.forget", _forget, every=FORGET_EVERY)


def _deliver() -> None:
    deliver_due()


def _forget() -> None:
    forget_old_texts()
