"""However the search ends, the plan says it honestly."""

import pytest
from tests.planning.conftest import HEAD, MACHINE, planned, searched_here
from tests.planning.deadly import killed

from zazemi.jobs.choices import JobState
from zazemi.jobs.errors import ChildKilledError, JobCancelledError
from zazemi.jobs.models import Job
from zazemi.planner.certify import Certificate, CertificateLine, Rule
from zazemi.planning import computing, selectors, services
from zazemi.planning.choices import PlanState
from zazemi.planning.errors import CertificateFailedError, NoNeedKnownError
from zazemi.planning.models import Plan
from zazemi.planning.searching import Question, search, share_done


def test_a_plan_is_searched_in_a_child_and_its_proof_is_stored(region):
    told = []
    plan = services.plan_now(
        region_code=region.code,
        budget_czk=20_000_000,
        months=12,
        by=MACHINE,
        on_progress=lambda share, word: told.append((share, word)),
    )
    assert plan.state == PlanState.DRAFT
    assert all(0 <= share <= 1 for share, _word in told)
    assert selectors.result_of(plan).certificate["is_ok"]


def test_a_budget_too_small_gives_no_plan_and_the_smallest_price(region, in_process):
    plan = planned(region, budget_czk=1000)
    assert plan.state == PlanState.EMPTY
    assert plan.problem["reason"] == "budget_too_small"
    assert "1 000" in selectors.reason_of(plan).replace("\xa0", " ")
    assert not selectors.is_usable(plan)


def test_a_killed_child_is_a_failed_plan_with_a_sentence(region, monkeypatch):
    monkeypatch.setattr(computing, "search", killed)
    with pytest.raises(ChildKilledError):
        planned(region)
    plan = Plan.objects.get()
    assert plan.state == PlanState.FAILED
    assert selectors.reason_of(plan)
    assert len(selectors.sentences_of(plan)) == 2


def test_a_cancelled_search_is_a_cancelled_plan(region, monkeypatch):
    def cancelled(*_arguments, **_options):
        raise JobCancelledError

    monkeypatch.setattr(computing, "run_in_child", cancelled)
    with pytest.raises(JobCancelledError):
        planned(region)
    assert Plan.objects.get().state == PlanState.CANCELLED


def test_a_region_without_indicators_has_no_plan(db, in_process):
    from tests.analysis.conftest import make_region

    region = make_region()
    with pytest.raises(NoNeedKnownError):
        planned(region)
    assert region.name in selectors.reason_of(Plan.objects.get())


def test_a_plan_that_the_check_does_not_confirm_is_never_stored(region, in_process, monkeypatch):
    bad = Certificate(lines=(CertificateLine(rule=Rule.BUDGET, is_ok=False, found="2", limit="1"),))
    monkeypatch.setattr(computing, "certify", lambda _problem, _result: bad)
    with pytest.raises(CertificateFailedError):
        planned(region)
    plan = Plan.objects.get()
    assert plan.state == PlanState.FAILED
    assert not hasattr(plan, "result")
    assert not plan.items.exists()


def test_a_job_that_died_makes_its_plan_failed_in_every_list(scenario):
    plan = services.order_plan(scenario=scenario, by=HEAD)
    Job.objects.filter(pk=plan.job_id).update(state=JobState.FAILED, finished_at=plan.ordered_at)
    found = selectors.plans(HEAD).get()
    assert selectors.state_of(found) is PlanState.FAILED


def test_an_ordered_plan_is_computed_by_its_job(scenario, in_process, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        plan = services.order_plan(scenario=scenario, by=HEAD)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert plan.job.result_url == f"/plany/{plan.reference}/"


def test_progress_grows_with_the_closing_gap_and_stays_a_share(region, in_process):
    from zazemi.planner.result import Progress
    from zazemi.planner.solve import SolveOptions

    options = SolveOptions(gap=0.01, time_limit_s=100.0)

    def at(gap, seconds):
        return share_done(Progress(phase="benefit", value=1.0, bound=2.0, gap=gap, seconds=seconds), options)

    assert at(float("inf"), 10.0) == pytest.approx(0.1)
    assert at(0.2, 0.0) == pytest.approx(0.0)
    assert at(0.02, 1.0) > at(0.1, 1.0)
    assert at(0.001, 1.0) == pytest.approx(0.98)


def test_the_search_tells_its_progress(plan):
    told = []
    question = selectors.question_of(selectors.result_of(plan))
    from zazemi.planner.solve import SolveOptions

    result = searched_here(
        search, Question(problem=question, options=SolveOptions(gap=0.01)), on_message=told.append
    )
    assert result.places
    assert told
