"""Real workers as processes: they work, they are killed, they come back, they stop politely."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from tests.jobs import work_for_workers

from zazemi.jobs import services
from zazemi.jobs.choices import JobState
from zazemi.jobs.models import Job
from zazemi.jobs.supervisor import Supervisor
from zazemi.kernel.actor import Actor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]
CLERK = Actor(user_id=7, name="Jana Nová")
PATIENCE_S = 60.0
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _queue_in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    work_for_workers.register_all()


@pytest.fixture
def supervisor():
    """A worker on the test database, kept alive."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        values = connection.settings_dict
        address = f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{name}"
    environment = {
        "DATABASE_URL": address,
        "ZAZEMI_HOME": str(django_settings.HOME),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "ZAZEMI_PLAIN_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "zazemi.config.settings",
    }
    command = [sys.executable, "-m", "tests.jobs.work_for_workers"]
    with Supervisor(command, environment) as running:
        yield running


def _until(job, state):
    """Wait for a state; the limit is for a test that would otherwise never end."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        job.refresh_from_db()
        if job.state == state:
            return job
        time.sleep(0.05)
    pytest.fail(f"job is {job.state}, not {state}: {job.message} {job.problem}")


def _until_told(job):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        job.refresh_from_db()
        if job.message:
            return int(job.message_params["pid"])
        time.sleep(0.05)
    pytest.fail("the work never told its process")


@pytest.mark.faults
def test_a_worker_does_ordered_work(supervisor):
    job = services.enqueue("double", {"number": 21}, CLERK)
    assert _until(job, JobState.DONE).result == {"doubled": 42}


def test_a_worker_killed_in_the_middle_is_replaced_and_its_work_done_again(supervisor):
    job = services.enqueue("hang_first", {}, CLERK)
    os.kill(_until_told(job), signal.SIGKILL)
    done = _until(job, JobState.DONE)
    assert (done.attempts, done.result) == (2, {"attempt": "second"})


@pytest.mark.faults
def test_work_that_kills_its_worker_twice_is_failed_honestly(supervisor):
    job = services.enqueue("kill_worker", {}, CLERK)
    failed = _until(job, JobState.FAILED)
    assert (failed.attempts, failed.problem["params"]) == (2, {"attempts": 2})
    after = services.enqueue("double", {"number": 1}, CLERK)
    assert _until(after, JobState.DONE).result == {"doubled": 2}


def test_running_work_is_cancelled_with_its_child(supervisor):
    job = services.enqueue("child_for_ever", {}, CLERK)
    child = _until_told(job)
    services.cancel(job, CLERK)
    _until(job, JobState.CANCELLED)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.faults
def test_a_child_dies_with_its_killed_worker(supervisor):
    job = services.enqueue("child_for_ever", {}, CLERK)
    child = _until_told(job)
    os.kill(supervisor.pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE_S
    while _lives(child):
        assert time.monotonic() < end
        time.sleep(0.05)
    services.cancel(job, CLERK)
    _until(job, JobState.CANCELLED)


@pytest.mark.faults
def test_work_killed_from_outside_says_so(supervisor):
    job = services.enqueue("child_for_ever", {}, CLERK)
    os.kill(_until_told(job), signal.SIGKILL)
    failed = _until(job, JobState.FAILED)
    assert failed.problem["params"] == {"signal": 9}


def test_a_job_and_its_place_in_the_queue_are_saved_together():
    with transaction.atomic():
        services.enqueue("double", {"number": 1}, CLERK)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
