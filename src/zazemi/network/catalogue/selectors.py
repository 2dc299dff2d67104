"""Who helps near a place: found by situation or kind, by travel, by the territory a place serves.

Units:   minutes by car, an estimate (``measures.reach``); degrees WGS 84.
Where even the municipality of a place is secret, the place is never found by distance, name of a
municipality or ORP, only by its region, and nothing about where it is leaves this module.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum

import numpy as np
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.measures.reach import great_circle_km, longest_km, travel_minutes
from zazemi.network.catalogue.situations import Situation
from zazemi.network.models import AreaServed, Place, Service
from zazemi.network.selectors import valid_on
from zazemi.territory.models import Municipality, Orp, Region
from zazemi.territory.selectors import search
from zazemi.values.names import folded
from zazemi.values.services import ServiceForm, ServiceKind

KM_PER_DEGREE = 111.0
"""Kilometres of one degree of latitude."""
SMALLEST_COSINE = 0.5
GOING_OUT = frozenset(
    {
        ServiceKind.FIELD_PROGRAMME,
        ServiceKind.FAMILY_ACTIVATION,
        ServiceKind.EARLY_CARE,
        ServiceKind.PERSONAL_ASSISTANCE,
        ServiceKind.HOME_CARE,
    }
)
"""Kinds that go to people where the place does not say in which forms it works."""
SUGGESTED = 8
NEAREST = 3


class Reach(IntEnum):
    """How a service gets to a person, in the order of the list."""

    COMES = 1
    NEAR = 2
    SECRET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for; everything may be left open."""

    situation: Situation | None = None
    kind: ServiceKind | None = None
    municipality: Municipality | None = None
    orp: Orp | None = None
    minutes: int = 60

    @property
    def is_placed(self) -> bool:
        """Whether it is said where."""
        return self.municipality is not None or self.orp is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place that answers; ``minutes`` is None where distance does not matter or must not be known."""

    place_id: int
    service_id: int
    reach: Reach
    minutes: float | None = None
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrpOffer:
    """How many services answer in an ORP."""

    code: str
    name: str
    region: str
    n: int


def found(asked: Asked, today: dt.date) -> list[FoundPlace]:
    """Return who answers, each service once by its nearest place; one query, however large the country."""
    if asked.municipality is not None:
        places = _around(asked, asked.municipality, today)
    elif asked.orp is not None:
        places = _within(asked, asked.orp, today)
    else:
        return []
    best: dict[int, FoundPlace] = {}
    for one in sorted(places, key=_order):
        best.setdefault(one.service_id, one)
    return list(best.values())


def offers(asked: Asked, today: dt.date) -> list[OrpOffer]:
    """Return the ORP where something answers, in Czech order of regions and ORP; one query."""
    rows = (
        _answering(asked, today)
        .filter(is_municipality_secret=False)
        .values_list("municipality__orp_id", "municipality__orp__name", "municipality__region__name")
        .annotate(n=Count("service_id", distinct=True))
        .order_by("municipality__region__name_sort", "municipality__orp__name_sort")
    )
    return [OrpOffer(code=code, name=name, region=region, n=n) for code, name, region, n in rows]


def nearest(asked: Asked, today: dt.date, *, most: int = NEAREST) -> list[FoundPlace]:
    """Return the nearest places that answer, however far; for a search that found nothing."""
    if asked.municipality is None or asked.municipality.lat is None:
        return []
    rows = list(_answering(asked, today).filter(is_municipality_secret=False).values_list(*_COLUMNS))
    minutes = _minutes_to(asked.municipality, rows)
    order = sorted(range(len(rows)), key=lambda row: minutes[row])
    best: dict[int, FoundPlace] = {}
    for row in order:
        if not np.isfinite(minutes[row]):
            break
        pk, service_id = rows[row][:2]
        one = FoundPlace(place_id=pk, service_id=service_id, reach=Reach.NEAR, minutes=float(minutes[row]))
        best.setdefault(service_id, one)
        if len(best) == most:
            break
    return list(best.values())


def places_of(place_ids: Collection[int]) -> dict[int, Place]:
    """Return places with all that a list shows of them; three queries."""
    rows = (
        Place.objects.filter(pk__in=place_ids)
        .select_related("service__provider", "municipality__orp__region")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .prefetch_related("hours", "service__target_groups")
    )
    return {one.pk: one for one in rows}


def service_with_places(pk: int, today: dt.date) -> Service | None:
    """Return a present service with its present places, or None."""
    places = (
        Place.objects.filter(valid_on(today))
        .select_related("municipality__orp__region")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .prefetch_related("hours", "areas")
        .order_by("municipality__name_sort", "pk")
    )
    return (
        Service.objects.filter(valid_on(today, "started_on", "ended_on"))
        .select_related("provider")
        .prefetch_related(Prefetch("places", queryset=places), "target_groups")
        .filter(pk=pk)
        .first()
    )


def municipality_of(code: str) -> Municipality | None:
    """Return a municipality by its code, or None."""
    return (
        Municipality.objects.without_shapes().select_related("orp", "region").filter(code=code).first()
        if code
        else None
    )


def orp_of(code: str) -> Orp | None:
    """Return an ORP by its code, or None."""
    return Orp.objects.select_related("region").filter(code=code).first() if code else None


def municipalities_like(text: str) -> tuple[list[Municipality], bool]:
    """Return municipalities a person may mean by a text, and whether the name fits exactly.

    Accents, case and superfluous spaces do not matter; when nothing holds the text, names that differ by a
    few letters are offered.
    """
    wanted = folded(text)
    named = search(text, SUGGESTED)
    exact = [one for one in named if one.name_folded == wanted or one.code == text.strip()]
    if exact:
        return exact, True
    if named or not wanted:
        return named, False
    names = dict(Municipality.objects.order_by("code").values_list("name_folded", "code"))
    close = get_close_matches(wanted, list(names), n=SUGGESTED, cutoff=0.7)
    codes = [names[name] for name in close]
    rows = Municipality.objects.without_shapes().select_related("orp", "region").in_bulk(codes)
    return [rows[code] for code in codes if code in rows], False


def region_of(asked: Asked) -> Region | None:
    """Return the region of what is asked, or None."""
    if asked.municipality is not None:
        return asked.municipality.region
    return asked.orp.region if asked.orp is not None else None


_COLUMNS = (
    "pk",
    "service_id",
    "forms",
    "service__kind",
    "lat",
    "lon",
    "municipality__lat",
    "municipality__lon",
    "municipality_id",
    "is_municipality_secret",
)


def _answering(asked: Asked, today: dt.date) -> QuerySet[Place]:
    """Return present places of present services that answer the situation or the kind."""
    present = valid_on(today) & valid_on(today, "service__started_on", "service__ended_on")
    rows = Place.objects.filter(present)
    if asked.kind is not None:
        rows = rows.filter(service__kind=asked.kind)
    if asked.situation is not None:
        one = asked.situation
        for_groups = Q(
            service__kind__in=one.kinds_for_groups,
            service_id__in=_services_for(one.groups),
        )
        rows = rows.filter(Q(service__kind__in=one.kinds) | for_groups)
    return rows


def _services_for(groups: Collection[str]) -> QuerySet[Service, int]:
    return Service.objects.filter(target_groups__code__in=groups).order_by().values_list("pk", flat=True)


def _areas(today: dt.date, codes: Collection[str] = ()) -> Exists:
    rows = AreaServed.objects.filter(valid_on(today), place=OuterRef("pk"))
    return Exists(rows.filter(territory__in=codes) if codes else rows)


def _around(asked: Asked, here: Municipality, today: dt.date) -> list[FoundPlace]:
    codes = (here.code, here.orp_id, here.region_id)
    secret_here = Q(is_municipality_secret=True, municipality__region_id=here.region_id)
    rows = list(
        _answering(asked, today)
        .annotate(has_areas=_areas(today), serves=_areas(today, codes))
        .filter(_box(here, asked.minutes) | Q(serves=True) | secret_here)
        .values_list(*_COLUMNS, "has_areas", "serves")
    )
    minutes = _minutes_to(here, rows)
    places = [
        _judged(row, float(minutes[number]), asked.minutes, here.code) for number, row in enumerate(rows)
    ]
    return [one for one in places if one is not None]


def _judged(row: Sequence[object], minutes: float, limit: int, here: str) -> FoundPlace | None:
    pk, service_id, forms, kind, *_points, municipality_id, is_secret, has_areas, serves = row
    made = {"place_id": pk, "service_id": service_id}
    goes_out, is_field_only = _goes_out(str(forms), str(kind))
    if is_secret:
        return FoundPlace(**made, reach=Reach.SECRET)  # type: ignore[arg-type]  # columns of the query
    if goes_out and serves:
        return FoundPlace(**made, reach=Reach.COMES)  # type: ignore[arg-type]  # as above
    if (is_field_only and has_areas) or minutes > limit:
        return None
    return FoundPlace(
        **made,  # type: ignore[arg-type]  # as above
        reach=Reach.COMES if is_field_only else Reach.NEAR,
        minutes=minutes,
        is_here=municipality_id == here,
    )


def _goes_out(forms: str, kind: str) -> tuple[bool, bool]:
    """Return whether a place goes to people, and whether it only does so; without forms by its kind."""
    known = forms.split(",") if forms else []
    if not known:
        return kind in GOING_OUT, kind == ServiceKind.FIELD_PROGRAMME
    return ServiceForm.FIELD in known, known == [ServiceForm.FIELD]


def _box(here: Municipality, minutes: int) -> Q:
    """Return the condition that a place may lie within the limit: a box around the municipality."""
    if here.lat is None or here.lon is None:
        return Q(municipality_id=here.code, is_municipality_secret=False)
    far = longest_km(minutes) / KM_PER_DEGREE
    wide = far / max(SMALLEST_COSINE, float(np.cos(np.radians(here.lat))))
    own = Q(lat__range=(here.lat - far, here.lat + far), lon__range=(here.lon - wide, here.lon + wide))
    of_municipality = Q(
        lat__isnull=True,
        municipality__lat__range=(here.lat - far, here.lat + far),
        municipality__lon__range=(here.lon - wide, here.lon + wide),
    )
    return (own | of_municipality) & Q(is_municipality_secret=False)


def _minutes_to(here: Municipality, rows: Sequence[Sequence[object]]) -> np.ndarray:
    """Return minutes from a municipality to each place; infinite where a point is missing."""
    at = [(row[4], row[5]) if row[4] is not None else (row[6], row[7]) for row in rows]
    lat = np.array([np.nan if one is None else one for one, _two in at], dtype=np.float64)
    lon = np.array([np.nan if two is None else two for _one, two in at], dtype=np.float64)
    if here.lat is None or here.lon is None:
        same = [row[8] == here.code for row in rows]
        return np.where(same, 0.0, np.inf)
    km = great_circle_km(np.full(len(lat), here.lat), np.full(len(lon), here.lon), lat, lon)
    return np.where(np.isnan(km), np.inf, travel_minutes(np.nan_to_num(km)))


def _within(asked: Asked, orp: Orp, today: dt.date) -> list[FoundPlace]:
    serves = _areas(today, (orp.code, orp.region_id))
    inside = Q(municipality__orp_id=orp.code, is_municipality_secret=False)
    secret_here = Q(is_municipality_secret=True, municipality__region_id=orp.region_id)
    rows = (
        _answering(asked, today)
        .annotate(serves=serves)
        .filter(inside | Q(serves=True) | secret_here)
        .order_by("municipality__name_sort", "service__name_sort", "pk")
        .values_list(
            *("pk", "service_id", "forms", "service__kind", "municipality__orp_id"),
            *("is_municipality_secret", "serves"),
        )
    )
    found_here = []
    for pk, service_id, forms, kind, orp_code, is_secret, is_serving in rows:
        goes_out, is_field_only = _goes_out(forms, kind)
        reach = Reach.NEAR
        if is_secret:
            reach = Reach.SECRET
        elif is_field_only or (goes_out and is_serving):
            reach = Reach.COMES
        elif orp_code != orp.code:
            continue
        found_here.append(FoundPlace(place_id=pk, service_id=service_id, reach=reach))
    return found_here


def _order(one: FoundPlace) -> tuple[int, float]:
    return one.reach, one.minutes if one.minutes is not None else 0.0
