"""Check a finished plan again from the question alone, in exact decimal and whole numbers.

It shares nothing with the builder of the program: it reads the raw problem and
the printed answer, and knows no solver.

Units:   FTE as Decimal, money in whole CZK. Sums of FTE are compared with a
         tolerance of ``TOLERANCE_FTE``, money exactly, shares to one crown.
Pure:    yes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zazemi.planner.model import PlanProblem
from zazemi.planner.result import PlanResult

TOLERANCE_FTE = Decimal("0.00002")
TOLERANCE_VALUE = Decimal("0.0001")
_THOUSAND = 1000
_HALF = Decimal("0.5")


class Rule(StrEnum):
    """One condition of the model, checked anew."""

    PRICES = "prices"
    BUDGET = "budget"
    SHARES = "shares"
    TEAMS = "teams"
    REACH = "reach"
    CAPACITY = "capacity"
    NEED = "need"
    FLOOR = "floor"
    VALUE = "value"
    BOUND = "bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    """One rule: whether it holds, what was found and what it was compared with."""

    rule: Rule
    is_ok: bool
    found: str
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The plan checked rule by rule."""

    lines: tuple[CertificateLine, ...]

    @property
    def is_ok(self) -> bool:
        """Whether every rule holds."""
        return all(line.is_ok for line in self.lines)


Key = tuple[str, str]


class _Facts:
    """The problem as plain dictionaries by code, read once."""

    def __init__(self, problem: PlanProblem) -> None:
        self.need: dict[Key, Decimal] = {}
        self.least: dict[Key, int] = {}
        self.most: dict[Key, int] = {}
        self.opening: dict[Key, int] = {}
        self.overhead: dict[tuple[str, str, str], Decimal] = {}
        self.price: dict[str, Fraction] = {}
        for s, kind in enumerate(problem.kinds):
            self.price[kind] = Fraction(problem.cost_czk_per_fte_year[s] * problem.months, 12)
            for i, locality in enumerate(problem.localities):
                left = _decimal(problem.need_fte[i, s]) - _decimal(problem.served_fte[i, s])
                self.need[locality, kind] = max(left, Decimal(0))
            for k, site in enumerate(problem.sites):
                self.least[site, kind] = int(problem.min_steps[k, s])
                self.most[site, kind] = int(problem.max_steps[k, s])
                self.opening[site, kind] = int(problem.opening_cost_czk[k, s])
            pairs = problem.pairs[s]
            for i, k, overhead in zip(pairs.locality, pairs.site, pairs.overhead, strict=True):
                self.overhead[problem.localities[i], problem.sites[k], kind] = _decimal(overhead)
        self.weight = {code: _decimal(problem.weight[i]) for i, code in enumerate(problem.localities)}
        self.floor = {code: _decimal(problem.floor_fte[i]) for i, code in enumerate(problem.localities)}

    def reachable_need(self) -> dict[str, Decimal]:
        """FTE of each locality's need that some place which may open reaches."""
        seen: set[Key] = set()
        total: dict[str, Decimal] = defaultdict(Decimal)
        for locality, site, kind in self.overhead:
            if self.most[site, kind] >= self.least[site, kind] and (locality, kind) not in seen:
                seen.add((locality, kind))
                total[locality] += self.need[locality, kind]
        return total


def _decimal(number: float) -> Decimal:
    return Decimal(str(float(number)))


def certify(problem: PlanProblem, result: PlanResult) -> Certificate:
    """Check every condition of the model on a finished plan.

    Returns:
        One line per rule; ``is_ok`` of the certificate is their conjunction. A
        plan that is infeasible has no places and passes with value zero.
    """
    facts = _Facts(problem)
    return Certificate(lines=tuple(_lines(problem, facts, result)))


def _lines(problem: PlanProblem, facts: _Facts, result: PlanResult) -> Iterator[CertificateLine]:
    spent = sum(place.cost_czk for place in result.places)
    yield _prices(facts, result)
    yield _line(Rule.BUDGET, spent <= problem.budget_czk, spent, problem.budget_czk)
    yield _shares(problem, result, spent)
    yield _teams(facts, result)
    stray = sum((flow.locality, flow.site, flow.kind) not in facts.overhead for flow in result.flows)
    yield _line(Rule.REACH, stray == 0, stray, 0)
    yield _capacity(facts, result)
    yield _need(facts, result)
    yield _floor(facts, result)
    value = _value(problem, facts, result)
    yield _line(Rule.VALUE, abs(value - result.value) <= TOLERANCE_VALUE, value, result.value)
    yield _bound(result)


