"""Reading of organisations.

Source:  the organisations entered or imported here.
"""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from zazemi.kernel.actor import Actor
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.values.names import folded


def organisations(kind: OrganisationKind | None = None) -> QuerySet[Organisation]:
    """Return organisations by name in Czech order, of one kind or of all."""
    found = Organisation.objects.all()
    return found.filter(kind=kind) if kind else found


def own_organisations(viewer: Actor) -> QuerySet[Organisation]:
    """Return the organisations the viewer acts for."""
    return Organisation.objects.filter(pk__in=viewer.organisation_ids)


def by_icos(icos: Collection[str]) -> Mapping[str, Organisation]:
    """Return organisations by their IČO; unknown ones are absent."""
    return {one.ico: one for one in Organisation.objects.filter(ico__in=[ico for ico in icos if ico])}


def by_names(names: Collection[str]) -> Mapping[str, Organisation]:
    """Return organisations by their folded name; of several with one name the oldest."""
    wanted = [folded(name) for name in names]
    found = Organisation.objects.filter(name_folded__in=wanted).order_by("-pk")
    return {one.name_folded: one for one in found}
