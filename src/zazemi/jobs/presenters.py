"""A job in words: what it is, how far, how long still, how it ended."""

import datetime as dt
import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zazemi.jobs.choices import JobState
from zazemi.jobs.handlers import title_of
from zazemi.jobs.models import Job
from zazemi.kernel.sentences import sentence_of, translated
from zazemi.values.errors import ZazemiError

MINUTE_S = 60
ROUND_TO_S = 5
STATE_SIGNS = {
    JobState.QUEUED: "off",
    JobState.RUNNING: "run",
    JobState.DONE: "done",
    JobState.FAILED: "late",
    JobState.CANCELLED: "off",
}


@dataclass(frozen=True, slots=True)
class JobPage:
    """All that the page and the list show of one job."""

    job: Job
    title: str
    state_word: str
    state_sign: str
    message: str
    remaining: str
    problem: str

    @property
    def is_cancellable(self) -> bool:
        """Whether cancelling makes sense."""
        return self.job.is_open and not self.job.cancel_requested


def page_of(job: Job, now: dt.datetime) -> JobPage:
    """Put a job into words."""
    state = JobState(job.state)
    return JobPage(
        job=job,
        title=translated(title_of(job.kind)),
        state_word=_("is being cancelled") if job.is_open and job.cancel_requested else str(state.label),
        state_sign=STATE_SIGNS[state],
        message=message_of(job),
        remaining=remaining_words(job.remaining_seconds(now)),
        problem=problem_of(job),
    )


def message_of(job: Job) -> str:
    """Say in the language of the reader what the work does now."""
    if not job.message_params:
        return translated(job.message)
    return sentence_of(ZazemiError(job.message, params=job.message_params))


def remaining_words(seconds: float | None) -> str:
    """Say the estimate of the time left, in steps of five seconds, then in minutes."""
    if seconds is None:
        return ""
    if seconds < MINUTE_S:
        whole = max(ROUND_TO_S, ROUND_TO_S * math.ceil(seconds / ROUND_TO_S))
        return ngettext("about %(n)s second left", "about %(n)s seconds left", whole) % {"n": whole}
    minutes = math.ceil(seconds / MINUTE_S)
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": minutes}


def problem_of(job: Job) -> str:
    """Say in the language of the reader what went wrong; empty when nothing did."""
    if not job.problem:
        return ""
    error = ZazemiError(
        job.problem["message"],
        way_out=job.problem["way_out"],
        where=job.problem["where"],
        params=job.problem["params"],
    )
    return sentence_of(error)
