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
from zazemi.analysis.selectors.tables import KindDetail, NearestPlace, PlaceToday, ServedFrom
from zazemi.measures.arrays import FloatArray, IntArray
from zazemi.measures.gaps import Gap, Reach, decay_of, served, verdicts
from zazemi.measures.reach import Pairs, great_circle_km, travel_minutes
from zazemi.territory.selectors import TravelPairs
from zazemi.values.quantities import fte
from zazemi.values.services import ServiceKind

BEYOND_LIMIT_MINUTES = 0.1
SHOWN_FLOW_FTE = Decimal("0.0005")
_MINUTE_GRAIN = Decimal("0.1")


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
    """Verdicts of one kind with the nearest place of each municipality and the flows."""

    gaps: tuple[Gap, ...]
    nearest: tuple[NearestPlace | None, ...]
    detail: KindDetail


def analyse_kind(
    kind: ServiceKind,
    ground: Ground,
    *,
    need_fte: FloatArray,
    places: Sequence[PlaceToday],
    travel: TravelPairs,
) -> KindResult:
    """Divide the capacity of ``places`` among the need and judge every municipality of ``ground``.

    ``travel`` holds pairs of municipalities within the limit of the kind; the
    nearest place beyond it is known from the straight estimate.
    """
    gaps_settings = ground.settings.gaps
    limit = gaps_settings.limit_minutes[kind]
    pairs = pairs_to_places(ground, places, travel)
    is_unknown = np.array([place.capacity_fte is None for place in places], dtype=bool)
    capacity = np.array([float(place.capacity_fte or 0) for place in places], dtype=np.float64)
    result = served(pairs, need_fte, capacity, decay_of(pairs.minutes, limit, gaps_settings))
    minutes, nearest_place = _nearest(ground, places, pairs, limit)
    unknown = np.bincount(pairs.origin, weights=is_unknown[pairs.target], minlength=pairs.origins)
    gaps = verdicts(
        kind,
        ground.codes,
        need_fte,
        result.served_fte,
        reach=Reach(
            places=np.bincount(pairs.origin, minlength=pairs.origins),
            unknown_places=unknown.astype(np.int64),
            nearest_minutes=minutes,
            has_register=np.full(len(ground.codes), ground.has_register),
        ),
        settings=gaps_settings,
    )
    return KindResult(
        gaps=gaps,
        nearest=tuple(
            NearestPlace(place=places[place], minutes=gap.nearest_minutes)
            if gap.nearest_minutes is not None
            else None
            for gap, place in zip(gaps, nearest_place.tolist(), strict=True)
        ),
        detail=KindDetail(
            flows=_flows(ground, places, pairs, result.flow_fte),
            unused=fte(float(result.unused_fte[~is_unknown].sum())),
        ),
    )


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


def _nearest(
    ground: Ground, places: Sequence[PlaceToday], pairs: Pairs, limit: float
) -> tuple[FloatArray, IntArray]:
    """Minutes to the nearest place and its number; infinite and 0 where there is no place with a point."""
    size = len(ground.codes)
    row_of = ground.row_of()
    if not places:
        return np.full(size, np.inf), np.zeros(size, dtype=np.int64)
    table = np.full((size, len(places)), np.inf)
    for number, place in enumerate(places):
        row = row_of.get(place.municipality_code)
        if row is not None:
            lat, lon = np.full(size, ground.lat[row]), np.full(size, ground.lon[row])
            straight = travel_minutes(
                great_circle_km(ground.lat, ground.lon, lat, lon), ground.settings.gaps.travel
            )
            table[:, number] = np.maximum(straight, limit + BEYOND_LIMIT_MINUTES)
    table[pairs.origin, pairs.target] = pairs.minutes
    return table.min(axis=1), table.argmin(axis=1).astype(np.int64)


def _flows(
    ground: Ground, places: Sequence[PlaceToday], pairs: Pairs, flow_fte: FloatArray
) -> dict[str, tuple[ServedFrom, ...]]:
    found: dict[str, list[ServedFrom]] = {}
    for number in np.flatnonzero(flow_fte >= float(SHOWN_FLOW_FTE)).tolist():
        found.setdefault(ground.codes[int(pairs.origin[number])], []).append(
            ServedFrom(
                place=places[int(pairs.target[number])],
                minutes=Decimal(repr(float(pairs.minutes[number]))).quantize(_MINUTE_GRAIN),
                fte=fte(float(flow_fte[number])),
            )
        )
    return {code: tuple(sorted(flows, key=_largest_first)) for code, flows in found.items()}


def _largest_first(flow: ServedFrom) -> tuple[Decimal, int]:
    return -flow.fte, flow.place.place_id
