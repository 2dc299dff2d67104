"""Stated ways and excluded localities as other rooms may see them.

A locality is shown only to those who may see the record itself.
"""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Subject, subjects
from zazemi.kernel.versions import Versioned
from zazemi.territory.models import Locality, LocalitySource, StatedTravel
from zazemi.territory.selectors.localities import locality_with


class LocalitySubject(Subject[Locality]):
    """A locality with its sources."""

    kind = "locality"
    model = Locality

    def title(self, record: Locality) -> str:
        """Return the name with the municipality."""
        return f"{record.name}, {record.municipality}"

    def url(self, record: Locality) -> str:
        """Return the page of the locality."""
        return reverse("territory:locality", args=[record.pk])

    def may_be_seen(self, record: Locality, viewer: Actor) -> bool:
        """Whether the viewer may know of the locality."""
        return locality_with(record.pk, viewer) is not None

    def parts(self, record: Locality) -> Iterable[Versioned]:
        """Return its sources."""
        return record.sources.order_by("pk")

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the columns that only repeat the name."""
        return ("name_folded", "name_sort")


class LocalitySourceSubject(Subject[LocalitySource]):
    """A source about a locality."""

    kind = "locality-source"
    model = LocalitySource

    def title(self, record: LocalitySource) -> str:
        """Return the source with its locality."""
        return f"{record.locality}: {record}"

    def url(self, record: LocalitySource) -> str:
        """Return the page of the locality."""
        return reverse("territory:locality", args=[record.locality_id])

    def may_be_seen(self, record: LocalitySource, viewer: Actor) -> bool:
        """Whether the viewer may know of the locality."""
        return locality_with(record.locality_id, viewer) is not None


class StatedTravelSubject(Subject[StatedTravel]):
    """A way between municipalities; its history names officials."""

    kind = "stated-way"
    model = StatedTravel

    def url(self, record: StatedTravel) -> str:  # noqa: ARG002 - all ways are on one page of a room above
        """Return no address: the page of ways belongs to the analysis."""
        return ""

    def may_be_seen(self, record: StatedTravel, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


for subject in (LocalitySubject(), LocalitySourceSubject(), StatedTravelSubject()):
    subjects.register(subject.kind, subject)
