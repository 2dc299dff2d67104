"""From columns of numbers back to places, FTE and crowns.

Units:   FTE rounded down to a millionth, so that rounding never uses more than
         there is; money in whole CZK.
Pure:    yes.
"""

import dataclasses
from collections import defaultdict
from decimal import ROUND_FLOOR, Decimal

import numpy as np
import scipy.sparse as sp

from zazemi.planner.formulation import Block, Formulation, Program
from zazemi.planner.model import STEPS_PER_FTE, FloatArray, IntArray, PlanProblem
from zazemi.planner.result import FLOW_GRAIN, Flow, FundedPlace, Shortfall
from zazemi.planner.solver import solve_relaxed

_EPSILON = 1e-9
_SLACK_GRAIN_FTE = Decimal("0.00001")


def least_shortfall_cost(formulation: Formulation) -> FloatArray:
    """Objective of the first search: minus the sum of the slacks of the equity floor."""
    cost = np.zeros_like(formulation.program.cost)
    cost[formulation.slack] = -1.0
    return cost


def best_flows(formulation: Formulation, steps: list[IntArray]) -> FloatArray:
    """Columns of the best plan with these teams: the least shortfall first, then the most value."""
    program = _with_steps(formulation, steps)
    least = solve_relaxed(dataclasses.replace(program, cost=least_shortfall_cost(formulation)))
    upper = program.row_upper.copy()
    upper[formulation.slack_row] = -least.value + _EPSILON
    return solve_relaxed(dataclasses.replace(program, row_upper=upper)).values


def nearest_flows(formulation: Formulation, steps: list[IntArray]) -> FloatArray:
    """Columns of equal value with the fewest FTE-minutes of travel."""
    program = _with_steps(formulation, steps)
    best = solve_relaxed(program)
    cost = np.zeros_like(program.cost)
    for block in formulation.blocks:
        cost[block.flow] = -block.usable.minutes
    keep_value = sp.csr_matrix(program.cost[np.newaxis, :])
    nearer = Program(
        matrix=sp.vstack([program.matrix, keep_value]).tocsr(),
        row_lower=np.append(program.row_lower, best.value - _EPSILON),
        row_upper=np.append(program.row_upper, np.inf),
        column_lower=program.column_lower,
        column_upper=program.column_upper,
        cost=cost,
        integer=program.integer,
    )
    return solve_relaxed(nearer).values


def _with_steps(formulation: Formulation, steps: list[IntArray]) -> Program:
    program = formulation.program
    lower, upper = program.column_lower.copy(), program.column_upper.copy()
    for block, chosen in zip(formulation.blocks, steps, strict=True):
        for columns, fixed in ((block.steps, chosen), (block.opened, np.minimum(chosen, 1))):
            lower[columns] = fixed
            upper[columns] = fixed
    return dataclasses.replace(program, column_lower=lower, column_upper=upper)


def _floored(fte: float) -> Decimal:
    return Decimal(fte + _EPSILON).quantize(FLOW_GRAIN, rounding=ROUND_FLOOR)


def flows_of(problem: PlanProblem, formulation: Formulation, values: FloatArray) -> tuple[Flow, ...]:
    """Who is served from where; ordered by locality, kind and site."""
    found = [
        Flow(
            locality=problem.localities[block.usable.localities[locality]],
            site=problem.sites[block.usable.sites[site]],
            kind=problem.kinds[block.usable.kind],
            fte=fte,
        )
        for block in formulation.blocks
        for locality, site, fte in _positive(block, values)
    ]
    return tuple(sorted(found, key=lambda flow: (flow.locality, flow.kind, flow.site)))


def _positive(block: Block, values: FloatArray) -> list[tuple[int, int, Decimal]]:
    part = block.usable
    rounded = [_floored(fte) for fte in values[block.flow]]
    return [
        (int(part.locality[pair]), int(part.site[pair]), fte) for pair, fte in enumerate(rounded) if fte > 0
    ]


def places_of(
    problem: PlanProblem, formulation: Formulation, steps: list[IntArray], flows: tuple[Flow, ...]
) -> tuple[FundedPlace, ...]:
    """Teams the plan pays, most expensive first within a kind; used FTE includes the travel of staff."""
    used = _used_fte(problem, formulation, flows)
    places = []
    for block, chosen in zip(formulation.blocks, steps, strict=True):
        part, kind = block.usable, problem.kinds[block.usable.kind]
        for position in np.flatnonzero(chosen > 0):
            site, count = int(part.sites[position]), int(chosen[position])
            opening = int(part.opening_czk[position])
            places.append(
                FundedPlace(
                    site=problem.sites[site],
                    kind=kind,
                    steps=count,
                    fte=Decimal(count) / STEPS_PER_FTE,
                    is_new=opening > 0,
                    cost_czk=count * part.step_czk + opening,
                    used_fte=used[problem.sites[site], kind],
                )
            )
    return tuple(sorted(places, key=lambda place: (place.kind, -place.cost_czk, place.site)))


def _used_fte(
    problem: PlanProblem, formulation: Formulation, flows: tuple[Flow, ...]
) -> dict[tuple[str, str], Decimal]:
    overhead = {
        (problem.localities[part.localities[i]], problem.sites[part.sites[k]], problem.kinds[part.kind]): a
        for part in (block.usable for block in formulation.blocks)
        for i, k, a in zip(part.locality, part.site, part.overhead.tolist(), strict=True)
    }
    used: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for flow in flows:
        travel = Decimal(str(overhead[flow.locality, flow.site, flow.kind]))
        used[flow.site, flow.kind] += (flow.fte * travel).quantize(FLOW_GRAIN)
    return used


def shortfalls_of(
    problem: PlanProblem, formulation: Formulation, flows: tuple[Flow, ...]
) -> tuple[Shortfall, ...]:
    """Localities under the equity floor although a place could reach them, by name."""
    served: dict[str, Decimal] = defaultdict(Decimal)
    for flow in flows:
        served[flow.locality] += flow.fte
    found = []
    for locality, floor in zip(formulation.floor_locality, formulation.floor_fte.tolist(), strict=True):
        code = problem.localities[locality]
        missing = _floored(floor) - served[code]
        if missing > _SLACK_GRAIN_FTE:
            found.append(Shortfall(locality=code, fte=missing))
    return tuple(found)


def exact_value(problem: PlanProblem, formulation: Formulation, flows: tuple[Flow, ...]) -> Decimal:
    """Objective of the rounded flows: severity-weighted FTE with decreasing return."""
    served: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for flow in flows:
        served[flow.locality, flow.kind] += flow.fte
    first, second = (Decimal(str(reward)) for reward in problem.rewards)
    value = Decimal(0)
    for part in (block.usable for block in formulation.blocks):
        for locality, need in zip(part.localities, part.need_fte.tolist(), strict=True):
            fte = served[problem.localities[locality], problem.kinds[part.kind]]
            half = Decimal(str(need)) / 2
            weight = Decimal(str(float(problem.weight[locality])))
            value += weight * (first * min(fte, half) + second * max(fte - half, Decimal(0)))
    return value.quantize(FLOW_GRAIN, rounding=ROUND_FLOOR)
