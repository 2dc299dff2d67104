"""What the planner answers, and how far from the best possible it can be.

Units:   FTE as Decimal with six places, money in whole CZK; value and bound in
         severity-weighted FTE with decreasing return (the objective).
Pure:    yes.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

FLOW_GRAIN = Decimal("0.000001")


class PlanStatus(StrEnum):
    """Why the search ended."""

    OPTIMAL = "optimal"
    GAP = "gap"
    NODES = "nodes"
    TIME = "time"
    CANCELLED = "cancelled"
    INFEASIBLE = "infeasible"


class InfeasibleReason(StrEnum):
    """Why no plan at all can be funded."""

    NO_NEED = "no_need"
    NO_REACH = "no_reach"
    SHARES_OVER_WHOLE = "shares_over_whole"
    SHARE_WITHOUT_SITE = "share_without_site"
    BUDGET_TOO_SMALL = "budget_too_small"
    NOTHING_FITS = "nothing_fits"


INFEASIBLE_SENTENCES: dict[InfeasibleReason, str] = {
    InfeasibleReason.NO_NEED: N_("No need remains uncovered, so there is nothing to fund."),
    InfeasibleReason.NO_REACH: N_("No candidate place reaches any municipality in need."),
    InfeasibleReason.SHARES_OVER_WHOLE: N_(
        "The minimum shares of money add up to %(percent)s %%, which is more than the whole."
    ),
    InfeasibleReason.SHARE_WITHOUT_SITE: N_(
        "A minimum share of money is asked for %(kind)s, but no place can use it."
    ),
    InfeasibleReason.BUDGET_TOO_SMALL: N_(
        "The budget of %(budget_czk)s CZK is less than the smallest possible team: %(smallest_czk)s CZK."
    ),
    InfeasibleReason.NOTHING_FITS: N_(
        "No combination of teams fits the budget of %(budget_czk)s CZK and the minimum shares together."
    ),
}
STATUS_SENTENCES: dict[PlanStatus, str] = {
    PlanStatus.OPTIMAL: N_("The search ended: no better plan exists in this model."),
    PlanStatus.GAP: N_("The search ended as soon as the asked precision was proved."),
    PlanStatus.NODES: N_("The search ended at its limit of work; the bound holds, but it could be tighter."),
    PlanStatus.TIME: N_(
        "The search ran out of time; the plan is valid and the bound holds, but it could be tighter."
    ),
    PlanStatus.CANCELLED: N_("The search was cancelled; this is the best plan found until then."),
    PlanStatus.INFEASIBLE: N_("No plan exists under these conditions."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Infeasible:
    """A typed reason with its numbers; the sentence is ``INFEASIBLE_SENTENCES[reason] % params``."""

    reason: InfeasibleReason
    params: dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundedPlace:
    """A team that the plan pays: ``steps`` halves of an FTE of one kind at one site."""

    site: str
    kind: ServiceKind
    steps: int
    fte: Decimal
    is_new: bool
    cost_czk: int
    used_fte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """FTE of a locality's need that a team at a site serves."""

    locality: str
    site: str
    kind: ServiceKind
    fte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """FTE by which a locality in need stays under the equity floor, although a place could reach it."""

    locality: str
    fte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """State of a running search: best value found, proved bound, relative gap, seconds since the start."""

    phase: str
    value: float
    bound: float
    gap: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """A plan, or an honest reason why there is none.

    ``bound``: no plan of this model has a higher value. ``gap`` =
    (bound - value) / value. ``floor_bound_fte``: no plan has a smaller sum of
    shortfalls. ``out_of_reach``: localities in need that no candidate reaches.
    """

    status: PlanStatus
    places: tuple[FundedPlace, ...]
    flows: tuple[Flow, ...]
    value: Decimal
    bound: float
    gap: float
    shortfalls: tuple[Shortfall, ...]
    floor_bound_fte: float
    out_of_reach: tuple[str, ...]
    infeasible: Infeasible | None
    seconds: float
    nodes: int
    solver_version: str
    log: tuple[str, ...]

    @property
    def cost_czk(self) -> int:
        """Money the plan spends."""
        return sum(place.cost_czk for place in self.places)
