"""Steps with capacities of places."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.choices import CapacityUnit
from zazemi.network.errors import NegativeCapacityError, OverlappingCapacityError
from zazemi.network.models import Capacity, Place
from zazemi.network.services.guarding import check_days, check_territory, require, tidy
from zazemi.values.services import ServiceForm


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFields:
    """What people say of a capacity; ``territory`` is a code, empty when it is for all."""

    unit: CapacityUnit
    value: Decimal
    form: ServiceForm
    valid_from: dt.date
    valid_to: dt.date | None = None
    territory: str = ""
    note: str = ""


def add_capacity(*, place: Place, fields: CapacityFields, by: Actor) -> Capacity:
    """Enter a capacity of a place.

    Raises NegativeCapacityError, ReversedDaysError, UnknownTerritoryError, OverlappingCapacityError,
    NotYoursError.
    """
    require(by, place)
    with step(by, why=gettext("capacity entered")):
        Place.objects.select_for_update().get(pk=place.pk)
        capacity = Capacity(place=place)
        _fill(capacity, fields)
        capacity.save()
    return capacity


def change_capacity(
    capacity: Capacity, *, fields: CapacityFields, expected_version: int, by: Actor
) -> Capacity:
    """Change a capacity; pages, tables and the planner read it at once."""
    require(by, capacity)
    with step(by, why=gettext("capacity changed")):
        Place.objects.select_for_update().get(pk=capacity.place_id)
        _fill(capacity, fields)
        capacity.save(expected_version=expected_version)
    return capacity


def overlapping(capacity: Capacity) -> QuerySet[Capacity]:
    """Return other capacities of the same place, unit, form and territory valid on a common day."""
    others = Capacity.objects.filter(
        place_id=capacity.place_id, unit=capacity.unit, form=capacity.form, territory=capacity.territory
    )
    if capacity.valid_to is not None:
        others = others.filter(valid_from__lte=capacity.valid_to)
    return others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=capacity.valid_from)).exclude(
        pk=capacity.pk
    )


def _fill(capacity: Capacity, fields: CapacityFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    check_territory(fields.territory)
    if not fields.value.is_finite() or fields.value < 0:
        raise NegativeCapacityError
    capacity.unit, capacity.form, capacity.territory = fields.unit, fields.form, fields.territory
    capacity.value, capacity.note = fields.value, tidy(fields.note)
    capacity.valid_from, capacity.valid_to = fields.valid_from, fields.valid_to
    other = overlapping(capacity).first()
    if other is not None:
        raise OverlappingCapacityError(params={"first": other.valid_from, "value": other.value})
