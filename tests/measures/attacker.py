"""An attacker on published tables, written without looking at the code under test.

He reads what is public: tables with numbers and holes, and who lies in whom.
He makes one unknown of every combination of smallest parts, writes every number
as an equation, and asks how small and how great each hole can be. Exact attack:
elimination in fractions. Interval attack: linear programming, then inwards to
whole numbers. Tiny tables: every possibility is tried.
"""

from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog


class Attacker:
    """``leaves`` name the smallest parts of each axis; ``members`` what each member consists of."""

    def __init__(self, tables, members):
        self.members = members
        axes = sorted({axis for table in tables for axis in table.axes})
        leaves = [sorted({leaf for parts in members[axis].values() for leaf in parts}) for axis in axes]
        self.unknowns = list(product(*leaves))
        self.numbers = {}  # which unknowns -> value or None
        for table in tables:
            for names, value in table.cells.items():
                asked = dict(zip(table.axes, names, strict=True))
                rows = frozenset(
                    number
                    for number, leaf in enumerate(self.unknowns)
                    if all(
                        axis not in asked or part in members[axis][asked[axis]]
                        for axis, part in zip(axes, leaf, strict=True)
                    )
                )
                if self.numbers.get(rows) is None:
                    self.numbers[rows] = value

    def holes(self):
        return [rows for rows, value in self.numbers.items() if value is None]

    def exactly_known(self):
        """Holes, and their values, that follow by plain algebra, without any inequality."""
        width = len(self.unknowns)
        basis = []
        for rows, value in self.numbers.items():
            if value is not None:
                basis.append([Fraction(int(one in rows)) for one in range(width)] + [Fraction(value)])
        basis = _echelon(basis)
        found = {}
        for rows in self.holes():
            rest = _reduced([Fraction(int(one in rows)) for one in range(width)] + [Fraction(0)], basis)
            if not any(rest[:-1]):
                found[rows] = -rest[-1]
        return found

    def range_of(self, plus, minus=()):
        """The least and the greatest whole number that a sum of unknowns can be."""
        width = len(self.unknowns)
        cost = np.zeros(width)
        for one in plus:
            cost[one] += 1
        for one in minus:
            cost[one] -= 1
        known = [(rows, value) for rows, value in self.numbers.items() if value is not None]
        problem = {"bounds": (0, None), "method": "highs"}
        if known:
            problem["A_eq"] = np.array([[one in rows for one in range(width)] for rows, _ in known], float)
            problem["b_eq"] = [value for _, value in known]
        if self.holes():  # our rule is public: zero is always shown
            problem["A_ub"] = -np.array(
                [[one in rows for one in range(width)] for rows in self.holes()], float
            )
            problem["b_ub"] = [-1.0] * len(self.holes())
        least, most = linprog(cost, **problem), linprog(-cost, **problem)
        assert least.status == 0, "the tables contradict each other"
        return ceil(least.fun - 1e-6), (10**9 if most.status == 3 else floor(-most.fun + 1e-6))

    def narrow_holes(self, limit):
        """Holes whose value is known to less than ``limit``."""
        ranges = {rows: self.range_of(rows) for rows in self.holes()}
        return {rows: span for rows, span in ranges.items() if span[1] - span[0] < limit}

    def small_remainders(self, limit):
        """Groups left when a number is taken from a greater one, certain to be 1 .. limit - 1."""
        found = {}
        for first, second in combinations(self.numbers, 2):
            whole, part = (first, second) if second < first else (second, first)
            if part < whole and whole - part not in self.numbers and self._differ_on_one_axis(whole, part):
                low, high = self.range_of(whole - part)
                if low >= 1 and high < limit:
                    found[whole - part] = (low, high)
        return found

    def _differ_on_one_axis(self, whole, part):
        def sides(rows):
            return [
                frozenset(self.unknowns[one][axis] for one in rows) for axis in range(len(self.unknowns[0]))
            ]

        return sum(one != other for one, other in zip(sides(whole), sides(part), strict=True)) == 1

    def possible_values(self, at_most):
        """What each hole can be, by trying every table with no group above ``at_most``."""
        found = {rows: set() for rows in self.holes()}
        for tried in product(range(at_most + 1), repeat=len(self.unknowns)):
            sums = {rows: sum(tried[one] for one in rows) for rows in self.numbers}
            if all(
                sums[rows] == value if value is not None else sums[rows]
                for rows, value in self.numbers.items()
            ):
                for rows, values in found.items():
                    values.add(sums[rows])
        return found

    def gains(self, limit):
        """Everything the attacker learns; nothing, when the tables hold."""
        return [
            *(("exact", rows, value) for rows, value in self.exactly_known().items()),
            *(("interval", rows, span) for rows, span in self.narrow_holes(limit).items()),
            *(("remainder", rows, span) for rows, span in self.small_remainders(limit).items()),
            *(
                ("shown", rows, value)
                for rows, value in self.numbers.items()
                if value is not None and 0 < value < limit
            ),
        ]


def _echelon(rows):
    basis = []
    for row in rows:
        rest = _reduced(row, basis)
        lead = next((place for place, value in enumerate(rest[:-1]) if value), None)
        if lead is not None:
            basis.append((lead, [value / rest[lead] for value in rest]))
    return basis


def _reduced(row, basis):
    for lead, other in basis:
        if row[lead]:
            factor = row[lead]
            row = [value - factor * one for value, one in zip(row, other, strict=True)]
    return row
