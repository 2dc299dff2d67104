"""Rows of plans in lists: number, scenario, money, result, state."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.planning.choices import PlanState
from zazemi.planning.models import Plan, Result
from zazemi.planning.selectors import gap_percent, state_of
from zazemi.ui.typography import number_text, percent_text

STATE_SIGNS = {
    PlanState.COMPUTING: "run",
    PlanState.DRAFT: "done",
    PlanState.EMPTY: "soon",
    PlanState.FAILED: "late",
    PlanState.CANCELLED: "off",
}
"""Signs of ``ui`` beside the word of a state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan in a list."""

    plan: Plan
    url: str
    sign: str
    word: str
    cost: str
    covered: str
    bound: str


def plan_row(plan: Plan) -> PlanRow:
    """Put one plan into a row; numbers only when it has a result."""
    state = state_of(plan)
    result: Result | None = plan.result if plan.has_result else None
    gap = None if result is None else gap_percent(result)
    return PlanRow(
        plan=plan,
        url=reverse("planning:plan", args=[plan.reference]),
        sign=STATE_SIGNS[state],
        word=str(state.label),
        cost=number_text(None if result is None else result.cost_czk),
        covered=_covered(result),
        bound="–" if gap is None else gettext("%(percent)s %%") % {"percent": number_text(gap, 1)},
    )


def plan_rows(plans: Iterable[Plan]) -> list[PlanRow]:
    """Put plans into rows."""
    return [plan_row(plan) for plan in plans]


def _covered(result: Result | None) -> str:
    if result is None or not result.need_fte:
        return "–"
    after = percent_text(result.met_after_fte / result.need_fte, 1)
    if result.caution:
        return after
    before = percent_text(Decimal(result.met_before_fte) / result.need_fte, 1)
    return f"{before} → {after}"
