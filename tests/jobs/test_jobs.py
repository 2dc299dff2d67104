"""Jobs: ordering, progress, honest ends, lost workers."""

import datetime as dt
import os
import socket

import pytest
from django.core.exceptions import ObjectDoesNotExist

from zazemi.jobs import services
from zazemi.jobs.background import register
from zazemi.jobs.choices import JobState
from zazemi.jobs.errors import JobCancelledError, JobLostError, JobTakenAwayError, UnknownJobKindError
from zazemi.jobs.models import Job
from zazemi.jobs.presenters import message_of, page_of, problem_of, remaining_words
from zazemi.jobs.processes import is_gone, own_name
from zazemi.jobs.running import RunningJob, run_job
from zazemi.jobs.selectors import job_for, jobs_for
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.values.errors import ZazemiError

OFFICER = Actor(user_id=7, name="Jana Nová", roles=frozenset({Role.REGIONAL_OFFICER}))
OTHER = Actor(user_id=8, name="Petr Jiný", roles=frozenset({Role.REGIONAL_OFFICER}))
ADMINISTRATOR = Actor(user_id=9, name="Správce", roles=frozenset({Role.ADMINISTRATOR}))
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.db]


class TooSmallError(ZazemiError):
    message = "The budget %(budget)s is too small."
    way_out = "Raise it."


def _double(context):
    context.report(0.5, "Half of %(what)s", what="it")
    return {"doubled": context.input["number"] * 2, "url": "/plany/1/", "by": context.actor.name}


def _too_small(context):
    raise TooSmallError(params={"budget": 3})


def _broken(context):
    raise KeyError("secret detail")


def _stops(context):
    raise JobCancelledError


@pytest.fixture(autouse=True)
def _handlers():
    register("double", _double, title="Doubling")
    register("too_small", _too_small)
    register("broken", _broken)
    register("stops", _stops)
    register("once_only", _double, is_repeatable=False)


@pytest.fixture
def ordered(django_capture_on_commit_callbacks):
    def order(kind, number=21, by=OFFICER, *, is_run=True):
        with django_capture_on_commit_callbacks(execute=is_run):
            job = services.enqueue(kind, {"number": number}, by)
        job.refresh_from_db()
        return job

    return order


def test_ordered_work_runs_after_commit_in_the_name_of_who_ordered_it(ordered):
    job = ordered("double")
    assert (job.state, job.result["doubled"], job.result["by"]) == (JobState.DONE, 42, "Jana Nová")
    assert (job.result_url, job.progress, job.attempts) == ("/plany/1/", 1.0, 1)
    assert message_of(job) == "Half of it"


def test_work_nobody_can_do_is_refused():
    with pytest.raises(UnknownJobKindError):
        services.enqueue("unheard_of", {}, OFFICER)
    assert not Job.objects.exists()


def test_an_error_for_people_is_kept_as_their_sentence(ordered):
    job = ordered("too_small")
    assert job.state == JobState.FAILED
    assert problem_of(job) == "The budget 3 is too small. Raise it."


def test_a_mistake_of_the_program_is_told_without_its_details(ordered):
    job = ordered("broken")
    assert job.state == JobState.FAILED
    assert "KeyError" in problem_of(job)
    assert "secret detail" not in str(job.problem)


def test_work_that_stops_itself_is_cancelled(ordered):
    assert ordered("stops").state == JobState.CANCELLED


def test_waiting_work_is_cancelled_at_once_and_never_starts(ordered):
    job = ordered("double", is_run=False)
    services.cancel(job, OFFICER)
    run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.CANCELLED, 0)


def test_running_work_hears_of_the_cancelling(ordered):
    job = ordered("double", is_run=False)
    running = services.start(job.pk, worker=own_name())
    context = RunningJob(running, ticks=iter(range(100)).__next__)
    assert not context.is_cancelled()
    services.cancel(job, OFFICER)
    assert context.is_cancelled()
    with pytest.raises(JobCancelledError):
        context.report(0.3)


def test_cancelling_what_has_ended_changes_nothing(ordered):
    job = ordered("double")
    assert services.cancel(job, OFFICER).state == JobState.DONE


def test_a_job_is_taken_once(ordered):
    job = ordered("double", is_run=False)
    assert services.start(job.pk, worker="a:1:1") is not None
    assert services.start(job.pk, worker="b:2:2") is None


