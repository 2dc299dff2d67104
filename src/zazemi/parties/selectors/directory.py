"""The directory of contacts: whom to turn to with what, on a day, as the viewer may see it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.parties.models import Contact, Function, Organisation
from zazemi.parties.models.spans import valid_on
from zazemi.parties.permissions import is_own, visible_to
from zazemi.parties.selectors.people import shown_name
from zazemi.territory.models import Orp
from zazemi.values.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContact:
    """A contact as the viewer may see it; what may not be seen is empty."""

    pk: int
    organisation: Organisation
    role: str
    who: str
    function: str
    email: str
    phone: str
    visibility: str
    valid_from: dt.date | None
    valid_to: dt.date | None


def directory(
    *,
    viewer: Actor,
    day: dt.date,
    kind: str = "",
    orp_code: str = "",
    role: str = "",
    text: str = "",
) -> QuerySet[Contact]:
    """Return contacts valid on a day that the viewer may see, by organisation; ``shown`` makes lines of them.

    ``text`` is looked for without diacritics in names of organisations, municipalities, desks and of people
    whose names the viewer may see. ``role`` is a code of the list ``contact_roles``.
    """
    levels = visible_to(viewer)
    own = Q(organisation_id__in=viewer.organisation_ids)
    found = _with_people(day).filter(
        valid_on(day),
        valid_on(day, "organisation__"),
        Q(visibility__in=levels) | own,
        organisation__merged_into__isnull=True,
    )
    if kind:
        found = found.filter(organisation__kind=kind)
    if orp_code:
        found = found.filter(organisation__municipality__orp_id=orp_code)
    if role:
        found = found.filter(role__code=role)
    wanted = folded(text)
    if wanted:
        found = found.filter(
            Q(organisation__name_folded__contains=wanted)
            | Q(organisation__municipality__name_folded__contains=wanted)
            | Q(label_folded__contains=wanted)
            | Q(person__name_folded__contains=wanted, person__name_visibility__in=levels)
            | Q(person__name_folded__contains=wanted) & own
        )
    return found.order_by("organisation__name_sort", "organisation_id", "role__position", "pk")


def contacts_of(
    organisation: Organisation, *, viewer: Actor, day: dt.date | None = None
) -> list[ShownContact]:
    """Return contacts of an organisation on a day (today when not said), as the viewer may see them."""
    chosen = day or clock.today()
    found = _with_people(chosen).filter(valid_on(chosen), organisation=organisation)
    if not is_own(viewer, organisation):
        found = found.filter(visibility__in=visible_to(viewer))
    return shown(found.order_by("role__position", "pk"), viewer)


def contact_of(pk: int) -> Contact | None:
    """Return a contact with its organisation and person, or None."""
    return _with_people(clock.today()).filter(pk=pk).first()


def shown(contacts: Iterable[Contact], viewer: Actor) -> list[ShownContact]:
    """Return contacts with what the viewer may see of their people; no further queries."""
    return [_shown(one, viewer) for one in contacts]


def orps_with_organisations() -> list[tuple[str, str]]:
    """Return (code, name) of the areas where any organisation sits, in Czech order."""
    there = Organisation.objects.filter(municipality__orp=OuterRef("pk"), merged_into__isnull=True)
    return list(Orp.objects.filter(Exists(there)).values_list("code", "name"))


def _with_people(day: dt.date) -> QuerySet[Contact]:
    functions = Function.objects.filter(valid_on(day)).select_related("role").order_by("pk")
    return (
        Contact.objects.select_related("organisation__municipality", "role", "person")
        .defer("organisation__municipality__geom_wkb", "organisation__municipality__geom_simple_wkb")
        .prefetch_related(Prefetch("person__functions", queryset=functions, to_attr="functions_on"))
    )


def _shown(contact: Contact, viewer: Actor) -> ShownContact:
    levels = visible_to(viewer)
    own = is_own(viewer, contact.organisation)
    name = function = email = phone = ""
    person = contact.person
    if person is not None:
        name = shown_name(person, viewer, is_always_shown=own)
        held = [one for one in person.functions_on if one.organisation_id == contact.organisation_id]  # type: ignore[attr-defined]  # set by the prefetch
        function = (held[0].title or str(held[0].role)) if held and name else ""
        email = person.email if own or person.email_visibility in levels else ""
        phone = person.phone if own or person.phone_visibility in levels else ""
    return ShownContact(
        pk=contact.pk,
        organisation=contact.organisation,
        role=str(contact.role),
        who=", ".join(filter(None, [name, contact.label])),
        function=function,
        email=contact.email or email,
        phone=contact.phone or phone,
        visibility=contact.visibility,
        valid_from=contact.valid_from,
        valid_to=contact.valid_to,
    )
