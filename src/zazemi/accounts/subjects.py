"""Mandates, invitations and closed accounts as other rooms may see them: for those who manage people."""

from django.urls import reverse

from zazemi.accounts.models import Closure, Invitation, Mandate
from zazemi.accounts.permissions import may_manage_people
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Subject, subjects


class MandateSubject(Subject[Mandate]):
    """A mandate; its holder sees its history too."""

    kind = "mandate"
    model = Mandate

    def url(self, record: Mandate) -> str:
        """Return the page of the person."""
        return reverse("accounts:person", args=[record.user_id])

    def may_be_seen(self, record: Mandate, viewer: Actor) -> bool:
        """Whether the viewer manages people or holds the mandate."""
        return may_manage_people(viewer) or record.user_id == viewer.user_id


class InvitationSubject(Subject[Invitation]):
    """An invitation."""

    kind = "invitation"
    model = Invitation

    def url(self, record: Invitation) -> str:  # noqa: ARG002 - invitations are on one page
        """Return the page of people."""
        return reverse("accounts:people")

    def may_be_seen(self, record: Invitation, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer manages people."""
        return may_manage_people(viewer)

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the digest of the link."""
        return ("token_digest",)


class ClosureSubject(Subject[Closure]):
    """A closed account."""

    kind = "closure"
    model = Closure

    def url(self, record: Closure) -> str:
        """Return the page of the person."""
        return reverse("accounts:person", args=[record.user_id])

    def may_be_seen(self, record: Closure, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer manages people."""
        return may_manage_people(viewer)


subjects.register("mandate", MandateSubject())
subjects.register("invitation", InvitationSubject())
subjects.register("closure", ClosureSubject())
