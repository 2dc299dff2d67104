"""The page of a plan without a result: what happens with it and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.jobs.models import Job
from zazemi.kernel import clock
from zazemi.planning.choices import PlanState
from zazemi.planning.models import Plan
from zazemi.planning.selectors import reason_of, state_of

_REFRESHED = {PlanState.COMPUTING}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePage:
    """What the page shows; ``job`` only to the person who ordered the plan."""

    state: PlanState
    heading: str
    text: str
    kind: str
    share: float
    message: str
    remaining: str
    job: Job | None
    is_refreshed: bool


def state_page(plan: Plan, job: Job | None) -> StatePage:
    """Say honestly what happens with a plan."""
    state = state_of(plan)
    heading, text, kind = _words(plan, state)
    running = plan.job if state is PlanState.COMPUTING else None
    left = running.remaining_seconds(clock.now()) if running else None
    return StatePage(
        state=state,
        heading=heading,
        text=text,
        kind=kind,
        share=running.progress if running else 0.0,
        message=gettext(running.message) % running.message_params if running and running.message else "",
        remaining="" if left is None else gettext("about %(seconds)s s left") % {"seconds": round(left)},
        job=job if state is PlanState.COMPUTING else None,
        is_refreshed=state in _REFRESHED,
    )


def _words(plan: Plan, state: PlanState) -> tuple[str, str, str]:
    reason = reason_of(plan)
    return {
        PlanState.COMPUTING: (
            gettext("The plan is being computed"),
            gettext("You may leave this page; the work goes on."),
            "",
        ),
        PlanState.DRAFT: ("", "", ""),
        PlanState.EMPTY: (gettext("No plan exists under these conditions"), reason, "warn"),
        PlanState.FAILED: (
            gettext("The computation did not succeed"),
            reason or gettext("The computation ended without a result. Nothing was stored; order it again."),
            "bad",
        ),
        PlanState.CANCELLED: (
            gettext("The computation was cancelled"),
            gettext("Nothing was stored. Order it again when you need it."),
            "warn",
        ),
    }[state]
