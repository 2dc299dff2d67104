"""Pages of jobs: own ones only, live with and without JavaScript, cancel, the way to the result."""

import pytest
from django.urls import reverse

from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, grant_mandate
from zazemi.jobs.choices import JobState
from zazemi.jobs.models import Job
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role

CONSOLE = Actor.for_machine("console")


def make_person(role):
    user = User.objects.create_user(f"{role}@kraj.example", name=str(role))
    grant_mandate(user=user, role_for=RoleFor(role=role), by=CONSOLE)
    return user


@pytest.fixture
def owner(db):
    return make_person(Role.REGIONAL_OFFICER)


@pytest.fixture
def sign_in(client):
    def sign(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


@pytest.fixture
def make_job(owner):
    def make(**columns: object):
        actor = Actor(user_id=owner.pk, name=owner.name)
        return Job.objects.create(
            kind="plan", user_id=owner.pk, actor=actor.to_json(), created_at=clock.now(), **columns
        )

    return make


@pytest.fixture
def running(make_job):
    return make_job(state=JobState.RUNNING, progress=0.4, started_at=clock.now(), heartbeat_at=clock.now())


def test_a_running_job_is_live_with_and_without_javascript(sign_in, owner, running):
    page = sign_in(owner).get(reverse("jobs:job", args=[running.pk])).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "40" in page


def test_the_live_part_is_the_same_view_without_the_frame(sign_in, owner, running):
    part = sign_in(owner).get(reverse("jobs:job", args=[running.pk]), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'id="prubeh"' in part.content.decode()


def test_a_finished_job_leads_to_its_result(sign_in, owner, make_job):
    job = make_job(state=JobState.DONE, finished_at=clock.now(), result_url="/plany/7/")
    address = reverse("jobs:job", args=[job.pk])
    assert sign_in(owner).get(address)["Location"] == "/plany/7/"
    assert sign_in(owner).get(address, headers={"HX-Request": "true"})["HX-Redirect"] == "/plany/7/"


def test_whoever_does_not_own_a_finished_job_stays_on_its_page(sign_in, make_job):
    job = make_job(state=JobState.DONE, finished_at=clock.now(), result_url="/plany/7/")
    client = sign_in(make_person(Role.ADMINISTRATOR))
    assert client.get(reverse("jobs:job", args=[job.pk])).status_code == 200


def test_a_failed_job_says_why_and_is_not_asked_again(sign_in, owner, make_job):
    problem = {"message": "The budget is too small.", "way_out": "Raise it.", "where": "", "params": {}}
    job = make_job(state=JobState.FAILED, finished_at=clock.now(), problem=problem)
    page = sign_in(owner).get(reverse("jobs:job", args=[job.pk])).content.decode()
    assert "The budget is too small. Raise it." in page.replace("\xa0", " ").replace("&nbsp;", " ")
    assert "hx-trigger" not in page
    assert "http-equiv" not in page


def test_cancelling_is_a_button(sign_in, owner, running):
    answer = sign_in(owner).post(reverse("jobs:cancel", args=[running.pk]))
    running.refresh_from_db()
    assert answer.status_code == 302
    assert running.cancel_requested


def test_a_foreign_job_is_not_there(sign_in, running):
    client = sign_in(make_person(Role.HEAD))
    assert client.get(reverse("jobs:job", args=[running.pk])).status_code == 404
    assert client.post(reverse("jobs:cancel", args=[running.pk])).status_code == 404
    running.refresh_from_db()
    assert not running.cancel_requested
    assert str(running.pk) not in client.get(reverse("jobs:list")).context["jobs"]


def test_an_administrator_sees_the_work_of_all(sign_in, running):
    client = sign_in(make_person(Role.ADMINISTRATOR))
    assert client.get(reverse("jobs:job", args=[running.pk])).status_code == 200
    assert len(client.get(reverse("jobs:list")).context["jobs"]) == 1


def test_the_list_asks_the_same_number_of_queries_however_long(
    sign_in, owner, make_job, django_assert_max_num_queries
):
    client = sign_in(owner)
    for _number in range(20):
        make_job()
    with django_assert_max_num_queries(8):
        client.get(reverse("jobs:list"))
