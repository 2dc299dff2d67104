"""The slot ``background``: the clock posts reminders when their time has come."""

import datetime as dt

from zazemi.jobs.background import register_tick
from zazemi.kernel.actor import Actor
from zazemi.network.verification.asking import post_due_letters

EVERY = dt.timedelta(minutes=30)


def register_ticks() -> None:
    """Let the clock of the worker look whether somebody should be reminded."""
    register_tick("network.reminders", _remind, every=EVERY)


def _remind() -> None:
    post_due_letters(by=Actor.for_machine("clock"))
