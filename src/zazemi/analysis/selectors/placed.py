"""Places that work on a day, as the analysis sees them: capacity, target groups, areas, money.

Units:   FTE of direct work; the point is the definition point of the municipality.
Source:  network of services; what is not stated there is not known here.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.tables import PlaceToday
from zazemi.network import selectors as network
from zazemi.network.models import Place, ServiceTargetGroup
from zazemi.network.selectors.areas import areas_of
from zazemi.network.selectors.money import funding_end
from zazemi.territory.models import Municipality
from zazemi.values.quantities import fte


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is stated about places, by the place and by its service."""

    service_of: Mapping[int, int]
    groups: Mapping[int, frozenset[str]]
    areas: Mapping[int, Sequence[str]]
    paid_until: Mapping[int, dt.date | None]


def places_today(
    capacities: network.CapacitiesFte, municipalities: Sequence[Municipality], day: dt.date
) -> tuple[PlaceToday, ...]:
    """All places of the kinds of the analysis, by kind, then number."""
    homes = {one.code: one for one in municipalities}
    known = _known([row.place_id for row in capacities.rows], day)
    found = [
        _place(row, homes.get(row.municipality_code), known) for row in capacities.rows if row.kind in KINDS
    ]
    return tuple(sorted(found, key=_by_kind_and_place))


def groups_served(region_code: str) -> list[str]:
    """Codes of target groups that some service of the region states, in order of the codes."""
    found = ServiceTargetGroup.objects.filter(
        service__places__municipality__region_id=region_code, service__kind__in=[kind.value for kind in KINDS]
    )
    return list(found.order_by("code").values_list("code", flat=True).distinct())


def _known(place_ids: Sequence[int], day: dt.date) -> _Known:
    service_of = dict(Place.objects.filter(pk__in=place_ids).order_by().values_list("pk", "service_id"))
    service_ids = set(service_of.values())
    groups: dict[int, frozenset[str]] = {}
    rows = ServiceTargetGroup.objects.filter(service_id__in=service_ids).order_by()
    for service_id, code in rows.values_list("service_id", "code"):
        groups[service_id] = groups.get(service_id, frozenset()) | {code}
    return _Known(
        service_of=service_of,
        groups=groups,
        areas=areas_of(place_ids, day),
        paid_until=funding_end(service_ids, day),
    )


def _place(row: network.PlaceCapacity, home: Municipality | None, known: _Known) -> PlaceToday:
    service_id = known.service_of.get(row.place_id, 0)
    return PlaceToday(
        place_id=row.place_id,
        kind=row.kind,
        municipality_code=row.municipality_code,
        municipality_name=home.name if home else row.municipality_code,
        service_name=row.service_name,
        provider_name=row.provider_name,
        capacity_fte=None if row.fte is None else fte(row.fte),
        lat=home.lat if home else None,
        lon=home.lon if home else None,
        reason_unknown=row.reason_unknown,
        target_groups=known.groups.get(service_id, frozenset()),
        areas=frozenset(known.areas.get(row.place_id, ())),
        funding_until=known.paid_until.get(service_id),
    )


def _by_kind_and_place(place: PlaceToday) -> tuple[int, int]:
    return KINDS.index(place.kind), place.place_id
