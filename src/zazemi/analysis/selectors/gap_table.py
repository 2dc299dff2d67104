"""The one source of the numbers of the problem analysis.

Every request computes the table again from what is stored now, so a changed
capacity shows at once; only travel is remembered, and only for the very same
imported borders and points.

Units:   FTE of direct work, minutes by car one way.
Source:  indicators (need), network (capacity), territory (travel), dated settings; see ``Provenance``.
Raises:  UnknownRegionError.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.kinds import Ground, KindResult, analyse_kind
from zazemi.analysis.selectors.settings import SettingsInForce, settings_on
from zazemi.analysis.selectors.tables import (
    GapRow,
    GapTable,
    KindTotal,
    PlaceToday,
    Provenance,
    SourceRun,
)
from zazemi.indicators import selectors as indicators
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.measures.arrays import FloatArray, IntArray
from zazemi.measures.gaps import Verdict
from zazemi.measures.need import NeedInput, need_fte
from zazemi.network import selectors as network
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import ServiceKind

_GRAIN_PLACES = 9
_Point = tuple[str, float | None, float | None]


def gap_table(region_code: str, on: dt.date | None = None, *, viewer: Actor) -> GapTable:
    """The problem analysis of a region on a day.

    Args:
        region_code: NUTS 3 code of the region.
        on: the day of capacities and settings; today without one. Indicators are the newest of the day.
        viewer: who asks; the table is public, so everybody gets the same.

    Returns:
        A row per municipality with indicators and kind of service, sums, sources, hash of all inputs.

    Raises:
        UnknownRegionError: no such region is loaded.
    """
    del viewer  # the same numbers for everybody; nothing personal is in them
    day = on or clock.today()
    region = territory.region(region_code)
    settings = settings_on(day)
    municipalities = list(territory.municipalities_of(region_code, day))
    load = indicators.need_input([region_code], day)
    capacities = network.capacities_fte(region_code, day)
    places = _places(capacities, {one.code: one.name for one in municipalities})
    ground = _ground(municipalities, load.codes, settings, has_register=capacities.has_register)
    inputs = _rows_of(load, ground.codes)
    needs = need_fte(inputs, settings.need_model)
    travel = _travel(region_code, municipalities, settings)
    results = _results(ground, needs, places, travel)
    rows = _rows(municipalities, ground, inputs.index, results)
    return GapTable(
        region_code=region.code,
        region_name=region.name,
        is_fictional=region.is_fictional,
        has_register=ground.has_register,
        rows=rows,
        totals={kind: _total(kind, rows, places) for kind in KINDS},
        total=_total(None, rows, places),
        without_indicators=_without(municipalities, ground),
        places=places,
        provenance=_provenance(
            day, load, settings, [*capacities.import_run_ids, *_territory_runs(municipalities)]
        ),
        data_hash=_hash(ground, needs, places, settings),
        details={kind: result.detail for kind, result in results.items()},
        codes=ground.codes,
        inputs=inputs,
        travel=travel,
    )


def _results(
    ground: Ground,
    needs: Mapping[ServiceKind, FloatArray],
    places: Sequence[PlaceToday],
    travel: Mapping[ServiceKind, territory.TravelPairs],
) -> dict[ServiceKind, KindResult]:
    return {
        kind: analyse_kind(
            kind,
            ground,
            need_fte=needs[kind],
            places=[place for place in places if place.kind is kind],
            travel=travel[kind],
        )
        for kind in KINDS
    }


def _territory_runs(municipalities: Sequence[Municipality]) -> set[int]:
    """Imports of the points and borders that the travel stands on."""
    numbers = {number for one in municipalities for number in (one.point_run_id, one.boundary_run_id)}
    return {number for number in numbers if number is not None}


def _travel(
    region_code: str, municipalities: Sequence[Municipality], settings: SettingsInForce
) -> dict[ServiceKind, territory.TravelPairs]:
    """Pairs of municipalities of the region within the limit of each kind, remembered per import."""
    known = tuple(sorted((one.code, one.lat, one.lon) for one in municipalities))
    version = territory.geometry_version()
    return {
        kind: _travel_within(region_code, settings.gaps.limit_minutes[kind], known, version) for kind in KINDS
    }


@lru_cache(maxsize=64)
def _travel_within(
    region_code: str, limit_minutes: float, known: tuple[_Point, ...], _version: tuple[str, ...]
) -> territory.TravelPairs:
    codes = [code for code, _lat, _lon in known]
    return territory.reachable(region_code, limit_minutes=limit_minutes, site_codes=codes)


def _places(capacities: network.CapacitiesFte, names: Mapping[str, str]) -> tuple[PlaceToday, ...]:
    found = [
        PlaceToday(
            place_id=row.place_id,
            kind=row.kind,
            municipality_code=row.municipality_code,
            municipality_name=names.get(row.municipality_code, row.municipality_code),
            service_name=row.service_name,
            provider_name=row.provider_name,
            capacity_fte=None if row.fte is None else fte(row.fte),
        )
        for row in capacities.rows
        if row.kind in KINDS
    ]
    return tuple(sorted(found, key=_by_kind_and_place))


def _by_kind_and_place(place: PlaceToday) -> tuple[int, int]:
    return KINDS.index(place.kind), place.place_id


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


def _rows(
    municipalities: Sequence[Municipality],
    ground: Ground,
    index: IntArray,
    results: Mapping[ServiceKind, KindResult],
) -> tuple[GapRow, ...]:
    row_of = ground.row_of()
    return tuple(
        GapRow(
            code=one.code,
            name=one.name,
            orp_code=one.orp_id,
            index=int(index[row]),
            gap=result.gaps[row],
            nearest=result.nearest[row],
            is_known=ground.has_register and result.gaps[row].verdict is not Verdict.UNKNOWN,
        )
        for one in municipalities
        if (row := row_of.get(one.code)) is not None
        for result in results.values()
    )


def _total(kind: ServiceKind | None, rows: Sequence[GapRow], places: Sequence[PlaceToday]) -> KindTotal:
    counted = [row for row in rows if kind in (None, row.gap.service_kind)]
    gaps = [row.gap for row in counted]
    return KindTotal(
        kind=kind,
        need=_sum(gap.need for gap in gaps),
        served=_sum(gap.served for gap in gaps),
        shortfall=_sum(row.gap.shortfall for row in counted if row.is_known),
        unknown_need=_sum(row.gap.need for row in counted if not row.is_known),
        capacity=_sum(place.capacity_fte or fte(0) for place in places if kind in (None, place.kind)),
        counts=Counter(gap.verdict for gap in gaps),
    )


def _sum(amounts: Iterable[Decimal]) -> Fte:
    return fte(sum(amounts, start=Decimal(0)))


def _without(municipalities: Sequence[Municipality], ground: Ground) -> tuple[tuple[str, str], ...]:
    known = frozenset(ground.codes)
    return tuple((one.code, one.name) for one in municipalities if one.code not in known)


def _provenance(
    day: dt.date, load: indicators.NeedLoad, settings: SettingsInForce, other_runs: Iterable[int]
) -> Provenance:
    numbers = sorted({*load.import_run_ids, *other_runs})
    return Provenance(
        computed_on=day,
        indicator_year=load.year,
        indicator_set=load.set_version,
        settings=settings,
        runs=tuple(
            SourceRun(
                run_id=run.pk,
                kind=run.kind,
                file_name=run.file_name,
                source=run.source,
                licence=run.licence,
                taken_on=run.taken_on,
                sha256=run.file_sha256,
            )
            for run in ImportRun.objects.filter(pk__in=numbers).order_by("pk")
        ),
    )


def _hash(
    ground: Ground,
    needs: Mapping[ServiceKind, FloatArray],
    places: Sequence[PlaceToday],
    settings: SettingsInForce,
) -> str:
    digest = hashlib.sha256()
    words = {
        "codes": ground.codes,
        "has_register": ground.has_register,
        "settings": settings.as_json(),
        "places": [
            [place.place_id, place.kind.value, place.municipality_code, str(place.capacity_fte)]
            for place in places
        ],
    }
    digest.update(json.dumps(words, sort_keys=True, ensure_ascii=True).encode())
    for numbers in (ground.lat, ground.lon, *(needs[kind] for kind in KINDS)):
        digest.update(np.round(numbers, _GRAIN_PLACES).astype("<f8").tobytes())
    return digest.hexdigest()
