"""Reading of services for lists and pages, with all that hangs on them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.kernel import clock
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.selectors.capacity import capacities_on
from zazemi.network.selectors.days import valid_on
from zazemi.territory.models import Orp
from zazemi.values.names import folded


def orps_with_services() -> list[tuple[str, str]]:
    """Return (code, name) of the areas where any service works, in Czech order."""
    found = Orp.objects.filter(Exists(Place.objects.filter(municipality__orp=OuterRef("pk"))))
    return list(found.values_list("code", "name"))


def services(
    *,
    kind: str = "",
    region_code: str = "",
    orp_code: str = "",
    text: str = "",
    provider_ids: Collection[int] | None = None,
) -> QuerySet[Service]:
    """Return services for the list, filtered; their places and present capacities are fetched with them."""
    found = Service.objects.select_related("provider").prefetch_related(
        Prefetch("places", queryset=_listed_places())
    )
    if provider_ids is not None:
        found = found.filter(provider_id__in=provider_ids)
    if kind:
        found = found.filter(kind=kind)
    if region_code:
        found = found.filter(_somewhere(municipality__region_id=region_code))
    if orp_code:
        found = found.filter(_somewhere(municipality__orp_id=orp_code))
    if text.strip():
        wanted = folded(text)
        found = found.filter(
            Q(name_folded__contains=wanted)
            | Q(provider__name_folded__contains=wanted)
            | _somewhere(municipality__name_folded__contains=wanted)
        )
    return found


def service_page(pk: int) -> Service | None:
    """Return a service with everything its page shows, or None."""
    return (
        Service.objects.select_related("provider")
        .prefetch_related(
            Prefetch(
                "places",
                queryset=_places().prefetch_related("capacities").order_by("municipality__name_sort", "pk"),
            )
        )
        .filter(pk=pk)
        .first()
    )


def place_of(pk: int) -> Place | None:
    """Return a place with its service and municipality, or None."""
    return _places().select_related("service__provider").filter(pk=pk).first()


def capacity_of(pk: int) -> Capacity | None:
    """Return a capacity with its place and service, or None."""
    return (
        Capacity.objects.select_related("place__service__provider", "place__municipality")
        .defer("place__municipality__geom_wkb", "place__municipality__geom_simple_wkb")
        .filter(pk=pk)
        .first()
    )


def _places() -> QuerySet[Place]:
    return Place.objects.select_related("municipality__orp").defer(
        "municipality__geom_wkb", "municipality__geom_simple_wkb"
    )


def _listed_places() -> QuerySet[Place]:
    day = clock.today()
    return (
        _places()
        .filter(valid_on(day))
        .prefetch_related(capacities_on(day))
        .order_by("municipality__name_sort", "pk")
    )


def _somewhere(**condition: str) -> Exists:
    return Exists(Place.objects.filter(service=OuterRef("pk"), **condition))
