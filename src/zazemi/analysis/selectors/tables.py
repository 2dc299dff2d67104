"""The shapes of the problem analysis: frozen, complete, the same for page, files, console and planner.

Units:   need, served, shortfall, capacity in FTE of direct work; minutes by car one way.
Pure:    no database.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import numpy as np

from zazemi.analysis.choices import WORST_FIRST
from zazemi.analysis.selectors.settings import SettingsInForce
from zazemi.analysis.selectors.stated import StatedHere
from zazemi.measures.arrays import FloatArray
from zazemi.measures.gaps import Gap, Verdict
from zazemi.measures.need import NeedInput
from zazemi.measures.reach import Pairs
from zazemi.territory.selectors import TravelPairs
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

MODEL_ONLY = N_("a model calculation without existing services; it is no statement about real gaps")
"""The sentence of every plan and file on a region without a register of services."""

SHOWN_FLOW_FTE = Decimal("0.0005")
_MINUTE_GRAIN = Decimal("0.1")


class NeedSource(StrEnum):
    """Where a figure of need comes from."""

    COMPUTED = "computed"
    STATED = "stated"
    COMPUTED_AND_STATED = "computed_and_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToday:
    """A place of one kind that works on the day; no ``capacity_fte`` = it cannot be converted.

    ``lat`` and ``lon`` are the definition point of its municipality; ``reason_unknown`` (msgid)
    says why the capacity is not known. ``target_groups`` are codes (none = everybody), ``areas``
    the codes of territories it serves (none = whoever can reach it), ``funding_until`` the last day
    it is paid without a gap, where that is known. ``place_id`` is 0 for a place of a plan.
    """

    place_id: int
    kind: ServiceKind
    municipality_code: str
    municipality_name: str
    service_name: str
    provider_name: str
    capacity_fte: Fte | None
    lat: float | None = None
    lon: float | None = None
    reason_unknown: str = ""
    target_groups: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    funding_until: dt.date | None = None

    def serves(self, target_group: str) -> bool:
        """Whether it serves a group; a place without stated groups serves everybody."""
        return not target_group or not self.target_groups or target_group in self.target_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What to compute with instead of what is in force or works today.

    ``settings`` replace those in force (with their model of need); ``added`` are
    places that do not work yet; with ``target_group`` only places for the group
    count and statements about other groups do not.
    """

    settings: SettingsInForce | None = None
    target_group: str = ""
    added: tuple[PlaceToday, ...] = ()


