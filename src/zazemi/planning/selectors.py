"""What others may read of plans.

Units:   whole CZK, FTE; shares and per cents as said in the names.
Source:  the stored result; nothing is computed anew, numbers are those of the certificate.
"""

import gzip
import json
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from zazemi.files.services import content_of
from zazemi.jobs.choices import JobState
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.planner.jsonable import problem_from_json, result_from_json
from zazemi.planner.model import PlanProblem
from zazemi.planner.result import STATUS_SENTENCES, PlanResult, PlanStatus
from zazemi.planning.choices import PlanState
from zazemi.planning.coverage import coverage_of
from zazemi.planning.errors import PlanNotReadyError
from zazemi.planning.models import Item, Plan, Result, Scenario
from zazemi.planning.permissions import READ
from zazemi.territory.models import Municipality
from zazemi.ui.typography import number_text
from zazemi.values.text import N_

FORMAT = "zazemi-plan-1"
CLAIM = N_("in this model and with these assumptions no plan can be better by more than %(percent)s %%")
_TENTH = Decimal("0.1")
_PERCENT = 100


def scenarios(viewer: Actor) -> QuerySet[Scenario]:
    """Scenarios that the viewer may see, newest first."""
    found = Scenario.objects.select_related("region")
    return found if may(viewer, READ) else found.none()


def plans(viewer: Actor, region_code: str | None = None) -> QuerySet[Plan]:
    """Plans that the viewer may see, newest first; drafts are not public."""
    found = Plan.objects.select_related("scenario__region", "job", "result").defer(
        "result__answer", "result__explanation", "result__certificate", "result__provenance"
    )
    if region_code:
        found = found.filter(scenario__region_id=region_code)
    return found if may(viewer, READ) else found.none()


def plan_of(reference: str, viewer: Actor) -> Plan | None:
    """The plan of a reference number, when the viewer may see it."""
    found = (
        Plan.objects.select_related("scenario__region", "job", "result").filter(reference=reference).first()
    )
    return found if found is not None and may(viewer, READ) else None


def scenario_of(pk: int, viewer: Actor) -> Scenario | None:
    """The scenario of a number, when the viewer may see it."""
    return scenarios(viewer).filter(pk=pk).first()


def asked_scenario(plan: Plan) -> Scenario:
    """The scenario as it was when the plan was ordered."""
    row = plan.scenario.history.get(version=plan.scenario_version)
    return row.instance  # type: ignore[no-any-return]  # made by simple-history


def state_of(plan: Plan) -> PlanState:
    """The state as people see it: a plan whose job ended without a word is no longer computed."""
    if plan.is_open and plan.job is not None and plan.job.state == JobState.CANCELLED:
        return PlanState.CANCELLED
    if plan.is_open and plan.job is not None and plan.job.state == JobState.FAILED:
        return PlanState.FAILED
    return PlanState(plan.state)


def result_of(plan: Plan) -> Result:
    """The stored result.

    Raises PlanNotReadyError.
    """
    found = Result.objects.filter(plan=plan).first() if plan.has_result else None
    if found is None:
        raise PlanNotReadyError(params={"reference": plan.reference})
    return found


def answer_of(result: Result) -> PlanResult:
    """The answer of the planner as it was given."""
    return result_from_json(result.answer)


def question_of(result: Result) -> PlanProblem:
    """The planning problem as it was asked, for checking it again."""
    return problem_from_json(json.loads(gzip.decompress(content_of(result.problem_file))))


def items_of(plan: Plan) -> QuerySet[Item]:
    """What the plan funds, by the name of the municipality and kind."""
    return (
        Item.objects.filter(plan=plan)
        .select_related("municipality")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
    )


def gap_percent(result: Result) -> Decimal | None:
    """By how many per cent a better plan could exist at most, rounded up to a tenth; None without a value."""
    share = result.gap_share
    return None if share is None else (share * _PERCENT).quantize(_TENTH, rounding=ROUND_CEILING)


def claim_of(result: Result) -> str:
    """The sentence with the proof, translated; empty when there is nothing to be proud of."""
    percent = gap_percent(result)
    return "" if percent is None else gettext(CLAIM) % {"percent": number_text(percent, 1)}


def ending_of(result: Result) -> str:
    """Why the search ended, translated."""
    return gettext(STATUS_SENTENCES[PlanStatus(result.answer["status"])])


