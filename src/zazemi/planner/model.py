"""The question the planner answers: where to put how many half-FTE steps of which service.

Units:   need and capacity in FTE of direct work; money in whole CZK; one step
         is half an FTE for all the ``months`` of the plan.
Source:  press release of the Liberec Region, 26 Feb 2014: 35 million CZK for a
         network of prevention services, also where none was, field work first;
         equations in docs/vyvojar/planovac.md.
Raises:  BadProblemError for arrays that do not fit together or make no sense.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from zazemi.values.errors import ZazemiError
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

STEPS_PER_FTE = 2
MONTHS_PER_YEAR = 12
PERMILLE = 1000
NEED_GRAIN_FTE = 1e-6
"""Need below a millionth of an FTE is rounding noise and counts as none."""


class BadProblemError(ZazemiError):
    """The planning problem is put together wrongly; a person can only report it."""

    message = N_("The planning problem is put together wrongly: %(what)s.")
    way_out = N_("Check the data of the region and the scenario.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SitePairs:
    """Which sites reach which localities for one kind, and at what price in staff travel.

    ``locality`` and ``site`` are positions, ``minutes`` one way, ``overhead``
    the FTE of capacity that one FTE served there costs (1 = no travel of staff).
    """

    locality: IntArray
    site: IntArray
    minutes: FloatArray
    overhead: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanProblem:
    """One region, one budget: everything the plan may depend on.

    Shapes: n localities, K candidate sites, S kinds; ``pairs`` has one entry
    per kind. ``min_share_permille`` is a share of the money spent.
    """

    localities: tuple[str, ...]
    kinds: tuple[ServiceKind, ...]
    sites: tuple[str, ...]
    need_fte: FloatArray
    served_fte: FloatArray
    weight: FloatArray
    floor_fte: FloatArray
    pairs: tuple[SitePairs, ...]
    cost_czk_per_fte_year: tuple[int, ...]
    opening_cost_czk: IntArray
    min_steps: IntArray
    max_steps: IntArray
    months: int
    budget_czk: int
    min_share_permille: tuple[int, ...]
    rewards: tuple[float, float] = (1.3, 0.7)

    def __post_init__(self) -> None:
        _check_shapes(self)
        _check_values(self)
        for kind, pairs in zip(self.kinds, self.pairs, strict=True):
            _check_pairs(self, kind, pairs)

    def residual_fte(self) -> FloatArray:
        """Need that nothing serves today, FTE [n, S]; below ``NEED_GRAIN_FTE`` it is zero."""
        left = np.maximum(self.need_fte - self.served_fte, 0.0)
        left[left < NEED_GRAIN_FTE] = 0.0
        return left

    def step_cost_czk(self, kind: int) -> int:
        """Price of half an FTE for all months, rounded up to whole CZK."""
        parts = STEPS_PER_FTE * MONTHS_PER_YEAR
        return -(-self.cost_czk_per_fte_year[kind] * self.months // parts)


def equity_floor(need_fte: FloatArray, served_fte: FloatArray, floor_fte: float) -> FloatArray:
    """FTE that must still come to each locality so that nobody in need gets nothing [n].

    A locality is in need when its need for some kind reaches ``floor_fte``; what
    is served there today counts.
    """
    in_need = need_fte.max(axis=1) >= floor_fte
    still = np.maximum(floor_fte - np.minimum(served_fte, need_fte).sum(axis=1), 0.0)
    return np.where(in_need, still, 0.0)


def _fail(what: str) -> NoReturn:
    raise BadProblemError(params={"what": what})


def _check_shapes(problem: PlanProblem) -> None:
    n, sites, kinds = len(problem.localities), len(problem.sites), len(problem.kinds)
    expected: Sequence[tuple[str, tuple[int, ...], tuple[int, ...]]] = (
        ("need_fte", problem.need_fte.shape, (n, kinds)),
        ("served_fte", problem.served_fte.shape, (n, kinds)),
        ("weight", problem.weight.shape, (n,)),
        ("floor_fte", problem.floor_fte.shape, (n,)),
        ("opening_cost_czk", problem.opening_cost_czk.shape, (sites, kinds)),
        ("min_steps", problem.min_steps.shape, (sites, kinds)),
        ("max_steps", problem.max_steps.shape, (sites, kinds)),
        ("pairs", (len(problem.pairs),), (kinds,)),
        ("cost_czk_per_fte_year", (len(problem.cost_czk_per_fte_year),), (kinds,)),
        ("min_share_permille", (len(problem.min_share_permille),), (kinds,)),
    )
    for name, shape, wanted in expected:
        if shape != wanted:
            _fail(f"{name} has shape {shape}, expected {wanted}")
    if len(set(problem.localities)) != n or len(set(problem.sites)) != sites:
        _fail("a code of a locality or a site repeats")


def _check_values(problem: PlanProblem) -> None:
    for name in ("need_fte", "served_fte", "weight", "floor_fte"):
        values = getattr(problem, name)
        if not np.isfinite(values).all() or (values < 0).any():
            _fail(f"{name} has a negative or missing number")
    if problem.budget_czk < 0 or problem.months < 1:
        _fail("the budget is negative or there is no month")
    if min((*problem.cost_czk_per_fte_year, 1)) < 1 or (problem.opening_cost_czk < 0).any():
        _fail("a price is not positive")
    if (problem.min_steps < 1).any() or (problem.max_steps < 0).any():
        _fail("a team has less than one step")
    if min((*problem.min_share_permille, 0)) < 0:
        _fail("a share of money is negative")
    first, second = problem.rewards
    if not first >= second > 0:
        _fail("the reward of the second half of need must be positive and not above the first")


def _check_pairs(problem: PlanProblem, kind: ServiceKind, pairs: SitePairs) -> None:
    count = len(pairs.locality)
    if not count == len(pairs.site) == len(pairs.minutes) == len(pairs.overhead):
        _fail(f"pairs of {kind} have different lengths")
    if count == 0:
        return
    if pairs.locality.min() < 0 or pairs.locality.max() >= len(problem.localities):
        _fail(f"a pair of {kind} names no locality")
    if pairs.site.min() < 0 or pairs.site.max() >= len(problem.sites):
        _fail(f"a pair of {kind} names no site")
    if not np.isfinite(pairs.overhead).all() or (pairs.overhead < 1).any():
        _fail(f"overhead of {kind} below one")
    if len(np.unique(pairs.locality * len(problem.sites) + pairs.site)) != count:
        _fail(f"a pair of {kind} repeats")
