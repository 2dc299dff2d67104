"""Lines of yearly versions: sums, rows, what entered and what left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.network.choices import KIND_LABELS, KIND_SHORT, UNIT_SHORT, CapacityUnit, NetworkLevel
from zazemi.network.models import NetworkVersionRow
from zazemi.network.presenters.listing import plain
from zazemi.network.selectors import VersionChange, VersionTotal
from zazemi.ui.typography import number_text
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalLine:
    """Sum of one kind, unit and level."""

    kind: str
    unit: str
    level: str
    n_places: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One place in a version."""

    provider: str
    service: str
    service_url: str
    kind: str
    short: str
    where: str
    unit: str
    value: str
    level: str
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One place in two versions; empty values where it is in one of them only."""

    provider: str
    service: str
    kind: str
    where: str
    unit: str
    before: str
    after: str
    difference: str
    level: str


def total_lines(totals: Iterable[VersionTotal]) -> list[TotalLine]:
    """Return the sums in words."""
    return [
        TotalLine(
            kind=str(KIND_LABELS[ServiceKind(one.kind)]),
            unit=str(UNIT_SHORT[CapacityUnit(one.unit)]),
            level=str(NetworkLevel(one.level).label),
            n_places=one.n_places,
            value=plain(one.value),
        )
        for one in totals
    ]


def row_lines(rows: Iterable[NetworkVersionRow], names: Mapping[str, str]) -> list[RowLine]:
    """Return the rows in words."""
    return [
        RowLine(
            provider=row.provider_name,
            service=row.service_name,
            service_url=reverse("network:service", args=[row.service_id]),
            kind=str(KIND_LABELS[ServiceKind(row.kind)]),
            short=KIND_SHORT.get(ServiceKind(row.kind), ""),
            where=_where(row, names),
            unit=str(UNIT_SHORT[CapacityUnit(row.unit)]),
            value=plain(row.value),
            level=str(NetworkLevel(row.level).label),
            change_url=reverse("network:version_row_change", args=[row.pk]),
        )
        for row in rows
    ]


def change_lines(changes: Sequence[VersionChange], names: Mapping[str, str]) -> list[ChangeLine]:
    """Return changes in words."""
    return [
        ChangeLine(
            provider=one.row.provider_name,
            service=one.row.service_name,
            kind=str(KIND_LABELS[ServiceKind(one.row.kind)]),
            where=_where(one.row, names),
            unit=str(UNIT_SHORT[CapacityUnit(one.row.unit)]),
            before=plain(one.before.value) if one.before else "–",
            after=plain(one.after.value) if one.after else "–",
            difference=_signed(one.difference),
            level=" → ".join(
                dict.fromkeys(
                    str(NetworkLevel(row.level).label) for row in (one.before, one.after) if row is not None
                )
            ),
        )
        for one in changes
    ]


def _where(row: NetworkVersionRow, names: Mapping[str, str]) -> str:
    """Return the municipality; a secret one stays secret, in every version and for everybody."""
    if row.place.is_municipality_secret:
        return gettext("secret place")
    return names.get(row.municipality_code, row.municipality_code)


def _signed(value: Decimal) -> str:
    decimals = 0 if value == value.to_integral_value() else 2
    return f"{'+' if value > 0 else ''}{number_text(value, decimals)}"
