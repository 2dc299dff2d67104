"""Reading of bodies: who sat on a day, for which organisation, as what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.parties.choices import SEAT_ORDER
from zazemi.parties.models import Body, Organisation, Person, Seat
from zazemi.parties.models.spans import valid_on
from zazemi.parties.permissions import visible_to
from zazemi.values.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyOn:
    """A body as it was on a day; ``seats`` stand in the order of roles, substitutes last."""

    body: Body
    day: dt.date
    is_working: bool
    seats: tuple[Seat, ...]

    @property
    def members(self) -> tuple[Seat, ...]:
        """Those who sit in their own right; substitutes do not count."""
        return tuple(seat for seat in self.seats if seat.substitute_for_id is None)


def bodies(*, day: dt.date | None = None, kind: str = "", text: str = "") -> QuerySet[Body]:
    """Return bodies by name, working on a day or all ever; ``n_seats`` counts seats of that day (or all)."""
    counted = Count("seats", filter=valid_on(day, "seats__")) if day else Count("seats")
    found = Body.objects.select_related("founder", "parent").annotate(n_seats=counted)
    if day is not None:
        found = found.filter(valid_on(day))
    if kind:
        found = found.filter(kind=kind)
    wanted = folded(text)
    if wanted:
        found = found.filter(Q(name_folded__contains=wanted) | Q(founder__name_folded__contains=wanted))
    return found.order_by("name_sort", "pk")


def body_of(pk: int) -> Body | None:
    """Return a body, or None."""
    return Body.objects.select_related("founder", "parent").filter(pk=pk).first()


def body_with(key: str) -> Body | None:
    """Return the body of a key, or None."""
    return Body.objects.select_related("founder", "parent").filter(key=key).first()


def body_on(key: str, day: dt.date | None = None) -> BodyOn | None:
    """Return the body of a key as it was on a day (today when not said), or None; two queries."""
    body = body_with(key)
    if body is None:
        return None
    chosen = day or clock.today()
    return BodyOn(
        body=body, day=chosen, is_working=body.is_valid_on(chosen), seats=tuple(seats_of(body, chosen))
    )


def seats_of(body: Body, day: dt.date | None = None) -> list[Seat]:
    """Return the seats of a body on a day, or all ever, by roles and then by names; one query."""
    found = _seats().filter(body=body)
    if day is not None:
        found = found.filter(valid_on(day))
    return sorted(
        found,
        key=lambda seat: (
            SEAT_ORDER[seat.role],
            seat.person.name_sort,
            seat.valid_from or dt.date.min,
            seat.pk,
        ),
    )


def seats_of_person(person: Person) -> list[Seat]:
    """Return all seats of a person, by body; for staff only."""
    return list(_seats().filter(person=person).order_by("body__name_sort", "valid_from", "pk"))


def seats_of_organisation(
    organisation: Organisation, *, viewer: Actor, day: dt.date | None = None
) -> list[Seat]:
    """Return the seats held for an organisation on a day, in bodies whose members the viewer may see."""
    found = _seats().filter(organisation=organisation, body__members_visibility__in=visible_to(viewer))
    if day is not None:
        found = found.filter(valid_on(day))
    return list(found.order_by("body__name_sort", "person__name_sort", "pk"))


def seat_of(pk: int) -> Seat | None:
    """Return a seat with its body and person, or None."""
    return _seats().filter(pk=pk).first()


def may_see_members(viewer: Actor, body: Body) -> bool:
    """Whether the list of members is for the viewer."""
    return body.members_visibility in visible_to(viewer)


def _seats() -> QuerySet[Seat]:
    return Seat.objects.select_related("body", "person", "organisation", "sector", "substitute_for__person")
