"""Services, places and capacities as other rooms may see them.

Reading the network is public; a history names officials, so it is for people who are signed in.
"""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import R, Subject, subjects
from zazemi.kernel.versions import Versioned
from zazemi.network.models import Capacity, ConversionNorm, Place, RegisterCoverage, Service


class _OfNetwork(Subject[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous

    def url(self, record: R) -> str:  # noqa: ARG002 - some have a page of their own
        """Return the list of services."""
        return reverse("network:services")

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the columns that only repeat the name."""
        return ("name_folded", "name_sort")


class ServiceSubject(_OfNetwork[Service]):
    """A service with its places."""

    kind = "service"
    model = Service

    def url(self, record: Service) -> str:
        """Return the page of the service."""
        return reverse("network:service", args=[record.pk])

    def parts(self, record: Service) -> Iterable[Versioned]:
        """Return its places and their capacities."""
        for place in record.places.select_related("municipality").order_by("pk"):
            yield place
            yield from place.capacities.order_by("pk")


class PlaceSubject(_OfNetwork[Place]):
    """A place of a service."""

    kind = "place"
    model = Place

    def title(self, record: Place) -> str:
        """Return the place with its service."""
        return f"{record.service}, {record}"

    def url(self, record: Place) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.service_id])


class CapacitySubject(_OfNetwork[Capacity]):
    """A capacity of a place."""

    kind = "capacity"
    model = Capacity

    def title(self, record: Capacity) -> str:
        """Return the capacity with its place and service."""
        return f"{record.place.service}, {record.place}: {record}"

    def url(self, record: Capacity) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.place.service_id])


class NormSubject(_OfNetwork[ConversionNorm]):
    """A norm of conversion to FTE."""

    kind = "norm"
    model = ConversionNorm


class CoverageSubject(_OfNetwork[RegisterCoverage]):
    """The statement that a region's services are all here."""

    kind = "coverage"
    model = RegisterCoverage


for subject in (ServiceSubject(), PlaceSubject(), CapacitySubject(), NormSubject(), CoverageSubject()):
    subjects.register(subject.kind, subject)
