"""What the problem analysis of a region is computed from: municipalities, load, statements, places, travel.

Units:   FTE of direct work, minutes by car one way.
Source:  indicators (load), people (statements), network (capacity), territory (travel), dated settings.
Raises:  UnknownRegionError.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.selectors.kinds import Ground, pairs_to_places, points_of
from zazemi.analysis.selectors.placed import places_today
from zazemi.analysis.selectors.settings import SettingsInForce, settings_on
from zazemi.analysis.selectors.stated import as_columns, counting_on
from zazemi.analysis.selectors.tables import PlaceToday, Trial
from zazemi.indicators import selectors as indicators
from zazemi.measures.areas import pairs_within_areas
from zazemi.measures.arrays import FloatArray
from zazemi.measures.need import NeedInput, need_fte
from zazemi.measures.reach import Pairs
from zazemi.measures.stated_need import CombinedNeed, combine_need
from zazemi.network import selectors as network
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region
from zazemi.values.services import ServiceKind

_GRAIN_PLACES = 9
_Point = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gathered:
    """All inputs of one region on one day; columns have one row per municipality of ``ground``."""

    day: dt.date
    region: Region
    settings: SettingsInForce
    municipalities: Sequence[Municipality]
    load: indicators.NeedLoad
    ground: Ground
    inputs: NeedInput
    computed: Mapping[ServiceKind, FloatArray]
    counting: Sequence[StatedNeed]
    needs: Mapping[ServiceKind, CombinedNeed]
    places: tuple[PlaceToday, ...]
    travel: Mapping[ServiceKind, territory.TravelPairs]
    run_ids: frozenset[int]
    target_group: str
    version: tuple[str, ...]
    at_border: frozenset[str]

    def of_kind(self, kind: ServiceKind) -> list[PlaceToday]:
        """Places of one kind."""
        return [place for place in self.places if place.kind is kind]


def gather(region_code: str, day: dt.date, trial: Trial) -> Gathered:
    """Read all inputs of a region; ``trial`` says what to take instead of what holds."""
    region = territory.region(region_code)
    settings = trial.settings or settings_on(day)
    municipalities = list(territory.municipalities_of(region_code, day))
    load = indicators.need_input([region_code], day)
    capacities = network.capacities_fte(region_code, day)
    ground = _ground(municipalities, load.codes, settings, has_register=capacities.has_register)
    inputs = _rows_of(load, ground.codes)
    computed = need_fte(inputs, settings.need_model)
    version = (*territory.geometry_version(), *territory.travel_version())
    counting = [
        one
        for one in counting_on(day, region_code)
        if not trial.target_group or one.target_group in ("", trial.target_group)
    ]
    return Gathered(
        day=day,
        region=region,
        settings=settings,
        municipalities=municipalities,
        load=load,
        ground=ground,
        inputs=inputs,
        computed=computed,
        counting=counting,
        needs=combined(computed, counting, ground, municipalities),
        places=places_today(capacities, municipalities, day) + trial.added,
        travel=travel_of(region_code, municipalities, settings, version=version),
        version=version,
        run_ids=frozenset(capacities.import_run_ids)
        | frozenset(load.import_run_ids)
        | _territory_runs(municipalities),
        target_group=trial.target_group,
        at_border=territory.edge_municipalities(region_code),
    )


def combined(
    computed: Mapping[ServiceKind, FloatArray],
    counting: Sequence[StatedNeed],
    ground: Ground,
    municipalities: Sequence[Municipality],
) -> dict[ServiceKind, CombinedNeed]:
    """Put the computed need and what people state together, kind by kind."""
    row_of = ground.row_of()
    of_orp: dict[str, list[int]] = {}
    for one in municipalities:
        if one.code in row_of:
            of_orp.setdefault(one.orp_id, []).append(row_of[one.code])
    settings = ground.settings
    return {
        kind: combine_need(
            computed[kind],
            as_columns(
                counting,
                kind,
                rows_of_municipality=row_of,
                rows_of_orp=of_orp,
                model=settings.need_model,
            ),
            needed_from_fte=float(settings.gaps.verdict.needed_from_fte),
        )
        for kind in KINDS
    }


def travel_of(
    region_code: str,
    municipalities: Sequence[Municipality],
    settings: SettingsInForce,
    *,
    version: tuple[str, ...],
    kinds: Sequence[ServiceKind] = KINDS,
) -> dict[ServiceKind, territory.TravelPairs]:
    """Pairs of municipalities of the region within the limit of each kind, remembered by ``version``."""
    known = tuple(sorted((one.code, one.lat, one.lon) for one in municipalities))
    return {
        kind: _travel_within(region_code, settings.gaps.limit_minutes[kind], known, version) for kind in kinds
    }


def kind_pairs(gathered: Gathered, kind: ServiceKind) -> Pairs:
    """Who reaches whom for one kind: within the limit, or by the areas that places state."""
    ground, places = gathered.ground, gathered.of_kind(kind)
    pairs = pairs_to_places(ground, places, gathered.travel[kind])
    if not any(place.areas for place in places):
        return pairs
    belongs = {one.code: {one.code, one.orp_id, one.region_id} for one in gathered.municipalities}
    areas = {
        number: np.array(
            [row for row, code in enumerate(ground.codes) if belongs[code] & place.areas], dtype=np.int64
        )
        for number, place in enumerate(places)
        if place.areas
    }
    return pairs_within_areas(
        pairs, areas, (ground.lat, ground.lon), points_of(places), ground.settings.gaps.travel
    )


def input_hashes(gathered: Gathered) -> dict[str, str]:
    """The sha256 of each part of the input, by its name; the same parts make the same table."""
    ground = gathered.ground
    parts: dict[str, Any] = {
        "register": ground.has_register,
        "target_group": gathered.target_group,
        "settings": gathered.settings.as_json(),
        "places": [
            [
                *(place.place_id, place.kind.value, place.municipality_code, str(place.capacity_fte)),
                *(sorted(place.target_groups), sorted(place.areas)),
            ]
            for place in gathered.places
        ],
        "statements": [
            [
                *(one.pk, one.municipality_id, one.orp_id, one.kind, one.target_group),
                *(one.effect, one.unit, str(one.amount)),
            ]
            for one in gathered.counting
        ],
    }
    columns = {
        "municipalities": [ground.lat, ground.lon],
        "indicators": [gathered.computed[kind] for kind in KINDS],
        "needs": [gathered.needs[kind].need_fte for kind in KINDS],
        "travel": [gathered.travel[kind].minutes for kind in KINDS],
    }
    hashes = {name: _hash_words(part) for name, part in parts.items()}
    for name, arrays in columns.items():
        hashes[name] = _hash_columns(ground.codes, arrays)
    return hashes


def data_hash(hashes: Mapping[str, str]) -> str:
    """One sha256 of all parts."""
    return _hash_words(dict(sorted(hashes.items())))


def _hash_words(part: object) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _hash_columns(codes: Sequence[str], arrays: Sequence[FloatArray]) -> str:
    digest = hashlib.sha256("\n".join(codes).encode())
    for numbers in arrays:
        digest.update(np.round(numbers, _GRAIN_PLACES).astype("<f8").tobytes())
    return digest.hexdigest()


def _territory_runs(municipalities: Sequence[Municipality]) -> frozenset[int]:
    """Imports of the points and borders that the travel stands on."""
    numbers = {number for one in municipalities for number in (one.point_run_id, one.boundary_run_id)}
    return frozenset(number for number in numbers if number is not None)


@lru_cache(maxsize=64)
def _travel_within(
    region_code: str, limit_minutes: float, known: tuple[_Point, ...], _version: tuple[str, ...]
) -> territory.TravelPairs:
    codes = [code for code, _lat, _lon in known]
    return territory.reachable(region_code, limit_minutes=limit_minutes, site_codes=codes)


def _ground(
    municipalities: Sequence[Municipality],
    loaded: Collection[str],
    settings: SettingsInForce,
    *,
    has_register: bool,
) -> Ground:
    known = frozenset(loaded)
    placed = sorted(
        (one.code, one.lat, one.lon)
        for one in municipalities
        if one.code in known and one.lat is not None and one.lon is not None
    )
    return Ground(
        codes=tuple(code for code, _lat, _lon in placed),
        lat=np.array([lat for _code, lat, _lon in placed], dtype=np.float64),
        lon=np.array([lon for _code, _lat, lon in placed], dtype=np.float64),
        has_register=has_register,
        settings=settings,
    )


def _rows_of(load: indicators.NeedLoad, codes: Sequence[str]) -> NeedInput:
    row_of = {code: row for row, code in enumerate(load.codes)}
    rows = np.array([row_of[code] for code in codes], dtype=np.int64)
    table = load.table
    return NeedInput(
        population_15_plus=table.population_15_plus[rows],
        foreclosures=table.foreclosures[rows],
        housing_allowances=table.housing_allowances[rows],
        living_allowances=table.living_allowances[rows],
        long_term_seekers=table.long_term_seekers[rows],
        early_leavers=table.early_leavers[rows],
        index=table.index[rows],
    )
