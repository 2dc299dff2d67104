"""Floating-catchment scores of a table, for comparison with the served share only.

Units:   FTE of capacity per FTE of need.
Source:  ``measures.catchment`` over the very pairs, needs and capacities of the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zazemi.analysis.selectors.kinds import capacities
from zazemi.analysis.selectors.tables import GapTable
from zazemi.measures.catchment import enhanced_scores, two_step_scores
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of one municipality."""

    two_step: float
    enhanced: float


def catchment_scores(table: GapTable, kind: ServiceKind) -> Mapping[str, Scores]:
    """Scores by municipality; a place whose capacity is not known counts as nothing."""
    detail = table.details[kind]
    row_of = {row.code: float(row.gap.need) for row in table.of_kind(kind)}
    need = np.array([row_of[code] for code in table.codes], dtype=np.float64)
    capacity = np.nan_to_num(capacities(detail.places))
    limit = table.provenance.settings.gaps.limit_minutes[kind]
    two_step = two_step_scores(detail.pairs, need, capacity)
    enhanced = enhanced_scores(detail.pairs, need, capacity, limit)
    return {
        code: Scores(two_step=float(two_step[row]), enhanced=float(enhanced[row]))
        for code, row in detail.row_of.items()
    }
