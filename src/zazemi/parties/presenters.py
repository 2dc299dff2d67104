"""What the pages of parties show, as the viewer may see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.parties.models import Body, Function, Organisation, Person, Seat, Succession
from zazemi.parties.selectors import (
    ShownContact,
    contacts_of,
    functions_of,
    seats_of_organisation,
    shown_name,
    successions_of,
)
from zazemi.parties.selectors.bodies import may_see_members
from zazemi.ui.links import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionLine:
    """A person in an organisation."""

    who: str
    person_url: str
    what: str
    organisation: str
    organisation_url: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """A seat in a body."""

    who: str
    person_url: str
    role: str
    body: str
    body_url: str
    organisation: str
    organisation_url: str
    sector: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    appointed_by: str
    change_url: str
    is_valid: bool
    substitutes: list["SeatLine"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """A contact with the links the viewer may use."""

    contact: ShownContact
    organisation_url: str
    change_url: str
    card_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """An organisation as its page shows it."""

    contacts: Sequence[ContactLine]
    functions: Sequence[FunctionLine]
    seats: Sequence[SeatLine]
    before: Sequence[Succession]
    after: Sequence[Succession]
    units: Sequence[Organisation]
    may_change: bool
    may_keep_contacts: bool
    history_url: str
    municipality_url: str


def organisation_page(organisation: Organisation, viewer: Actor) -> OrganisationPage:
    """Return what the page of an organisation shows today."""
    today = clock.today()
    may_keep = may(viewer, "parties.keep_contacts", organisation)
    before, after = successions_of(organisation)
    code = organisation.municipality_id
    return OrganisationPage(
        contacts=contact_lines(
            contacts_of(organisation, viewer=viewer, day=today),
            changeable={organisation.pk} if may_keep else set(),
        ),
        functions=[
            function_line(one, viewer) for one in functions_of(organisation, viewer=viewer, day=today)
        ],
        seats=[
            seat_line(one, viewer, today)
            for one in seats_of_organisation(organisation, viewer=viewer, day=today)
        ],
        before=before,
        after=after,
        units=list(organisation.units.filter(merged_into=None)),
        may_change=may(viewer, "parties.keep_organisations"),
        may_keep_contacts=may_keep,
        history_url="" if viewer.is_anonymous else linked("history", "organisation", organisation.pk),
        municipality_url=linked("municipality", code) if code else "",
    )


def contact_lines(contacts: Sequence[ShownContact], *, changeable: set[int]) -> list[ContactLine]:
    """Return contacts with their links; ``changeable`` are organisations whose contacts the viewer keeps."""
    return [
        ContactLine(
            contact=one,
            organisation_url=reverse("parties:organisation", args=[one.organisation.pk]),
            change_url=reverse("parties:contact_change", args=[one.pk])
            if one.organisation.pk in changeable
            else "",
            card_url=reverse("parties:contact_card", args=[one.pk]),
        )
        for one in contacts
    ]


def function_line(function: Function, viewer: Actor) -> FunctionLine:
    """Return a function with its links; who sees the line sees the name."""
    is_staff = may(viewer, "parties.see_people")
    return FunctionLine(
        who=shown_name(function.person, viewer, is_always_shown=True),
        person_url=reverse("parties:person", args=[function.person_id]) if is_staff else "",
        what=function.title or str(function.role),
        organisation=function.organisation.name,
        organisation_url=reverse("parties:organisation", args=[function.organisation_id]),
        valid_from=function.valid_from,
        valid_to=function.valid_to,
        change_url=reverse("parties:function_change", args=[function.pk]) if is_staff else "",
    )


def seat_line(seat: Seat, viewer: Actor, day: dt.date) -> SeatLine:
    """Return a seat with its links; who sees the body's members sees the name."""
    organisation = seat.organisation
    return SeatLine(
        who=shown_name(seat.person, viewer, is_always_shown=True),
        person_url=reverse("parties:person", args=[seat.person_id])
        if may(viewer, "parties.see_people")
        else "",
        role=seat.get_role_display(),
        body=seat.body.name,
        body_url=reverse("parties:body", args=[seat.body.key]),
        organisation=organisation.name if organisation else "",
        organisation_url=reverse("parties:organisation", args=[organisation.pk]) if organisation else "",
        sector=str(seat.sector) if seat.sector else "",
        valid_from=seat.valid_from,
        valid_to=seat.valid_to,
        appointed_by=seat.appointed_by,
        change_url=reverse("parties:seat_change", args=[seat.pk])
        if may(viewer, "parties.keep_bodies")
        else "",
        is_valid=seat.is_valid_on(day),
    )


def seats_with_substitutes(seats: Sequence[Seat], viewer: Actor, day: dt.date) -> list[SeatLine]:
    """Return seats in order, substitutes under those they stand in for when these sit too."""
    lines = {seat.pk: seat_line(seat, viewer, day) for seat in seats}
    found: list[SeatLine] = []
    for seat in seats:
        above = lines.get(seat.substitute_for_id) if seat.substitute_for_id else None
        (above.substitutes if above else found).append(lines[seat.pk])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPage:
    """A body as its page shows it on a day."""

    lines: Sequence[SeatLine]
    past: Sequence[SeatLine]
    n_members: int
    may_see: bool
    may_change: bool
    history_url: str


def body_page(body: Body, seats: Sequence[Seat], day: dt.date, viewer: Actor) -> BodyPage:
    """Return the seats on the day, and those of other days; ``seats`` are all ever."""
    may_see = may_see_members(viewer, body)
    shown = list(seats) if may_see else []
    valid = [seat for seat in shown if seat.is_valid_on(day)]
    return BodyPage(
        lines=seats_with_substitutes(valid, viewer, day),
        past=[seat_line(seat, viewer, day) for seat in shown if not seat.is_valid_on(day)],
        n_members=sum(seat.substitute_for_id is None for seat in valid),
        may_see=may_see,
        may_change=may(viewer, "parties.keep_bodies"),
        history_url=linked("history", "body", body.pk) if may_see and not viewer.is_anonymous else "",
    )


def person_state(person: Person) -> str:
    """Return what is special about a person, empty when nothing is."""
    if person.erased_at is not None:
        return gettext("The data of this person were erased; seats and functions stay without a name.")
    if person.merged_into is not None:
        return gettext("This record was merged into another one.")
    return ""
