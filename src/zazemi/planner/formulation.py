"""The mixed-integer program of a planning problem, row by row as in docs/vyvojar/planovac.md.

Units:   money rows in thousands of CZK, everything else in FTE or steps.
Source:  capacitated maximal covering with modular capacities; the cover rows
         are the logical strengthening of the equity floor (a served locality
         needs at least one open team).
Pure:    yes; equal problems give equal matrices, column by column.
"""

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from zazemi.planner.model import PERMILLE, STEPS_PER_FTE, FloatArray, IntArray, PlanProblem

CZK_PER_UNIT = 1000.0
STEP_FTE = 1.0 / STEPS_PER_FTE
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Maximise ``cost @ v`` with row and column bounds; ``integer`` marks whole columns."""

    matrix: sp.csr_matrix
    row_lower: FloatArray
    row_upper: FloatArray
    column_lower: FloatArray
    column_upper: FloatArray
    cost: FloatArray
    integer: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Usable:
    """What of one kind can matter: pairs with need, sites with such pairs, steps they can use.

    ``site`` and ``locality`` of pairs are positions in ``sites`` and
    ``localities``; ``fte`` is the residual need of the pair's locality.
    """

    kind: int
    sites: IntArray
    localities: IntArray
    site: IntArray
    locality: IntArray
    minutes: FloatArray
    overhead: FloatArray
    fte: FloatArray
    need_fte: FloatArray
    least: IntArray
    most: IntArray
    step_czk: int
    opening_czk: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Columns of one kind: opening y, steps n, flows x, first and second half of need served."""

    usable: Usable
    opened: IntArray
    steps: IntArray
    flow: IntArray
    first: IntArray
    second: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Formulation:
    """The program and the map from its columns back to the problem."""

    program: Program
    blocks: tuple[Block, ...]
    floor_locality: IntArray
    floor_fte: FloatArray
    slack: IntArray
    slack_row: int
    cover_rows: IntArray

    def steps_of(self, values: FloatArray) -> list[IntArray]:
        """Whole steps per kind and usable site of a solution."""
        return [np.rint(values[block.steps]).astype(np.int64) for block in self.blocks]


@dataclass(slots=True)
class _Sheet:
    """Rows and columns as they are put together."""

    lower: list[FloatArray] = field(default_factory=list)
    upper: list[FloatArray] = field(default_factory=list)
    cost: list[FloatArray] = field(default_factory=list)
    integer: list[IntArray] = field(default_factory=list)
    row_lower: list[FloatArray] = field(default_factory=list)
    row_upper: list[FloatArray] = field(default_factory=list)
    rows: list[IntArray] = field(default_factory=list)
    columns: list[IntArray] = field(default_factory=list)
    entries: list[FloatArray] = field(default_factory=list)
    row_count: int = 0
    column_count: int = 0

    def add_columns(
        self, count: int, *, upper: FloatArray | float, cost: FloatArray | float = 0.0, integer: bool = False
    ) -> IntArray:
        start, self.column_count = self.column_count, self.column_count + count
        self.lower.append(np.zeros(count))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count).copy())
        self.cost.append(np.broadcast_to(np.asarray(cost, dtype=float), count).copy())
        self.integer.append(np.full(count, int(integer), dtype=np.int64))
        return np.arange(start, start + count)

    def add_rows(self, count: int, *, lower: FloatArray | float, upper: FloatArray | float) -> IntArray:
        start, self.row_count = self.row_count, self.row_count + count
        self.row_lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count).copy())
        self.row_upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count).copy())
        return np.arange(start, start + count)

    def put(self, rows: IntArray | int, columns: IntArray, entries: FloatArray | IntArray | float) -> None:
        self.rows.append(np.broadcast_to(np.asarray(rows, dtype=np.int64), len(columns)))
        self.columns.append(columns)
        self.entries.append(np.broadcast_to(np.asarray(entries, dtype=float), len(columns)))

    def program(self) -> Program:
        shape = (self.row_count, self.column_count)
        triplets = (np.concatenate(self.entries), (np.concatenate(self.rows), np.concatenate(self.columns)))
        return Program(
            matrix=sp.csr_matrix(triplets, shape=shape),
            row_lower=np.concatenate(self.row_lower),
            row_upper=np.concatenate(self.row_upper),
            column_lower=np.concatenate(self.lower),
            column_upper=np.concatenate(self.upper),
            cost=np.concatenate(self.cost),
            integer=np.concatenate(self.integer),
        )


