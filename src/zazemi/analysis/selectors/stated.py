"""Needs that people state, as they count on a day.

Units:   FTE of direct work; people become FTE by the clients of one FTE of the model in force.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.db.models import Q, QuerySet

from zazemi.analysis.choices import NeedEffect, NeedUnit
from zazemi.analysis.models import StatedNeed
from zazemi.measures import stated_need as pure
from zazemi.measures.need import NeedModel
from zazemi.values.quantities import Fte, fte
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHere:
    """A statement that counts for a municipality, with its FTE (``None``: needed, without a number)."""

    statement: StatedNeed
    fte: Fte | None


def statements() -> QuerySet[StatedNeed]:
    """All statements, also withdrawn and ended ones, the newest first."""
    return StatedNeed.objects.select_related("municipality__orp", "orp").defer(
        "municipality__geom_wkb", "municipality__geom_simple_wkb"
    )


def statements_of(region_code: str) -> QuerySet[StatedNeed]:
    """All statements about a region."""
    return statements().filter(Q(municipality__region_id=region_code) | Q(orp__region_id=region_code))


def counting_on(day: dt.date, region_code: str) -> list[StatedNeed]:
    """Statements about a region that count on a day, from the oldest."""
    return list(
        statements_of(region_code)
        .filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            valid_from__lte=day,
        )
        .order_by("said_on", "pk")
    )


def amount_fte(statement: StatedNeed, model: NeedModel) -> Fte | None:
    """FTE that a statement says, all its municipalities together."""
    if statement.unit == NeedUnit.NEEDED or statement.amount is None:
        return None
    if statement.unit == NeedUnit.FTE:
        return fte(statement.amount)
    clients = model.kinds[ServiceKind(statement.kind)].clients_per_fte.value
    return fte(statement.amount / Decimal(str(clients)))


def as_columns(
    counting: Sequence[StatedNeed],
    kind: ServiceKind,
    *,
    rows_of_municipality: Mapping[str, int],
    rows_of_orp: Mapping[str, Sequence[int]],
    model: NeedModel,
) -> list[pure.StatedNeed]:
    """Statements about one kind as the measures take them; ``counting`` is from the oldest."""
    return [
        pure.StatedNeed(
            rows=np.array(_rows(one, rows_of_municipality, rows_of_orp), dtype=np.int64),
            fte=None if (amount := amount_fte(one, model)) is None else float(amount),
            is_override=one.effect == NeedEffect.OVERRIDES,
            is_area=one.orp_id is not None,
            order=number,
        )
        for number, one in enumerate(counting)
        if one.kind == kind
    ]


def _rows(
    one: StatedNeed, rows_of_municipality: Mapping[str, int], rows_of_orp: Mapping[str, Sequence[int]]
) -> Sequence[int]:
    if one.orp_id is not None:
        return rows_of_orp.get(one.orp_id, ())
    row = rows_of_municipality.get(one.municipality_id or "")
    return () if row is None else (row,)
