"""What must always hold for plans: money, items and proof agree."""

from collections.abc import Iterator

from django.db.models import Sum

from zazemi.kernel.checks import Finding, add_check
from zazemi.planner.certify import certify
from zazemi.planning.choices import PlanState
from zazemi.planning.models import Plan, Result
from zazemi.planning.selectors import answer_of, asked_scenario, question_of
from zazemi.values.text import N_


def sums_fit() -> Iterator[Finding]:
    """Yield plans whose items do not add up to their cost, or cost more than their budget."""
    for plan in Plan.objects.filter(state=PlanState.DRAFT).select_related("scenario", "result"):
        total = plan.items.aggregate(total=Sum("cost_czk"))["total"] or 0
        if total != plan.result.cost_czk:
            yield Finding(message=N_("The items of a plan do not add up to its cost."), where=plan.reference)
        if total > asked_scenario(plan).budget_czk:
            yield Finding(message=N_("The items of a plan cost more than its budget."), where=plan.reference)


def proofs_hold() -> Iterator[Finding]:
    """Yield plans whose stored question and answer the independent check does not confirm any more."""
    for result in Result.objects.select_related("plan", "problem_file"):
        certificate = certify(question_of(result), answer_of(result))
        broken = ", ".join(line.rule for line in certificate.lines if not line.is_ok)
        if broken:
            yield Finding(
                message=N_("The proof of a plan does not hold: %(rules)s."),
                params={"rules": broken},
                where=result.plan.reference,
            )


def results_are_there() -> Iterator[Finding]:
    """Yield plans that say they have a result but have none."""
    for plan in Plan.objects.filter(state=PlanState.DRAFT, result=None):
        yield Finding(message=N_("A finished plan has no result."), where=plan.reference)


add_check("planning.sums", N_("Plans: items, cost and budget agree"), sums_fit)
add_check("planning.proofs", N_("Plans: the independent check confirms every proof again"), proofs_hold)
add_check("planning.results", N_("Plans: every finished plan has its result"), results_are_there)
