"""The slot ``background``: upper rooms register here what they do in the background."""

from zazemi.jobs.handlers import Handler, JobContext, register

__all__ = ["Handler", "JobContext", "register"]
