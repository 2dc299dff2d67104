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

from django.db.models import Prefetch

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import Capacity, ConversionNorm, Place, RegisterCoverage
from zazemi.network.selectors.days import valid_on
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
            valid_on(day),
            municipality__region_id=region_code,
            service__kind__in=[str(kind) for kind in kinds],
        )
        .select_related("service__provider", "municipality")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .prefetch_related(capacities_on(day))
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


def norms_on(day: dt.date) -> Norms:
    """Return FTE per unit by (kind, unit), as valid on a day."""
    rows = ConversionNorm.objects.filter(valid_on(day)).values_list("kind", "unit", "fte_per_unit")
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


def capacities_on(day: dt.date) -> Prefetch[str]:
    """Return how to fetch the capacities of places that hold on a day, as ``valid_capacities``."""
    return Prefetch("capacities", queryset=Capacity.objects.filter(valid_on(day)), to_attr="valid_capacities")
