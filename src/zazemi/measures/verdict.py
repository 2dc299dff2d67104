"""Verdicts: what the problem analysis says about one kind of service in one municipality, and why.

Units:   need, served and shortfall in FTE of direct work (``Fte``, rounded here
         once to four places); travel in minutes by car, rounded to a tenth.
Source:  press release of the Liberec Region and the Agency, 26 Feb 2014: some
         services are missing, some insufficient. Those are our two words. Limits
         of reach and of the verdicts are dated settings of the project.
Raises:  ColumnLengthError; NegativeQuantityError for a need or a served amount below zero.
Pure:    no database, no clock, no randomness.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray, same_length
from zazemi.measures.reach import DEFAULT_TRAVEL, TravelSettings
from zazemi.values.codes import MunicipalityCode
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import ServiceKind

_SHARE_GRAIN = Decimal("0.0001")
_MINUTE_GRAIN = Decimal("0.1")


class Verdict(StrEnum):
    """What the problem analysis says about one kind of service in one place."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    INSUFFICIENT = "insufficient"
    SUFFICIENT = "sufficient"
    NOT_NEEDED = "not_needed"


class ReasonKind(StrEnum):
    """Why the verdict is what it is; the numbers are on the gap itself."""

    NEED_BELOW_LIMIT = "need_below_limit"
    NO_REGISTER = "no_register"
    CAPACITY_NOT_CONVERTED = "capacity_not_converted"
    NO_PLACE_ANYWHERE = "no_place_anywhere"
    NO_PLACE_IN_REACH = "no_place_in_reach"
    OTHER_TARGET_GROUP = "other_target_group"
    NOTHING_LEFT_IN_REACH = "nothing_left_in_reach"
    SHARED_WITH_OTHERS = "shared_with_others"
    MOSTLY_SERVED = "mostly_served"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSettings:
    """From which numbers a verdict changes."""

    needed_from_fte: Decimal = Decimal("0.1")
    sufficient_from_share: Decimal = Decimal("0.8")
    near_limit_from_share: Decimal = Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSettings:
    """A dated version of all settings of the problem analysis.

    Decay is 1 up to ``decay_full_minutes`` and falls linearly to
    ``decay_at_limit`` at the limit of reach.
    """

    version: str
    valid_from: dt.date
    valid_to: dt.date | None
    limit_minutes: Mapping[ServiceKind, float]
    verdict: VerdictSettings
    travel: TravelSettings
    decay_full_minutes: float
    decay_at_limit: float


