"""The problem analysis as plain values: the JSON of the page, of the console and of open data.

Units:   FTE of direct work as numbers with four places; minutes by car one way.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from zazemi.analysis.selectors.reasons import reason_groups
from zazemi.analysis.selectors.tables import GapRow, GapTable, KindTotal, Provenance
from zazemi.measures.gaps import Verdict

FORMAT = "zazemi-gaps-1"


def _every(_row: GapRow) -> bool:
    return True


def gaps_json(table: GapTable, *, keeps: Callable[[GapRow], bool] = _every) -> dict[str, Any]:
    """Return the table, rows that ``keeps`` lets through; numbers are the very numbers of the page."""
    return {
        "format": FORMAT,
        "region": {"code": table.region_code, "name": table.region_name, "is_fictional": table.is_fictional},
        "has_register": table.has_register,
        "caution": gettext(table.caution) if table.caution else "",
        "units": {"need": "FTE", "served": "FTE", "shortfall": "FTE", "minutes": "min"},
        "total": _total(table, table.total),
        "kinds": {kind.value: _total(table, total) for kind, total in table.totals.items()},
        "municipalities_without_indicators": [code for code, _name in table.without_indicators],
        "target_group": table.target_group,
        "rows": [_row(row) for row in table.rows if keeps(row)],
        "provenance": _provenance(table.provenance),
        "data_sha256": table.data_hash,
    }


def _total(table: GapTable, total: KindTotal) -> dict[str, Any]:
    is_known = table.has_register
    return {
        "need": float(total.need),
        "served": float(total.served) if is_known else None,
        "shortfall": float(total.shortfall) if is_known else None,
        "need_without_verdict": float(total.unknown_need),
        "capacity": float(total.capacity) if is_known else None,
        "verdicts": {verdict.value: total.counts.get(verdict, 0) for verdict in Verdict},
    }


def _row(row: GapRow) -> dict[str, Any]:
    gap = row.gap
    return {
        "code": row.code,
        "name": row.name,
        "orp": row.orp_code,
        "index": row.index,
        "kind": gap.service_kind.value,
        "need": float(gap.need),
        "served": float(gap.served) if row.is_known else None,
        "shortfall": float(gap.shortfall) if row.is_known else None,
        "verdict": gap.verdict.value,
        "reason": {"kind": gap.reason.kind.value, "numbers": _plain(gap.reason.numbers)},
        "places_in_reach": gap.places_in_reach,
        "nearest_minutes": None if gap.nearest_minutes is None else float(gap.nearest_minutes),
        "is_near_limit": gap.is_near_limit,
        "is_at_border": row.is_at_border,
        "reason_groups": [group.value for group in reason_groups(row)],
        "funding_ends": row.funding.on.isoformat() if row.funding else None,
        "computed_need": float(row.computed),
        "need_source": row.source.value,
        "alternatives": [
            {
                "service": one.place.service_name,
                "provider": one.place.provider_name,
                "municipality": one.place.municipality_code,
                "minutes": float(one.minutes),
                "load": None if one.load is None else float(one.load),
            }
            for one in row.alternatives
        ],
    }


def _plain(numbers: Mapping[str, Decimal | int]) -> dict[str, float | int]:
    return {
        name: float(number) if isinstance(number, Decimal) else number
        for name, number in sorted(numbers.items())
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "computed_on": provenance.computed_on.isoformat(),
        "indicator_year": provenance.indicator_year,
        "indicator_set": provenance.indicator_set,
        "settings": provenance.settings.as_json(),
        "imports": [
            {
                "id": run.run_id,
                "kind": run.kind,
                "file": run.file_name,
                "source": run.source,
                "licence": run.licence,
                "taken_on": run.taken_on.isoformat() if run.taken_on else None,
                "sha256": run.sha256,
            }
            for run in provenance.runs
        ],
    }
