"""Write the program of a plan as an MPS file, so that any other solver can check our bound.

Units:   as in ``formulation``; the file minimises minus the value.
Raises:  SolverFailedError when the file cannot be written.
Pure:    writes one file.
"""

import dataclasses
from pathlib import Path

from zazemi.planner.formulation import formulate
from zazemi.planner.model import PlanProblem
from zazemi.planner.result import PlanResult
from zazemi.planner.solver import write_program

_SAFETY = 1e-6


def write_mps(problem: PlanProblem, path: Path, *, result: PlanResult | None = None) -> None:
    """Write the second search of the plan: most value with the smallest shortfall of the floor.

    Args:
        problem: the question.
        path: the file; its name ends with ``.mps``.
        result: the plan whose bound is to be checked; its shortfalls become the
            condition of the floor. Without it nobody may be short.
    """
    formulation = formulate(problem)
    program = formulation.program
    short = float(sum(item.fte for item in result.shortfalls)) if result else 0.0
    row_upper = program.row_upper.copy()
    row_upper[formulation.slack_row] = short + _SAFETY
    write_program(dataclasses.replace(program, row_upper=row_upper), path)
