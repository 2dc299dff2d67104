"""Which verdicts flip when one assumption moves by 20 per cent up or down.

Every variant is what the table would say with the moved number, all else equal: need, division of
capacity and verdicts are computed again as whole columns (``measures.sensitivity``).

Units:   moves in per cent; coefficients and settings in their own units.
Source:  the very inputs of ``gap_table``; shares are not moved above one.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.gathering import (
    Gathered,
    combined,
    data_hash,
    gather,
    input_hashes,
    kind_pairs,
    travel_of,
)
from zazemi.analysis.selectors.kinds import capacities
from zazemi.analysis.selectors.need_models import coefficients_of, model_from
from zazemi.analysis.selectors.norms import fte_with_norms, norms_used
from zazemi.analysis.selectors.settings import SettingsInForce
from zazemi.analysis.selectors.tables import AS_IT_IS
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.measures.arrays import FloatArray, IntArray
from zazemi.measures.gaps import GapSettings, Verdict
from zazemi.measures.need import need_fte
from zazemi.measures.reach import Pairs
from zazemi.measures.sensitivity import CODES, KindGround, judged
from zazemi.values.services import ServiceKind

MOVES = (-20, 20)
_WHOLE = 100
_MOST_SHARE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number that may be wrong: ``group`` is coefficient, reach, decay, threshold or norm."""

    group: str
    name: str
    value: float
    kinds: tuple[ServiceKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A verdict that is another one when the assumption moves by ``percent``."""

    code: str
    kind: ServiceKind
    assumption: Assumption
    percent: int
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionFlips:
    """How many verdicts flip, by the move."""

    assumption: Assumption
    flips: Mapping[int, int]

    @property
    def most(self) -> int:
        """The larger number of the two moves."""
        return max(self.flips.values(), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """All assumptions, those that flip most first; all flips by municipality."""

    region_code: str
    is_fictional: bool
    has_register: bool
    verdicts: int
    rows: Sequence[AssumptionFlips]
    flips: Mapping[str, tuple[Flip, ...]]

    @property
    def fragile(self) -> int:
        """How many pairs of municipality and kind flip by at least one move."""
        return len({(flip.code, flip.kind) for flips in self.flips.values() for flip in flips})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    """Columns of some kinds under one moved number."""

    assumption: Assumption
    percent: int
    grounds: Mapping[ServiceKind, KindGround]
    settings: SettingsInForce


def sensitivity(region_code: str, *, viewer: Actor) -> Sensitivity:
    """Move every assumption by 20 per cent down and up and count the verdicts that flip."""
    del viewer  # the same for everybody
    return sensitivity_of(gather(region_code, clock.today(), AS_IT_IS))


def sensitivity_of(gathered: Gathered) -> Sensitivity:
    """The sensitivity of inputs; remembered for the very same inputs."""
    return _remembered(_Remembered(data_hash(input_hashes(gathered)), gathered))


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Inputs, told apart by their hash alone."""

    hash: str
    gathered: Gathered = dataclasses.field(compare=False)


@lru_cache(maxsize=8)
def _remembered(inputs: _Remembered) -> Sensitivity:
    return _computed(inputs.gathered)


def _computed(gathered: Gathered) -> Sensitivity:
    base = _Base.of(gathered)
    found: dict[Assumption, dict[int, int]] = {}
    flips: dict[str, list[Flip]] = {}
    for variant in _variants(base):
        counted = 0
        for kind, ground in variant.grounds.items():
            codes = judged(ground, variant.settings.gaps)
            for row in np.flatnonzero(codes != base.codes[kind]).tolist():
                counted += 1
                code = gathered.ground.codes[row]
                flips.setdefault(code, []).append(
                    Flip(
                        code=code,
                        kind=kind,
                        assumption=variant.assumption,
                        percent=variant.percent,
                        before=CODES[base.codes[kind][row]],
                        after=CODES[codes[row]],
                    )
                )
        found.setdefault(variant.assumption, {})[variant.percent] = counted
    rows = [AssumptionFlips(assumption=one, flips=MappingProxyType(moves)) for one, moves in found.items()]
    return Sensitivity(
        region_code=gathered.region.code,
        is_fictional=gathered.region.is_fictional,
        has_register=gathered.ground.has_register,
        verdicts=len(gathered.ground.codes) * len(KINDS),
        rows=sorted(rows, key=_most_first),
        flips={code: tuple(some) for code, some in flips.items()},
    )


def _most_first(row: AssumptionFlips) -> int:
    return -row.most


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """The columns of today with the verdicts that they give."""

    gathered: Gathered
    pairs: Mapping[ServiceKind, Pairs]
    capacity: Mapping[ServiceKind, FloatArray]
    codes: Mapping[ServiceKind, IntArray]

    @classmethod
    def of(cls, gathered: Gathered) -> "_Base":
        """Judge the columns of today."""
        pairs = {kind: kind_pairs(gathered, kind) for kind in KINDS}
        capacity = {kind: capacities(gathered.of_kind(kind)) for kind in KINDS}
        needs = {kind: gathered.needs[kind].need_fte for kind in KINDS}
        start = cls(gathered=gathered, pairs=pairs, capacity=capacity, codes={})
        codes = {kind: judged(start.ground(kind, needs[kind]), gathered.settings.gaps) for kind in KINDS}
        return dataclasses.replace(start, codes=codes)

    def ground(
        self,
        kind: ServiceKind,
        need: FloatArray,
        *,
        pairs: Pairs | None = None,
        capacity: FloatArray | None = None,
    ) -> KindGround:
        """Columns of one kind, some of them replaced."""
        size = len(self.gathered.ground.codes)
        return KindGround(
            kind=kind,
            need_fte=need,
            pairs=self.pairs[kind] if pairs is None else pairs,
            capacity_fte=self.capacity[kind] if capacity is None else capacity,
            has_register=np.full(size, self.gathered.ground.has_register),
        )

    def with_settings(
        self, settings: SettingsInForce, kinds: Sequence[ServiceKind]
    ) -> dict[ServiceKind, KindGround]:
        """Columns of some kinds when need and statements are computed by other settings."""
        gathered = self.gathered
        ground = dataclasses.replace(gathered.ground, settings=settings)
        needs = combined(
            need_fte(gathered.inputs, settings.need_model), gathered.counting, ground, gathered.municipalities
        )
        return {kind: self.ground(kind, needs[kind].need_fte) for kind in kinds}


def _variants(base: _Base) -> Iterator[_Variant]:
    yield from _coefficients(base)
    yield from _reaches(base)
    yield from _thresholds(base)
    yield from _norms(base)


def _coefficients(base: _Base) -> Iterator[_Variant]:
    settings = base.gathered.settings
    flat = coefficients_of(settings.need_model)
    for name, one in flat.items():
        if not one.value:
            continue
        prefix = name.rpartition(".")[0]
        kinds = tuple(kind for kind in KINDS if prefix in ("", kind.value))
        is_share = name in ("intensity_at_zero", "largest_share_of_inhabitants")
        assumption = Assumption(group="coefficient", name=name, value=one.value, kinds=kinds)
        for percent in MOVES:
            value = _moved(one.value, percent, most=_MOST_SHARE if is_share else None)
            model = model_from(
                settings.need_model.version,
                settings.need_model.valid_from,
                {**flat, name: dataclasses.replace(one, value=value)},
            )
            moved = dataclasses.replace(settings, need_model=model)
            yield _Variant(
                assumption=assumption,
                percent=percent,
                grounds=base.with_settings(moved, kinds),
                settings=moved,
            )


def _reaches(base: _Base) -> Iterator[_Variant]:
    gathered = base.gathered
    settings = gathered.settings
    for kind in KINDS:
        limit = settings.gaps.limit_minutes[kind]
        assumption = Assumption(group="reach", name=kind.value, value=limit, kinds=(kind,))
        for percent in MOVES:
            limits = MappingProxyType({**settings.gaps.limit_minutes, kind: _moved(limit, percent)})
            moved = dataclasses.replace(
                settings, gaps=dataclasses.replace(settings.gaps, limit_minutes=limits)
            )
            travel = travel_of(
                gathered.region.code, gathered.municipalities, moved, version=gathered.version, kinds=(kind,)
            )
            pairs = kind_pairs(dataclasses.replace(gathered, travel=travel), kind)
            ground = base.ground(kind, gathered.needs[kind].need_fte, pairs=pairs)
            yield _Variant(assumption=assumption, percent=percent, grounds={kind: ground}, settings=moved)


def _thresholds(base: _Base) -> Iterator[_Variant]:
    settings = base.gathered.settings
    verdict, gaps = settings.gaps.verdict, settings.gaps
    numbers = {
        "needed_from_fte": float(verdict.needed_from_fte),
        "sufficient_from_share": float(verdict.sufficient_from_share),
        "decay_full_minutes": gaps.decay_full_minutes,
        "decay_at_limit": gaps.decay_at_limit,
    }
    for name, value in numbers.items():
        group = "decay" if name.startswith("decay") else "threshold"
        assumption = Assumption(group=group, name=name, value=value, kinds=KINDS)
        is_share = name in ("sufficient_from_share", "decay_at_limit")
        for percent in MOVES:
            number = _moved(value, percent, most=_MOST_SHARE if is_share else None)
            changed = _with_number(gaps, name, number)
            moved = dataclasses.replace(settings, gaps=changed)
            yield _Variant(
                assumption=assumption,
                percent=percent,
                grounds=base.with_settings(moved, KINDS),
                settings=moved,
            )


def _with_number(gaps: GapSettings, name: str, number: float) -> GapSettings:
    """The settings with one of their numbers replaced."""
    exact = Decimal(repr(round(number, 6)))
    if name == "needed_from_fte":
        return dataclasses.replace(gaps, verdict=dataclasses.replace(gaps.verdict, needed_from_fte=exact))
    if name == "sufficient_from_share":
        return dataclasses.replace(
            gaps, verdict=dataclasses.replace(gaps.verdict, sufficient_from_share=exact)
        )
    if name == "decay_full_minutes":
        return dataclasses.replace(gaps, decay_full_minutes=number)
    return dataclasses.replace(gaps, decay_at_limit=number)


def _norms(base: _Base) -> Iterator[_Variant]:
    gathered = base.gathered
    for norm in norms_used(gathered):
        assumption = Assumption(
            group="norm",
            name=f"{norm.kind.value}.{norm.unit}",
            value=float(norm.fte_per_unit),
            kinds=(norm.kind,),
        )
        for percent in MOVES:
            capacity = fte_with_norms(gathered, norm, Decimal(_WHOLE + percent) / _WHOLE)
            ground = base.ground(norm.kind, gathered.needs[norm.kind].need_fte, capacity=capacity)
            yield _Variant(
                assumption=assumption,
                percent=percent,
                grounds={norm.kind: ground},
                settings=gathered.settings,
            )


def _moved(value: float, percent: int, *, most: float | None = None) -> float:
    number = value * (_WHOLE + percent) / _WHOLE
    return number if most is None else min(number, most)
