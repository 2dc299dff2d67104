"""Organisations, people, contacts, bodies and seats as other rooms may see them.

A history names officials, so it is for people who are signed in; that of a
person, a function or a contact for staff only.
"""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.subjects import R, Subject, subjects
from zazemi.kernel.versions import Versioned
from zazemi.parties.models import Body, Contact, Function, Organisation, Person, Seat, Succession
from zazemi.parties.permissions import visible_to


class _OfParties(Subject[R]):
    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the columns that only repeat a name."""
        return ("name_folded", "name_sort", "label_folded")


class OrganisationSubject(_OfParties[Organisation]):
    """An organisation; its history is for people who are signed in."""

    kind = "organisation"
    model = Organisation

    def url(self, record: Organisation) -> str:
        """Return the page of the organisation."""
        return reverse("parties:organisation", args=[record.pk])

    def may_be_seen(self, record: Organisation, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous

    def parts(self, record: Organisation) -> Iterable[Versioned]:
        """Return what followed before and after, and the records merged into it."""
        yield from record.successions.order_by("on")
        yield from record.precessions.order_by("on")
        yield from record.merged.order_by("pk")


class _OfPeople(_OfParties[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer keeps people."""
        return may(viewer, "parties.see_people")


class PersonSubject(_OfPeople[Person]):
    """A person."""

    kind = "person"
    model = Person

    def url(self, record: Person) -> str:
        """Return the page of the person."""
        return reverse("parties:person", args=[record.pk])

    def parts(self, record: Person) -> Iterable[Versioned]:
        """Return functions, and the records merged into the person."""
        yield from record.functions.order_by("pk")
        yield from record.merged.order_by("pk")


class FunctionSubject(_OfPeople[Function]):
    """A function in an organisation."""

    kind = "function"
    model = Function

    def url(self, record: Function) -> str:
        """Return the page of its person."""
        return reverse("parties:person", args=[record.person_id])


class ContactSubject(_OfPeople[Contact]):
    """A contact of an organisation."""

    kind = "contact"
    model = Contact

    def url(self, record: Contact) -> str:
        """Return the page of its organisation."""
        return reverse("parties:organisation", args=[record.organisation_id])


class BodySubject(_OfParties[Body]):
    """A body with its seats."""

    kind = "body"
    model = Body

    def url(self, record: Body) -> str:
        """Return the page of the body."""
        return reverse("parties:body", args=[record.key])

    def may_be_seen(self, record: Body, viewer: Actor) -> bool:
        """Whether the viewer is signed in and its members are for the viewer."""
        return not viewer.is_anonymous and record.members_visibility in visible_to(viewer)

    def parts(self, record: Body) -> Iterable[Versioned]:
        """Return its seats."""
        yield from record.seats.select_related("person", "body").order_by("pk")


class SeatSubject(_OfParties[Seat]):
    """A seat in a body."""

    kind = "seat"
    model = Seat

    def url(self, record: Seat) -> str:
        """Return the page of its body."""
        return reverse("parties:body", args=[record.body.key])

    def may_be_seen(self, record: Seat, viewer: Actor) -> bool:
        """Whether the viewer is signed in and the members of the body are for the viewer."""
        return not viewer.is_anonymous and record.body.members_visibility in visible_to(viewer)


class SuccessionSubject(_OfParties[Succession]):
    """What followed after an organisation."""

    kind = "succession"
    model = Succession

    def url(self, record: Succession) -> str:
        """Return the page of the organisation that followed."""
        return reverse("parties:organisation", args=[record.successor_id])

    def may_be_seen(self, record: Succession, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


for subject in (
    OrganisationSubject(),
    SuccessionSubject(),
    PersonSubject(),
    FunctionSubject(),
    ContactSubject(),
    BodySubject(),
    SeatSubject(),
):
    subjects.register(subject.kind, subject)
