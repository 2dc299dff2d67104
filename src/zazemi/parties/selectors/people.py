"""Reading of people and their functions; what may be seen depends on the viewer."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.parties.models import Function, Organisation, Person
from zazemi.parties.models.people import ERASED
from zazemi.parties.models.spans import valid_on
from zazemi.parties.permissions import is_own, visible_to
from zazemi.values.names import folded


def people(*, text: str = "", organisation: Organisation | None = None) -> QuerySet[Person]:
    """Return people by family name, not the merged and the erased ones; for staff only."""
    found = Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True)
    if organisation is not None:
        found = found.filter(
            Exists(Function.objects.filter(person=OuterRef("pk"), organisation=organisation))
        )
    wanted = folded(text)
    if wanted:
        of_organisation = Function.objects.filter(
            person=OuterRef("pk"), organisation__name_folded__contains=wanted
        )
        found = found.filter(Q(name_folded__contains=wanted) | Exists(of_organisation))
    return found


def person_of(pk: int) -> Person | None:
    """Return a person, also a merged or an erased one, or None."""
    return Person.objects.select_related("merged_into").filter(pk=pk).first()


def function_of(pk: int) -> Function | None:
    """Return a function with its person and organisation, or None."""
    return Function.objects.select_related("person", "organisation", "role").filter(pk=pk).first()


def functions_of(organisation: Organisation, *, viewer: Actor, day: dt.date | None = None) -> list[Function]:
    """Return functions in an organisation on a day, or all ever, of people whose names the viewer may see."""
    found = Function.objects.filter(organisation=organisation).select_related("person", "role")
    if day is not None:
        found = found.filter(valid_on(day))
    if not is_own(viewer, organisation):
        found = found.filter(person__name_visibility__in=visible_to(viewer))
    return list(found.order_by("role__position", "person__name_sort", "valid_from", "pk"))


def functions_of_person(person: Person) -> list[Function]:
    """Return all functions of a person, the newest first; for staff only."""
    found = Function.objects.filter(person=person).select_related("organisation", "role")
    return sorted(
        found, key=lambda one: (one.valid_to or dt.date.max, one.valid_from or dt.date.min), reverse=True
    )


def shown_name(person: Person, viewer: Actor, *, is_always_shown: bool = False) -> str:
    """Return the name as the viewer may see it, empty where it may not be seen.

    ``is_always_shown`` is for members of bodies whose list is for the viewer.
    """
    if person.erased_at is not None:
        return gettext(ERASED)
    return person.full_name if is_always_shown or person.name_visibility in visible_to(viewer) else ""