def test_a_worker_that_came_back_finds_its_job_taken_away(ordered):
    job = ordered("double", is_run=False)
    with clock.frozen(NOON):
        first = services.start(job.pk, worker="elsewhere:1:1")
    with clock.frozen(NOON + dt.timedelta(minutes=5)):
        assert services.return_lost_jobs() == 1
        services.start(job.pk, worker="elsewhere:2:2")
    with pytest.raises(JobTakenAwayError):
        services.report(first, 0.9)
    with pytest.raises(JobTakenAwayError):
        services.finish(first, {"doubled": 0})


def test_a_silent_job_is_queued_once_more_and_then_failed_honestly(ordered):
    job = ordered("double", is_run=False)
    for minutes, state in ((0, JobState.QUEUED), (10, JobState.FAILED)):
        with clock.frozen(NOON + dt.timedelta(minutes=minutes)):
            services.start(job.pk, worker="elsewhere:1:1")
        with clock.frozen(NOON + dt.timedelta(minutes=minutes, seconds=30)):
            assert services.return_lost_jobs() == 0
        with clock.frozen(NOON + dt.timedelta(minutes=minutes + 1)):
            assert services.return_lost_jobs() == 1
        job.refresh_from_db()
        assert job.state == state
    assert job.problem["message"] == JobLostError.message


def test_work_that_must_not_be_repeated_is_failed_at_once(ordered):
    job = ordered("once_only", is_run=False)
    with clock.frozen(NOON):
        services.start(job.pk, worker="elsewhere:1:1")
    services.return_lost_jobs()
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_lost_work_that_was_to_be_cancelled_is_cancelled(ordered):
    job = ordered("double", is_run=False)
    with clock.frozen(NOON):
        services.start(job.pk, worker="elsewhere:1:1")
        services.cancel(job, OFFICER)
    services.return_lost_jobs()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_dead_process_of_this_computer_is_noticed_without_waiting():
    assert not is_gone(own_name())
    assert is_gone(f"{socket.gethostname()}:999999999:1")
    assert is_gone(f"{socket.gethostname()}:{os.getpid()}:1")
    assert not is_gone("another computer:999999999:1")
    assert not is_gone("")


def test_only_the_owner_and_administrators_see_a_job(ordered):
    job = ordered("double")
    assert job_for(OFFICER, job.pk) == job
    assert job_for(ADMINISTRATOR, job.pk) == job
    assert job_for(OTHER, job.pk) is None
    assert job_for(Actor.anonymous(), job.pk) is None
    machine = ordered("double", by=Actor.for_machine("demo"))
    assert machine not in jobs_for(OFFICER)


def test_the_time_left_is_judged_from_the_speed_so_far():
    job = Job(state=JobState.RUNNING, started_at=NOON, progress=0.25)
    assert job.remaining_seconds(NOON + dt.timedelta(seconds=10)) == pytest.approx(30.0)
    job.progress = 0.01
    assert job.remaining_seconds(NOON + dt.timedelta(seconds=10)) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (1.0, "about 5 seconds left"),
        (31.0, "about 35 seconds left"),
        (61.0, "about 2 minutes left"),
    ],
)
def test_the_time_left_is_said_in_round_words(seconds, words, settings):
    settings.LANGUAGE_CODE = "en"
    from django.utils import translation

    with translation.override("en"):
        assert remaining_words(seconds) == words


def test_a_page_in_words_says_that_it_is_being_cancelled(ordered):
    job = ordered("double", is_run=False)
    services.start(job.pk, worker=own_name())
    job = services.cancel(job, OFFICER)
    page = page_of(job, NOON)
    assert not page.is_cancellable
    assert page.job.cancel_requested


def test_a_job_that_is_gone_is_no_job():
    with pytest.raises(ObjectDoesNotExist):
        services.cancel(Job(pk=12345), OFFICER)


def test_the_doctor_finds_jobs_that_nobody_will_do(ordered):
    from zazemi.jobs.checks import running_jobs_live, waiting_jobs_are_queued

    job = ordered("double", is_run=False)
    assert [finding.where for finding in waiting_jobs_are_queued()] == [str(job.pk)]
    with clock.frozen(NOON):
        services.start(job.pk, worker="elsewhere:1:1")
        assert not list(running_jobs_live())
    assert [finding.where for finding in running_jobs_live()] == [str(job.pk)]
