"""Plans as futures of the analysis: what would be opened, divided by the same rule as today."""

from collections.abc import Sequence

from zazemi.analysis.selectors.futures import PlannedPlace, futures
from zazemi.kernel.actor import Actor
from zazemi.planning.choices import PlanState
from zazemi.planning.selectors import items_of, plan_of, plans, state_of
from zazemi.values.services import ServiceKind


class PlannedPlaces:
    """Plans with a result that the viewer may see."""

    def listed(self, region_code: str, viewer: Actor) -> Sequence[tuple[str, str]]:
        """Return plans of the region with a result, the newest first."""
        return [
            (plan.reference, f"{plan.reference} {plan.scenario.name}")
            for plan in plans(viewer, region_code)
            if plan.has_result and state_of(plan) is not PlanState.CANCELLED
        ]

    def places(self, reference: str, viewer: Actor) -> Sequence[PlannedPlace] | None:
        """Return what the plan funds; None where there is no such plan with a result for the viewer."""
        plan = plan_of(reference, viewer)
        if plan is None or not plan.has_result:
            return None
        return [
            PlannedPlace(municipality_code=item.municipality_id, kind=ServiceKind(item.kind), fte=item.fte)
            for item in items_of(plan)
        ]


futures.register("planning", PlannedPlaces())
