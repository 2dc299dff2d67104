"""What the planner is given: residual need, today's network, who reaches whom, severity.

Units:   FTE of direct work, minutes by car one way, severity without unit.
Source:  the very rows of ``gap_table``: residual need = need - served, nothing else.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.tables import GapTable, Provenance
from zazemi.kernel.actor import Actor
from zazemi.measures.arrays import BoolArray, FloatArray, IntArray
from zazemi.planner.model import SitePairs
from zazemi.values.services import ServiceKind

HIGHEST_INDEX = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanInput:
    """One region as the planner sees it, without money.

    Shapes: n localities, K sites, S kinds. ``sites`` are all municipalities of
    the region with a point; ``running_fte[K, S]`` is the capacity that works
    there today (0 = nothing of the kind yet; unknown capacity counts as
    running with 0 and is named in ``is_running``). ``weight`` = 1 + index / 30.
    """

    region_code: str
    region_name: str
    localities: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[ServiceKind, ...]
    sites: tuple[str, ...]
    site_names: tuple[str, ...]
    need_fte: FloatArray
    served_fte: FloatArray
    index: IntArray
    weight: FloatArray
    pairs: tuple[SitePairs, ...]
    running_fte: FloatArray
    is_running: BoolArray
    has_register: bool
    caution: str
    provenance: Provenance
    data_hash: str

    def residual_fte(self) -> FloatArray:
        """Need that nothing serves today, FTE [n, S]."""
        return np.maximum(self.need_fte - self.served_fte, 0.0)


def plan_input(region_code: str, on: dt.date | None = None, *, viewer: Actor) -> PlanInput:
    """The input of a plan for a region on a day; see ``gap_table`` for arguments and errors."""
    return plan_input_of(gap_table(region_code, on, viewer=viewer))


def plan_input_of(table: GapTable) -> PlanInput:
    """The input of a plan, taken from the rows of the problem analysis."""
    grouped = table.by_municipality()
    codes = table.codes
    index = np.array([grouped[code][0].index for code in codes], dtype=np.int64)
    running, is_running = _running(table, codes)
    names = tuple(grouped[code][0].name for code in codes)
    return PlanInput(
        region_code=table.region_code,
        region_name=table.region_name,
        localities=codes,
        names=names,
        kinds=KINDS,
        sites=codes,
        site_names=names,
        need_fte=_matrix([[float(row.gap.need) for row in grouped[code]] for code in codes]),
        served_fte=_matrix([[float(row.gap.served) for row in grouped[code]] for code in codes]),
        index=index,
        weight=1.0 + index / HIGHEST_INDEX,
        pairs=tuple(_pairs(table, kind) for kind in KINDS),
        running_fte=running,
        is_running=is_running,
        has_register=table.has_register,
        caution=table.caution,
        provenance=table.provenance,
        data_hash=table.data_hash,
    )


def _matrix(rows: Sequence[Sequence[float]]) -> FloatArray:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(KINDS))


def _running(table: GapTable, codes: Sequence[str]) -> tuple[FloatArray, BoolArray]:
    row_of = {code: row for row, code in enumerate(codes)}
    running = np.zeros((len(codes), len(KINDS)))
    is_running = np.zeros((len(codes), len(KINDS)), dtype=bool)
    for place in table.places:
        row = row_of.get(place.municipality_code)
        if row is not None:
            running[row, KINDS.index(place.kind)] += float(place.capacity_fte or 0)
            is_running[row, KINDS.index(place.kind)] = True
    return running, is_running


def _pairs(table: GapTable, kind: ServiceKind) -> SitePairs:
    travel, codes = table.travel[kind], table.codes
    row_of = {code: row for row, code in enumerate(codes)}
    locality = np.array([row_of.get(code, -1) for code in travel.localities], dtype=np.int64)[travel.locality]
    site = np.array([row_of.get(code, -1) for code in travel.sites], dtype=np.int64)[travel.site]
    known = (locality >= 0) & (site >= 0)
    minutes = travel.minutes[known]
    return SitePairs(
        locality=locality[known],
        site=site[known],
        minutes=minutes,
        overhead=overhead_of(kind, minutes, table.provenance.settings.workday_minutes),
    )


def overhead_of(kind: ServiceKind, minutes: FloatArray, workday_minutes: int) -> FloatArray:
    """FTE of capacity that one FTE of direct work costs: field staff travel there and back once a day."""
    if kind is not ServiceKind.FIELD_PROGRAMME:
        return np.ones_like(minutes)
    return 1.0 / (1.0 - 2.0 * minutes / workday_minutes)
