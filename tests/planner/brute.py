"""The best plan by trying everything: enumerate teams, solve the flows of each by scipy."""

import itertools

import numpy as np
from scipy.optimize import linprog

from zazemi.planner.model import PlanProblem


def best_by_force(problem: PlanProblem) -> tuple[float, float] | None:
    """Smallest sum of shortfalls and the highest value with it; None when no team can be funded."""
    options = [
        (0, *range(int(problem.min_steps[k, s]), _most(problem, k, s) + 1))
        for k in range(len(problem.sites))
        for s in range(len(problem.kinds))
    ]
    best: tuple[float, float] | None = None
    for choice in itertools.product(*options):
        steps = np.array(choice).reshape(len(problem.sites), len(problem.kinds))
        if steps.any() and _is_payable(problem, steps):
            found = _flows(problem, steps)
            if (
                best is None
                or (found[0] < best[0] - 1e-7)
                or (found[0] < best[0] + 1e-7 and found[1] > best[1])
            ):
                best = found
    return best


def _most(problem: PlanProblem, site: int, kind: int) -> int:
    """The model's own limit: no team above what the need in its reach can use."""
    pairs, need = problem.pairs[kind], problem.residual_fte()[:, kind]
    mine = (pairs.site == site) & (need[pairs.locality] > 0)
    if not mine.any():
        return 0
    use = np.ceil(2 * (need[pairs.locality[mine]] * pairs.overhead[mine]).sum() - 1e-9)
    return int(min(problem.max_steps[site, kind], max(use, problem.min_steps[site, kind])))


def _is_payable(problem: PlanProblem, steps: np.ndarray) -> bool:
    prices = [problem.step_cost_czk(kind) for kind in range(len(problem.kinds))]
    cost = (steps * prices + (steps > 0) * problem.opening_cost_czk).sum(axis=0)
    if cost.sum() > problem.budget_czk:
        return False
    return all(
        1000 * own >= share * cost.sum() for own, share in zip(cost, problem.min_share_permille, strict=True)
    )


def _flows(problem: PlanProblem, steps: np.ndarray) -> tuple[float, float]:
    need = problem.residual_fte()
    n, kinds = need.shape
    arcs = [
        (i, k, s, a)
        for s in range(kinds)
        for i, k, a in zip(
            problem.pairs[s].locality, problem.pairs[s].site, problem.pairs[s].overhead, strict=True
        )
        if need[i, s] > 0
    ]
    # columns: flows, first halves, second halves, slacks
    width = len(arcs) + 2 * n * kinds + n
    within = np.zeros(n)
    may_open = problem.max_steps >= problem.min_steps
    for i, s in {(i, s) for i, k, s, _a in arcs if may_open[k, s]}:
        within[i] += need[i, s]
    floors = np.minimum(problem.floor_fte, within)
    upper = np.zeros((len(problem.sites) * kinds + n, width))
    limit = np.zeros(len(upper))
    equal = np.zeros((n * kinds, width))
    for column, (i, k, s, a) in enumerate(arcs):
        upper[k * kinds + s, column] = a
        upper[len(problem.sites) * kinds + i, column] = -1
        equal[i * kinds + s, column] = 1
    limit[: len(problem.sites) * kinds] = steps.ravel() / 2
    limit[len(problem.sites) * kinds :] = -floors
    value, bounds = np.zeros(width), [(0.0, None)] * len(arcs)
    for half in range(2):
        for cell in range(n * kinds):
            column = len(arcs) + half * n * kinds + cell
            equal[cell, column] = -1
            value[column] = problem.rewards[half] * problem.weight[cell // kinds]
            bounds.append((0.0, need[cell // kinds, cell % kinds] / 2))
    slack = np.zeros(width)
    for i in range(n):
        column = width - n + i
        upper[len(problem.sites) * kinds + i, column] = -1
        slack[column] = 1
        bounds.append((0.0, None))
    least = linprog(slack, upper, limit, equal, np.zeros(n * kinds), bounds)
    final = linprog(
        -value,
        np.vstack([upper, slack]),
        np.append(limit, least.fun + 1e-9),
        equal,
        np.zeros(n * kinds),
        bounds,
    )
    return float(least.fun), float(-final.fun)
