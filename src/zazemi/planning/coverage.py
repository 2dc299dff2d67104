"""How much of the need is covered before and after a plan, by municipality and kind.

Units:   FTE of direct work with six places.
Source:  the stored question and answer of the plan; nothing is computed from today's data.
Pure:    yes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zazemi.planner.model import PlanProblem
from zazemi.planner.result import FLOW_GRAIN, PlanResult
from zazemi.values.services import ServiceKind

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Need, what is met of it before the plan, and what the plan adds; of one kind or of several together."""

    need: Decimal = NOTHING
    before: Decimal = NOTHING
    added: Decimal = NOTHING

    @property
    def after(self) -> Decimal:
        """Met need with the plan."""
        return self.before + self.added

    @property
    def missing(self) -> Decimal:
        """Need that stays uncovered."""
        return max(self.need - self.after, NOTHING)

    @property
    def share_before(self) -> Decimal | None:
        """Part of the need met before, None without need."""
        return min(self.before / self.need, Decimal(1)) if self.need else None

    @property
    def share_after(self) -> Decimal | None:
        """Part of the need met with the plan, None without need."""
        return min(self.after / self.need, Decimal(1)) if self.need else None


CoverageTable = dict[str, dict[ServiceKind, Coverage]]


def coverage_of(problem: PlanProblem, answer: PlanResult) -> CoverageTable:
    """Return the coverage of every municipality of the question, by code and kind."""
    added: dict[tuple[str, ServiceKind], Decimal] = defaultdict(Decimal)
    for flow in answer.flows:
        added[flow.locality, flow.kind] += flow.fte
    return {
        code: {
            kind: _one(problem.need_fte[row, column], problem.served_fte[row, column], added[code, kind])
            for column, kind in enumerate(problem.kinds)
        }
        for row, code in enumerate(problem.localities)
    }


def together(parts: Iterable[Coverage]) -> Coverage:
    """Add coverages up; a surplus of one never covers a lack of another."""
    known = list(parts)
    return Coverage(
        need=sum((one.need for one in known), NOTHING),
        before=sum((one.before for one in known), NOTHING),
        added=sum((one.added for one in known), NOTHING),
    )


def _one(need: float, served: float, added: Decimal) -> Coverage:
    return Coverage(need=_exact(need), before=_exact(min(need, served)), added=added)


def _exact(fte: float) -> Decimal:
    return Decimal(str(float(fte))).quantize(FLOW_GRAIN)
