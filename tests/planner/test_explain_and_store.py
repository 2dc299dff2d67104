"""What a plan changes and why the rest stays; stored plans come back exactly; bad problems are refused."""

import json
import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from tests.planner.instances import pairs, problem, random_problem

from zazemi.planner.certify import certify
from zazemi.planner.explain import WHY_SENTENCES, WhyUncovered, explain
from zazemi.planner.jsonable import (
    certificate_to_json,
    explanation_to_json,
    problem_from_json,
    problem_to_json,
    result_from_json,
    result_to_json,
)
from zazemi.planner.model import BadProblemError, PlanProblem, SitePairs, equity_floor
from zazemi.planner.result import Flow, PlanStatus
from zazemi.planner.solve import SolveOptions, solve
from zazemi.values.services import ServiceKind

EXACT = SolveOptions(gap=0.0)


def test_before_after_and_where_nothing_was():
    question = problem(served_fte=np.array([[0.2], [0.0], [0.0]]), budget_czk=900_000)
    story = explain(question, solve(question, EXACT))
    assert story.need_fte == Decimal("3.400000")
    assert story.met_before_fte == Decimal("0.200000")
    assert story.met_after_fte > story.met_before_fte
    assert "C" in story.newly_served
    assert "A" not in story.newly_served


def test_something_new_is_counted_by_kind():
    # field work was everywhere, a club nowhere: a club is new where it is needed, crumbs are not
    both = (ServiceKind.FIELD_PROGRAMME, ServiceKind.LOW_THRESHOLD_CLUB)
    need = np.array([[1.0, 1.0], [0.4, 0.05], [2.0, 1.0]])
    question = problem(
        kinds=both,
        need_fte=need,
        served_fte=np.array([[1.0, 0.0], [0.4, 0.0], [2.0, 0.0]]),
        pairs=problem().pairs * 2,
        cost_czk_per_fte_year=(200_000, 200_000),
        opening_cost_czk=np.zeros((2, 2), dtype=np.int64),
        min_steps=np.ones((2, 2), dtype=np.int64),
        max_steps=np.full((2, 2), 4),
        min_share_permille=(0, 0),
    )
    club = both[1]
    flows = tuple(
        Flow(locality=code, site=site, kind=club, fte=Decimal(fte))
        for code, site, fte in (("A", "A", "0.5"), ("B", "A", "0.05"), ("C", "C", "0.009"))
    )
    plan = replace(solve(question, EXACT), flows=flows)
    assert explain(question, plan).newly_served == ("A",)


@pytest.mark.parametrize(
    ("changes", "locality", "reason"),
    [
        ({}, "A", WhyUncovered.MONEY),
        (
            {"pairs": (pairs([(0, 0, 0, 1), (2, 1, 0, 1)]),), "budget_czk": 9_000_000},
            "B",
            WhyUncovered.OUT_OF_REACH,
        ),
        (
            {"max_steps": np.ones((2, 1), dtype=np.int64), "budget_czk": 9_000_000},
            "C",
            WhyUncovered.TEAMS_FULL,
        ),
    ],
)
def test_uncovered_need_has_a_typed_reason(changes: dict[str, object], locality: str, reason: WhyUncovered):
    question = problem(**changes)
    found = {item.locality: item for item in explain(question, solve(question, EXACT)).uncovered}
    assert found[locality].reason is reason
    assert WHY_SENTENCES[reason] % found[locality].params


def test_money_that_remains_is_explained_by_precision_or_by_shares():
    question = problem(budget_czk=900_000)
    empty = replace(solve(question, EXACT), places=(), flows=())
    assert {item.reason for item in explain(question, empty).uncovered} == {WhyUncovered.WITHIN_PRECISION}
    zeros = np.zeros((3, 1))
    two = replace(
        question,
        kinds=(*question.kinds, "low_threshold_club"),
        need_fte=np.hstack([question.need_fte, zeros]),
        served_fte=np.hstack([question.served_fte, zeros]),
        pairs=(*question.pairs, pairs([])),
        cost_czk_per_fte_year=(200_000, 200_000),
        opening_cost_czk=np.zeros((2, 2), dtype=np.int64),
        min_steps=np.ones((2, 2), dtype=np.int64),
        max_steps=np.full((2, 2), 4),
        min_share_permille=(0, 500),
    )
    assert {item.reason for item in explain(two, empty).uncovered} == {WhyUncovered.SHARES}