def _line(rule: Rule, is_ok: object, found: object, limit: object) -> CertificateLine:
    return CertificateLine(rule=rule, is_ok=bool(is_ok), found=str(found), limit=str(limit))


def _prices(facts: _Facts, result: PlanResult) -> CertificateLine:
    """Every team costs its half-FTE steps at the whole-crown price of a step, and its opening."""
    again = 0
    for place in result.places:
        step = facts.price[place.kind] / 2
        whole = step.numerator // step.denominator + (step.denominator > 1)
        opening = facts.opening[place.site, place.kind]
        again += place.steps * whole + opening
    return _line(Rule.PRICES, again == result.cost_czk, again, result.cost_czk)


def _shares(problem: PlanProblem, result: PlanResult, spent: int) -> CertificateLine:
    worst = Fraction(0)
    for kind, permille in zip(problem.kinds, problem.min_share_permille, strict=True):
        own = sum(place.cost_czk for place in result.places if place.kind == kind)
        missing = Fraction(permille * spent, _THOUSAND) - own
        worst = max(worst, missing)
    return _line(Rule.SHARES, worst <= 1, f"{float(worst):.2f}", "1.00")


def _teams(facts: _Facts, result: PlanResult) -> CertificateLine:
    keys = [(place.site, place.kind) for place in result.places]
    wrong = len(keys) - len(set(keys))
    for place in result.places:
        least, most = facts.least[place.site, place.kind], facts.most[place.site, place.kind]
        wrong += not (least <= place.steps <= most and place.fte == place.steps * _HALF)
    return _line(Rule.TEAMS, wrong == 0, wrong, 0)


def _capacity(facts: _Facts, result: PlanResult) -> CertificateLine:
    left: dict[Key, Decimal] = defaultdict(Decimal)
    for place in result.places:
        left[place.site, place.kind] += place.steps * _HALF
    for flow in result.flows:
        overhead = facts.overhead.get((flow.locality, flow.site, flow.kind), Decimal(1))
        left[flow.site, flow.kind] -= flow.fte * overhead
    worst = -min(left.values(), default=Decimal(0))
    return _line(Rule.CAPACITY, worst <= TOLERANCE_FTE, max(worst, Decimal(0)), TOLERANCE_FTE)


def _need(facts: _Facts, result: PlanResult) -> CertificateLine:
    served: dict[Key, Decimal] = defaultdict(Decimal)
    for flow in result.flows:
        served[flow.locality, flow.kind] += flow.fte
    over = [fte - facts.need.get(key, Decimal(0)) for key, fte in served.items()]
    negative = [-flow.fte for flow in result.flows]
    worst = max([*over, *negative, Decimal(0)])
    return _line(Rule.NEED, worst <= TOLERANCE_FTE, worst, TOLERANCE_FTE)


def _floor(facts: _Facts, result: PlanResult) -> CertificateLine:
    """Each locality in need gets its floor, or is named as short or as out of reach."""
    if result.infeasible is not None:
        return _line(Rule.FLOOR, is_ok=True, found="-", limit="-")
    got: dict[str, Decimal] = defaultdict(Decimal)
    for flow in result.flows:
        got[flow.locality] += flow.fte
    for short in result.shortfalls:
        got[short.locality] += short.fte
    within = facts.reachable_need()
    worst = Decimal(0)
    for locality, floor in facts.floor.items():
        if locality not in result.out_of_reach:
            worst = max(worst, min(floor, within[locality]) - got[locality])
    return _line(Rule.FLOOR, worst <= TOLERANCE_FTE, worst, TOLERANCE_FTE)


def _value(problem: PlanProblem, facts: _Facts, result: PlanResult) -> Decimal:
    served: dict[Key, Decimal] = defaultdict(Decimal)
    for flow in result.flows:
        served[flow.locality, flow.kind] += flow.fte
    first, second = (_decimal(reward) for reward in problem.rewards)
    total = Decimal(0)
    for (locality, kind), fte in served.items():
        half = facts.need[locality, kind] * _HALF
        total += facts.weight[locality] * (
            first * fte if fte <= half else first * half + second * (fte - half)
        )
    return total


def _bound(result: PlanResult) -> CertificateLine:
    value = float(result.value)
    gap = (result.bound - value) / value if value > 0 else result.gap
    is_ok = result.bound >= value and abs(gap - result.gap) <= float(TOLERANCE_VALUE)
    return _line(Rule.BOUND, is_ok, f"{value:.6f}", f"{result.bound:.6f}")