def usable_parts(problem: PlanProblem) -> tuple[Usable, ...]:
    """Cut each kind down to what can matter and tighten the teams to the need in their reach."""
    return tuple(_usable(problem, kind) for kind in range(len(problem.kinds)))


def _usable(problem: PlanProblem, kind: int) -> Usable:
    pairs, residual = problem.pairs[kind], problem.residual_fte()[:, kind]
    may_open = problem.max_steps[:, kind] >= problem.min_steps[:, kind]
    kept = (residual[pairs.locality] > 0) & may_open[pairs.site]
    order = np.lexsort((pairs.site[kept], pairs.locality[kept]))
    raw_locality, raw_site = pairs.locality[kept][order], pairs.site[kept][order]
    overhead = pairs.overhead[kept][order]
    sites, site = np.unique(raw_site, return_inverse=True)
    localities, locality = np.unique(raw_locality, return_inverse=True)
    reach_fte = np.bincount(site, weights=overhead * residual[raw_locality], minlength=len(sites))
    least = problem.min_steps[sites, kind]
    wanted = np.ceil(STEPS_PER_FTE * reach_fte - _ROUNDING).astype(np.int64)
    return Usable(
        kind=kind,
        sites=sites,
        localities=localities,
        site=site.astype(np.int64),
        locality=locality.astype(np.int64),
        minutes=pairs.minutes[kept][order],
        overhead=overhead,
        fte=residual[raw_locality],
        need_fte=residual[localities],
        least=least,
        most=np.minimum(problem.max_steps[sites, kind], np.maximum(least, wanted)),
        step_czk=problem.step_cost_czk(kind),
        opening_czk=problem.opening_cost_czk[sites, kind],
    )


def formulate(problem: PlanProblem, usable: tuple[Usable, ...] | None = None) -> Formulation:
    """Build the program that maximises severity-weighted met need; columns of slack are free to be used.

    ``slack_row`` limits the sum of the slacks; it starts without a limit and
    the solver sets it to the smallest sum that money can reach.
    """
    sheet = _Sheet()
    money_row = int(sheet.add_rows(1, lower=-np.inf, upper=problem.budget_czk / CZK_PER_UNIT)[0])
    slack_row = int(sheet.add_rows(1, lower=-np.inf, upper=np.inf)[0])
    shares = [
        (kind, int(sheet.add_rows(1, lower=0.0, upper=np.inf)[0]))
        for kind, permille in enumerate(problem.min_share_permille)
        if permille > 0
    ]
    blocks = tuple(_add_kind(sheet, problem, part) for part in usable or usable_parts(problem))
    for block in blocks:
        _add_money(sheet, problem, block, money_row=money_row, shares=shares)
    wanted, floor_fte = floors_in_reach(problem, tuple(block.usable for block in blocks))
    slack, cover_rows = _add_floors(sheet, blocks, wanted, floor_fte)
    sheet.put(slack_row, slack, 1.0)
    return Formulation(
        program=sheet.program(),
        blocks=blocks,
        floor_locality=wanted,
        floor_fte=floor_fte,
        slack=slack,
        slack_row=slack_row,
        cover_rows=cover_rows,
    )


