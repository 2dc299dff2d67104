"""The slot ``background``: upper rooms register here background work on order and by the clock."""

from zazemi.jobs.handlers import Handler, JobContext, register
from zazemi.jobs.ticks import register_tick

__all__ = ["Handler", "JobContext", "register", "register_tick"]
