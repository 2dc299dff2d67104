"""The analysis of one kind of service: who reaches whom, who is served, what the verdicts are.

Units:   FTE of direct work, minutes by car one way.
Source:  travel from ``territory`` (over neighbours near the limit), the rest from ``measures``.
Pure:    no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from zazemi.analysis.selectors.settings import SettingsInForce
from zazemi.analysis.selectors.tables import KindDetail, NearestPlace, PlaceToday
from zazemi.measures.arrays import BoolArray, FloatArray, IntArray
from zazemi.measures.gaps import Gap, Reach, decay_of, served, verdicts
from zazemi.measures.nearest import Nearest, nearest_places
from zazemi.measures.reach import Pairs
from zazemi.territory.selectors import TravelPairs
from zazemi.values.quantities import fte
from zazemi.values.services import ServiceKind

ALTERNATIVES = 3
_MINUTE_GRAIN = Decimal("0.1")
_LOAD_GRAIN = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all kinds share: municipalities by code with their points; who has a register."""

    codes: tuple[str, ...]
    lat: FloatArray
    lon: FloatArray
    has_register: bool
    settings: SettingsInForce

    def row_of(self) -> dict[str, int]:
        """Row numbers by code."""
        return {code: row for row, code in enumerate(self.codes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindResult:
    """Verdicts of one kind with the nearest places of each municipality and the flows."""

    gaps: tuple[Gap, ...]
    alternatives: tuple[tuple[NearestPlace, ...], ...]
    detail: KindDetail


def analyse_kind(
    kind: ServiceKind,
    ground: Ground,
    *,
    need_fte: FloatArray,
    places: Sequence[PlaceToday],
    pairs: Pairs,
    is_other: BoolArray,
) -> KindResult:
    """Divide the capacity of ``places`` among the need and judge every municipality of ``ground``.

    ``pairs`` are within the limit of the kind; the nearest places beyond it are known from the
    straight estimate. ``is_other`` marks places for other target groups: they serve nobody here.
    """
    gaps_settings = ground.settings.gaps
    limit = gaps_settings.limit_minutes[kind]
    other = np.bincount(pairs.origin[is_other[pairs.target]], minlength=pairs.origins)
    pairs = _only(pairs, ~is_other)
    capacity = capacities(places)
    is_unknown = np.isnan(capacity) & ~is_other
    known = np.where(np.isnan(capacity) | is_other, 0.0, capacity)
    result = served(pairs, need_fte, known, decay_of(pairs.minutes, limit, gaps_settings))
    nearest = _nearest(ground, places, pairs, limit, is_other)
    unknown = np.bincount(pairs.origin, weights=is_unknown[pairs.target], minlength=pairs.origins)
    gaps = verdicts(
        kind,
        ground.codes,
        need_fte,
        result.served_fte,
        reach=Reach(
            places=np.bincount(pairs.origin, minlength=pairs.origins),
            unknown_places=unknown.astype(np.int64),
            nearest_minutes=nearest.minutes[:, 0],
            has_register=np.full(len(ground.codes), ground.has_register),
            other_places=other,
        ),
        settings=gaps_settings,
    )
    loads = _loads(capacity, result.unused_fte)
    return KindResult(
        gaps=gaps,
        alternatives=_alternatives(nearest, places, loads),
        detail=KindDetail(
            row_of=ground.row_of(),
            places=tuple(places),
            pairs=pairs,
            flow_fte=result.flow_fte,
            unused=fte(float(result.unused_fte[~is_unknown].sum())),
        ),
    )


def capacities(places: Sequence[PlaceToday]) -> FloatArray:
    """Capacities in FTE, NaN where they cannot be converted."""
    return np.array(
        [np.nan if place.capacity_fte is None else float(place.capacity_fte) for place in places],
        dtype=np.float64,
    )


def points_of(places: Sequence[PlaceToday]) -> tuple[FloatArray, FloatArray]:
    """Latitudes and longitudes of places, NaN where there is none."""
    lat = np.array([np.nan if place.lat is None else place.lat for place in places], dtype=np.float64)
    lon = np.array([np.nan if place.lon is None else place.lon for place in places], dtype=np.float64)
    return lat, lon


def pairs_to_places(ground: Ground, places: Sequence[PlaceToday], travel: TravelPairs) -> Pairs:
    """Turn pairs of municipalities into pairs municipality - place, ordered by municipality, then place."""
    row_of = ground.row_of()
    rows = np.array([row_of.get(code, -1) for code in travel.localities], dtype=np.int64)
    origin, site = rows[travel.locality], travel.site
    order = np.argsort(site, kind="stable")
    starts = np.searchsorted(site[order], np.arange(len(travel.sites) + 1))
    site_of = {code: number for number, code in enumerate(travel.sites)}
    chosen: list[IntArray] = []
    for place in places:
        number = site_of.get(place.municipality_code)
        chosen.append(order[:0] if number is None else order[starts[number] : starts[number + 1]])
    picked = np.concatenate(chosen) if chosen else np.empty(0, dtype=np.int64)
    target = np.repeat(np.arange(len(places)), [len(part) for part in chosen])
    known = origin[picked] >= 0
    picked, target = picked[known], target[known]
    sorting = np.lexsort((target, origin[picked]))
    return Pairs(
        origin=origin[picked][sorting],
        target=target[sorting].astype(np.int64),
        minutes=travel.minutes[picked][sorting],
        origins=len(ground.codes),
        targets=len(places),
    )


def _only(pairs: Pairs, keeps: BoolArray) -> Pairs:
    kept = keeps[pairs.target]
    return Pairs(
        origin=pairs.origin[kept],
        target=pairs.target[kept],
        minutes=pairs.minutes[kept],
        origins=pairs.origins,
        targets=pairs.targets,
    )


def _nearest(
    ground: Ground, places: Sequence[PlaceToday], pairs: Pairs, limit: float, is_other: BoolArray
) -> Nearest:
    lat, lon = points_of(places)
    return nearest_places(
        (ground.lat, ground.lon),
        (np.where(is_other, np.nan, lat), np.where(is_other, np.nan, lon)),
        pairs,
        limit,
        count=ALTERNATIVES,
        settings=ground.settings.gaps.travel,
    )


def _loads(capacity: FloatArray, unused: FloatArray) -> list[Decimal | None]:
    """Used part of each capacity; None where it is not known or there is none."""
    return [
        Decimal(repr(1.0 - min(free / whole, 1.0))).quantize(_LOAD_GRAIN) if whole > 0 else None
        for whole, free in zip(capacity.tolist(), unused.tolist(), strict=True)
    ]


def _alternatives(
    nearest: Nearest, places: Sequence[PlaceToday], loads: Sequence[Decimal | None]
) -> tuple[tuple[NearestPlace, ...], ...]:
    rounded = np.round(nearest.minutes, 1)
    is_there = np.isfinite(nearest.minutes)
    return tuple(
        tuple(
            NearestPlace(
                place=places[number], minutes=Decimal(repr(way)).quantize(_MINUTE_GRAIN), load=loads[number]
            )
            for number, way, there in zip(numbers, ways, exists, strict=True)
            if there
        )
        for numbers, ways, exists in zip(
            nearest.place.tolist(), rounded.tolist(), is_there.tolist(), strict=True
        )
    )
