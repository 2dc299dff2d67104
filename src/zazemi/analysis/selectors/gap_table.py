"""The one source of the numbers of the problem analysis.

Every request computes the table again from what is stored now, so a changed
capacity shows at once; only travel is remembered, and only for the very same
imported borders and points.

Units:   FTE of direct work, minutes by car one way.
Source:  indicators (need), people (stated needs), network (capacity), territory (travel),
         dated settings; see ``Provenance``.
Raises:  UnknownRegionError.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.gathering import Gathered, data_hash, gather, input_hashes, kind_pairs
from zazemi.analysis.selectors.kinds import KindResult, analyse_kind
from zazemi.analysis.selectors.stated import StatedHere, amount_fte
from zazemi.analysis.selectors.tables import (
    AS_IT_IS,
    SHOWN_FLOW_FTE,
    FundingEnds,
    GapRow,
    GapTable,
    KindDetail,
    KindTotal,
    NeedSource,
    PlaceToday,
    Provenance,
    SourceRun,
    Trial,
)
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.measures.gaps import Verdict
from zazemi.measures.stated_need import CombinedNeed
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import ServiceKind

FUNDING_SOON_DAYS = 365
"""Money that ends within a year is named beside the verdict; a year is one round of subsidies."""


def gap_table(
    region_code: str, on: dt.date | None = None, *, viewer: Actor, trial: Trial = AS_IT_IS
) -> GapTable:
    """The problem analysis of a region on a day.

    Args:
        region_code: NUTS 3 code of the region.
        on: the day of capacities and settings; today without one. Indicators are the newest of the day.
        viewer: who asks; the table is public, so everybody gets the same.
        trial: what to compute with instead of what holds.

    Returns:
        A row per municipality with indicators and kind of service, sums, sources, hash of all inputs.

    Raises:
        UnknownRegionError: no such region is loaded.
    """
    del viewer  # the same numbers for everybody; nothing personal is in them
    return table_of(gather(region_code, on or clock.today(), trial))


def table_of(gathered: Gathered) -> GapTable:
    """Compute the table from its inputs."""
    ground, region = gathered.ground, gathered.region
    results = {kind: _result(gathered, kind) for kind in KINDS}
    rows = _rows(gathered, results)
    hashes = input_hashes(gathered)
    return GapTable(
        region_code=region.code,
        region_name=region.name,
        is_fictional=region.is_fictional,
        has_register=ground.has_register,
        rows=rows,
        totals={kind: _total(kind, rows, gathered.places) for kind in KINDS},
        total=_total(None, rows, gathered.places),
        without_indicators=_without(gathered),
        places=gathered.places,
        provenance=_provenance(gathered),
        data_hash=data_hash(hashes),
        input_hashes=hashes,
        target_group=gathered.target_group,
        details={kind: result.detail for kind, result in results.items()},
        codes=ground.codes,
        inputs=gathered.inputs,
        travel=gathered.travel,
    )


def _result(gathered: Gathered, kind: ServiceKind) -> KindResult:
    group, places = gathered.target_group, gathered.of_kind(kind)
    return analyse_kind(
        kind,
        gathered.ground,
        need_fte=gathered.needs[kind].need_fte,
        places=places,
        pairs=kind_pairs(gathered, kind),
        is_other=np.array([not place.serves(group) for place in places], dtype=np.bool_),
    )


def _rows(gathered: Gathered, results: Mapping[ServiceKind, KindResult]) -> tuple[GapRow, ...]:
    ground = gathered.ground
    row_of = ground.row_of()
    index = gathered.inputs.index
    stated = _stated(gathered)
    funding = {kind: _funding(result.detail, gathered.day) for kind, result in results.items()}
    return tuple(
        GapRow(
            code=one.code,
            name=one.name,
            orp_code=one.orp_id,
            index=int(index[row]),
            gap=result.gaps[row],
            alternatives=result.alternatives[row],
            is_known=ground.has_register and result.gaps[row].verdict is not Verdict.UNKNOWN,
            computed=fte(float(gathered.computed[kind][row])),
            source=_source(gathered.needs[kind], row),
            stated=(*stated.get((one.orp_id, kind), ()), *stated.get((one.code, kind), ())),
            funding=funding[kind].get(row),
            is_at_border=one.code in gathered.at_border,
        )
        for one in gathered.municipalities
        if (row := row_of.get(one.code)) is not None
        for kind, result in results.items()
    )


def _funding(detail: KindDetail, day: dt.date) -> dict[int, FundingEnds]:
    """By row: when money of places that serve it ends within the year, and how much they serve."""
    soon = day + dt.timedelta(days=FUNDING_SOON_DAYS)
    ends = {
        number: place.funding_until
        for number, place in enumerate(detail.places)
        if place.funding_until is not None and place.funding_until <= soon
    }
    if not ends:
        return {}
    found: dict[int, FundingEnds] = {}
    is_ending = np.isin(detail.pairs.target, list(ends)) & (detail.flow_fte >= float(SHOWN_FLOW_FTE))
    for number in np.flatnonzero(is_ending).tolist():
        row, served = int(detail.pairs.origin[number]), fte(float(detail.flow_fte[number]))
        on = ends[int(detail.pairs.target[number])]
        before = found.get(row, FundingEnds(on=on, fte=fte(0)))
        found[row] = FundingEnds(on=min(on, before.on), fte=fte(before.fte + served))
    return found


def _source(need: CombinedNeed, row: int) -> NeedSource:
    if need.is_overridden[row]:
        return NeedSource.STATED
    return NeedSource.COMPUTED_AND_STATED if need.is_complemented[row] else NeedSource.COMPUTED


def _stated(gathered: Gathered) -> dict[tuple[str, ServiceKind], tuple[StatedHere, ...]]:
    """Counting statements by place (municipality or ORP) and kind."""
    found: dict[tuple[str, ServiceKind], tuple[StatedHere, ...]] = {}
    for one in gathered.counting:
        key = (one.orp_id or one.municipality_id or "", ServiceKind(one.kind))
        here = StatedHere(statement=one, fte=amount_fte(one, gathered.settings.need_model))
        found[key] = (*found.get(key, ()), here)
    return found


def _total(kind: ServiceKind | None, rows: Sequence[GapRow], places: Sequence[PlaceToday]) -> KindTotal:
    return total_of(kind, [row for row in rows if kind in (None, row.gap.service_kind)], places)


def total_of(kind: ServiceKind | None, rows: Sequence[GapRow], places: Sequence[PlaceToday]) -> KindTotal:
    """Sums of some rows; ``places`` of the kind give the capacity."""
    gaps = [row.gap for row in rows]
    return KindTotal(
        kind=kind,
        need=_sum(gap.need for gap in gaps),
        served=_sum(gap.served for gap in gaps),
        shortfall=_sum(row.gap.shortfall for row in rows if row.is_known),
        unknown_need=_sum(row.gap.need for row in rows if not row.is_known),
        capacity=_sum(place.capacity_fte or fte(0) for place in places if kind in (None, place.kind)),
        counts=Counter(gap.verdict for gap in gaps),
    )


def _sum(amounts: Iterable[Decimal]) -> Fte:
    return fte(sum(amounts, start=Decimal(0)))


def _without(gathered: Gathered) -> tuple[tuple[str, str], ...]:
    known = frozenset(gathered.ground.codes)
    return tuple((one.code, one.name) for one in gathered.municipalities if one.code not in known)


def _provenance(gathered: Gathered) -> Provenance:
    return Provenance(
        computed_on=gathered.day,
        indicator_year=gathered.load.year,
        indicator_set=gathered.load.set_version,
        settings=gathered.settings,
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
            for run in ImportRun.objects.filter(pk__in=gathered.run_ids).order_by("pk")
        ),
        statements=len(gathered.counting),
    )
