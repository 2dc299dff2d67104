"""Terms of a scenario and the planning problem made of them.

Units:   whole CZK, FTE; minimum shares in per cent of the money spent.
Source:  residual need, network and travel come from ``analysis.selectors.plan_input`` and nowhere else.
Raises:  BadTermsError, NoNeedKnownError.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

import numpy as np

from zazemi.analysis.selectors import PlanInput
from zazemi.network.choices import KIND_LABELS
from zazemi.planner.model import PlanProblem, equity_floor
from zazemi.planning.errors import BadTermsError, NoNeedKnownError
from zazemi.planning.models import Scenario
from zazemi.planning.norms import DatedNorms, TeamNorm
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

TEAM_GRAIN = Decimal("0.1")
_STEPS_PER_FTE = 2
_PERMILLE_PER_PERCENT = 10
WHOLE_PERCENT = 100
LARGEST_COST_CZK = 10_000_000
LARGEST_TEAM_FTE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTerms(TeamNorm):
    """What the scenario says of one kind; it starts as a copy of the norm."""

    @classmethod
    def of(cls, norm: TeamNorm) -> Self:
        """Copy a norm."""
        return cls(**asdict(norm))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read back what ``as_json`` wrote."""
        return cls(
            cost_czk_per_fte_year=int(stored["cost_czk_per_fte_year"]),
            opening_cost_czk=int(stored["opening_cost_czk"]),
            least_team_fte=Decimal(stored["least_team_fte"]),
            largest_team_fte=Decimal(stored["largest_team_fte"]),
            min_share_percent=int(stored["min_share_percent"]),
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain values; FTE as exact text."""
        return {
            **asdict(self),
            "least_team_fte": str(self.least_team_fte.quantize(TEAM_GRAIN)),
            "largest_team_fte": str(self.largest_team_fte.quantize(TEAM_GRAIN)),
        }


Terms = Mapping[ServiceKind, KindTerms]


def terms_from(norms: DatedNorms) -> dict[ServiceKind, KindTerms]:
    """Return the terms that a new scenario starts with."""
    return {kind: KindTerms.of(norm) for kind, norm in norms.kinds.items()}


def terms_of(scenario: Scenario) -> dict[ServiceKind, KindTerms]:
    """Return the terms of a stored scenario in the order of the kinds."""
    return {ServiceKind(kind): KindTerms.from_json(stored) for kind, stored in scenario.terms.items()}


def terms_json(terms: Terms) -> dict[str, Any]:
    """Return terms as they are stored."""
    return {kind.value: one.as_json() for kind, one in terms.items()}


def check_terms(terms: Terms) -> None:
    """Refuse terms that contradict themselves.

    Raises BadTermsError naming the kind and what is wrong.
    """
    for kind, one in terms.items():
        _check_kind(kind, one)
    if sum(one.min_share_percent for one in terms.values()) > WHOLE_PERCENT:
        raise BadTermsError(
            N_("The least shares of money add up to more than 100 per cent."),
            way_out=N_("Lower some of them."),
        )


def _check_kind(kind: ServiceKind, one: KindTerms) -> None:
    half = Decimal("0.5")
    wrong = {
        N_("the cost per FTE is between 1 and 10 million CZK a year"): not (
            1 <= one.cost_czk_per_fte_year <= LARGEST_COST_CZK
        ),
        N_("the opening cost is between 0 and 10 million CZK"): not (
            0 <= one.opening_cost_czk <= LARGEST_COST_CZK
        ),
        N_("teams grow by halves of an FTE"): bool(one.least_team_fte % half or one.largest_team_fte % half),
        N_("the largest team is not smaller than the least one"): not (
            half <= one.least_team_fte <= one.largest_team_fte <= LARGEST_TEAM_FTE
        ),
        N_("the least share of money is between 0 and 100 per cent"): not (
            0 <= one.min_share_percent <= WHOLE_PERCENT
        ),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise BadTermsError(params={"kind": str(KIND_LABELS[kind]), "what": what})


def problem_of(scenario: Scenario, given: PlanInput) -> PlanProblem:
    """Put the planning problem together: need from the analysis, money and teams from the scenario.

    Raises NoNeedKnownError for a region without indicators.
    """
    if not given.localities:
        raise NoNeedKnownError(params={"region": given.region_name})
    terms = terms_of(scenario)
    ordered = [terms[kind] for kind in given.kinds]
    sites = len(given.sites)
    return PlanProblem(
        localities=given.localities,
        kinds=given.kinds,
        sites=given.sites,
        need_fte=given.need_fte,
        served_fte=given.served_fte,
        weight=given.weight,
        floor_fte=equity_floor(given.need_fte, given.served_fte, float(scenario.floor_fte)),
        pairs=given.pairs,
        cost_czk_per_fte_year=tuple(one.cost_czk_per_fte_year for one in ordered),
        opening_cost_czk=np.where(given.is_running, 0, [one.opening_cost_czk for one in ordered]).astype(
            np.int64
        ),
        min_steps=_steps(
            [Decimal("0.5") for _one in ordered], sites, given, [one.least_team_fte for one in ordered]
        ),
        max_steps=_steps([one.largest_team_fte for one in ordered], sites),
        months=scenario.months,
        budget_czk=scenario.budget_czk,
        min_share_permille=tuple(one.min_share_percent * _PERMILLE_PER_PERCENT for one in ordered),
    )


def _steps(
    fte: list[Decimal], sites: int, given: PlanInput | None = None, where_new: list[Decimal] | None = None
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Half-FTE steps [K, S]; a team that works already may grow by a single step."""
    steps = np.tile([int(one * _STEPS_PER_FTE) for one in fte], (sites, 1)).astype(np.int64)
    if given is None or where_new is None:
        return steps
    new = np.tile([int(one * _STEPS_PER_FTE) for one in where_new], (sites, 1)).astype(np.int64)
    return np.where(given.is_running, steps, new)
