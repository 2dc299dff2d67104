"""The slot ``futures``: what the rooms above plan to open, so that it can be compared with today.

A room registers a source::

    futures.register("planning", PlannedPlaces())

The analysis divides the capacity of the planned places by the same rule as today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from zazemi.kernel.actor import Actor
from zazemi.kernel.registry import Registry
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPlace:
    """Capacity of one kind that would be added in a municipality, FTE of direct work."""

    municipality_code: str
    kind: ServiceKind
    fte: Decimal


class FutureSource(Protocol):
    """A room that plans."""

    def listed(self, region_code: str, viewer: Actor) -> Sequence[tuple[str, str]]:
        """Return (reference, title) of plans for the region that the viewer may see, the newest first."""

    def places(self, reference: str, viewer: Actor) -> Sequence[PlannedPlace] | None:
        """Return the places of a plan, or None where there is no such plan for the viewer."""


futures: Registry[FutureSource] = Registry("futures")
