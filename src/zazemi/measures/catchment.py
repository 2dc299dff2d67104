"""Floating-catchment scores of access, for comparison with the served share only; nobody plans on them.

Two-step floating catchment area (2SFCA; Luo and Wang 2003, doi 10.1068/b29120)::

    R_k = S_k / sum of D_i over all i within reach of k        (step 1, every place k)
    A_i = sum of R_k over all k within reach of i              (step 2, every municipality i)

Enhanced 2SFCA (E2SFCA; Luo and Qi 2009, doi 10.1016/j.healthplace.2009.06.002): the reach is cut
into three zones r with weights W_r, here thirds of the limit and the slower decay of that paper,
1.00, 0.68 and 0.22::

    R_k = S_k / sum of D_i W(t_ik)        A_i = sum of R_k W(t_ik)

The demand D is our need in FTE and the supply S the capacity in FTE, so a score says how many FTE
of capacity come to one FTE of need. Unlike the served share the scores do not stop at the need:
one municipality may show 3.0 and its neighbour 0.2, and what the first does not need is lost.

Units:   need and capacity in FTE of direct work; scores in FTE per FTE.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.
"""

import numpy as np

from zazemi.measures.arrays import FloatArray, not_negative, same_length
from zazemi.measures.reach import Pairs

ZONE_WEIGHTS = (1.0, 0.68, 0.22)
"""Weights of the three zones (Luo and Qi 2009, slower decay)."""


def two_step_scores(pairs: Pairs, need_fte: FloatArray, capacity_fte: FloatArray) -> FloatArray:
    """2SFCA: FTE of capacity per FTE of need, one number per municipality; zero where nothing reaches."""
    return _scores(pairs, need_fte, capacity_fte, np.ones(len(pairs.origin)))


def enhanced_scores(
    pairs: Pairs, need_fte: FloatArray, capacity_fte: FloatArray, limit_minutes: float
) -> FloatArray:
    """E2SFCA with three zones of equal width up to ``limit_minutes``; farther ways count as the last one."""
    return _scores(pairs, need_fte, capacity_fte, zone_weights(pairs.minutes, limit_minutes))


def zone_weights(minutes: FloatArray, limit_minutes: float) -> FloatArray:
    """The weight of each way by the zone it ends in."""
    width = limit_minutes / len(ZONE_WEIGHTS)
    ends = width * np.arange(1, len(ZONE_WEIGHTS))
    return np.array(ZONE_WEIGHTS)[np.searchsorted(ends, minutes, side="left")]


def _scores(pairs: Pairs, need: FloatArray, capacity: FloatArray, weight: FloatArray) -> FloatArray:
    same_length(pairs.origins, {"need_fte": need})
    same_length(pairs.targets, {"capacity_fte": capacity})
    not_negative({"need_fte": need, "capacity_fte": capacity})
    demand = np.bincount(pairs.target, weights=need[pairs.origin] * weight, minlength=pairs.targets)
    ratio = np.divide(capacity, demand, out=np.zeros(pairs.targets), where=demand > 0)
    given = np.bincount(pairs.origin, weights=ratio[pairs.target] * weight, minlength=pairs.origins)
    return given.astype(np.float64)
