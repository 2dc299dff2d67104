"""Steps with bodies and their dated seats."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.codelists.models import Code
from zazemi.kernel.actor import Actor
from zazemi.kernel.sentences import translated
from zazemi.kernel.steps import step
from zazemi.parties.choices import SINGLE_ROLES, BodyKind, SeatRole, Visibility
from zazemi.parties.errors import (
    NamelessBodyError,
    OccupiedRoleError,
    OutsideTermError,
    SeatedAlreadyError,
    SubstituteError,
    WrongKeyError,
)
from zazemi.parties.models import Body, Organisation, Person, Seat
from zazemi.parties.services.people import check_living
from zazemi.parties.services.rules import (
    check_constraints,
    check_days,
    check_no_circle,
    check_not_merged,
    require,
    tidy,
)
from zazemi.values.text import N_

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ALWAYS = N_("always")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFields:
    """What people say of a body; its key is given once and never changes."""

    name: str
    kind: BodyKind
    founder: Organisation
    parent: Body | None = None
    term: str = ""
    founded_by: str = ""
    members_visibility: str = Visibility.PUBLIC
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFields:
    """Who sits, for which organisation, as what, and when. Nothing else is kept of a member."""

    person: Person
    role: SeatRole = SeatRole.MEMBER
    organisation: Organisation | None = None
    sector: Code | None = None
    substitute_for: Seat | None = None
    appointed_by: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def add_body(*, key: str, fields: BodyFields, by: Actor) -> Body:
    """Enter a body.

    Raises WrongKeyError, NamelessBodyError, ReversedDaysError, CircleError, DoubledError, NotYoursError.
    """
    require(by, "parties.keep_bodies")
    with step(by, why=gettext("body entered")):
        if not KEY.fullmatch(key) or Body.objects.filter(key=key).exists():
            raise WrongKeyError(params={"key": key})
        body = Body(key=key)
        _fill_body(body, fields)
        body.save()
    return body


def change_body(body: Body, *, fields: BodyFields, expected_version: int, by: Actor) -> Body:
    """Change a body, or end it; its seats stay and may not reach beyond its days.

    Raises as ``add_body``, OutsideTermError, and StaleVersionError.
    """
    require(by, "parties.keep_bodies")
    with step(by, why=gettext("body changed")):
        _fill_body(body, fields)
        for seat in body.seats.select_related("body"):
            _check_term(body, seat.valid_from, seat.valid_to, is_ended=body.valid_to is not None)
        body.save(expected_version=expected_version)
    return body


def add_seat(*, body: Body, fields: SeatFields, by: Actor) -> Seat:
    """Enter a seat of a body.

    Raises ErasedPersonError, MergedRecordError, ReversedDaysError, OutsideTermError, SubstituteError,
    SeatedAlreadyError, OccupiedRoleError, NotYoursError.
    """
    require(by, "parties.keep_bodies")
    with step(by, why=gettext("seat entered")):
        Body.objects.select_for_update().get(pk=body.pk)
        check_living(fields.person)
        seat = Seat(body=body)
        _fill_seat(seat, fields)
        seat.save()
    return seat


def change_seat(seat: Seat, *, fields: SeatFields, expected_version: int, by: Actor) -> Seat:
    """Change a seat, or end it.

    Raises as ``add_seat``, and StaleVersionError.
    """
    require(by, "parties.keep_bodies")
    with step(by, why=gettext("seat changed")):
        Body.objects.select_for_update().get(pk=seat.body_id)
        if fields.person.pk != seat.person_id:
            check_living(fields.person)
        _fill_seat(seat, fields)
        seat.save(expected_version=expected_version)
    return seat


def _fill_body(body: Body, values: BodyFields) -> None:
    if not values.name.strip():
        raise NamelessBodyError
    check_days(values.valid_from, values.valid_to)
    check_not_merged(values.founder)
    check_no_circle(body, values.parent, "parent")
    body.named(values.name)
    body.kind, body.founder, body.parent = values.kind, values.founder, values.parent
    body.term, body.founded_by = tidy(values.term), tidy(values.founded_by)
    body.members_visibility = values.members_visibility
    body.valid_from, body.valid_to = values.valid_from, values.valid_to
    check_constraints(body)


def _fill_seat(seat: Seat, values: SeatFields) -> None:
    check_days(values.valid_from, values.valid_to)
    _check_term(seat.body, values.valid_from, values.valid_to)
    _check_substitute(seat, values)
    _check_free(seat, values)
    if values.organisation is not None:
        check_not_merged(values.organisation)
    seat.person, seat.organisation, seat.role = values.person, values.organisation, values.role
    seat.sector, seat.substitute_for = values.sector, values.substitute_for
    seat.appointed_by = tidy(values.appointed_by)
    seat.valid_from, seat.valid_to = values.valid_from, values.valid_to
    check_constraints(seat)


def _check_term(body: Body, first: dt.date | None, last: dt.date | None, *, is_ended: bool = False) -> None:
    """A seat lies within the days of its body; an open end is meant to end with it, unless it has ended."""
    begins_early = body.valid_from is not None and first is not None and first < body.valid_from
    ends_late = body.valid_to is not None and (
        (last is not None and last > body.valid_to)
        or (last is None and is_ended)
        or (first is not None and first > body.valid_to)
    )
    if begins_early or ends_late:
        raise OutsideTermError(params={"first": body.valid_from or _ALWAYS, "last": body.valid_to or _ALWAYS})


def _check_substitute(seat: Seat, values: SeatFields) -> None:
    whom = values.substitute_for
    if (whom is not None) != (values.role == SeatRole.SUBSTITUTE):
        raise SubstituteError
    if whom is not None and (whom.body_id != seat.body_id or whom.pk == seat.pk or whom.substitute_for_id):
        raise SubstituteError


def _check_free(seat: Seat, values: SeatFields) -> None:
    """Nobody sits twice at once, and a body has one chair and one secretary at a time."""
    others = Seat.objects.filter(body_id=seat.body_id).exclude(pk=seat.pk).select_related("person")
    for other in others:
        if not other.overlaps(values.valid_from, values.valid_to):
            continue
        params: dict[str, object] = {"person": str(other.person), "first": other.valid_from or _ALWAYS}
        if other.person_id == values.person.pk:
            raise SeatedAlreadyError(params=params)
        if other.role == values.role and values.role in SINGLE_ROLES:
            role = translated(str(SeatRole(values.role).label))
            raise OccupiedRoleError(params=params | {"role": role})
