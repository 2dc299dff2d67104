"""Plans and scenarios as other rooms may see them; drafts are for those who plan."""

from django.urls import reverse

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.subjects import Subject, subjects
from zazemi.planning.models import Plan, Scenario
from zazemi.planning.permissions import READ


class PlanSubject(Subject[Plan]):
    """A plan with its proof."""

    kind = "plan"
    model = Plan

    def find(self, reference: str) -> Plan | None:
        """Return the plan of a reference number or of a primary key."""
        rows = Plan.objects.select_related("scenario")
        return (
            rows.filter(pk=int(reference)).first()
            if reference.isdigit()
            else rows.filter(reference=reference).first()
        )

    def url(self, record: Plan) -> str:
        """Return the page of the plan."""
        return reverse("planning:plan", args=[record.reference])

    def may_be_seen(self, record: Plan, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all plans
        """Whether the viewer may read plans."""
        return may(viewer, READ)

    def search_text(self, record: Plan) -> str:
        """Return the number and the name of the scenario."""
        return f"{record.reference} {record.scenario.name}"


class ScenarioSubject(Subject[Scenario]):
    """A scenario: the question of plans."""

    kind = "scenario"
    model = Scenario

    def url(self, record: Scenario) -> str:
        """Return the page of the scenario."""
        return reverse("planning:scenario", args=[record.pk])

    def may_be_seen(self, record: Scenario, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer may read plans."""
        return may(viewer, READ)


subjects.register("plan", PlanSubject())
subjects.register("scenario", ScenarioSubject())