def floors_in_reach(problem: PlanProblem, usable: tuple[Usable, ...]) -> tuple[IntArray, FloatArray]:
    """Localities with a floor that some usable site reaches, and the FTE wanted there, at most their need."""
    within = np.zeros(len(problem.localities))
    for part in usable:
        within[part.localities] += part.need_fte
    floor_fte = np.minimum(problem.floor_fte, within)
    wanted = np.flatnonzero(floor_fte > 0)
    return wanted, floor_fte[wanted]


def _add_kind(sheet: _Sheet, problem: PlanProblem, part: Usable) -> Block:
    sites, places, pairs = len(part.sites), len(part.localities), len(part.site)
    weight = problem.weight[part.localities]
    reward_first, reward_second = problem.rewards
    opened = sheet.add_columns(sites, upper=1.0, integer=True)
    steps = sheet.add_columns(sites, upper=part.most.astype(float), integer=True)
    flow = sheet.add_columns(
        pairs, upper=np.minimum(part.fte, STEP_FTE * part.most[part.site] / part.overhead)
    )
    first = sheet.add_columns(places, upper=part.need_fte / 2, cost=reward_first * weight)
    second = sheet.add_columns(places, upper=part.need_fte / 2, cost=reward_second * weight)
    served = sheet.add_rows(places, lower=0.0, upper=0.0)
    sheet.put(served[part.locality], flow, 1.0)
    sheet.put(served, first, -1.0)
    sheet.put(served, second, -1.0)
    capacity = sheet.add_rows(sites, lower=-np.inf, upper=0.0)
    sheet.put(capacity[part.site], flow, part.overhead)
    sheet.put(capacity, steps, -STEP_FTE)
    at_least = sheet.add_rows(sites, lower=0.0, upper=np.inf)
    sheet.put(at_least, steps, 1.0)
    sheet.put(at_least, opened, -part.least.astype(float))
    at_most = sheet.add_rows(sites, lower=-np.inf, upper=0.0)
    sheet.put(at_most, steps, 1.0)
    sheet.put(at_most, opened, -part.most.astype(float))
    return Block(
        usable=part,
        opened=opened,
        steps=steps,
        flow=flow,
        first=first,
        second=second,
    )


def _add_money(
    sheet: _Sheet, problem: PlanProblem, block: Block, *, money_row: int, shares: list[tuple[int, int]]
) -> None:
    step, opening = block.usable.step_czk / CZK_PER_UNIT, block.usable.opening_czk / CZK_PER_UNIT
    sheet.put(money_row, block.steps, step)
    sheet.put(money_row, block.opened, opening)
    for kind, row in shares:
        share = problem.min_share_permille[kind] / PERMILLE
        factor = (1.0 if kind == block.usable.kind else 0.0) - share
        sheet.put(row, block.steps, factor * step)
        sheet.put(row, block.opened, factor * opening)


def _add_floors(
    sheet: _Sheet, blocks: tuple[Block, ...], wanted: IntArray, floor_fte: FloatArray
) -> tuple[IntArray, IntArray]:
    slack = sheet.add_columns(len(wanted), upper=floor_fte)
    floor = sheet.add_rows(len(wanted), lower=floor_fte, upper=np.inf)
    cover = sheet.add_rows(len(wanted), lower=floor_fte, upper=np.inf)
    sheet.put(floor, slack, 1.0)
    sheet.put(cover, slack, 1.0)
    for block in blocks:
        part = block.usable
        row, found = _positions(part.localities[part.locality], wanted)
        sheet.put(floor[row[found]], block.flow[found], 1.0)
        sheet.put(cover[row[found]], block.opened[part.site[found]], floor_fte[row[found]])
    return slack, cover


def _positions(values: IntArray, among: IntArray) -> tuple[IntArray, IntArray]:
    """Position of each value in the sorted array ``among``, and which of the values are there."""
    if len(among) == 0:
        return np.zeros(len(values), dtype=np.int64), np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return at, np.flatnonzero(among[at] == values)
