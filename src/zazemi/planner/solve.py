"""Solve a planning problem: floors first, then as much weighted met need as money buys, with a proof.

Units:   value in severity-weighted FTE with decreasing return; gap relative.
Source:  lexicographic order: nobody in need at zero, then the benefit.
Raises:  SolverFailedError when the solver gives neither a plan nor a proof.
Pure:    deterministic for a seed unless the time guard ends the search; the
         clock is read only for that guard and for the progress.
"""

import dataclasses
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from zazemi.planner.answer import (
    best_flows,
    exact_value,
    flows_of,
    least_shortfall_cost,
    nearest_flows,
    places_of,
    shortfalls_of,
)
from zazemi.planner.formulation import Formulation, Usable, formulate, usable_parts
from zazemi.planner.infeasible import find_obstacle, nothing_fits
from zazemi.planner.model import FloatArray, PlanProblem
from zazemi.planner.result import Infeasible, PlanResult, PlanStatus, Progress
from zazemi.planner.solver import (
    Answer,
    Ending,
    Report,
    SearchLimits,
    solve_program,
    solver_version,
)
from zazemi.planner.start import greedy_steps
from zazemi.planner.tighten import tightened

_NO_SHORTFALL_FTE = 1e-6
_SAFETY = 1e-6
_PROVED_GAP = 2e-5
_LEAST_TIME_S = 0.01
_CORES = (0.2, 0.03)
_CORE_NODES = 5
_CORE_GAP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveOptions:
    """When to stop. The time limit is only a guard: a plan ended by it may differ on a faster machine."""

    gap: float = 0.01
    node_limit: int = 4000
    time_limit_s: float = 120.0
    seed: int = 0


OnProgress = Callable[[Progress], bool]
_STATUS = {
    Ending.PROVED: PlanStatus.GAP,
    Ending.NODES: PlanStatus.NODES,
    Ending.TIME: PlanStatus.TIME,
    Ending.INTERRUPTED: PlanStatus.CANCELLED,
}


@dataclass(slots=True)
class _Run:
    """One search: what it may use and what it has said so far."""

    problem: PlanProblem
    options: SolveOptions
    on_progress: OnProgress | None
    began: float = field(default_factory=time.monotonic)
    log: list[str] = field(default_factory=list)
    nodes: int = 0

    def seconds(self) -> float:
        return time.monotonic() - self.began

    def say(self, line: str) -> None:
        self.log.append(line)

    def search(
        self,
        formulation: Formulation,
        *,
        phase: str,
        start: FloatArray,
        gap: float,
        node_limit: int | None = None,
        is_wide: bool = False,
    ) -> Answer:
        """One search of a tree with what is left of time and work."""
        left = max(self.options.node_limit - self.nodes, 0)
        limits = SearchLimits(
            gap=gap,
            node_limit=left if node_limit is None else min(left, node_limit),
            time_limit_s=max(self.options.time_limit_s - self.seconds(), _LEAST_TIME_S),
            seed=self.options.seed,
            is_wide=is_wide,
        )
        answer = solve_program(formulation.program, limits, start=start, report=self._reporter(phase))
        self.nodes += answer.nodes
        return answer

    def _reporter(self, phase: str) -> Report | None:
        if self.on_progress is None:
            return None
        tell = self.on_progress

        def report(value: float, bound: float) -> bool:
            gap = relative_gap(value, bound)
            return tell(Progress(phase=phase, value=value, bound=bound, gap=gap, seconds=self.seconds()))

        return report


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Settled:
    """The problem after the first search: the floor is a condition now."""

    formulation: Formulation
    start: FloatArray
    floor_bound_fte: float
    ended: Ending | None


def relative_gap(value: float, bound: float) -> float:
    """(bound - value) / value; infinite before the first plan of some value."""
    if not math.isfinite(value) or not math.isfinite(bound) or value <= 0:
        return math.inf
    return max(bound - value, 0.0) / value


def solve(
    problem: PlanProblem, options: SolveOptions | None = None, on_progress: OnProgress | None = None
) -> PlanResult:
    """Find a plan and prove how far from the best possible it can be.

    Args:
        problem: the region, its need, candidates and money.
        options: gap, limit of work, time guard and seed.
        on_progress: called during the search; returns False to cancel.

    Returns:
        The plan with bound and gap, or status INFEASIBLE with a typed reason.
    """
    run = _Run(problem=problem, options=options or SolveOptions(), on_progress=on_progress)
    usable = usable_parts(problem)
    obstacle = find_obstacle(problem, usable)
    if obstacle is not None:
        return _refusal(run, usable, obstacle)
    settled = _settle_floors(run, problem, usable)
    formulation = settled.formulation
    relaxed_bound, relaxed = tightened(formulation)
    run.say(f"benefit: start {formulation.program.cost @ settled.start:.4f}, relaxed {relaxed_bound:.4f}")
    for least_open in _CORES:
        settled = _improve_in_core(run, settled, relaxed, least_open)
    if settled.ended is None:
        answer = run.search(
            formulation, phase="benefit", start=settled.start, gap=run.options.gap, is_wide=True
        )
    else:
        answer = Answer(ending=settled.ended, values=settled.start, value=-math.inf, bound=math.inf, nodes=0)
    return _result(run, settled, answer, relaxed_bound=relaxed_bound)


