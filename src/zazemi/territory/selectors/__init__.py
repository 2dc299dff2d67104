"""What others may know of the territory: units, points, borders, population, who reaches whom.

Units:   degrees WGS 84, kilometres, minutes by car, persons; geometry as WKB.
Source:  every figure names its import run in the models.
Raises:  UnknownRegionError.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from zazemi.intake.models import ImportRun
from zazemi.measures.reach import DEFAULT_TRAVEL, TravelSettings, longest_km, reachable_pairs
from zazemi.territory import shapes, travel
from zazemi.territory.errors import UnknownRegionError
from zazemi.territory.models import (
    Affiliation,
    District,
    MicroRegion,
    Municipality,
    MunicipalityQuerySet,
    Neighbours,
    Orp,
    Population,
    Pou,
    Region,
)
from zazemi.territory.selectors.measured import known_minutes
from zazemi.territory.selectors.measured import travel_version as travel_version
from zazemi.values.names import folded

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Definition points as parallel columns, ordered by code."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    region_codes: tuple[str, ...]
    orp_codes: tuple[str, ...]
    lat: FloatArray
    lon: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelPairs:
    """Which municipality (``locality``) is within reach of which (``site``).

    ``locality`` and ``site`` are row numbers into ``localities`` and ``sites``,
    ordered by locality, then site. ``is_near_limit``: the estimate is so close
    to the limit that it was made over neighbouring municipalities.
    """

    localities: tuple[str, ...]
    sites: tuple[str, ...]
    locality: IntArray
    site: IntArray
    minutes: FloatArray
    is_near_limit: BoolArray


def regions() -> list[Region]:
    """All loaded regions in Czech order."""
    return list(Region.objects.all())


def region(code: str) -> Region:
    """The region of a NUTS 3 code."""
    found = Region.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Region.objects.order_by("code").values_list("code", flat=True))
        raise UnknownRegionError(params={"code": code, "known": known or "–"})
    return found


def districts_of(region_code: str) -> list[District]:
    """Districts of a region in Czech order."""
    return list(District.objects.filter(region_id=region_code))


def orps_of(region_code: str) -> list[Orp]:
    """Areas of municipalities with extended powers of a region in Czech order."""
    return list(Orp.objects.filter(region_id=region_code))


def pous_of(region_code: str) -> list[Pou]:
    """Areas of authorised municipal offices of a region in Czech order."""
    return list(Pou.objects.filter(orp__region_id=region_code))


def municipalities_of(region_code: str, on: dt.date | None = None) -> MunicipalityQuerySet:
    """Municipalities of a region in Czech order, without shapes; all of them, or those existing on a day."""
    found = Municipality.objects.filter(region_id=region_code).without_shapes()
    return found if on is None else found.valid_on(on)


def municipalities_of_district(district_code: str, on: dt.date) -> MunicipalityQuerySet:
    """Municipalities that belonged to a district on a day."""
    return _belonging(on, Q(district_id=district_code))


def municipalities_of_orp(orp_code: str, on: dt.date) -> MunicipalityQuerySet:
    """Municipalities that belonged to an ORP on a day."""
    return _belonging(on, Q(orp_id=orp_code))


def affiliations_of(municipality_code: str) -> list[Affiliation]:
    """Where a municipality has belonged, from the oldest."""
    found = Affiliation.objects.filter(municipality_id=municipality_code)
    return list(found.select_related("orp", "pou", "district"))


def micro_regions_of(region_code: str) -> list[MicroRegion]:
    """Micro-regions with the seat in a region, in Czech order."""
    return list(MicroRegion.objects.filter(region_id=region_code))


def told_apart(one: Municipality) -> str:
    """Return the name with the area and the code: 912 municipalities share their name with another."""
    return f"{one.name} ({one.orp.name}) {one.code}"


def search(text: str, limit: int = 20) -> list[Municipality]:
    """Municipalities whose name holds ``text`` (accents and case do not matter) or whose code starts with it.

    Names that begin with the text come first, then Czech order.
    """
    wanted = folded(text)
    if not wanted:
        return []
    named = Municipality.objects.without_shapes().select_related("orp", "region")
    begins = Q(name_folded__startswith=wanted) | Q(code__startswith=wanted)
    first = list(named.filter(begins)[:limit])
    rest = named.filter(name_folded__contains=wanted).exclude(begins)[: limit - len(first)]
    return first + list(rest)


def population(region_code: str, on: dt.date) -> dict[str, int]:
    """Inhabitants by code of municipality: the newest count not later than the day."""
    counts = Population.objects.filter(municipality__region_id=region_code, counted_on__lte=on)
    newest = counts.order_by("counted_on").values_list("municipality_id", "total")
    return dict(newest)


def population_series(municipality_code: str) -> list[Population]:
    """All counts of one municipality, from the oldest."""
    return list(Population.objects.filter(municipality_id=municipality_code))


def points(region_codes: Collection[str] | None = None, on: dt.date | None = None) -> Points:
    """Definition points of regions (all when not said), ordered by code; who has none is left out."""
    found = Municipality.objects.filter(lat__isnull=False).order_by("code")
    if region_codes is not None:
        found = found.filter(region_id__in=region_codes)
    if on is not None:
        found = found.valid_on(on)
    rows = list(found.values_list("code", "name", "region_id", "orp_id", "lat", "lon"))
    return Points(
        codes=tuple(row[0] for row in rows),
        names=tuple(row[1] for row in rows),
        region_codes=tuple(row[2] for row in rows),
        orp_codes=tuple(row[3] for row in rows),
        lat=np.array([row[4] for row in rows], dtype=np.float64),
        lon=np.array([row[5] for row in rows], dtype=np.float64),
    )


def boundaries(region_code: str, *, is_simple: bool = True) -> dict[str, bytes]:
    """Borders of the municipalities of a region by code."""
    column = "geom_simple_wkb" if is_simple else "geom_wkb"
    rows = Municipality.objects.filter(region_id=region_code, **{f"{column}__isnull": False})
    return {code: bytes(wkb) for code, wkb in rows.order_by("code").values_list("code", column)}


def orp_boundaries(region_code: str) -> dict[str, bytes]:
    """Borders of the ORP of a region by code, joined from the simplified borders of municipalities."""
    return dict(_orp_boundaries(region_code, geometry_version((region_code,))))


def outline(region_code: str) -> bytes:
    """The border of a region, joined from the simplified borders; empty when none is loaded."""
    return _outline(region_code, geometry_version((region_code,)))


def edge_municipalities(region_code: str) -> frozenset[str]:
    """Codes of municipalities that lie at the border of their region, with another region or with abroad."""
    return _edge_municipalities(region_code, geometry_version((region_code,)))


def geometry_version(region_codes: Collection[str] | None = None) -> tuple[str, ...]:
    """What identifies the loaded borders and points: sha256 of the files they come from, and how many."""
    rows = Municipality.objects.filter(geom_wkb__isnull=False).order_by()
    if region_codes is not None:
        rows = rows.filter(region_id__in=region_codes)
    pairs = set(rows.values_list("boundary_run_id", "point_run_id").distinct())
    runs = {number for pair in pairs for number in pair if number is not None}
    files = ImportRun.objects.filter(pk__in=runs).values_list("file_sha256", flat=True)
    return (str(rows.count()), *sorted(files))


def neighbour_pairs(region_codes: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Pairs of municipalities that share a border, each once, lower code first, ordered.

    ``region_codes`` keeps the pairs with both municipalities in the regions; all when not said.
    The pairs are stored when borders are imported.
    """
    found = Neighbours.objects.order_by("left_id", "right_id")
    if region_codes is not None:
        found = found.filter(left__region_id__in=region_codes, right__region_id__in=region_codes)
    return list(found.values_list("left_id", "right_id"))


