"""Organisations as other rooms may see them."""

from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Subject, subjects
from zazemi.parties.models import Organisation


class OrganisationSubject(Subject[Organisation]):
    """An organisation; its history names officials, so it is for people who are signed in."""

    kind = "organisation"
    model = Organisation

    def url(self, record: Organisation) -> str:  # noqa: ARG002 - organisations have no page of their own yet
        """Return no address."""
        return ""

    def may_be_seen(self, record: Organisation, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the columns that only repeat the name."""
        return ("name_folded", "name_sort")


subjects.register("organisation", OrganisationSubject())
