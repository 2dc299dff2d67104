"""What a plan changes, and why the rest of the need stays uncovered.

Units:   FTE as Decimal with six places, money in whole CZK, minutes one way.
Pure:    yes.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from zazemi.planner.model import PERMILLE, FloatArray, PlanProblem
from zazemi.planner.result import FLOW_GRAIN, PlanResult
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

SMALLEST_TOLD_FTE = Decimal("0.1")
"""Need below a tenth of an FTE is neither told as uncovered nor counted as newly served."""
SMALLEST_HELP_FTE = 0.01
"""Help below a hundredth of an FTE does not count as something where nothing was."""


class WhyUncovered(StrEnum):
    """Why need of one kind in one locality stays uncovered."""

    OUT_OF_REACH = "out_of_reach"
    TEAMS_FULL = "teams_full"
    MONEY = "money"
    SHARES = "shares"
    WITHIN_PRECISION = "within_precision"


WHY_SENTENCES: dict[WhyUncovered, str] = {
    WhyUncovered.OUT_OF_REACH: N_("No candidate place is within reach."),
    WhyUncovered.TEAMS_FULL: N_("Every team within reach already has its largest allowed size."),
    WhyUncovered.MONEY: N_(
        "The cheapest addition within reach costs %(price_czk)s CZK, but only %(left_czk)s CZK remain."
    ),
    WhyUncovered.SHARES: N_(
        "The cheapest addition within reach costs %(price_czk)s CZK and would break a minimum share of money."
    ),
    WhyUncovered.WITHIN_PRECISION: N_(
        "Money for an addition of %(price_czk)s CZK remains, but it brings less than the proved precision."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """Need that stays uncovered; the sentence is ``WHY_SENTENCES[reason] % params``."""

    locality: str
    kind: ServiceKind
    missing_fte: Decimal
    reason: WhyUncovered
    params: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Before and after the plan.

    ``newly_served``: localities where some kind is needed (0.1 FTE and more),
    nothing of that kind came before and now at least 0.01 FTE comes.
    """

    need_fte: Decimal
    met_before_fte: Decimal
    met_after_fte: Decimal
    newly_served: tuple[str, ...]
    uncovered: tuple[Uncovered, ...]


def explain(problem: PlanProblem, result: PlanResult) -> Explanation:
    """Say what the plan changes in FTE and places, and why the rest stays uncovered."""
    added = added_fte(problem, result)
    before = np.minimum(problem.served_fte, problem.need_fte)
    was_nothing = (before <= 0) & (problem.need_fte >= float(SMALLEST_TOLD_FTE))
    newly = np.flatnonzero((was_nothing & (added >= SMALLEST_HELP_FTE)).any(axis=1))
    met_before = _rounded(before.sum())
    return Explanation(
        need_fte=_rounded(problem.need_fte.sum()),
        met_before_fte=met_before,
        met_after_fte=met_before + sum((flow.fte for flow in result.flows), Decimal(0)),
        newly_served=tuple(problem.localities[position] for position in newly),
        uncovered=_uncovered(problem, result, problem.residual_fte() - added),
    )


def added_fte(problem: PlanProblem, result: PlanResult) -> FloatArray:
    """FTE that the plan adds in each locality and kind [n, S]."""
    row = {code: position for position, code in enumerate(problem.localities)}
    column = {kind: position for position, kind in enumerate(problem.kinds)}
    added = np.zeros(problem.need_fte.shape)
    for flow in result.flows:
        added[row[flow.locality], column[flow.kind]] += float(flow.fte)
    return added


def _rounded(fte: float) -> Decimal:
    return Decimal(float(fte)).quantize(FLOW_GRAIN)


def _uncovered(problem: PlanProblem, result: PlanResult, missing: FloatArray) -> tuple[Uncovered, ...]:
    steps: dict[tuple[str, ServiceKind], int] = defaultdict(int)
    spent: dict[ServiceKind, int] = defaultdict(int)
    for place in result.places:
        steps[place.site, place.kind] = place.steps
        spent[place.kind] += place.cost_czk
    found: list[Uncovered] = []
    for column, kind in enumerate(problem.kinds):
        sites_of = _sites_by_locality(problem, column)
        for position in np.flatnonzero(missing[:, column] >= float(SMALLEST_TOLD_FTE)):
            sites = sites_of.get(int(position), [])
            prices = [_price(problem, column, site, steps[problem.sites[site], kind]) for site in sites]
            reason, params = _reason(problem, spent, column, prices)
            found.append(
                Uncovered(
                    locality=problem.localities[position],
                    kind=kind,
                    missing_fte=_rounded(missing[position, column]),
                    reason=reason,
                    params=params,
                )
            )
    return tuple(sorted(found, key=lambda item: (-item.missing_fte, item.locality, item.kind)))


def _sites_by_locality(problem: PlanProblem, kind: int) -> dict[int, list[int]]:
    pairs = problem.pairs[kind]
    found: dict[int, list[int]] = defaultdict(list)
    for locality, site in zip(pairs.locality.tolist(), pairs.site.tolist(), strict=True):
        if problem.max_steps[site, kind] >= problem.min_steps[site, kind]:
            found[locality].append(site)
    return found


def _price(problem: PlanProblem, kind: int, site: int, steps: int) -> int | None:
    """CZK of the next addition at a site: a new smallest team or one more step; None when it is full."""
    step = problem.step_cost_czk(kind)
    if steps == 0:
        return int(problem.opening_cost_czk[site, kind]) + int(problem.min_steps[site, kind]) * step
    return step if steps < problem.max_steps[site, kind] else None


def _reason(
    problem: PlanProblem, spent: dict[ServiceKind, int], kind: int, prices: list[int | None]
) -> tuple[WhyUncovered, dict[str, int]]:
    if not prices:
        return WhyUncovered.OUT_OF_REACH, {}
    payable = [price for price in prices if price is not None]
    if not payable:
        return WhyUncovered.TEAMS_FULL, {}
    price, left = min(payable), problem.budget_czk - sum(spent.values())
    params = {"price_czk": price, "left_czk": left}
    if price > left:
        return WhyUncovered.MONEY, params
    total = sum(spent.values()) + price
    for other, permille in enumerate(problem.min_share_permille):
        own = spent[problem.kinds[other]] + (price if other == kind else 0)
        if own * PERMILLE < permille * total:
            return WhyUncovered.SHARES, params
    return WhyUncovered.WITHIN_PRECISION, params
