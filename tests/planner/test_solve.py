"""The planner against brute force, hand-made cases and its own certificate."""

import itertools
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.brute import best_by_force
from tests.planner.instances import pairs, problem, random_problem, regional_problem

from zazemi.planner import solve as solve_module
from zazemi.planner.certify import certify
from zazemi.planner.result import InfeasibleReason, PlanStatus, Progress
from zazemi.planner.solve import SolveOptions, relative_gap, solve
from zazemi.planner.solver import Ending, SolverFailedError

EXACT = SolveOptions(gap=0.0)


def _stop(_now: Progress) -> bool:
    return False


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 100_000))
def test_no_plan_of_brute_force_is_better_and_ours_reaches_it(seed: int):
    question = random_problem(seed)
    ours = solve(question, EXACT)
    force = best_by_force(question)
    assert certify(question, ours).is_ok, certify(question, ours)
    if force is None or force[1] < 1e-6:
        assert ours.value <= Decimal("0.00001")
        return
    assert ours.status is PlanStatus.OPTIMAL
    assert float(sum(item.fte for item in ours.shortfalls)) == pytest.approx(force[0], abs=2e-4)
    assert float(ours.value) == pytest.approx(force[1], rel=1e-4, abs=1e-4)
    assert ours.bound >= force[1] - 1e-5


def test_money_goes_where_it_is_weighted_most():
    # 500,000 CZK: C alone takes opening 50,000 and four steps; 2 FTE of weight 2, half at 1.3, half at 0.7
    plan = solve(problem(), EXACT)
    assert [(place.site, place.steps, place.cost_czk, place.is_new) for place in plan.places] == [
        ("C", 4, 450_000, True)
    ]
    assert plan.value == Decimal("4.000000")
    assert plan.cost_czk == 450_000
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.places[0].used_fte == Decimal("2.000000")


def test_the_floor_takes_money_first():
    plan = solve(problem(floor_fte=np.array([0.1, 0.1, 0.1])), EXACT)
    served = {flow.locality for flow in plan.flows}
    assert served == {"A", "B", "C"}
    assert plan.shortfalls == ()
    assert certify(problem(floor_fte=np.array([0.1, 0.1, 0.1])), plan).is_ok


def test_what_money_cannot_prevent_is_named():
    # one team of one step only: A and B, or B and C; never all three
    poor = problem(floor_fte=np.array([0.1, 0.1, 0.1]), budget_czk=199_999)
    plan = solve(poor, EXACT)
    assert len(plan.shortfalls) == 1
    assert plan.shortfalls[0].fte == Decimal("0.100000")
    assert plan.floor_bound_fte == pytest.approx(0.1, abs=1e-5)
    assert certify(poor, plan).is_ok


def test_a_locality_beyond_reach_is_reported_and_binds_nobody():
    far = problem(
        floor_fte=np.array([0.1, 0.1, 0.1]), pairs=(pairs([(0, 0, 0, 1), (2, 1, 0, 1)]),), budget_czk=900_000
    )
    plan = solve(far, EXACT)
    assert plan.out_of_reach == ("B",)
    assert plan.shortfalls == ()
    assert certify(far, plan).is_ok


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"served_fte": np.array([[1.0], [0.4], [2.0]])}, InfeasibleReason.NO_NEED),
        ({"pairs": (pairs([]),)}, InfeasibleReason.NO_REACH),
        ({"min_share_permille": (1001,)}, InfeasibleReason.SHARES_OVER_WHOLE),
        ({"budget_czk": 149_999}, InfeasibleReason.BUDGET_TOO_SMALL),
    ],
)
def test_an_impossible_question_gets_a_typed_reason(changes: dict[str, object], reason: InfeasibleReason):
    plan = solve(problem(**changes))
    assert plan.status is PlanStatus.INFEASIBLE
    assert plan.infeasible is not None
    assert plan.infeasible.reason is reason
    assert certify(problem(**changes), plan).is_ok


def two_kinds(**changes: object):
    first = problem()
    parts = {
        "kinds": ("field_programme", "low_threshold_club"),
        "need_fte": np.column_stack([first.need_fte, first.need_fte]),
        "served_fte": np.zeros((3, 2)),
        "pairs": (first.pairs[0], first.pairs[0]),
        "cost_czk_per_fte_year": (200_000, 200_000),
        "opening_cost_czk": np.zeros((2, 2), dtype=np.int64),
        "min_steps": np.ones((2, 2), dtype=np.int64),
        "max_steps": np.full((2, 2), 4),
        "min_share_permille": (0, 0),
    }
    from zazemi.values.services import ServiceKind

    made = parts | changes
    made["kinds"] = tuple(ServiceKind(kind) for kind in made["kinds"])  # type: ignore[union-attr]
    return problem(**made)


