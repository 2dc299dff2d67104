"""A finished plan put together for reading: what page, paper, workbook and JSON all take their numbers from.

Units:   whole CZK, FTE of direct work.
Source:  the stored result and the version of the scenario it answers; nothing is computed anew.
Raises:  PlanNotReadyError.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zazemi.planner.result import PlanResult, PlanStatus
from zazemi.planning.coverage import Coverage, CoverageTable, coverage_of, together
from zazemi.planning.models import Plan, Result, Scenario
from zazemi.planning.questions import KindTerms, terms_of
from zazemi.planning.selectors import answer_of, asked_scenario, gap_percent, question_of, result_of
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Orp, Region
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """FTE that one municipality gets from a funded place."""

    code: str
    name: str
    fte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Funded:
    """A team that the plan pays, and whom it serves, the largest part first."""

    code: str
    name: str
    orp_name: str
    kind: ServiceKind
    fte: Decimal
    used_fte: Decimal
    is_new: bool
    cost_czk: int
    served: Sequence[Served]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillMissing:
    """Need that stays uncovered: msgid of the reason with its numbers."""

    code: str
    name: str
    kind: ServiceKind
    missing_fte: Decimal
    reason: str
    params: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything there is to say about one finished plan."""

    plan: Plan
    scenario: Scenario
    region: Region
    result: Result
    answer: PlanResult
    terms: Mapping[ServiceKind, KindTerms]
    funded: Sequence[Funded]
    coverage: CoverageTable
    missing: Sequence[StillMissing]
    newly_names: Sequence[str]
    short_names: Sequence[str]
    beyond_names: Sequence[str]
    municipalities: Sequence[Municipality]
    orps: Sequence[Orp]
    gap_percent: Decimal | None
    rewards: tuple[float, float]

    @property
    def has_register(self) -> bool:
        """Whether today's services are known; without them the plan is a model calculation."""
        return not self.result.caution

    @property
    def is_time_limited(self) -> bool:
        """Whether the search ended before the asked precision was proved."""
        return self.answer.status in {PlanStatus.TIME, PlanStatus.NODES}

    @property
    def fte(self) -> Decimal:
        """FTE that the plan pays."""
        return sum((one.fte for one in self.funded), Decimal(0))

    @property
    def places(self) -> int:
        """Municipalities in which the plan pays a team."""
        return len({one.code for one in self.funded})

    @property
    def opened(self) -> int:
        """Teams that the plan opens."""
        return sum(one.is_new for one in self.funded)

    @property
    def left_czk(self) -> int:
        """Money of the budget that stays."""
        return self.scenario.budget_czk - self.result.cost_czk

    @property
    def provenance(self) -> dict[str, Any]:
        """Where the numbers come from, as stored with the result."""
        return dict(self.result.provenance)

    def of_kind(self, kind: ServiceKind) -> Coverage:
        """Coverage of one kind in the whole region."""
        return together(row[kind] for row in self.coverage.values())

    def of_place(self, code: str) -> Coverage | None:
        """Coverage of all kinds in one municipality; None when its need is not known."""
        return together(self.coverage[code].values()) if code in self.coverage else None

    @property
    def total(self) -> Coverage:
        """Coverage of all kinds in the whole region."""
        return together(one for row in self.coverage.values() for one in row.values())


def outcome_of(plan: Plan) -> Outcome:
    """Put a finished plan together; a few queries, whatever its size.

    Raises PlanNotReadyError.
    """
    result = result_of(plan)
    answer, question = answer_of(result), question_of(result)
    scenario = asked_scenario(plan)
    municipalities = list(territory.municipalities_of(scenario.region_id).select_related("orp"))
    by_code = {one.code: one for one in municipalities}
    return Outcome(
        plan=plan,
        scenario=scenario,
        region=plan.scenario.region,
        result=result,
        answer=answer,
        terms=terms_of(scenario),
        funded=_funded(answer, by_code),
        coverage=coverage_of(question, answer),
        missing=[_missing(stored, by_code) for stored in result.explanation["uncovered"]],
        newly_names=_names(set(result.explanation["newly_served"]), municipalities),
        short_names=_names({one.locality for one in answer.shortfalls}, municipalities),
        beyond_names=_names(set(answer.out_of_reach), municipalities),
        municipalities=municipalities,
        orps=territory.orps_of(scenario.region_id),
        gap_percent=gap_percent(result),
        rewards=question.rewards,
    )


def _funded(answer: PlanResult, by_code: Mapping[str, Municipality]) -> list[Funded]:
    served: dict[tuple[str, ServiceKind], list[Served]] = {}
    for flow in answer.flows:
        one = Served(code=flow.locality, name=_name(flow.locality, by_code), fte=flow.fte)
        served.setdefault((flow.site, flow.kind), []).append(one)
    found = [
        Funded(
            code=place.site,
            name=_name(place.site, by_code),
            orp_name=by_code[place.site].orp.name if place.site in by_code else "",
            kind=place.kind,
            fte=place.fte,
            used_fte=place.used_fte,
            is_new=place.is_new,
            cost_czk=place.cost_czk,
            served=sorted(served.get((place.site, place.kind), []), key=_largest_first),
        )
        for place in answer.places
    ]
    order = {code: position for position, code in enumerate(by_code)}
    return sorted(found, key=lambda one: (order.get(one.code, len(order)), one.kind))


def _largest_first(one: Served) -> tuple[Decimal, str]:
    return -one.fte, one.code


def _missing(stored: Mapping[str, Any], by_code: Mapping[str, Municipality]) -> StillMissing:
    return StillMissing(
        code=stored["locality"],
        name=_name(stored["locality"], by_code),
        kind=ServiceKind(stored["kind"]),
        missing_fte=Decimal(stored["missing_fte"]),
        reason=stored["reason"],
        params=stored["params"],
    )


def _names(codes: set[str], municipalities: Iterable[Municipality]) -> list[str]:
    return [one.name for one in municipalities if one.code in codes]


def _name(code: str, by_code: Mapping[str, Municipality]) -> str:
    return by_code[code].name if code in by_code else code
