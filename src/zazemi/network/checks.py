"""What must always hold in the network: no capacity counts twice on the same day."""

from collections.abc import Iterator
from itertools import pairwise

from zazemi.kernel.checks import Finding, add_check
from zazemi.network.models import Capacity
from zazemi.values.text import N_


def no_overlaps() -> Iterator[Finding]:
    """Find capacities of one place, unit and form that are valid on a common day."""
    rows = Capacity.objects.order_by("place_id", "unit", "form", "territory", "valid_from")
    for one, after in pairwise(rows):
        if _series(one) == _series(after) and (one.valid_to is None or one.valid_to >= after.valid_from):
            yield Finding(
                message=N_("Two capacities of one place count on the same days."),
                where=f"{one.pk}, {after.pk}",
            )


def _series(one: Capacity) -> tuple[int, str, str, str]:
    return one.place_id, one.unit, one.form, one.territory


add_check("network.overlaps", N_("No capacity counts twice"), no_overlaps)
