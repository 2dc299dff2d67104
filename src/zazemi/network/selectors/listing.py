"""Reading of services for lists and pages, with all that hangs on them."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.kernel import clock
from zazemi.network.models import (
    AreaServed,
    Capacity,
    OpeningHours,
    Place,
    Service,
    ServiceFunding,
    ServiceTargetGroup,
)
from zazemi.network.selectors.capacity import capacities_on
from zazemi.network.selectors.days import valid_on
from zazemi.territory.models import Orp
from zazemi.values.names import folded

M = TypeVar("M", Capacity, OpeningHours, AreaServed)


def orps_with_services() -> list[tuple[str, str]]:
    """Return (code, name) of the areas where any service works, in Czech order."""
    places = Place.objects.filter(municipality__orp=OuterRef("pk"), is_municipality_secret=False)
    found = Orp.objects.filter(Exists(places))
    return list(found.values_list("code", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFilter:
    """What a list of services is narrowed by; empty values narrow nothing.

    ``funding_ends_by``: somebody pays now and nobody beyond that day. ``not_verified_since``: never verified
    or before that day.
    """

    kind: str = ""
    form: str = ""
    target_group: str = ""
    region_code: str = ""
    orp_code: str = ""
    provider_id: int | None = None
    funding_ends_by: dt.date | None = None
    not_verified_since: dt.date | None = None
    text: str = ""

    @property
    def is_detailed(self) -> bool:
        """Whether anything beyond kind, ORP and words narrows the list."""
        return any(
            (self.form, self.target_group, self.provider_id, self.funding_ends_by, self.not_verified_since)
        )


def services(
    chosen: ServiceFilter | None = None,
    *,
    region_code: str = "",
    text: str = "",
    provider_ids: Collection[int] | None = None,
    on: dt.date | None = None,
) -> QuerySet[Service]:
    """Return services provided on a day for the list, filtered; places and capacities are fetched with them.

    Secret municipalities are found neither by ORP nor by words.
    """
    day = on or clock.today()
    chosen = chosen or ServiceFilter(region_code=region_code, text=text)
    found = (
        Service.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))
        .select_related("provider")
        .prefetch_related(Prefetch("places", queryset=_listed_places(day)))
    )
    if provider_ids is not None:
        found = found.filter(provider_id__in=provider_ids)
    for condition in _conditions(chosen, day):
        found = found.filter(condition)
    return found


def _conditions(chosen: ServiceFilter, day: dt.date) -> Iterator[Q | Exists]:
    if chosen.kind:
        yield Q(kind=chosen.kind)
    if chosen.provider_id is not None:
        yield Q(provider_id=chosen.provider_id)
    if chosen.target_group:
        yield Exists(ServiceTargetGroup.objects.filter(service=OuterRef("pk"), code=chosen.target_group))
    if chosen.not_verified_since:
        yield Q(verified_on__isnull=True) | Q(verified_on__lt=chosen.not_verified_since)
    yield from _conditions_of_place(chosen)
    if chosen.funding_ends_by:
        yield from _money_ends(day, chosen.funding_ends_by)
    if chosen.text.strip():
        wanted = folded(chosen.text)
        yield (
            Q(name_folded__contains=wanted)
            | Q(provider__name_folded__contains=wanted)
            | Q(register_number=chosen.text.strip())
            | Q(_somewhere(municipality__name_folded__contains=wanted))
        )


def _conditions_of_place(chosen: ServiceFilter) -> Iterator[Q | Exists]:
    if chosen.region_code:
        yield Exists(Place.objects.filter(service=OuterRef("pk"), municipality__region_id=chosen.region_code))
    if chosen.orp_code:
        yield _somewhere(municipality__orp_id=chosen.orp_code)
    if chosen.form:
        capacities = Capacity.objects.filter(place__service=OuterRef("pk"), form=chosen.form)
        places = Place.objects.filter(service=OuterRef("pk"), forms__contains=chosen.form)
        yield Q(Exists(capacities)) | Q(Exists(places))


def _money_ends(day: dt.date, last: dt.date) -> Iterator[Q]:
    """Somebody pays now, and no money that reaches beyond the last day is known."""
    paid = ServiceFunding.objects.filter(service=OuterRef("pk"))
    yield Q(Exists(paid.filter(valid_on(day))))
    yield ~Q(Exists(paid.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last))))


def service_page(pk: int) -> Service | None:
    """Return a service with everything its page shows, or None."""
    return (
        Service.objects.select_related("provider")
        .prefetch_related(
            Prefetch(
                "places",
                queryset=_places()
                .prefetch_related("capacities", "hours", "areas")
                .order_by("municipality__name_sort", "pk"),
            ),
            "target_groups",
            "fundings",
        )
        .filter(pk=pk)
        .first()
    )


def territories_of(service: Service) -> set[str]:
    """Return the codes of territory that the page of a service names; everything is fetched already."""
    places = service.places.all()
    areas = {area.territory for place in places for area in place.areas.all()}
    return areas | {one.territory for place in places for one in place.capacities.all()} - {""}


def place_of(pk: int) -> Place | None:
    """Return a place with its service and municipality, or None."""
    return _places().select_related("service__provider").filter(pk=pk).first()


def capacity_of(pk: int) -> Capacity | None:
    """Return a capacity with its place and service, or None."""
    return _with_place(Capacity.objects.filter(pk=pk)).first()


def hours_with(pk: int) -> OpeningHours | None:
    """Return opening hours with their place and service, or None."""
    return _with_place(OpeningHours.objects.filter(pk=pk)).first()


def area_with(pk: int) -> AreaServed | None:
    """Return an area served with its place and service, or None."""
    return _with_place(AreaServed.objects.filter(pk=pk)).first()


def _with_place(found: QuerySet[M]) -> QuerySet[M]:
    return found.select_related("place__service__provider", "place__municipality").defer(
        "place__municipality__geom_wkb", "place__municipality__geom_simple_wkb"
    )


def _places() -> QuerySet[Place]:
    return Place.objects.select_related("municipality__orp").defer(
        "municipality__geom_wkb", "municipality__geom_simple_wkb"
    )


def _listed_places(day: dt.date) -> QuerySet[Place]:
    return (
        _places()
        .filter(valid_on(day))
        .prefetch_related(capacities_on(day))
        .order_by("municipality__name_sort", "pk")
    )


def _somewhere(**condition: str) -> Exists:
    return Exists(Place.objects.filter(service=OuterRef("pk"), is_municipality_secret=False, **condition))
