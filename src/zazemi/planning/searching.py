"""The search for a plan, as it runs in a child process: no database, no framework.

Units:   seconds, megabytes; progress as a share 0..1.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from zazemi.planner.model import PlanProblem
from zazemi.planner.result import PlanResult, Progress
from zazemi.planner.solve import SolveOptions, solve

MEMORY_MB = 3072
TIME_LIMIT_S = 120.0
CPU_RESERVE_S = 60
FIRST_GAP = 0.2
LARGEST_SHARE = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the child is asked."""

    problem: PlanProblem
    options: SolveOptions


def search(question: Question, tell: Callable[[Progress], None]) -> PlanResult:
    """Solve, and tell the progress; cancelling ends the whole process."""

    def report(progress: Progress) -> bool:
        tell(progress)
        return True

    return solve(question.problem, question.options, on_progress=report)


def share_done(progress: Progress, options: SolveOptions) -> float:
    """Estimate the part done: how far the gap has closed, or how much of the time has passed."""
    by_time = progress.seconds / options.time_limit_s
    if not math.isfinite(progress.gap):
        return min(by_time, LARGEST_SHARE)
    span = math.log(FIRST_GAP / options.gap) if options.gap < FIRST_GAP else 1.0
    by_gap = math.log(FIRST_GAP / max(progress.gap, options.gap)) / span if progress.gap < FIRST_GAP else 0.0
    return min(max(by_time, by_gap), LARGEST_SHARE)
