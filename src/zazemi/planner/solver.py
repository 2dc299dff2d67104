"""The one adapter of HiGHS: a program goes in, values, bound and the reason of the end come out.

Source:  HiGHS (MIT), highspy; callbacks for progress and interruption.
Raises:  SolverFailedError when HiGHS reports neither a solution nor a proof.
Pure:    one thread and a fixed seed: equal programs give equal answers unless
         the time guard ends the search.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import scipy.sparse as sp

from zazemi.planner.formulation import Program
from zazemi.planner.model import FloatArray
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_FEASIBILITY = 1e-7


class SolverFailedError(ZazemiError):
    """HiGHS ended without a solution and without a proof."""

    message = N_("The solver ended without an answer (%(status)s).")
    way_out = N_("Run the plan again; if it happens twice, report the number of the job.")


class Ending(StrEnum):
    """Why HiGHS stopped."""

    PROVED = "proved"
    INFEASIBLE = "infeasible"
    NODES = "nodes"
    TIME = "time"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLimits:
    """When a search may stop: relative gap, nodes of the tree, seconds as a guard; ``seed`` of ties.

    ``is_wide``: many columns and a good start, so presolve and heuristics would
    only cost time (measured: 1 % of a region three times sooner without them).
    """

    gap: float
    node_limit: int
    time_limit_s: float
    seed: int
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What HiGHS found: ``values`` per column (empty without a solution) and the proved ``bound``."""

    ending: Ending
    values: FloatArray
    value: float
    bound: float
    nodes: int


Report = Callable[[float, float], bool]
"""Called with the best value (-inf before the first) and the bound; returns False to stop."""


def solver_version() -> str:
    """Name and version of the solver, kept with every plan."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types
    return f"HiGHS {highs.version()}"


def solve_program(
    program: Program, limits: SearchLimits, *, start: FloatArray, report: Report | None = None
) -> Answer:
    """Solve a mixed-integer program to the wanted gap, from a feasible start."""
    highs = _loaded(program, whole=True)
    highs.setOptionValue("mip_rel_gap", limits.gap)
    highs.setOptionValue("mip_max_nodes", limits.node_limit)
    highs.setOptionValue("time_limit", limits.time_limit_s)
    highs.setOptionValue("random_seed", limits.seed)
    highs.setOptionValue("mip_heuristic_effort", 0.05 if limits.is_wide else 0.3)
    highs.setOptionValue("presolve", "off" if limits.is_wide else "choose")
    solution = highspy.HighsSolution()
    solution.col_value = list(start)
    highs.setSolution(solution)
    if report is not None:
        _watch(highs, report)
    highs.run()
    return _answer(highs)


def solve_plainly(program: Program, *, gap: float, time_limit_s: float) -> Answer:
    """Solve with the solver's own settings, without start and limits of ours: the peer of the benchmark."""
    highs = _loaded(program, whole=True)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("time_limit", time_limit_s)
    highs.run()
    return _answer(highs)


def solve_relaxed(program: Program) -> Answer:
    """Solve the program as a linear one; integer columns are expected to be fixed by their bounds."""
    highs = _loaded(program, whole=False)
    highs.run()
    return _answer(highs)


class RelaxedProgram:
    """The linear relaxation, kept warm while inequalities are added."""

    def __init__(self, program: Program) -> None:
        self._highs = _loaded(program, whole=False)

    def add(self, matrix: sp.csr_matrix) -> None:
        """Add rows ``matrix @ v <= 0``."""
        count = matrix.shape[0]
        self._highs.addRows(
            count,
            np.full(count, -np.inf),
            np.zeros(count),
            matrix.nnz,
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
        )

    def solve(self) -> tuple[float, FloatArray]:
        """Value and columns of the relaxed optimum."""
        self._highs.run()
        answer = _answer(self._highs)
        return answer.value, answer.values


def write_program(program: Program, path: Path) -> None:
    """Write the program as a free-format MPS file that minimises minus the value."""
    highs = _loaded(program, whole=True, minimise=True)
    if highs.writeModel(str(path)) == highspy.HighsStatus.kError:
        raise SolverFailedError(params={"status": f"cannot write {path.name}"})


def _loaded(program: Program, *, whole: bool, minimise: bool = False) -> Any:  # noqa: ANN401 - highspy has no types
    model = highspy.HighsLp()
    matrix = program.matrix
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = -program.cost if minimise else program.cost
    model.sense_ = highspy.ObjSense.kMinimize if minimise else highspy.ObjSense.kMaximize
    model.col_lower_, model.col_upper_ = program.column_lower, program.column_upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[flag] for flag in program.integer]
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types
    highs.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS takes name and value
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("primal_feasibility_tolerance", _FEASIBILITY)
    highs.setOptionValue("mip_feasibility_tolerance", _FEASIBILITY)
    highs.passModel(model)
    return highs


def _watch(highs: Any, report: Report) -> None:  # noqa: ANN401 - highspy has no types
    def listen(event: Any) -> None:  # noqa: ANN401 - highspy has no types
        best, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        if not report(best if math.isfinite(best) else -math.inf, bound):
            event.data_in.user_interrupt = True

    highs.cbMipInterrupt.subscribe(listen)


_ENDINGS = {
    highspy.HighsModelStatus.kOptimal: Ending.PROVED,
    highspy.HighsModelStatus.kInfeasible: Ending.INFEASIBLE,
    highspy.HighsModelStatus.kSolutionLimit: Ending.NODES,
    highspy.HighsModelStatus.kTimeLimit: Ending.TIME,
    highspy.HighsModelStatus.kInterrupt: Ending.INTERRUPTED,
}


def _answer(highs: Any) -> Answer:  # noqa: ANN401 - highspy has no types
    status, info = highs.getModelStatus(), highs.getInfo()
    if status not in _ENDINGS:
        raise SolverFailedError(params={"status": highs.modelStatusToString(status)})
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    value = float(info.objective_function_value) if found else -math.inf
    bound = float(info.mip_dual_bound)
    return Answer(
        ending=_ENDINGS[status],
        values=np.array(highs.getSolution().col_value) if found else np.zeros(0),
        value=value,
        bound=bound,
        nodes=int(info.mip_node_count),
    )
