"""Reading of the network: services, and their capacity in comparable FTE.

Units:   FTE of direct work (``Fte``), degrees WGS 84.
Source:  capacities as entered or imported; other units are converted only by a
         dated norm, otherwise the capacity in FTE is not known.
Nothing is cached: a changed capacity counts with the next query.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import Capacity, ConversionNorm, Place, RegisterCoverage, Service
from zazemi.territory.models import Orp
from zazemi.values.names import folded
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind
from zazemi.values.text import N_

NO_CAPACITY = N_("no capacity is entered")
NO_NORM = N_("no norm converts its units to FTE")
Norms = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCapacity:
    """A place with its capacity on a day; ``fte`` is None where it cannot be converted."""

    place_id: int
    kind: ServiceKind
    municipality_code: str
    lat: float | None
    lon: float | None
    provider_name: str
    service_name: str
    fte: Fte | None
    reason_unknown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacitiesFte:
    """All places of a region valid on a day, and where the figures come from."""

    rows: tuple[PlaceCapacity, ...]
    has_register: bool
    register_source: str
    register_since: dt.date | None
    import_run_ids: tuple[int, ...]


def capacities_fte(
    region_code: str,
    on: dt.date | None = None,
    *,
    kinds: Collection[ServiceKind] = PREVENTION_NETWORK,
    viewer: Actor | None = None,
) -> CapacitiesFte:
    """Return the capacity in FTE of every place of a region on a day, by place.

    Capacities in FTE count as they are (forms are summed); a place with other
    units only is converted by the norm of its kind and unit; ``fte`` is None
    where no capacity is entered or no norm is valid. ``viewer`` makes no
    difference: capacities are public.
    """
    del viewer
    day = on or clock.today()
    places = (
        Place.objects.filter(
            _valid(day), municipality__region_id=region_code, service__kind__in=[str(kind) for kind in kinds]
        )
        .select_related("service__provider", "municipality")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .prefetch_related(_capacities_on(day))
        .order_by("pk")
    )
    norms = norms_on(day)
    coverage = RegisterCoverage.objects.filter(region_id=region_code, since__lte=day).first()
    rows: list[PlaceCapacity] = []
    run_ids: set[int] = set()
    for place in places:
        valid = place.valid_capacities  # type: ignore[attr-defined]  # set by the prefetch
        rows.append(_row(place, valid, norms))
        run_ids.update(one.import_run_id for one in valid if one.import_run_id is not None)
    return CapacitiesFte(
        rows=tuple(rows),
        has_register=coverage is not None,
        register_source=coverage.source if coverage else "",
        register_since=coverage.since if coverage else None,
        import_run_ids=tuple(sorted(run_ids)),
    )


def has_register(region_code: str, on: dt.date | None = None) -> bool:
    """Whether somebody stated that the services of the region are completely here on that day."""
    day = on or clock.today()
    return RegisterCoverage.objects.filter(region_id=region_code, since__lte=day).exists()


def coverage_of(region_code: str) -> RegisterCoverage | None:
    """Return the statement about the register of a region, if any."""
    return RegisterCoverage.objects.filter(region_id=region_code).first()


def coverages() -> list[RegisterCoverage]:
    """Return the statements about registers of all regions."""
    return list(RegisterCoverage.objects.select_related("region").order_by("region__name_sort"))


def coverage_with(pk: int) -> RegisterCoverage | None:
    """Return one statement, or None."""
    return RegisterCoverage.objects.select_related("region").filter(pk=pk).first()


def norms() -> list[ConversionNorm]:
    """Return all conversion norms, by kind and unit, the newest first."""
    return list(ConversionNorm.objects.order_by("kind", "unit", "-valid_from"))


def orps_with_services() -> list[tuple[str, str]]:
    """Return (code, name) of the areas where any service works, in Czech order."""
    found = Orp.objects.filter(Exists(Place.objects.filter(municipality__orp=OuterRef("pk"))))
    return list(found.values_list("code", "name"))


def norms_on(day: dt.date) -> Norms:
    """Return FTE per unit by (kind, unit), as valid on a day."""
    rows = ConversionNorm.objects.filter(_valid(day)).values_list("kind", "unit", "fte_per_unit")
    return {(kind, unit): value for kind, unit, value in rows}


def fte_of(kind: str, capacities: Sequence[Capacity], norms: Norms) -> tuple[Fte | None, str]:
    """Return the FTE of capacities of one place, and the reason (msgid) when it is not known."""
    if not capacities:
        return None, NO_CAPACITY
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in capacities:
        sums[one.unit] += one.value
    if CapacityUnit.FTE in sums:
        return fte(sums[CapacityUnit.FTE]), ""
    for unit in CapacityUnit.values:
        if unit in sums and (kind, unit) in norms:
            return fte(sums[unit] * norms[kind, unit]), ""
    return None, NO_NORM


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


def _row(place: Place, valid: Sequence[Capacity], norms: Norms) -> PlaceCapacity:
    value, reason = fte_of(place.service.kind, valid, norms)
    municipality = place.municipality
    return PlaceCapacity(
        place_id=place.pk,
        kind=place.service.service_kind,
        municipality_code=place.municipality_id,
        lat=municipality.lat if place.lat is None else place.lat,
        lon=municipality.lon if place.lon is None else place.lon,
        provider_name=place.service.provider.name,
        service_name=place.service.name,
        fte=value,
        reason_unknown=reason,
    )


def _valid(day: dt.date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def _capacities_on(day: dt.date) -> Prefetch[str]:
    return Prefetch("capacities", queryset=Capacity.objects.filter(_valid(day)), to_attr="valid_capacities")


def _places() -> QuerySet[Place]:
    return Place.objects.select_related("municipality__orp").defer(
        "municipality__geom_wkb", "municipality__geom_simple_wkb"
    )


def _listed_places() -> QuerySet[Place]:
    day = clock.today()
    return (
        _places()
        .filter(_valid(day))
        .prefetch_related(_capacities_on(day))
        .order_by("municipality__name_sort", "pk")
    )


def _somewhere(**condition: str) -> Exists:
    return Exists(Place.objects.filter(service=OuterRef("pk"), **condition))
