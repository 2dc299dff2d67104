"""Steps of planning: scenarios, ordering a plan, computing it, notes.

Units:   whole CZK, months, FTE.
Raises:  PlanningForbiddenError, BadTermsError, NoNormError, NoNeedKnownError,
         CertificateFailedError, StaleVersionError; errors of the child process of ``jobs``.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from zazemi.jobs.errors import JobCancelledError
from zazemi.jobs.services import enqueue
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.numbers import next_reference
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.planning import computing
from zazemi.planning.choices import PlanState
from zazemi.planning.errors import PlanningForbiddenError
from zazemi.planning.models import Plan, Scenario
from zazemi.planning.norms import norms_on
from zazemi.planning.permissions import PLAN
from zazemi.planning.questions import Terms, check_terms, terms_from, terms_json
from zazemi.planning.wording import scenario_name
from zazemi.territory.selectors import region as region_of
from zazemi.values.errors import ZazemiError

JOB_KIND = "plan"
REFERENCE_KIND = "PLN"
DEFAULT_BUDGET_CZK = 35_000_000
DEFAULT_MONTHS = 19
DEFAULT_FLOOR_FTE = Decimal("0.10")
DEFAULT_GAP_PERCENT = Decimal("1.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioValues:
    """What a person fills in."""

    name: str
    region_code: str
    budget_czk: int
    months: int
    prices_on: dt.date
    floor_fte: Decimal
    gap_percent: Decimal
    terms: Terms
    note: str = ""


def starting_values(region_code: str, *, on: dt.date | None = None) -> ScenarioValues:
    """Return the values a new scenario starts with: 35 million CZK for 19 months, norms of the day.

    Raises NoNormError, UnknownRegionError.
    """
    day = on or clock.today()
    region = region_of(region_code)
    return ScenarioValues(
        name=scenario_name(DEFAULT_BUDGET_CZK, DEFAULT_MONTHS),
        region_code=region.code,
        budget_czk=DEFAULT_BUDGET_CZK,
        months=DEFAULT_MONTHS,
        prices_on=day,
        floor_fte=DEFAULT_FLOOR_FTE,
        gap_percent=DEFAULT_GAP_PERCENT,
        terms=terms_from(norms_on(day)),
    )


def save_scenario(
    *,
    values: ScenarioValues,
    by: Actor,
    scenario: Scenario | None = None,
    expected_version: int | None = None,
) -> Scenario:
    """Add a scenario, or change the given one; its plans keep the version they answer.

    Raises PlanningForbiddenError, BadTermsError, UnknownRegionError, StaleVersionError, and
    ``django.core.exceptions.ValidationError`` for a value outside its limits.
    """
    _require_planner(by)
    check_terms(values.terms)
    with step(by, gettext_noop("scenario saved")):
        record = Scenario() if scenario is None else scenario
        record.name = values.name
        record.region = region_of(values.region_code)
        record.budget_czk = values.budget_czk
        record.months = values.months
        record.prices_on = values.prices_on
        record.floor_fte = values.floor_fte
        record.gap_percent = values.gap_percent
        record.terms = terms_json(values.terms)
        record.note = values.note
        record.clean_fields(exclude=["region"])
        record.save(expected_version=expected_version)
    return record


def order_plan(*, scenario: Scenario, by: Actor) -> Plan:
    """Give the plan its number and order its computation in the background.

    Raises PlanningForbiddenError.
    """
    _require_planner(by)
    with step(by, gettext_noop("plan ordered")):
        plan = _new_plan(scenario, by)
        plan.job = enqueue(JOB_KIND, {"plan": plan.pk}, by)
        plan.save()
    return plan


def plan_now(
    *,
    region_code: str,
    budget_czk: int,
    months: int,
    by: Actor,
    on_progress: Callable[[float, str], None] | None = None,
) -> Plan:
    """Plan at once, without the queue: for the console. The search still runs in a limited child.

    Raises what ``carry_out`` raises; the plan is then stored as failed.
    """
    _require_planner(by)
    start = starting_values(region_code)
    values = ScenarioValues(
        name=scenario_name(budget_czk, months),
        region_code=start.region_code,
        budget_czk=budget_czk,
        months=months,
        prices_on=start.prices_on,
        floor_fte=start.floor_fte,
        gap_percent=start.gap_percent,
        terms=start.terms,
    )
    with step(by, gettext_noop("plan ordered")):
        plan = _new_plan(save_scenario(values=values, by=by), by)
    report = on_progress or _silent
    return carry_out(plan, by=by, report=report, is_cancelled=_never)


def carry_out(
    plan: Plan, *, by: Actor, report: Callable[[float, str], None], is_cancelled: Callable[[], bool]
) -> Plan:
    """Compute an ordered plan and store it with its proof; a plan that is computed already stays as it is.

    Raises JobCancelledError, and any ZazemiError of the computation after it was noted on the plan.
    """
    if not plan.is_open:
        return plan
    try:
        computed = computing.compute(plan, by=by, report=report, is_cancelled=is_cancelled)
    except JobCancelledError:
        plan.cancel(by=by)
        raise
    except ZazemiError as error:
        plan.fail(by=by, problem=computing.problem_json(error))
        raise
    with step(by, gettext_noop("plan computed")):
        if computed.nothing is not None:
            plan.find_nothing(by=by, problem=computed.nothing)
        else:
            computing.store(plan, computed, by=by)
            plan.finish(by=by)
    return plan


def close_cancelled(plan: Plan, *, by: Actor) -> Plan:
    """Note that the computation was cancelled before it started."""
    if plan.state == PlanState.COMPUTING:
        plan.cancel(by=by)
    return plan


def annotate(*, plan: Plan, note: str, by: Actor, expected_version: int | None = None) -> Plan:
    """Change the note of a plan.

    Raises PlanningForbiddenError, StaleVersionError.
    """
    _require_planner(by)
    with step(by, gettext_noop("note of the plan")):
        plan.note = note
        plan.save(expected_version=expected_version)
    return plan


def _new_plan(scenario: Scenario, by: Actor) -> Plan:
    now = clock.now()
    plan = Plan(
        reference=next_reference(REFERENCE_KIND, year=clock.today().year),
        scenario=scenario,
        scenario_version=scenario.version,
        ordered_at=now,
        ordered_by=by.name,
    )
    plan.save()
    return plan


def _require_planner(by: Actor) -> None:
    if not may(by, PLAN):
        raise PlanningForbiddenError


def _silent(_share: float, _word: str) -> None:
    """Report to nobody."""


def _never() -> bool:
    return False
