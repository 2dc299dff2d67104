"""Reading of organisations."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from zazemi.kernel.actor import Actor
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation, Succession
from zazemi.parties.models.spans import valid_on
from zazemi.values.names import folded

_SHAPES = ("municipality__geom_wkb", "municipality__geom_simple_wkb")


def organisations(kind: OrganisationKind | None = None) -> QuerySet[Organisation]:
    """Return organisations by name in Czech order, of one kind or of all."""
    found = Organisation.objects.filter(merged_into__isnull=True)
    return found.filter(kind=kind) if kind else found


def listed_organisations(
    *, kind: str = "", orp_code: str = "", text: str = "", day: dt.date | None = None
) -> QuerySet[Organisation]:
    """Return organisations for the list: of a kind, with the seat in an ORP, by words, existing on a day."""
    found = organisations().select_related("municipality", "region", "legal_form").defer(*_SHAPES)
    if kind:
        found = found.filter(kind=kind)
    if orp_code:
        found = found.filter(municipality__orp_id=orp_code)
    if day is not None:
        found = found.filter(valid_on(day))
    wanted = folded(text)
    if wanted:
        found = found.filter(
            Q(name_folded__contains=wanted)
            | Q(short_name__icontains=text.strip())
            | Q(ico__startswith=wanted.replace(" ", ""))
            | Q(municipality__name_folded__contains=wanted)
        )
    return found


def own_organisations(viewer: Actor) -> QuerySet[Organisation]:
    """Return the organisations the viewer acts for."""
    return organisations().filter(pk__in=viewer.organisation_ids)


def organisation_of(pk: int) -> Organisation | None:
    """Return an organisation with everything its page says of itself, also a merged one, or None."""
    related = ("municipality__orp", "region", "legal_form", "part_of", "merged_into")
    return Organisation.objects.select_related(*related).defer(*_SHAPES).filter(pk=pk).first()


def by_icos(icos: Collection[str]) -> Mapping[str, Organisation]:
    """Return organisations by their IČO; unknown ones are absent."""
    return {one.ico: one for one in Organisation.objects.filter(ico__in=[ico for ico in icos if ico])}


def by_names(names: Collection[str]) -> Mapping[str, Organisation]:
    """Return organisations by their folded name; of several with one name the oldest.

    A name that only a merged record bears leads to the record it was merged into.
    """
    wanted = [folded(name) for name in names]
    found = Organisation.objects.filter(name_folded__in=wanted).select_related("merged_into")
    pointers = found.filter(merged_into__isnull=False).order_by("-pk")
    known = {one.name_folded: one.merged_into for one in pointers if one.merged_into is not None}
    return known | {one.name_folded: one for one in found.filter(merged_into=None).order_by("-pk")}


def successions_of(organisation: Organisation) -> tuple[list[Succession], list[Succession]]:
    """Return what the organisation followed after, and what followed after it, by day."""
    before = organisation.precessions.select_related("predecessor").order_by("on", "pk")
    after = organisation.successions.select_related("successor").order_by("on", "pk")
    return list(before), list(after)
