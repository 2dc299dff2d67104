"""The worker: takes jobs from the queue, one after another, until it is asked to stop.

The first SIGTERM or SIGINT lets the running job finish, the second gives it
back to the queue. Once in a while it looks for jobs whose worker is gone, and
its clock calls what the rooms do again and again (``ticks``).
Run as ``python -m zazemi.jobs`` or ``zazemi worker``.
"""

import logging
import os
import signal
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string

from zazemi.jobs import queue, services
from zazemi.jobs.ticks import run_clock
from zazemi.kernel import clock

LOOK_EVERY_S = 10.0
PARENT_EVERY_S = 1.0
KEPT_FOR = timedelta(days=14)
SUPERVISED_BY = "ZAZEMI_SUPERVISED_BY"
logger = logging.getLogger(__name__)


def run_worker(*, interval_s: float = 0.3, is_batch: bool = False, most_jobs: int | None = None) -> None:
    """Work until asked to stop.

    Args:
        interval_s: seconds between looks into an empty queue.
        is_batch: end when the queue is empty.
        most_jobs: end after so many jobs.
    """
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        interval=interval_s,
        batch=is_batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=most_jobs,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    stop = Event()
    watches = [
        Thread(target=_look_after_lost_jobs, args=(stop,), daemon=True),
        Thread(target=run_clock, args=(stop,), daemon=True),
    ]
    if parent := os.environ.get(SUPERVISED_BY):
        watches.append(Thread(target=_end_with_parent, args=(stop, int(parent)), daemon=True))
    _return_lost_jobs()
    queue.forget_finished(clock.now() - KEPT_FOR)
    for watch in watches:
        watch.start()
    try:
        worker.run()
    finally:
        stop.set()
        for watch in watches:
            watch.join()
        worker.reset_signals()


def _return_lost_jobs() -> None:
    try:
        found = services.return_lost_jobs()
    except DatabaseError:
        logger.warning("lost jobs could not be looked for", exc_info=True)
        close_old_connections()
    else:
        if found:
            logger.warning("%s lost jobs were found", found)


def _look_after_lost_jobs(stop: Event) -> None:
    while not stop.wait(LOOK_EVERY_S):
        _return_lost_jobs()
    connection.close()


def _end_with_parent(stop: Event, parent: int) -> None:
    """Stop when the program that started this worker is gone."""
    while not stop.wait(PARENT_EVERY_S):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
