"""Capacities that stand on a conversion norm, and what they would be under another norm.

Units:   FTE of direct work per unit of capacity.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.gathering import Gathered
from zazemi.analysis.selectors.kinds import capacities
from zazemi.measures.arrays import FloatArray
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import Capacity
from zazemi.network.selectors import norms_on
from zazemi.network.selectors.days import valid_on
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedNorm:
    """A norm that some place of the region is converted by."""

    kind: ServiceKind
    unit: str
    fte_per_unit: Decimal
    place_ids: frozenset[int]


def norms_used(gathered: Gathered) -> list[UsedNorm]:
    """Norms by which places of the region are converted on the day, by kind, then unit."""
    norms = norms_on(gathered.day)
    if not norms:
        return []
    ids = [place.place_id for place in gathered.places if place.place_id]
    units: dict[int, set[str]] = {}
    valid = Capacity.objects.filter(valid_on(gathered.day), place_id__in=ids)
    for place_id, unit in valid.values_list("place_id", "unit"):
        units.setdefault(place_id, set()).add(unit)
    found: dict[tuple[ServiceKind, str], set[int]] = {}
    for place in gathered.places:
        unit = _converted(place.kind, units.get(place.place_id, set()), norms)
        if unit:
            found.setdefault((place.kind, unit), set()).add(place.place_id)
    return [
        UsedNorm(
            kind=kind, unit=unit, fte_per_unit=norms[kind.value, unit], place_ids=frozenset(found[kind, unit])
        )
        for kind in KINDS
        for unit in CapacityUnit.values
        if (kind, unit) in found
    ]


def fte_with_norms(gathered: Gathered, norm: UsedNorm, factor: Decimal) -> FloatArray:
    """Capacities of the norm's kind when its number is multiplied by ``factor``."""
    places = gathered.of_kind(norm.kind)
    by_norm = np.array([place.place_id in norm.place_ids for place in places], dtype=np.bool_)
    known = capacities(places)
    return np.where(by_norm, known * float(factor), known)


def _converted(kind: ServiceKind, units: set[str], norms: Mapping[tuple[str, str], Decimal]) -> str:
    """The unit that the network converts a place by; empty where it counts in FTE or not at all."""
    if CapacityUnit.FTE in units:
        return ""
    return next((unit for unit in CapacityUnit.values if unit in units and (kind.value, unit) in norms), "")
