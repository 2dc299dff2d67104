"""Inequalities cut the relaxation, never a plan; the plain solver agrees with ours."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.instances import problem, random_problem, regional_problem

from zazemi.planner.formulation import formulate, usable_parts
from zazemi.planner.infeasible import find_obstacle
from zazemi.planner.solve import SolveOptions, solve
from zazemi.planner.solver import Ending, SearchLimits, solve_plainly, solve_program, solve_relaxed
from zazemi.planner.tighten import tightened, violated


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 100_000))
def test_no_inequality_cuts_off_the_best_plan(seed: int):
    question = random_problem(seed, localities=5, sites=3)
    if find_obstacle(question, usable_parts(question)) is not None:
        return
    formulation = formulate(question)
    relaxed = solve_relaxed(formulation.program)
    cuts = violated(formulation, relaxed.values)
    limits = SearchLimits(gap=0.0, node_limit=10_000, time_limit_s=60, seed=0)
    best = solve_program(formulation.program, limits, start=np.zeros(len(formulation.program.cost)))
    assert (cuts @ best.values <= 1e-6).all()
    assert best.value - 1e-6 <= tightened(formulation)[0] <= relaxed.value + 1e-6


def test_rounds_lower_the_bound_of_a_region():
    formulation = formulate(regional_problem(seed=1, localities=80, candidates=40))
    assert tightened(formulation)[0] < solve_relaxed(formulation.program).value - 0.1


def test_nothing_is_cut_from_a_whole_plan():
    formulation = formulate(problem())
    limits = SearchLimits(gap=0.0, node_limit=100, time_limit_s=60, seed=0)
    plan = solve_program(formulation.program, limits, start=np.zeros(len(formulation.program.cost)))
    assert violated(formulation, plan.values).shape[0] == 0


def test_a_relaxation_that_is_whole_already_needs_no_round():
    # money for everything: the relaxed program serves all need with whole teams
    rich = problem(
        budget_czk=10**8, opening_cost_czk=np.zeros((2, 1), dtype=np.int64), need_fte=np.ones((3, 1))
    )
    formulation = formulate(rich)
    whole = dataclasses.replace(
        formulation,
        program=dataclasses.replace(
            formulation.program, column_lower=np.where(formulation.program.integer, 1.0, 0.0) * 1.0
        ),
    )
    assert tightened(whole)[0] == pytest.approx(solve_relaxed(whole.program).value)


def test_the_plain_solver_agrees_with_ours():
    question = random_problem(3)
    plain = solve_plainly(formulate(question).program, gap=0.0, time_limit_s=60)
    ours = solve(question, SolveOptions(gap=0.0))
    assert plain.ending is Ending.PROVED
    assert ours.shortfalls == ()
    assert plain.value == pytest.approx(float(ours.value), abs=1e-3)
