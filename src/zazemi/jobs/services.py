"""Order work, cancel it, and every change of a job's state.

Every writing of a worker is fenced by the number of its attempt: a worker
that was thought dead and comes back finds its job taken away.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from zazemi.jobs import queue
from zazemi.jobs.choices import JobState
from zazemi.jobs.errors import JobLostError, JobTakenAwayError
from zazemi.jobs.handlers import handler_of, is_repeatable
from zazemi.jobs.models import Job
from zazemi.jobs.processes import is_gone
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.values.errors import ZazemiError

MOST_ATTEMPTS = 2
SILENT_AFTER = timedelta(seconds=45)
"""A running job without a sign of life for so long is lost, wherever its worker runs."""

PROBLEM_LENGTH = 300


def enqueue(kind: str, input: Mapping[str, Any], by: Actor) -> Job:  # noqa: A002 - the word of the contract
    """Order background work; it starts after the surrounding transaction commits, or never.

    Args:
        kind: name of the kind, registered by ``jobs.background.register``.
        input: plain JSON values for the handler.
        by: who orders it; the work is done in that name.

    Raises:
        UnknownJobKindError: nobody can do such work.
    """
    handler_of(kind)
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            input=dict(input),
            user_id=by.user_id,
            actor=by.to_json(),
            created_at=clock.now(),
        )
        queue.put(job.pk)
    return job


def cancel(job: Job, by: Actor) -> Job:  # noqa: ARG001 - whoever may see the job may cancel it; the view has asked
    """Ask the work to end; what waits ends at once, what runs within a few seconds, what ended stays."""
    with transaction.atomic():
        current = _locked(job.pk)
        if current.is_open:
            current.cancel_requested = True
            if current.state == JobState.QUEUED:
                _end(current, JobState.CANCELLED)
            current.save()
    return current


def start(job_id: int, *, worker: str) -> Job | None:
    """Take a waiting job; None when there is nothing to take (cancelled, taken or gone)."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=JobState.QUEUED).first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.started_at = job.heartbeat_at = clock.now()
        job.worker = worker
        job.progress = 0.0
        job.save()
    return job


def beat(job: Job) -> bool:
    """Give a sign of life; returns whether the owner wants the work cancelled.

    Raises:
        JobTakenAwayError: another worker has the job now.
    """
    return _write(job, _alive).cancel_requested


def report(job: Job, progress: float, message: str = "", params: Mapping[str, object] | None = None) -> bool:
    """Write the part done (0 to 1) and a sentence; returns whether to cancel.

    Raises:
        JobTakenAwayError: another worker has the job now.
    """

    def tell(current: Job) -> None:
        _alive(current)
        current.progress = min(1.0, max(0.0, progress))
        if message:
            current.message = message[:PROBLEM_LENGTH]
            current.message_params = dict(params or {})

    return _write(job, tell).cancel_requested


def finish(job: Job, result: Mapping[str, Any] | None) -> None:
    """End well; the key ``url`` of the result says where it is."""

    def end(current: Job) -> None:
        current.result = dict(result) if result is not None else None
        current.result_url = str((result or {}).get("url", ""))
        current.progress = 1.0
        _end(current, JobState.DONE)

    _write(job, end)


def fail(job: Job, error: ZazemiError) -> None:
    """End with an honest sentence."""
    _write(job, lambda current: _fail(current, error))


def settle_cancelled(job: Job) -> None:
    """End as the owner wished."""
    _write(job, lambda current: _end(current, JobState.CANCELLED))


def give_back(job: Job) -> None:
    """Return a job that this worker cannot finish, because it is asked to stop."""
    with transaction.atomic():
        _return_or_fail(_own(job))


def return_lost_jobs() -> int:
    """Find jobs whose worker is gone and queue them again, or say honestly that they failed.

    A worker of this computer is gone when its process is; any worker when it has been silent too long.
    Returns the number of jobs found.
    """
    silent_since = clock.now() - SILENT_AFTER
    found = 0
    for job in Job.objects.filter(state=JobState.RUNNING).order_by("pk"):
        with transaction.atomic():
            current = _locked(job.pk)
            if current.state != JobState.RUNNING or current.attempts != job.attempts:
                continue
            is_silent = current.heartbeat_at is None or current.heartbeat_at < silent_since
            if is_silent or is_gone(current.worker):
                _return_or_fail(current)
                found += 1
    return found


def _return_or_fail(job: Job) -> None:
    if job.cancel_requested:
        _end(job, JobState.CANCELLED)
    elif job.attempts >= MOST_ATTEMPTS or not is_repeatable(job.kind):
        _fail(job, JobLostError(params={"attempts": job.attempts}))
    else:
        job.state = JobState.QUEUED
        job.worker = ""
        job.progress = 0.0
        job.message = ""
        job.message_params = {}
        queue.put(job.pk)
    job.save()


def _locked(job_id: int) -> Job:
    return Job.objects.select_for_update().get(pk=job_id)


def _own(job: Job) -> Job:
    current = _locked(job.pk)
    if current.state != JobState.RUNNING or current.attempts != job.attempts:
        raise JobTakenAwayError
    return current


def _write(job: Job, change: Callable[[Job], None]) -> Job:
    with transaction.atomic():
        current = _own(job)
        change(current)
        current.save()
    return current


def _alive(job: Job) -> None:
    job.heartbeat_at = clock.now()


def _end(job: Job, state: JobState) -> None:
    job.state = state
    job.finished_at = clock.now()


def _fail(job: Job, error: ZazemiError) -> None:
    job.problem = {
        "message": error.message,
        "way_out": error.way_out,
        "where": error.where,
        "params": {key: _plain(value) for key, value in error.params.items()},
    }
    _end(job, JobState.FAILED)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | bool | None) else str(value)
