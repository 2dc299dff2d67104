"""How one job is run inside a worker: from taking it to its honest end."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Self

from django.db import close_old_connections, connection
from django_tasks import task

from zazemi.jobs import services
from zazemi.jobs.errors import JobBrokenError, JobCancelledError, JobTakenAwayError
from zazemi.jobs.handlers import handler_of
from zazemi.jobs.models import Job
from zazemi.jobs.processes import own_name
from zazemi.kernel.actor import Actor
from zazemi.values.errors import ZazemiError

BEAT_EVERY_S = 5.0
ASK_EVERY_S = 0.5
logger = logging.getLogger(__name__)


@dataclass
class RunningJob:
    """What a handler knows of its job; fulfils the Protocol ``JobContext``."""

    job: Job
    ticks: Callable[[], float] = time.monotonic
    _asked_at: float = field(default=float("-inf"))
    _is_cancelled: bool = False

    @property
    def job_id(self) -> int:
        """Number of the job."""
        return self.job.pk

    @property
    def input(self) -> Mapping[str, Any]:
        """What was ordered."""
        plain: Mapping[str, Any] = self.job.input
        return plain

    @property
    def actor(self) -> Actor:
        """Who ordered it."""
        return Actor.from_json(self.job.actor)

    def report(self, progress: float, message: str = "", **params: object) -> None:
        """Say the part done and a sentence; at most twice a second it goes to the database."""
        is_due = self.ticks() - self._asked_at >= ASK_EVERY_S
        if message or is_due:
            self._asked_at = self.ticks()
            self._is_cancelled = services.report(self.job, progress, message, params)
        if self._is_cancelled:
            raise JobCancelledError

    def is_cancelled(self) -> bool:
        """Whether the owner wants it stopped."""
        if self.ticks() - self._asked_at >= ASK_EVERY_S:
            self._asked_at = self.ticks()
            self._is_cancelled = services.beat(self.job)
        return self._is_cancelled


class Heart:
    """A thread that gives signs of life while a handler works in silence."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._stop = Event()
        self._thread = Thread(target=self._beat, name=f"heart of job {job.pk}", daemon=True)

    def __enter__(self) -> Self:
        if not connection.in_atomic_block:  # a unit test: a second connection would wait for its transaction
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(BEAT_EVERY_S):
            try:
                services.beat(self._job)
            except JobTakenAwayError:
                return
            except Exception:
                logger.warning("no sign of life could be written for job %s", self._job.pk, exc_info=True)
                close_old_connections()
        connection.close()


@task()
def run_job(job_id: int) -> None:
    """Run one job of the queue in this process."""
    job = services.start(job_id, worker=own_name())
    if job is None:
        return
    try:
        with Heart(job):
            outcome = handler_of(job.kind)(RunningJob(job))
        services.finish(job, outcome)
    except JobCancelledError:
        services.settle_cancelled(job)
    except JobTakenAwayError:
        logger.warning("job %s was taken away from this worker", job.pk)
    except ZazemiError as error:
        services.fail(job, error)
    except Exception as error:
        logger.exception("job %s failed", job.pk)
        services.fail(job, JobBrokenError(params={"name": type(error).__name__}))
    except BaseException:
        services.give_back(job)
        raise