def neighbourhood() -> travel.Neighbourhood:
    """All loaded municipalities with a point, and who borders on whom."""
    return _neighbourhood(geometry_version())


def reachable(
    region_code: str,
    *,
    limit_minutes: float,
    site_codes: Iterable[str] | None = None,
    settings: TravelSettings = DEFAULT_TRAVEL,
) -> TravelPairs:
    """Who reaches the municipalities of a region within a limit, also from neighbouring regions.

    ``site_codes`` limits the sites to some municipalities. Beyond
    ``travel.NEAR_LIMIT_SHARE`` of the limit the way over neighbouring
    municipalities counts; a pair that it brings over the limit is dropped. A way that is stated
    or measured (``measured.known_minutes``) counts before any estimate.
    """
    region(region_code)
    everywhere = points()
    home = _rows(code == region_code for code in everywhere.region_codes)
    wanted = None if site_codes is None else frozenset(site_codes)
    around = _rows(wanted is None or code in wanted for code in everywhere.codes)
    lat, lon = everywhere.lat, everywhere.lon
    pairs = reachable_pairs(lat[home], lon[home], lat[around], lon[around], limit_minutes, settings)
    is_near = pairs.minutes > travel.NEAR_LIMIT_SHARE * limit_minutes
    codes = np.array(everywhere.codes)
    minutes = _cautious(
        codes[home][pairs.origin],
        codes[around][pairs.target],
        pairs.minutes,
        is_near,
        longest_km(limit_minutes, settings),
        settings,
    )
    known = known_minutes(region_code)
    ways = travel.Ways(origin=pairs.origin, target=pairs.target, minutes=minutes, is_near=is_near)
    if known:
        ways = travel.with_known(ways, codes[home].tolist(), codes[around].tolist(), known)
    ways = ways.within(limit_minutes)
    used, site = np.unique(ways.target, return_inverse=True)
    return TravelPairs(
        localities=tuple(codes[home].tolist()),
        sites=tuple(codes[around][used].tolist()),
        locality=ways.origin,
        site=site.astype(np.int64),
        minutes=ways.minutes,
        is_near_limit=ways.is_near,
    )