def test_a_place_that_may_not_open_reaches_nobody():
    closed = problem(max_steps=np.array([[0], [4]]), budget_czk=9_000_000)
    plan = solve(closed, EXACT)
    assert {place.site for place in plan.places} == {"C"}
    assert plan.out_of_reach == ("A",)
    assert certify(closed, plan).is_ok


def test_a_stored_plan_comes_back_exactly_and_is_checked_again():
    question = random_problem(3)
    plan = solve(question, EXACT)
    assert plan.places
    text = json.dumps({"problem": problem_to_json(question), "plan": result_to_json(plan)}, allow_nan=False)
    stored = json.loads(text)
    again, question_again = result_from_json(stored["plan"]), problem_from_json(stored["problem"])
    assert again == plan
    assert certify(question_again, again) == certify(question, plan)
    assert problem_to_json(question_again) == problem_to_json(question)
    json.dumps(certificate_to_json(certify(question, plan)), allow_nan=False)
    json.dumps(explanation_to_json(explain(question, plan)), allow_nan=False)


def test_an_impossible_plan_is_stored_too():
    refused = solve(problem(budget_czk=1))
    again = result_from_json(json.loads(json.dumps(result_to_json(refused), allow_nan=False)))
    assert again == refused
    assert again.status is PlanStatus.INFEASIBLE
    endless = result_to_json(replace(refused, gap=math.inf))
    assert endless["gap"] is None
    assert result_from_json(endless).gap == math.inf


def _pairs(**changes: object) -> tuple[SitePairs]:
    return (replace(problem().pairs[0], **changes),)


@pytest.mark.parametrize(
    "changes",
    [
        {"need_fte": np.zeros((2, 1))},
        {"localities": ("A", "A", "C")},
        {"sites": ("A", "A")},
        {"weight": np.array([1.0, math.nan, 1.0])},
        {"weight": np.array([1.0, -1.0, 1.0])},
        {"budget_czk": -1},
        {"months": 0},
        {"cost_czk_per_fte_year": (0,)},
        {"opening_cost_czk": np.array([[-1], [0]])},
        {"min_steps": np.zeros((2, 1), dtype=np.int64)},
        {"max_steps": np.full((2, 1), -1)},
        {"min_share_permille": (-1,)},
        {"rewards": (0.5, 0.7)},
        {"rewards": (0.5, 0.0)},
        {"pairs": _pairs(minutes=np.zeros(3))},
        {"pairs": _pairs(locality=np.array([0, 1, 1, 9]))},
        {"pairs": _pairs(site=np.array([0, 0, -1, 1]))},
        {"pairs": _pairs(overhead=np.array([1, 1, 0.9, 1]))},
        {"pairs": _pairs(site=np.array([0, 0, 0, 1]))},
    ],
)
def test_a_problem_put_together_wrongly_is_refused(changes: dict[str, object]):
    with pytest.raises(BadProblemError, match="put together wrongly"):
        problem(**changes)


def test_the_price_of_a_step_is_rounded_up_to_a_whole_crown():
    odd: PlanProblem = problem(cost_czk_per_fte_year=(855_000,), months=19)
    assert odd.step_cost_czk(0) == 676_875
    assert problem(cost_czk_per_fte_year=(100_001,), months=1).step_cost_czk(0) == 4167


def test_the_floor_asks_only_for_what_is_still_missing_where_there_is_need():
    need = np.array([[0.3, 0.0], [0.09, 0.09], [0.5, 0.0], [0.5, 0.5]])
    served = np.array([[0.0, 0.0], [0.0, 0.0], [0.04, 0.0], [0.3, 0.0]])
    assert equity_floor(need, served, 0.1) == pytest.approx([0.1, 0.0, 0.06, 0.0])