def test_a_share_for_a_kind_without_places_is_refused():
    question = two_kinds(pairs=(problem().pairs[0], pairs([])), min_share_permille=(0, 500))
    plan = solve(question)
    assert plan.infeasible is not None
    assert plan.infeasible.reason is InfeasibleReason.SHARE_WITHOUT_SITE
    assert plan.infeasible.params == {"kind": "low_threshold_club"}


def test_teams_that_fit_alone_but_not_together_are_refused():
    # one step of either kind fits, but each kind must have half of the money
    question = two_kinds(budget_czk=150_000, min_share_permille=(500, 500))
    plan = solve(question)
    assert plan.status is PlanStatus.INFEASIBLE
    assert plan.infeasible is not None
    assert plan.infeasible.reason is InfeasibleReason.NOTHING_FITS


def test_the_minimum_share_of_money_is_kept():
    free = solve(two_kinds(budget_czk=400_000, weight=np.array([1.0, 1.0, 1.0])), EXACT)
    bound = two_kinds(budget_czk=400_000, min_share_permille=(0, 750))
    forced = solve(bound, EXACT)
    clubs = sum(place.cost_czk for place in forced.places if place.kind == "low_threshold_club")
    assert clubs * 4 >= forced.cost_czk * 3
    assert free.value >= forced.value - Decimal(4)
    assert certify(bound, forced).is_ok


def test_the_same_question_gives_the_same_plan():
    question = random_problem(5, localities=8, sites=4)
    first, second = solve(question), solve(question)
    assert (first.places, first.flows, first.value, first.bound) == (
        second.places,
        second.flows,
        second.value,
        second.bound,
    )


def test_a_region_is_planned_to_one_percent_with_a_certificate():
    question = regional_problem(seed=1)
    seen: list[Progress] = []
    plan = solve(question, SolveOptions(gap=0.01), lambda now: not seen.append(now))
    assert plan.status is PlanStatus.GAP
    assert plan.gap <= 0.0101
    assert plan.cost_czk <= 35_000_000
    assert certify(question, plan).is_ok
    assert seen
    assert all(later.seconds >= earlier.seconds for earlier, later in itertools.pairwise(seen))


def test_cancel_returns_the_best_plan_so_far():
    question = regional_problem()
    plan = solve(question, SolveOptions(gap=0.0), _stop)
    assert plan.status is PlanStatus.CANCELLED
    assert plan.places
    assert math.isfinite(plan.bound)
    assert certify(question, plan).is_ok


def test_cancel_in_the_wide_search_keeps_the_bound():
    question = regional_problem(seed=1, localities=80, candidates=40, budget_czk=20_000_000)
    plan = solve(question, SolveOptions(gap=0.0), lambda now: now.phase != "benefit")
    assert plan.status is PlanStatus.CANCELLED
    assert plan.gap < 0.5
    assert certify(question, plan).is_ok


def test_cancel_during_the_floors_returns_a_plan_too():
    question = regional_problem(budget_czk=6_000_000)
    plan = solve(question, SolveOptions(gap=0.0), _stop)
    assert plan.status is PlanStatus.CANCELLED
    assert any("floors" in line for line in plan.log)
    assert certify(question, plan).is_ok


def test_the_time_guard_is_said_so():
    plan = solve(regional_problem(), SolveOptions(gap=0.0, time_limit_s=0.0))
    assert plan.status is PlanStatus.TIME
    assert plan.gap > 0
    assert certify(regional_problem(), plan).is_ok


def test_the_limit_of_work_is_said_so():
    plan = solve(
        regional_problem(localities=60, candidates=30, budget_czk=12_000_000),
        SolveOptions(gap=0.0, node_limit=1),
    )
    assert plan.status is PlanStatus.NODES
    assert plan.gap > 0


def test_an_answer_without_proof_is_an_error(monkeypatch: pytest.MonkeyPatch):
    import highspy

    monkeypatch.setattr(
        "zazemi.planner.solver._ENDINGS", {highspy.HighsModelStatus.kIterationLimit: Ending.TIME}
    )
    with pytest.raises(SolverFailedError):
        solve(problem())


def test_a_search_without_values_falls_back_to_the_start(monkeypatch: pytest.MonkeyPatch):
    real = solve_module.solve_program

    def forgetful(*arguments: object, **named: object):
        from dataclasses import replace

        answer = real(*arguments, **named)  # type: ignore[arg-type]
        return replace(answer, values=np.zeros(0), ending=Ending.TIME)

    monkeypatch.setattr(solve_module, "solve_program", forgetful)
    plan = solve(problem(floor_fte=np.array([0.1, 0.1, 0.1]), budget_czk=199_999))
    assert plan.status is PlanStatus.TIME
    assert plan.places


def test_the_gap_is_infinite_before_the_first_plan():
    assert relative_gap(-math.inf, 5.0) == math.inf
    assert relative_gap(4.0, 5.0) == pytest.approx(0.25)
    assert relative_gap(5.0, 4.0) == 0.0