GAP_SETTINGS_2026 = GapSettings(
    version="gaps-2026.1",
    valid_from=dt.date(2016, 1, 1),
    valid_to=None,
    limit_minutes=MappingProxyType(
        {
            ServiceKind.FIELD_PROGRAMME: 45.0,
            ServiceKind.LOW_THRESHOLD_CLUB: 15.0,
            ServiceKind.FAMILY_ACTIVATION: 30.0,
        }
    ),
    verdict=VerdictSettings(),
    travel=DEFAULT_TRAVEL,
    decay_full_minutes=10.0,
    decay_at_limit=0.25,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A typed reason with its numbers, to be put into a sentence above."""

    kind: ReasonKind
    numbers: Mapping[str, Decimal | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Need for one kind of service in one municipality, beside what reaches it."""

    municipality: MunicipalityCode
    service_kind: ServiceKind
    need: Fte
    served: Fte
    verdict: Verdict
    reason: Reason
    places_in_reach: int
    nearest_minutes: Decimal | None
    is_near_limit: bool

    @property
    def shortfall(self) -> Fte:
        """FTE still to be added; zero where the need is met."""
        return Fte(max(self.need - self.served, Decimal(0)))

    @property
    def served_share(self) -> Decimal:
        """Served part of the need, 0-1; 1 where there is no need."""
        return _share(self.need, self.served)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What each municipality reaches; ``nearest_minutes`` is infinite where there is no place.

    ``other_places`` are places in reach that serve other target groups than the one that is asked about.
    """

    places: IntArray
    unknown_places: IntArray
    nearest_minutes: FloatArray
    has_register: BoolArray
    other_places: IntArray | None = None


def verdicts(
    kind: ServiceKind,
    codes: Sequence[str],
    need_fte: FloatArray,
    served_fte: FloatArray,
    *,
    reach: Reach,
    settings: GapSettings = GAP_SETTINGS_2026,
) -> tuple[Gap, ...]:
    """Round the quantities and say for each municipality what is missing, and why."""
    other = np.zeros(len(codes), dtype=np.int64) if reach.other_places is None else reach.other_places
    columns = {"need_fte": need_fte, "served_fte": served_fte, "places": reach.places}
    same_length(len(codes), {**columns, "has_register": reach.has_register, "other_places": other})
    limit = Decimal(str(settings.limit_minutes[kind]))
    return tuple(
        _gap(kind, code, _Facts(need, has, *rest), limit, settings.verdict)
        for code, need, has, *rest in zip(
            codes,
            map(fte, need_fte.tolist()),
            map(fte, served_fte.tolist()),
            reach.places.tolist(),
            reach.unknown_places.tolist(),
            map(_minutes, reach.nearest_minutes.tolist()),
            reach.has_register.tolist(),
            other.tolist(),
            strict=True,
        )
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    need: Fte
    served: Fte
    places: int
    unknown_places: int
    nearest: Decimal | None
    has_register: bool
    other_places: int


def _gap(kind: ServiceKind, code: str, facts: _Facts, limit: Decimal, settings: VerdictSettings) -> Gap:
    verdict, reason = _judge(facts, limit, settings)
    is_near = facts.nearest is not None and settings.near_limit_from_share * limit <= facts.nearest <= limit
    return Gap(
        municipality=MunicipalityCode(code),
        service_kind=kind,
        need=facts.need,
        served=facts.served,
        verdict=verdict,
        reason=reason,
        places_in_reach=facts.places,
        nearest_minutes=facts.nearest,
        is_near_limit=is_near,
    )


def _judge(facts: _Facts, limit: Decimal, settings: VerdictSettings) -> tuple[Verdict, Reason]:
    if facts.need < settings.needed_from_fte:
        return _not_needed(facts, settings)
    if not facts.has_register:
        return Verdict.UNKNOWN, Reason(kind=ReasonKind.NO_REGISTER, numbers={"need_fte": facts.need})
    share = _share(facts.need, facts.served)
    if share >= settings.sufficient_from_share:
        return Verdict.SUFFICIENT, _shared(ReasonKind.MOSTLY_SERVED, facts, share)
    if facts.unknown_places:
        return Verdict.UNKNOWN, Reason(
            kind=ReasonKind.CAPACITY_NOT_CONVERTED,
            numbers={"need_fte": facts.need, "unknown_places": facts.unknown_places},
        )
    if facts.served > 0:
        return Verdict.INSUFFICIENT, _shared(ReasonKind.SHARED_WITH_OTHERS, facts, share)
    return Verdict.MISSING, _why_missing(facts, limit)


def _not_needed(facts: _Facts, settings: VerdictSettings) -> tuple[Verdict, Reason]:
    reason = Reason(
        kind=ReasonKind.NEED_BELOW_LIMIT,
        numbers={"need_fte": facts.need, "limit_fte": settings.needed_from_fte},
    )
    return Verdict.NOT_NEEDED, reason


def _shared(kind: ReasonKind, facts: _Facts, share: Decimal) -> Reason:
    return Reason(
        kind=kind,
        numbers={
            "need_fte": facts.need,
            "served_fte": facts.served,
            "share": share,
            "places": facts.places,
        },
    )


def _why_missing(facts: _Facts, limit: Decimal) -> Reason:
    numbers: dict[str, Decimal | int] = {"need_fte": facts.need, "limit_minutes": limit}
    if facts.nearest is not None:
        numbers |= {"nearest_minutes": facts.nearest, "places": facts.places}
    if facts.places:
        return Reason(kind=ReasonKind.NOTHING_LEFT_IN_REACH, numbers=numbers)
    if facts.other_places:
        numbers |= {"other_places": facts.other_places}
        return Reason(kind=ReasonKind.OTHER_TARGET_GROUP, numbers=numbers)
    if facts.nearest is None:
        return Reason(kind=ReasonKind.NO_PLACE_ANYWHERE, numbers=numbers)
    numbers |= {"over_minutes": max(facts.nearest - limit, Decimal(0))}
    return Reason(kind=ReasonKind.NO_PLACE_IN_REACH, numbers=numbers)


def _share(need: Fte, has: Fte) -> Decimal:
    if not need:
        return Decimal(1)
    return min(Decimal(1), has / need).quantize(_SHARE_GRAIN, rounding=ROUND_HALF_EVEN)


def _minutes(value: float) -> Decimal | None:
    if not np.isfinite(value):
        return None
    return Decimal(str(value)).quantize(_MINUTE_GRAIN, rounding=ROUND_HALF_EVEN)
