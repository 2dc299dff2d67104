"""The planner's case: a plan to 1 % by our search, against the plain solver on the plain model."""

import dataclasses
from pathlib import Path

import numpy as np

from zazemi.bench.instances import REGION, land
from zazemi.bench.run import Case, Side
from zazemi.measures.reach import reachable_pairs
from zazemi.planner.formulation import Program, formulate
from zazemi.planner.model import PlanProblem, SitePairs, equity_floor
from zazemi.planner.result import PlanResult
from zazemi.planner.solve import SolveOptions, solve
from zazemi.planner.solver import Answer, solve_plainly
from zazemi.values.services import PREVENTION_NETWORK

GAP = 0.01
GUARD_S = 120.0
BUDGET_CZK = 35_000_000
MONTHS = 19
LIMIT_MINUTES = (45.0, 15.0, 30.0)
WORKDAY_MINUTES = 480.0
NEED_PER_PERSON = (1.7e-4, 1.7e-4, 1.5e-4)
COST_CZK = (855_000, 1_030_000, 940_000)
OPENING_CZK = (60_000, 650_000, 120_000)
LEAST_STEPS = (1, 4, 2)
MOST_STEPS = (20, 24, 20)


def region_problem(towns: int = REGION, seed: int = 7, budget_czk: int = BUDGET_CZK) -> PlanProblem:
    """Invent a region where nothing runs yet: about 160 FTE of need, every town may host a team."""
    chance = np.random.default_rng(seed)
    place = land(towns, seed)
    load = chance.lognormal(0, 0.7, towns)
    need = np.round(np.outer(place.population * load, NEED_PER_PERSON), 4)
    nothing = np.zeros_like(need)
    codes = tuple(f"{500000 + town:06d}" for town in range(towns))
    shape = (towns, 1)
    return PlanProblem(
        localities=codes,
        kinds=PREVENTION_NETWORK,
        sites=codes,
        need_fte=need,
        served_fte=nothing,
        weight=np.round(1 + np.minimum(load, 3) / 3, 3),
        floor_fte=equity_floor(need, nothing, 0.1),
        pairs=tuple(_pairs(place.lat, place.lon, kind, limit) for kind, limit in enumerate(LIMIT_MINUTES)),
        cost_czk_per_fte_year=COST_CZK,
        opening_cost_czk=np.tile(OPENING_CZK, shape),
        min_steps=np.tile(LEAST_STEPS, shape),
        max_steps=np.tile(MOST_STEPS, shape),
        months=MONTHS,
        budget_czk=budget_czk,
        min_share_permille=(500, 0, 0),
    )


def _pairs(lat: np.ndarray, lon: np.ndarray, kind: int, limit_minutes: float) -> SitePairs:
    found = reachable_pairs(lat, lon, lat, lon, limit_minutes)
    both_ways = 2 * found.minutes / WORKDAY_MINUTES
    return SitePairs(
        locality=found.origin.astype(np.int64),
        site=found.target.astype(np.int64),
        minutes=found.minutes,
        overhead=1 / (1 - both_ways) if kind == 0 else np.ones(len(both_ways)),
    )


def plain_program(problem: PlanProblem) -> Program:
    """The same model as written on paper: no cover rows, the floor as a hard condition."""
    formulation = formulate(problem)
    program = formulation.program
    kept = np.setdiff1d(np.arange(program.matrix.shape[0]), formulation.cover_rows)
    upper = program.column_upper.copy()
    upper[formulation.slack] = 0.0
    return dataclasses.replace(
        program,
        matrix=program.matrix[kept],
        row_lower=program.row_lower[kept],
        row_upper=program.row_upper[kept],
        column_upper=upper,
    )


def planning_case(_folder: Path, towns: int = REGION, budget_czk: int = BUDGET_CZK) -> Case:
    """A plan for one region and 35 million CZK, to a proved gap of 1 %."""
    problem = region_problem(towns, budget_czk=budget_czk)

    def ours() -> PlanResult:
        return solve(problem, SolveOptions(gap=GAP, time_limit_s=GUARD_S))

    def peer() -> Answer:
        return solve_plainly(plain_program(problem), gap=GAP, time_limit_s=GUARD_S)

    def agree(mine: object, theirs: object) -> str:
        assert isinstance(mine, PlanResult)  # noqa: S101 - what ours() returned
        assert isinstance(theirs, Answer)  # noqa: S101 - what peer() returned
        return (
            f"value {float(mine.value):.2f} and {theirs.value:.2f} "
            f"(proved gaps {mine.gap:.2%} and {(theirs.bound - theirs.value) / theirs.value:.2%})"
        )

    return Case(
        name="planning",
        about=f"plan of {towns} municipalities to a proved gap of {GAP:.0%}, guard {GUARD_S:.0f} s",
        ours=Side(name="planner.solve", run=ours),
        peer=Side(name="plain HiGHS on the plain model", run=peer),
        agree=agree,
    )
