"""The slot ``background``: plans are computed by the worker."""

from typing import Any

from zazemi.jobs.background import JobContext, register
from zazemi.planning import services
from zazemi.planning.models import Plan
from zazemi.values.text import N_


def compute_plan(context: JobContext) -> dict[str, Any]:
    """Carry out an ordered plan; the result's page is where the person goes next."""
    plan = Plan.objects.select_related("scenario").get(pk=context.input["plan"])
    plan = services.carry_out(
        plan,
        by=context.actor,
        report=context.report,
        is_cancelled=context.is_cancelled,
    )
    return {"plan": plan.reference, "url": f"/plany/{plan.reference}/"}


register(services.JOB_KIND, compute_plan, title=N_("computation of a plan"))
