"""The certificate finds every kind of lie, and only lies."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from tests.planner.instances import problem

from zazemi.planner.certify import Rule, certify
from zazemi.planner.result import Flow, FundedPlace, PlanResult
from zazemi.planner.solve import SolveOptions, solve
from zazemi.values.services import ServiceKind

FIELD = ServiceKind.FIELD_PROGRAMME
QUESTION = problem(floor_fte=np.array([0.1, 0.1, 0.1]), min_share_permille=(500,))


@pytest.fixture(scope="module")
def plan() -> PlanResult:
    return solve(QUESTION, SolveOptions(gap=0.0))


def broken(plan: PlanResult, question=QUESTION) -> set[Rule]:
    return {line.rule for line in certify(question, plan).lines if not line.is_ok}


def first_place(plan: PlanResult, **changes: object) -> PlanResult:
    return replace(plan, places=(replace(plan.places[0], **changes), *plan.places[1:]))


def test_an_honest_plan_passes_every_rule(plan: PlanResult):
    certificate = certify(QUESTION, plan)
    assert certificate.is_ok
    assert {line.rule for line in certificate.lines} == set(Rule)


def test_one_crown_less_is_found(plan: PlanResult):
    assert broken(first_place(plan, cost_czk=plan.places[0].cost_czk - 1)) == {Rule.PRICES}


def test_one_crown_over_the_budget_is_found(plan: PlanResult):
    assert broken(plan, replace(QUESTION, budget_czk=plan.cost_czk)) == set()
    assert broken(plan, replace(QUESTION, budget_czk=plan.cost_czk - 1)) == {Rule.BUDGET}


def test_a_team_of_a_wrong_size_is_found(plan: PlanResult):
    assert broken(first_place(plan, fte=Decimal(7))) == {Rule.TEAMS}


def test_a_team_counted_twice_is_found(plan: PlanResult):
    twice = replace(plan, places=(*plan.places, plan.places[0]))
    assert Rule.TEAMS in broken(twice)


def test_help_from_beyond_reach_is_found(plan: PlanResult):
    stray = Flow(locality="A", site="C", kind=FIELD, fte=Decimal("0.000001"))
    assert Rule.REACH in broken(replace(plan, flows=(*plan.flows, stray)))


def test_more_help_than_people_is_found(plan: PlanResult):
    flow = plan.flows[0]
    grown = replace(plan, flows=(replace(flow, fte=flow.fte + Decimal("0.001")), *plan.flows[1:]))
    assert {Rule.CAPACITY, Rule.VALUE} <= broken(grown)


def test_help_from_a_team_nobody_pays_is_found(plan: PlanResult):
    assert {Rule.CAPACITY} <= broken(replace(plan, places=plan.places[1:]))


def test_more_help_than_need_is_found(plan: PlanResult):
    served = QUESTION.need_fte - 0.05
    assert Rule.NEED in broken(plan, replace(QUESTION, served_fte=served))


def test_negative_help_is_found(plan: PlanResult):
    flow = Flow(locality="B", site="A", kind=FIELD, fte=Decimal("-0.1"))
    assert Rule.NEED in broken(replace(plan, flows=(*plan.flows, flow)))


def test_a_locality_without_its_floor_is_found(plan: PlanResult):
    kept = tuple(flow for flow in plan.flows if flow.locality != "A")
    assert Rule.FLOOR in broken(replace(plan, flows=kept))


def test_a_missing_share_of_money_is_found(plan: PlanResult):
    other = FundedPlace(
        site="A",
        kind=ServiceKind.LOW_THRESHOLD_CLUB,
        steps=1,
        fte=Decimal("0.5"),
        is_new=False,
        cost_czk=10**6,
        used_fte=Decimal(0),
    )
    zeros = np.zeros((3, 1))
    question = replace(
        QUESTION,
        kinds=(FIELD, ServiceKind.LOW_THRESHOLD_CLUB),
        need_fte=np.hstack([QUESTION.need_fte, zeros]),
        served_fte=np.hstack([QUESTION.served_fte, zeros]),
        pairs=QUESTION.pairs * 2,
        cost_czk_per_fte_year=(200_000, 2_000_000),
        opening_cost_czk=np.array([[50_000, 0], [50_000, 0]]),
        min_steps=np.ones((2, 2), dtype=np.int64),
        max_steps=np.full((2, 2), 4),
        min_share_permille=(500, 0),
        budget_czk=10**7,
    )
    assert broken(replace(plan, places=(*plan.places, other)), question) == {Rule.SHARES}


def test_a_wrong_value_bound_or_gap_is_found(plan: PlanResult):
    assert broken(replace(plan, value=plan.value + 1)) >= {Rule.VALUE}
    assert broken(replace(plan, bound=float(plan.value) - 0.1)) == {Rule.BOUND}
    assert broken(replace(plan, gap=plan.gap + 0.01)) == {Rule.BOUND}
