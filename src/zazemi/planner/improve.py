"""Make a first plan better, one neighbourhood after another, before the whole is searched.

Source:  large neighbourhood search: all teams outside a window of neighbouring
         places stay, the window is solved again as a small program of its own.
Pure:    yes; a fixed number of windows, ties by position, no chance. The time
         guard of the whole search also guards here.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from zazemi.planner.formulation import Formulation, Program
from zazemi.planner.model import FloatArray, IntArray, PlanProblem
from zazemi.planner.solver import Ending, SearchLimits, solve_program

_BETTER = 1e-6
_SECOND_RING = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOptions:
    """How many windows of how many places, and when the search of one window ends."""

    windows: int = 14
    places: int = 14
    gap: float = 0.003
    node_limit: int = 1
    seed: int = 0


def improve(
    problem: PlanProblem,
    formulation: Formulation,
    start: FloatArray,
    *,
    options: WindowOptions,
    may_go_on: Callable[[float], float],
) -> FloatArray:
    """Solve windows of neighbouring places again while the others stay.

    Args:
        problem: the question.
        formulation: its program with the floor as a condition.
        start: columns of a plan that satisfies the program.
        options: number and size of the windows.
        may_go_on: told the best value; returns the seconds that are left, zero to stop.

    Returns:
        Columns of a plan that is never worse than ``start``.
    """
    near = _nearness(problem, formulation)
    visits = np.zeros(len(problem.sites))
    best, value = start, float(formulation.program.cost @ start)
    for _window in range(options.windows):
        seconds = may_go_on(value)
        size = _team_sizes(problem, formulation, best)
        open_sites = np.flatnonzero(size > 0)
        if seconds <= 0 or len(open_sites) == 0:
            break
        centre = open_sites[np.lexsort((-size[open_sites], visits[open_sites]))[0]]
        window = np.argsort(-near[centre], kind="stable")[: options.places]
        visits[centre] += 1
        program = _frozen_outside(formulation, best, window)
        limits = SearchLimits(
            gap=options.gap, node_limit=options.node_limit, time_limit_s=seconds, seed=options.seed
        )
        answer = solve_program(program, limits, start=best)
        if answer.ending is not Ending.INFEASIBLE and answer.value > value + _BETTER:
            best, value = answer.values, answer.value
    return best


def _nearness(problem: PlanProblem, formulation: Formulation) -> FloatArray:
    """How many localities two sites share, directly and over one site between them [K, K]."""
    parts = [block.usable for block in formulation.blocks]
    rows = np.concatenate([part.localities[part.locality] for part in parts])
    columns = np.concatenate([part.sites[part.site] for part in parts])
    reach = sp.csr_matrix(
        (np.ones(len(rows)), (rows, columns)), shape=(len(problem.localities), len(problem.sites))
    )
    shared: FloatArray = (reach.T @ reach).toarray()
    near: FloatArray = shared + _SECOND_RING * (shared @ shared)
    near[np.arange(len(near)), np.arange(len(near))] = np.inf
    return near


def _team_sizes(problem: PlanProblem, formulation: Formulation, values: FloatArray) -> IntArray:
    size = np.zeros(len(problem.sites), dtype=np.int64)
    for block, steps in zip(formulation.blocks, formulation.steps_of(values), strict=True):
        size[block.usable.sites] += steps
    return size


def _frozen_outside(formulation: Formulation, values: FloatArray, window: IntArray) -> Program:
    program = formulation.program
    lower, upper = program.column_lower.copy(), program.column_upper.copy()
    for block, steps in zip(formulation.blocks, formulation.steps_of(values), strict=True):
        outside = ~np.isin(block.usable.sites, window)
        for columns, fixed in ((block.steps, steps), (block.opened, np.minimum(steps, 1))):
            lower[columns[outside]] = fixed[outside]
            upper[columns[outside]] = fixed[outside]
    return dataclasses.replace(program, column_lower=lower, column_upper=upper)