def _cautious(
    origins: NDArray[np.str_],
    targets: NDArray[np.str_],
    minutes: FloatArray,
    is_near: BoolArray,
    limit_km: float,
    settings: TravelSettings,
) -> FloatArray:
    """Minutes with the way over neighbours where the straight estimate is near the limit."""
    known = neighbourhood()
    row_of = {code: row for row, code in enumerate(known.codes)}
    near = [
        row for row in np.flatnonzero(is_near).tolist() if origins[row] in row_of and targets[row] in row_of
    ]
    if not near or not len(known.left):
        return minutes
    starts, start_of = np.unique([row_of[origins[row]] for row in near], return_inverse=True)
    ends = np.array([row_of[targets[row]] for row in near], dtype=np.int64)
    table = travel.path_minutes(known, starts.astype(np.int64), limit_km=limit_km, settings=settings)
    cautious = minutes.copy()
    cautious[near] = np.maximum(minutes[near], table[start_of, ends])
    return cautious


def _belonging(on: dt.date, where: Q) -> MunicipalityQuerySet:
    then = Affiliation.objects.filter(
        where,
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
    )
    found = Municipality.objects.filter(code__in=then.values("municipality_id"))
    return found.valid_on(on).without_shapes()


def _rows(flags: Iterable[bool]) -> IntArray:
    return np.flatnonzero(np.fromiter(flags, dtype=bool)).astype(np.int64)


@lru_cache(maxsize=4)
def _neighbourhood(_version: tuple[str, ...]) -> travel.Neighbourhood:
    rows = list(
        Municipality.objects.filter(lat__isnull=False, geom_wkb__isnull=False)
        .order_by("code")
        .values_list("code", "lat", "lon")
    )
    row_of = {code: row for row, (code, _lat, _lon) in enumerate(rows)}
    pairs = [(one, other) for one, other in neighbour_pairs() if one in row_of and other in row_of]
    return travel.Neighbourhood(
        codes=tuple(row[0] for row in rows),
        lat=np.array([row[1] for row in rows], dtype=np.float64),
        lon=np.array([row[2] for row in rows], dtype=np.float64),
        left=np.array([row_of[one] for one, _other in pairs], dtype=np.int64),
        right=np.array([row_of[other] for _one, other in pairs], dtype=np.int64),
    )


@lru_cache(maxsize=32)
def _orp_boundaries(region_code: str, _version: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    rows = Municipality.objects.filter(region_id=region_code, geom_simple_wkb__isnull=False)
    members: dict[str, list[bytes]] = {}
    for orp_code, wkb in rows.order_by("orp_id", "code").values_list("orp_id", "geom_simple_wkb"):
        members.setdefault(orp_code, []).append(bytes(wkb or b""))
    return tuple((code, shapes.dissolved(areas)) for code, areas in members.items())


@lru_cache(maxsize=32)
def _outline(region_code: str, _version: tuple[str, ...]) -> bytes:
    areas = list(boundaries(region_code).values())
    return shapes.dissolved(areas) if areas else b""


@lru_cache(maxsize=32)
def _edge_municipalities(region_code: str, version: tuple[str, ...]) -> frozenset[str]:
    outline_wkb = _outline(region_code, version)
    return shapes.at_edge(outline_wkb, boundaries(region_code)) if outline_wkb else frozenset()
