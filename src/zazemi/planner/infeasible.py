"""Why no plan can exist, found before the search where that is possible.

Units:   money in whole CZK, shares in thousandths of the money spent.
Pure:    yes.
"""

import numpy as np

from zazemi.planner.formulation import Usable
from zazemi.planner.model import PERMILLE, PlanProblem
from zazemi.planner.result import Infeasible, InfeasibleReason

_TO_PERCENT = 10


def find_obstacle(problem: PlanProblem, usable: tuple[Usable, ...]) -> Infeasible | None:
    """Return the first reason why nothing can be funded, or None when a search makes sense."""
    return _need(problem) or _reach(usable) or _shares(problem, usable) or _money(problem, usable)


def nothing_fits(problem: PlanProblem) -> Infeasible:
    """Return the reason given when the search proves that no team fits budget and shares together."""
    return Infeasible(reason=InfeasibleReason.NOTHING_FITS, params={"budget_czk": problem.budget_czk})


def _need(problem: PlanProblem) -> Infeasible | None:
    if (problem.residual_fte() > 0).any():
        return None
    return Infeasible(reason=InfeasibleReason.NO_NEED, params={})


def _reach(usable: tuple[Usable, ...]) -> Infeasible | None:
    if any(len(part.sites) for part in usable):
        return None
    return Infeasible(reason=InfeasibleReason.NO_REACH, params={})


def _shares(problem: PlanProblem, usable: tuple[Usable, ...]) -> Infeasible | None:
    total = sum(problem.min_share_permille)
    if total > PERMILLE:
        percent = f"{total / _TO_PERCENT:g}"
        return Infeasible(reason=InfeasibleReason.SHARES_OVER_WHOLE, params={"percent": percent})
    for part in usable:
        if problem.min_share_permille[part.kind] and len(part.sites) == 0:
            kind = problem.kinds[part.kind]
            return Infeasible(reason=InfeasibleReason.SHARE_WITHOUT_SITE, params={"kind": kind.value})
    return None


def _money(problem: PlanProblem, usable: tuple[Usable, ...]) -> Infeasible | None:
    smallest = min(
        int(np.min(part.opening_czk + part.least * part.step_czk)) for part in usable if len(part.sites)
    )
    if smallest <= problem.budget_czk:
        return None
    params: dict[str, str | int] = {"budget_czk": problem.budget_czk, "smallest_czk": smallest}
    return Infeasible(reason=InfeasibleReason.BUDGET_TOO_SMALL, params=params)
