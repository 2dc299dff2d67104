"""Reading of yearly versions of the network, and what entered, left or changed between two of them.

Units:   capacities in the unit of the row; a change is a row of the same place and unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from zazemi.network.models import NetworkVersion, NetworkVersionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    """One place and unit in two versions; ``before`` is None when it entered, ``after`` when it left."""

    before: NetworkVersionRow | None
    after: NetworkVersionRow | None

    @property
    def row(self) -> NetworkVersionRow:
        """The newer of the two rows, for its names."""
        row = self.after or self.before
        if row is None:  # pragma: no cover - one of them is always there
            raise ValueError
        return row

    @property
    def difference(self) -> Decimal:
        """By how much the capacity grew; negative when it fell."""
        return (self.after.value if self.after else Decimal(0)) - (
            self.before.value if self.before else Decimal(0)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionComparison:
    """What entered, what left, what has another capacity or level; and how many rows stay the same."""

    entered: Sequence[VersionChange]
    left: Sequence[VersionChange]
    changed: Sequence[VersionChange]
    n_same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTotal:
    """Sum of one kind, unit and level in a version."""

    kind: str
    unit: str
    level: str
    n_places: int
    value: Decimal


def network_versions() -> QuerySet[NetworkVersion]:
    """Return all versions with their region and ``n_rows``, the newest first."""
    found = NetworkVersion.objects.select_related("region").annotate(n_rows=Count("rows"))
    return found.order_by("region__name_sort", "-year", "-as_of", "-pk")


def network_version(pk: int) -> NetworkVersion | None:
    """Return a version with its region, or None."""
    return NetworkVersion.objects.select_related("region").filter(pk=pk).first()


def version_rows(version: NetworkVersion) -> QuerySet[NetworkVersionRow]:
    """Return the rows of a version by provider and service."""
    found = NetworkVersionRow.objects.filter(network_version=version)
    return found.select_related("place").order_by("provider_name", "service_name", "place_id", "unit", "pk")


def version_row(pk: int) -> NetworkVersionRow | None:
    """Return a row with its version, or None."""
    return NetworkVersionRow.objects.select_related("network_version__region").filter(pk=pk).first()


def version_totals(rows: Iterable[NetworkVersionRow]) -> list[VersionTotal]:
    """Return the sums of rows by kind, unit and level; pure."""
    sums: dict[tuple[str, str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        sums[row.kind, row.unit, row.level].append(row.value)
    return [
        VersionTotal(kind=kind, unit=unit, level=level, n_places=len(values), value=sum(values, Decimal(0)))
        for (kind, unit, level), values in sorted(sums.items())
    ]


def compare_versions(older: NetworkVersion, newer: NetworkVersion) -> VersionComparison:
    """Compare two versions place by place and unit by unit; two queries."""
    return compared(list(version_rows(older)), list(version_rows(newer)))


def compared(older: Sequence[NetworkVersionRow], newer: Sequence[NetworkVersionRow]) -> VersionComparison:
    """Compare rows of two versions; pure."""
    before = {(row.place_id, row.unit): row for row in older}
    after = {(row.place_id, row.unit): row for row in newer}
    both = [VersionChange(before=before[key], after=row) for key, row in after.items() if key in before]
    changed = [one for one in both if one.difference or _level(one.before) != _level(one.after)]
    return VersionComparison(
        entered=[VersionChange(before=None, after=row) for key, row in after.items() if key not in before],
        left=[VersionChange(before=row, after=None) for key, row in before.items() if key not in after],
        changed=changed,
        n_same=len(both) - len(changed),
    )


def _level(row: NetworkVersionRow | None) -> str:
    return row.level if row else ""
