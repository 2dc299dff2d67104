"""Excluded localities: all for those who work with them, the own ones for a municipality, nothing for others.

What the public may learn is in one function: ``public_support``.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import may
from zazemi.territory.choices import Confidentiality
from zazemi.territory.models import Locality, LocalitySource, Municipality
from zazemi.values.names import folded, sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSupport:
    """Whether people in a municipality are supported, and the surroundings it agreed to publish."""

    is_given: bool
    places: tuple[str, ...]


def localities(viewer: Actor) -> QuerySet[Locality]:
    """Return the localities the viewer may see, by municipality and name; shapes stay in the database."""
    found = Locality.objects.select_related("municipality__orp", "locality_type").defer(
        "municipality__geom_wkb", "municipality__geom_simple_wkb"
    )
    if may(viewer, "territory.see_localities_everywhere"):
        return found
    if viewer.has_role(Role.MUNICIPALITY):
        return found.filter(municipality_id__in=viewer.municipality_codes)
    return found.none()


def chosen_localities(
    viewer: Actor, *, region_code: str = "", type_code: str = "", state: str = "", text: str = ""
) -> QuerySet[Locality]:
    """Return the localities the viewer may see that fit; empty = no wish, ``state`` empty = those not ended.

    ``state`` is ``ended`` or ``all``; ``text`` is a part of the name of the locality or its municipality.
    """
    found = localities(viewer)
    if region_code:
        found = found.filter(municipality__region_id=region_code)
    if type_code:
        found = found.filter(locality_type__code=type_code)
    if state != "all":
        found = found.filter(ended_on__isnull=state != "ended")
    if wanted := folded(text):
        found = found.filter(Q(name_folded__contains=wanted) | Q(municipality__name_folded__contains=wanted))
    return found


def borders_around(locality: Locality) -> dict[str, bytes]:
    """Return the simplified borders of the municipalities of the same ORP, by code."""
    rows = Municipality.objects.filter(
        orp_id=locality.municipality.orp_id, geom_simple_wkb__isnull=False
    ).order_by("code")
    return {code: bytes(wkb or b"") for code, wkb in rows.values_list("code", "geom_simple_wkb")}


def locality_with(pk: int, viewer: Actor) -> Locality | None:
    """Return a locality with its sources, or None when the viewer may not know of it."""
    return localities(viewer).prefetch_related("sources").filter(pk=pk).first()


def source_with(pk: int, viewer: Actor) -> LocalitySource | None:
    """Return a source of a locality the viewer may see, or None."""
    return (
        LocalitySource.objects.select_related("locality")
        .filter(pk=pk, locality__in=localities(viewer).order_by().values("pk"))
        .first()
    )


def regions_with_localities(viewer: Actor) -> list[tuple[str, str]]:
    """Return code and name of the regions in which the viewer sees a locality."""
    rows = localities(viewer).order_by("municipality__region__name_sort")
    return list(rows.values_list("municipality__region_id", "municipality__region__name").distinct())


def may_see_localities(viewer: Actor, municipality_code: str) -> bool:
    """Whether the viewer may know of the localities of a municipality."""
    is_own = viewer.has_role(Role.MUNICIPALITY) and municipality_code in viewer.municipality_codes
    return is_own or may(viewer, "territory.see_localities_everywhere")


def public_support(municipality_code: str, on: dt.date) -> PublicSupport:
    """Return all that the public may learn of a municipality's localities: no name, number, type or point."""
    rows = Locality.objects.filter(
        Q(found_on__lte=on),
        Q(ended_on__isnull=True) | Q(ended_on__gte=on),
        municipality_id=municipality_code,
    )
    found = set(rows.order_by().values_list("confidentiality", "public_place"))
    agreed = {place for confidentiality, place in found if confidentiality == Confidentiality.PLACE_PUBLIC}
    return PublicSupport(is_given=bool(found), places=tuple(sorted(agreed, key=sort_key)))
