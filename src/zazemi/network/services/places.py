"""Steps with places, their opening hours and the territory they serve."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.choices import Weekday
from zazemi.network.errors import (
    DoubledPlaceError,
    HalfHoursError,
    HalfPointError,
    KeptSecretError,
    OverlappingAreaError,
    UnknownTerritoryError,
)
from zazemi.network.models import AreaServed, OpeningHours, Place, Service
from zazemi.network.services.guarding import check_days, check_territory, joined, require, tidy
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceForm

_LAT_LIMIT, _LON_LIMIT = 90.0, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFields:
    """What people say of a place; without a point the definition point of the municipality counts."""

    municipality: Municipality
    name: str = ""
    address: str = ""
    postal_code: str = ""
    is_address_secret: bool = False
    is_municipality_secret: bool = False
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    accessibility: str = ""
    forms: Collection[str] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursFields:
    """When a place is open; without times by appointment only."""

    weekday: Weekday
    opens_at: dt.time | None = None
    closes_at: dt.time | None = None
    is_by_appointment: bool = False
    note: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFields:
    """A territory by its code, from a day to a day."""

    territory: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def add_place(*, service: Service, fields: PlaceFields, by: Actor) -> Place:
    """Enter a place of a service.

    Raises DoubledPlaceError, ReversedDaysError, HalfPointError, KeptSecretError, NotYoursError.
    """
    require(by, service)
    with step(by, why=gettext("place of a service entered")):
        place = Place(service=service)
        _fill_place(place, fields)
        place.save()
    return place


def change_place(place: Place, *, fields: PlaceFields, expected_version: int, by: Actor) -> Place:
    """Change a place."""
    require(by, place)
    with step(by, why=gettext("place of a service changed")):
        _fill_place(place, fields)
        place.save(expected_version=expected_version)
    return place


def add_hours(
    *, place: Place, fields: HoursFields, weekdays: Collection[Weekday] = (), by: Actor
) -> list[OpeningHours]:
    """Enter opening hours of a place, the same on several days when ``weekdays`` are given.

    Raises HalfHoursError, ReversedDaysError, NotYoursError.
    """
    require(by, place)
    with step(by, why=gettext("opening hours entered")):
        made = []
        for weekday in sorted(weekdays) or [fields.weekday]:
            hours = OpeningHours(place=place)
            _fill_hours(hours, fields)
            hours.weekday = weekday
            hours.save()
            made.append(hours)
    return made


def change_hours(
    hours: OpeningHours, *, fields: HoursFields, expected_version: int, by: Actor
) -> OpeningHours:
    """Change opening hours."""
    require(by, hours)
    with step(by, why=gettext("opening hours changed")):
        _fill_hours(hours, fields)
        hours.save(expected_version=expected_version)
    return hours


def remove_hours(hours: OpeningHours, *, by: Actor) -> None:
    """Take opening hours away; the history keeps them."""
    require(by, hours)
    with step(by, why=gettext("opening hours removed")):
        hours.delete()


def add_area(*, place: Place, fields: AreaFields, by: Actor) -> AreaServed:
    """Say that a place serves a territory.

    Raises UnknownTerritoryError, OverlappingAreaError, ReversedDaysError, NotYoursError.
    """
    require(by, place)
    with step(by, why=gettext("area served entered")):
        Place.objects.select_for_update().get(pk=place.pk)
        area = AreaServed(place=place)
        _fill_area(area, fields)
        area.save()
    return area


def change_area(area: AreaServed, *, fields: AreaFields, expected_version: int, by: Actor) -> AreaServed:
    """Change which territory a place serves, or when."""
    require(by, area)
    with step(by, why=gettext("area served changed")):
        Place.objects.select_for_update().get(pk=area.place_id)
        _fill_area(area, fields)
        area.save(expected_version=expected_version)
    return area


def remove_area(area: AreaServed, *, by: Actor) -> None:
    """Take a territory away; the history keeps it."""
    require(by, area)
    with step(by, why=gettext("area served removed")):
        area.delete()


def _fill_place(place: Place, fields: PlaceFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    _check_point(fields)
    is_secret = fields.is_address_secret or fields.is_municipality_secret
    if is_secret and (fields.address.strip() or fields.postal_code.strip() or fields.lat is not None):
        raise KeptSecretError
    place.municipality = fields.municipality
    place.name, place.address = tidy(fields.name), tidy(fields.address)
    place.postal_code = fields.postal_code.replace(" ", "")
    place.is_address_secret, place.is_municipality_secret = is_secret, fields.is_municipality_secret
    if is_secret:
        place.address_code = ""
    place.lat, place.lon = fields.lat, fields.lon
    place.phone, place.accessibility = tidy(fields.phone), tidy(fields.accessibility)
    place.forms = joined(fields.forms, list(ServiceForm))
    place.valid_from, place.valid_to = fields.valid_from, fields.valid_to
    same = Place.objects.filter(
        service_id=place.service_id, municipality=place.municipality, address=place.address, name=place.name
    ).exclude(pk=place.pk)
    if same.exists():
        raise DoubledPlaceError


def _check_point(fields: PlaceFields) -> None:
    lat, lon = fields.lat, fields.lon
    if (lat is None) != (lon is None):
        raise HalfPointError
    if lat is not None and lon is not None and not (abs(lat) <= _LAT_LIMIT and abs(lon) <= _LON_LIMIT):
        raise HalfPointError


def _fill_hours(hours: OpeningHours, fields: HoursFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    if (fields.opens_at is None) != (fields.closes_at is None):
        raise HalfHoursError
    if fields.opens_at is None and not fields.is_by_appointment:
        raise HalfHoursError
    hours.weekday = fields.weekday
    hours.opens_at, hours.closes_at = fields.opens_at, fields.closes_at
    hours.is_by_appointment, hours.note = fields.is_by_appointment, tidy(fields.note)
    hours.valid_from, hours.valid_to = fields.valid_from, fields.valid_to


def _fill_area(area: AreaServed, fields: AreaFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    if not fields.territory:
        raise UnknownTerritoryError(params={"code": ""})
    check_territory(fields.territory)
    area.territory = fields.territory
    area.valid_from, area.valid_to = fields.valid_from, fields.valid_to
    others = AreaServed.objects.filter(place_id=area.place_id, territory=area.territory).exclude(pk=area.pk)
    if area.valid_to is not None:
        others = others.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=area.valid_to))
    if area.valid_from is not None:
        others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=area.valid_from))
    if others.exists():
        raise OverlappingAreaError
