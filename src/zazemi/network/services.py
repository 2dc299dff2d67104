"""Steps with services, places and capacities.

Units:   capacities in their own units, days included on both ends.
Raises:  the errors of this room, StaleVersionError when somebody saved in between.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.errors import (
    AlreadyCoveredError,
    DoubledPlaceError,
    DoubledServiceError,
    HalfPointError,
    NamelessServiceError,
    NegativeCapacityError,
    NotYoursError,
    OverlappingCapacityError,
    OverlappingNormError,
    ReversedDaysError,
)
from zazemi.network.models import Capacity, ConversionNorm, Place, RegisterCoverage, Service
from zazemi.parties.models import Organisation
from zazemi.territory.models import Municipality, Region
from zazemi.values.services import ServiceForm, ServiceKind

_LAT_LIMIT, _LON_LIMIT = 90.0, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFields:
    """What people say of a place; without a point the definition point of the municipality counts."""

    municipality: Municipality
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFields:
    """What people say of a capacity."""

    unit: CapacityUnit
    value: Decimal
    form: ServiceForm
    valid_from: dt.date
    valid_to: dt.date | None = None


def add_service(*, provider: Organisation, kind: ServiceKind, name: str, by: Actor) -> Service:
    """Enter a service of a provider.

    Raises NamelessServiceError, DoubledServiceError, NotYoursError.
    """
    if not may(by, "network.add_service"):
        raise NotYoursError
    with step(by, why=gettext("service entered")):
        service = Service(provider=provider, kind=kind).named(name)
        _check_service(service)
        service.save()
    return service


def change_service(
    service: Service,
    *,
    provider: Organisation,
    kind: ServiceKind,
    name: str,
    expected_version: int,
    by: Actor,
) -> Service:
    """Change a service; only the regional office may give it to another provider."""
    _require(by, service)
    if provider.pk != service.provider_id and not may(by, "network.add_service"):
        raise NotYoursError
    with step(by, why=gettext("service changed")):
        service.provider, service.kind = provider, kind
        service.named(name)
        _check_service(service)
        service.save(expected_version=expected_version)
    return service


def add_place(*, service: Service, fields: PlaceFields, by: Actor) -> Place:
    """Enter a place of a service.

    Raises DoubledPlaceError, ReversedDaysError, HalfPointError, NotYoursError.
    """
    _require(by, service)
    with step(by, why=gettext("place of a service entered")):
        place = Place(service=service)
        _fill_place(place, fields)
        place.save()
    return place


def change_place(place: Place, *, fields: PlaceFields, expected_version: int, by: Actor) -> Place:
    """Change a place."""
    _require(by, place)
    with step(by, why=gettext("place of a service changed")):
        _fill_place(place, fields)
        place.save(expected_version=expected_version)
    return place


def add_capacity(*, place: Place, fields: CapacityFields, by: Actor) -> Capacity:
    """Enter a capacity of a place.

    Raises NegativeCapacityError, ReversedDaysError, OverlappingCapacityError, NotYoursError.
    """
    _require(by, place)
    with step(by, why=gettext("capacity entered")):
        Place.objects.select_for_update().get(pk=place.pk)
        capacity = Capacity(place=place)
        _fill_capacity(capacity, fields)
        capacity.save()
    return capacity


def change_capacity(
    capacity: Capacity, *, fields: CapacityFields, expected_version: int, by: Actor
) -> Capacity:
    """Change a capacity; pages, tables and the planner read it at once."""
    _require(by, capacity)
    with step(by, why=gettext("capacity changed")):
        Place.objects.select_for_update().get(pk=capacity.place_id)
        _fill_capacity(capacity, fields)
        capacity.save(expected_version=expected_version)
    return capacity


def set_norm(
    *,
    kind: ServiceKind,
    unit: CapacityUnit,
    fte_per_unit: Decimal,
    basis: NormBasis,
    source: str,
    valid_from: dt.date,
    by: Actor,
) -> ConversionNorm:
    """State from a day on how many FTE one unit stands for; an open older norm ends the day before.

    Raises OverlappingNormError when a norm starts on that day or later.
    """
    if not may(by, "network.state_coverage"):
        raise NotYoursError
    with step(by, why=gettext("conversion norm stated")):
        older = ConversionNorm.objects.select_for_update().filter(kind=kind, unit=unit)
        if older.filter(valid_from__gte=valid_from).exists():
            raise OverlappingNormError
        for norm in older.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)):
            norm.valid_to = valid_from - dt.timedelta(days=1)
            norm.save()
        norm = ConversionNorm(
            kind=kind, unit=unit, fte_per_unit=fte_per_unit, basis=basis, source=source, valid_from=valid_from
        )
        norm.save()
    return norm


def state_coverage(
    *, region: Region, since: dt.date, source: str, by: Actor, import_run_id: int | None = None
) -> RegisterCoverage:
    """State that the services of a region are completely here since a day.

    Raises AlreadyCoveredError, NotYoursError.
    """
    if not may(by, "network.state_coverage"):
        raise NotYoursError
    with step(by, why=gettext("register of services stated")):
        if RegisterCoverage.objects.filter(region=region).exists():
            raise AlreadyCoveredError(params={"region": region.name})
        coverage = RegisterCoverage(region=region, since=since, source=source, import_run_id=import_run_id)
        coverage.save()
    return coverage


def change_coverage(
    coverage: RegisterCoverage, *, since: dt.date, source: str, expected_version: int, by: Actor
) -> RegisterCoverage:
    """Change since when, or by which source, the services of a region are completely here."""
    if not may(by, "network.state_coverage"):
        raise NotYoursError
    with step(by, why=gettext("register of services stated anew")):
        coverage.since, coverage.source = since, source
        coverage.save(expected_version=expected_version)
    return coverage


def _require(by: Actor, record: Service | Place | Capacity) -> None:
    if not may(by, "network.change", record):
        raise NotYoursError


def _check_service(service: Service) -> None:
    if not service.name:
        raise NamelessServiceError
    same = Service.objects.filter(
        provider=service.provider, kind=service.kind, name_folded=service.name_folded
    ).exclude(pk=service.pk)
    if same.exists():
        raise DoubledServiceError(params={"name": service.name})


def _fill_place(place: Place, fields: PlaceFields) -> None:
    _check_days(fields.valid_from, fields.valid_to)
    lat, lon = fields.lat, fields.lon
    if (lat is None) != (lon is None):
        raise HalfPointError
    if lat is not None and lon is not None and not (abs(lat) <= _LAT_LIMIT and abs(lon) <= _LON_LIMIT):
        raise HalfPointError
    place.municipality = fields.municipality
    place.address = " ".join(fields.address.split())
    place.lat, place.lon = lat, lon
    place.valid_from, place.valid_to = fields.valid_from, fields.valid_to
    same = Place.objects.filter(
        service_id=place.service_id, municipality=place.municipality, address=place.address
    ).exclude(pk=place.pk)
    if same.exists():
        raise DoubledPlaceError


def _fill_capacity(capacity: Capacity, fields: CapacityFields) -> None:
    _check_days(fields.valid_from, fields.valid_to)
    if not fields.value.is_finite() or fields.value < 0:
        raise NegativeCapacityError
    capacity.unit, capacity.form = fields.unit, fields.form
    capacity.value = fields.value
    capacity.valid_from, capacity.valid_to = fields.valid_from, fields.valid_to
    other = overlapping(capacity).first()
    if other is not None:
        raise OverlappingCapacityError(params={"first": other.valid_from, "value": other.value})


def overlapping(capacity: Capacity) -> QuerySet[Capacity]:
    """Return other capacities of the same place, unit and form that are valid on a common day."""
    others = Capacity.objects.filter(place_id=capacity.place_id, unit=capacity.unit, form=capacity.form)
    if capacity.valid_to is not None:
        others = others.filter(valid_from__lte=capacity.valid_to)
    return others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=capacity.valid_from)).exclude(
        pk=capacity.pk
    )


def _check_days(first: dt.date | None, last: dt.date | None) -> None:
    if first is not None and last is not None and last < first:
        raise ReversedDaysError
