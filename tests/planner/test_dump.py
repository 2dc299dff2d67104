"""Another solver on the same file never beats our bound."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.planner.instances import problem, random_problem, regional_problem

from zazemi.planner.dump import write_mps
from zazemi.planner.model import PlanProblem
from zazemi.planner.result import PlanResult
from zazemi.planner.solve import SolveOptions, solve
from zazemi.planner.solver import SolverFailedError


def other_solver(path: Path) -> float:
    """The value by GLPK, a solver that shares no code with ours; skips when it is absent."""
    program = shutil.which("glpsol")
    if program is None:
        pytest.skip("glpsol (apt install glpk-utils) is absent: the bound is not checked by another solver")
    report = path.with_suffix(".txt")
    subprocess.run(
        [program, "--freemps", str(path), "--tmlim", "5", "-o", str(report)], check=True, capture_output=True
    )
    line = next(row for row in report.read_text().splitlines() if row.startswith("Objective:"))
    return -float(line.split("=")[1].split("(")[0])


@pytest.mark.parametrize(
    "question", [problem(), random_problem(3), random_problem(8)], ids=["hand", "3", "8"]
)
def test_another_solver_finds_the_same_value(tmp_path: Path, question: PlanProblem):
    plan: PlanResult = solve(question, SolveOptions(gap=0.0))
    write_mps(question, tmp_path / "plan.mps", result=plan)
    value = other_solver(tmp_path / "plan.mps")
    assert value <= plan.bound + 1e-4
    assert value == pytest.approx(float(plan.value), abs=1e-3)


def test_another_solver_stays_under_our_bound_on_a_small_region(tmp_path: Path):
    question = regional_problem(localities=30, candidates=12, budget_czk=12_000_000)
    plan = solve(question, SolveOptions(gap=0.01))
    write_mps(question, tmp_path / "plan.mps", result=plan)
    assert other_solver(tmp_path / "plan.mps") <= plan.bound + 1e-4


def test_the_file_can_be_written_without_a_plan(tmp_path: Path):
    write_mps(problem(), tmp_path / "plan.mps")
    text = (tmp_path / "plan.mps").read_text()
    assert "ROWS" in text
    assert "INTORG" in text


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(SolverFailedError):
        write_mps(problem(), tmp_path / "absent" / "plan.mps")