def _improve_in_core(run: _Run, settled: _Settled, relaxed: FloatArray, least_open: float) -> _Settled:
    """Search first among the few places that the relaxed program opens or the present plan uses.

    It only finds a better start; the bound always comes from all places.
    """
    if settled.ended is not None:
        return settled
    formulation = settled.formulation
    upper = formulation.program.column_upper.copy()
    for block, chosen in zip(formulation.blocks, formulation.steps_of(settled.start), strict=True):
        unused = (relaxed[block.opened] < least_open) & (chosen == 0)
        upper[block.opened[unused]] = 0.0
        upper[block.steps[unused]] = 0.0
    program = dataclasses.replace(formulation.program, column_upper=upper)
    core = dataclasses.replace(formulation, program=program)
    gap = run.options.gap * _CORE_GAP
    answer = run.search(core, phase="start", start=settled.start, gap=gap, node_limit=_CORE_NODES)
    start = _found(answer, settled.start)
    run.say(f"benefit: among the promising places {formulation.program.cost @ start:.4f}")
    ended = answer.ending if answer.ending in {Ending.TIME, Ending.INTERRUPTED} else None
    return dataclasses.replace(settled, start=start, ended=ended)


def _settle_floors(run: _Run, problem: PlanProblem, usable: tuple[Usable, ...]) -> _Settled:
    """Find the smallest sum of shortfalls and make it a condition of the second search."""
    formulation = formulate(problem, usable)
    start = best_flows(formulation, greedy_steps(problem, usable))
    floor_bound, ended = 0.0, None
    if _shortfall(formulation, start) > _NO_SHORTFALL_FTE:
        run.say(
            f"floors: the greedy start leaves {_shortfall(formulation, start):.6f} FTE, searching for less"
        )
        program = dataclasses.replace(formulation.program, cost=least_shortfall_cost(formulation))
        floors_only = dataclasses.replace(formulation, program=program)
        answer = run.search(floors_only, phase="floors", gap=0.0, start=start)
        floor_bound = max(-answer.bound, 0.0) if math.isfinite(answer.bound) else 0.0
        start = best_flows(formulation, formulation.steps_of(_found(answer, start)))
        ended = answer.ending if answer.ending in {Ending.TIME, Ending.INTERRUPTED} else None
    shortfall = _shortfall(formulation, start)
    run.say(f"floors: {shortfall:.6f} FTE short, no plan is below {floor_bound:.6f}")
    return _Settled(
        formulation=_with_shortfall(formulation, shortfall),
        start=start,
        floor_bound_fte=floor_bound,
        ended=ended,
    )


def _found(answer: Answer, start: FloatArray) -> FloatArray:
    return answer.values if len(answer.values) else start


def _shortfall(formulation: Formulation, values: FloatArray) -> float:
    return float(values[formulation.slack].sum())


def _with_shortfall(formulation: Formulation, shortfall_fte: float) -> Formulation:
    row_upper = formulation.program.row_upper.copy()
    column_upper = formulation.program.column_upper.copy()
    if shortfall_fte > _NO_SHORTFALL_FTE:
        row_upper[formulation.slack_row] = shortfall_fte + _SAFETY
    else:
        column_upper[formulation.slack] = 0.0
    program = dataclasses.replace(formulation.program, row_upper=row_upper, column_upper=column_upper)
    return dataclasses.replace(formulation, program=program)


def _result(run: _Run, settled: _Settled, answer: Answer, *, relaxed_bound: float) -> PlanResult:
    problem, formulation = run.problem, settled.formulation
    steps = formulation.steps_of(_found(answer, settled.start))
    flows = flows_of(problem, formulation, nearest_flows(formulation, steps))
    value = exact_value(problem, formulation, flows)
    bound = max(min(answer.bound, relaxed_bound) + _SAFETY, float(value))
    gap = relative_gap(float(value), bound)
    status = _STATUS[answer.ending]
    if status is PlanStatus.GAP and gap <= _PROVED_GAP:
        status = PlanStatus.OPTIMAL
    run.say(f"benefit: {status}, value {value}, bound {bound:.6f}, gap {gap:.6f}, nodes {run.nodes}")
    if not any(chosen.any() for chosen in steps) and answer.ending is Ending.PROVED:
        usable = tuple(block.usable for block in formulation.blocks)
        return _refusal(run, usable, nothing_fits(problem))
    return PlanResult(
        status=status,
        places=places_of(problem, formulation, steps, flows),
        flows=flows,
        value=value,
        bound=bound,
        gap=gap,
        shortfalls=shortfalls_of(problem, formulation, flows),
        floor_bound_fte=settled.floor_bound_fte,
        out_of_reach=_out_of_reach(problem, tuple(block.usable for block in formulation.blocks)),
        infeasible=None,
        seconds=run.seconds(),
        nodes=run.nodes,
        solver_version=solver_version(),
        log=tuple(run.log),
    )


def _out_of_reach(problem: PlanProblem, usable: tuple[Usable, ...]) -> tuple[str, ...]:
    """Localities with need left that no usable site of any kind reaches."""
    reached = np.zeros(len(problem.localities), dtype=bool)
    for part in usable:
        reached[part.localities] = True
    alone = (problem.residual_fte() > 0).any(axis=1) & ~reached
    return tuple(problem.localities[position] for position in np.flatnonzero(alone))


def _refusal(run: _Run, usable: tuple[Usable, ...], obstacle: Infeasible) -> PlanResult:
    run.say(f"infeasible: {obstacle.reason}")
    return PlanResult(
        status=PlanStatus.INFEASIBLE,
        places=(),
        flows=(),
        value=Decimal(0),
        bound=0.0,
        gap=0.0,
        shortfalls=(),
        floor_bound_fte=0.0,
        out_of_reach=_out_of_reach(run.problem, usable),
        infeasible=obstacle,
        seconds=run.seconds(),
        nodes=run.nodes,
        solver_version=solver_version(),
        log=tuple(run.log),
    )