def reason_of(plan: Plan) -> str:
    """Why there is no plan, translated; empty for a plan that has a result."""
    stored = plan.problem or {}
    parts = [
        gettext(stored[name]) % _spoken(stored["params"])
        for name in ("message", "way_out")
        if stored.get(name)
    ]
    return " ".join(parts)


def is_usable(plan: Plan) -> bool:
    """Whether the plan has a result with a proof."""
    return plan.has_result


def sentences_of(plan: Plan) -> list[str]:
    """Say the outcome in a few sentences: number, money, help before and after, proof, caution."""
    if not plan.has_result:
        return [gettext("Plan %(reference)s: %(state)s.") % _named(plan), reason_of(plan)]
    result = result_of(plan)
    numbers = {
        "reference": plan.reference,
        "cost": number_text(result.cost_czk),
        "before": number_text(result.met_before_fte, 1),
        "after": number_text(result.met_after_fte, 1),
        "need": number_text(result.need_fte, 1),
    }
    said = gettext(
        "Plan %(reference)s: %(cost)s CZK raise the met need from %(before)s to %(after)s of %(need)s FTE."
    )
    newly = gettext("Municipalities where nothing was before and now something is: %(count)s.")
    sentences = [
        said % numbers,
        newly % {"count": len(result.explanation["newly_served"])},
        _capitalised(claim_of(result)),
        _capitalised(gettext(result.caution) if result.caution else ""),
    ]
    return [sentence for sentence in sentences if sentence]


def plan_json(plan: Plan) -> dict[str, Any]:
    """The whole plan as plain values: what the page, the console and open data write."""
    asked = asked_scenario(plan)
    head = {
        "format": FORMAT,
        "reference": plan.reference,
        "state": state_of(plan).value,
        "region": plan.scenario.region_id,
        "scenario": {
            "name": asked.name,
            "version": plan.scenario_version,
            "budget_czk": asked.budget_czk,
            "months": asked.months,
            "prices_on": asked.prices_on.isoformat(),
            "floor_fte": str(asked.floor_fte),
            "gap_percent": str(asked.gap_percent),
            "terms": asked.terms,
        },
        "ordered_at": plan.ordered_at.isoformat(),
        "sentences": sentences_of(plan),
    }
    if not plan.has_result:
        return head | {"problem": plan.problem}
    result = result_of(plan)
    names = names_of(result)
    return head | {
        "caution": gettext(result.caution) if result.caution else "",
        "claim": claim_of(result),
        "gap_percent": float(gap_percent(result) or 0),
        "result": _with_names(result.answer, names),
        "explanation": _with_names(result.explanation, names),
        "coverage": _coverage_json(result, names),
        "certificate": result.certificate,
        "provenance": result.provenance,
        "options": result.options,
        "question_sha256": result.problem_sha256,
        "data_sha256": result.data_sha256,
        "solver": result.solver_version,
        "computed_at": result.computed_at.isoformat(),
    }


def _coverage_json(result: Result, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Need, met before and met after of every municipality and kind with some need; FTE as exact text."""
    table = coverage_of(question_of(result), answer_of(result))
    return [
        {
            "locality": code,
            "locality_name": names.get(code, ""),
            "kind": kind.value,
            "need_fte": str(one.need),
            "met_before_fte": None if result.caution else str(one.before),
            "met_after_fte": str(one.after),
        }
        for code, row in table.items()
        for kind, one in row.items()
        if one.need
    ]


def names_of(result: Result) -> dict[str, str]:
    """Names of the municipalities of the region of the plan, by code."""
    region_code = result.plan.scenario.region_id
    return dict(Municipality.objects.filter(region_id=region_code).values_list("code", "name"))


def _with_names(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain JSON of any shape
    if isinstance(value, list):
        return [_with_names(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    named = {key: _with_names(one, names) for key, one in value.items()}
    for key in ("site", "locality"):
        if key in value:
            named[f"{key}_name"] = names.get(value[key], "")
    return named


def _named(plan: Plan) -> dict[str, str]:
    return {"reference": plan.reference, "state": str(state_of(plan).label)}


def _spoken(params: Mapping[str, str]) -> dict[str, str]:
    return {name: _said(value) for name, value in params.items()}


def _said(value: str) -> str:
    """Write a number with its spaces, translate a word."""
    if value.isdecimal():
        return number_text(int(value))
    return gettext(value) if value else ""


def _capitalised(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""