AS_IT_IS = Trial()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestPlace:
    """A place of the kind with the way to it, in reach or not.

    ``load`` is the used part of its capacity, 0-1; None where the capacity is not known.
    """

    place: PlaceToday
    minutes: Decimal
    load: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingEnds:
    """Money of places that serve a municipality ends soon: the first day, and FTE of all such places."""

    on: dt.date
    fte: Fte


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One municipality and one kind: the gap with the words around it.

    ``is_known``: whether what is served can be told at all; it cannot without
    a register of services or where the verdict is unknown. ``alternatives`` are
    the nearest places, from the shortest way; ``computed`` is the need by the
    model alone, ``source`` says whether people changed it and ``stated`` how;
    ``is_at_border``: the municipality lies at the border of the region, beyond
    which no places are counted.
    """

    code: str
    name: str
    orp_code: str
    index: int
    gap: Gap
    alternatives: tuple[NearestPlace, ...]
    is_known: bool
    computed: Fte
    source: NeedSource
    stated: tuple[StatedHere, ...] = ()
    funding: FundingEnds | None = None
    is_at_border: bool = False

    @property
    def nearest(self) -> NearestPlace | None:
        """The place with the shortest way."""
        return self.alternatives[0] if self.alternatives else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFrom:
    """How much of a municipality's need one place serves today."""

    place: PlaceToday
    minutes: Decimal
    fte: Fte


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTotal:
    """Sums over the municipalities of the table for one kind, or for all kinds (``kind`` is ``None``).

    ``shortfall`` counts only rows where what is served is known;
    ``unknown_need`` is the need of the others. A surplus in one municipality never covers a lack in another.
    """

    kind: ServiceKind | None
    need: Fte
    served: Fte
    shortfall: Fte
    unknown_need: Fte
    capacity: Fte
    counts: Mapping[Verdict, int]

    @property
    def served_share(self) -> Decimal:
        """Served part of the need, 0-1; 1 where there is no need."""
        return self.served / self.need if self.need else Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """An import the numbers stand on."""

    run_id: int
    kind: str
    file_name: str
    source: str
    licence: str
    taken_on: dt.date | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the table was computed from; enough to compute it again."""

    computed_on: dt.date
    indicator_year: int | None
    indicator_set: str
    settings: SettingsInForce
    runs: Sequence[SourceRun]
    statements: int = 0

    @property
    def named_sources(self) -> tuple[tuple[str, dt.date | None], ...]:
        """Sources (or files) with the day they were taken, each once."""
        return tuple(dict.fromkeys((run.source or run.file_name, run.taken_on) for run in self.runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDetail:
    """Who serves whom for one kind: pairs of a row and a place with minutes and FTE."""

    row_of: Mapping[str, int]
    places: tuple[PlaceToday, ...]
    pairs: Pairs
    flow_fte: FloatArray
    unused: Fte

    def served_from(self, code: str) -> tuple[ServedFrom, ...]:
        """Places that serve a municipality, the largest part first."""
        row = self.row_of.get(code)
        if row is None:
            return ()
        found = np.flatnonzero((self.pairs.origin == row) & (self.flow_fte >= float(SHOWN_FLOW_FTE)))
        flows = [
            ServedFrom(
                place=self.places[int(self.pairs.target[number])],
                minutes=Decimal(repr(float(self.pairs.minutes[number]))).quantize(_MINUTE_GRAIN),
                fte=fte(float(self.flow_fte[number])),
            )
            for number in found.tolist()
        ]
        return tuple(sorted(flows, key=_largest_first))


def _largest_first(flow: ServedFrom) -> tuple[Decimal, int]:
    return -flow.fte, flow.place.place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTable:
    """The problem analysis of one region on one day.

    ``rows`` go by municipality in Czech order, then by kind in the order of
    priority. ``without_indicators`` are municipalities whose need is not known.
    ``codes`` are the municipalities with rows by code, in the order of ``inputs``;
    ``travel`` holds the pairs within the limit of each kind.
    """

    region_code: str
    region_name: str
    is_fictional: bool
    has_register: bool
    rows: tuple[GapRow, ...]
    totals: Mapping[ServiceKind, KindTotal]
    total: KindTotal
    without_indicators: tuple[tuple[str, str], ...]
    places: tuple[PlaceToday, ...]
    provenance: Provenance
    data_hash: str
    input_hashes: Mapping[str, str] = field(repr=False)
    target_group: str
    details: Mapping[ServiceKind, KindDetail] = field(repr=False, compare=False)
    codes: tuple[str, ...] = field(repr=False)
    inputs: NeedInput = field(repr=False, compare=False)
    travel: Mapping[ServiceKind, TravelPairs] = field(repr=False, compare=False)

    @property
    def caution(self) -> str:
        """The sentence (msgid) of a region without a register of services, or empty."""
        return "" if self.has_register else MODEL_ONLY

    def by_municipality(self) -> dict[str, tuple[GapRow, ...]]:
        """Rows of each municipality, in the order of the table."""
        grouped: dict[str, list[GapRow]] = {}
        for row in self.rows:
            grouped.setdefault(row.code, []).append(row)
        return {code: tuple(rows) for code, rows in grouped.items()}

    def of_kind(self, kind: ServiceKind) -> tuple[GapRow, ...]:
        """Rows of one kind, in the order of the table."""
        return tuple(row for row in self.rows if row.gap.service_kind is kind)

    def served_from(self, code: str, kind: ServiceKind) -> tuple[ServedFrom, ...]:
        """Places that serve a municipality today, the largest part first."""
        detail = self.details.get(kind)
        return () if detail is None else detail.served_from(code)


def worst_verdict(rows: Sequence[GapRow]) -> Verdict:
    """What a municipality is shown as when all its kinds are looked at together."""
    found = {row.gap.verdict for row in rows}
    return next((verdict for verdict in WORST_FIRST if verdict in found), Verdict.UNKNOWN)
