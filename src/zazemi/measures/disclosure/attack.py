"""What somebody who reads all published tables can compute: the attack on our own tables.

Units:   persons.
Raises:  TablesDoNotAddUpError.
Pure:    no database, no clock, no randomness.

The attacker knows every published number, that people are counted in whole
numbers, that each total is the sum of its parts, and our rule: zero is always
shown, so a hidden cell is at least one. That is more than anybody outside knows
for sure. A *leak* is

* a hidden cell whose possible values span less than the limit (the exact
  attack is the span of zero);
* a difference of cells whose possible values span less than the limit and
  reach into 1 .. limit - 1: a small group computed by subtraction.

A span is proved by two whole tables that agree with everything published and
differ by the limit; they are checked in whole numbers, no float is trusted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, diags_array, vstack
from scipy.sparse.csgraph import connected_components

from zazemi.measures.arrays import FloatArray, IntArray
from zazemi.measures.disclosure.atoms import Atoms, Difference
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_INFINITE = np.inf


class TablesDoNotAddUpError(ZazemiError):
    """No numbers of people agree with all the tables at once."""

    message = N_("The tables of %(counted)s do not add up.")
    way_out = N_(
        "Check that every total is the sum of its parts and that all tables come from one version of data."
    )


@dataclass(frozen=True, slots=True)
class Leak:
    """What the published numbers give away: a hidden cell, or a difference of cells.

    ``cell`` is the number of the hidden cell (``difference`` is None then);
    ``lowest`` and ``highest`` are its possible values.
    """

    cell: int
    difference: Difference | None
    lowest: int
    highest: int


class Attack:
    """One counted thing under attack; ``shown`` are the numbers of visible cells, the others are hidden.

    Every table found that agrees with what is shown widens the spans of all
    sums at once; most sums never need a search of their own.
    """

    def __init__(self, atoms: Atoms, shown: Mapping[int, int], limit: int) -> None:
        self.atoms = atoms
        self.shown = dict(shown)
        self.limit = limit
        self.points: list[IntArray] = []
        self._sums = csr_array(vstack([atoms.rows, atoms.remainders]))
        self._low = np.full(self._sums.shape[0], np.iinfo(np.int64).max)
        self._high = np.full(self._sums.shape[0], -1)
        self._blocks: IntArray | None = None
        self._harmless: set[int] = set()
        self.searches = 0

    @property
    def hidden(self) -> list[int]:
        """The hidden cells, by number."""
        return [cell for cell in range(len(self.atoms.keys)) if cell not in self.shown]

    def learn(self, point: IntArray) -> None:
        """Remember a table that agrees with what is shown."""
        sums = self._sums @ point
        np.minimum(self._low, sums, out=self._low)
        np.maximum(self._high, sums, out=self._high)
        self.points.append(point)

    def hide(self, cells: Iterable[int]) -> None:
        """Hide cells; what was possible stays possible."""
        for cell in cells:
            del self.shown[cell]
        self._blocks = None
        self._harmless.clear()

    def with_shown(self, cell: int, value: int) -> "Attack":
        """Return the attack with one hidden cell shown, and with the tables that still agree."""
        tried = Attack(self.atoms, {**self.shown, cell: value}, self.limit)
        row = self.atoms.rows[[cell]]
        for point in self.points:
            if int((row @ point)[0]) == value:
                tried.learn(point)
        return tried

    def is_possible(self) -> bool:
        """Whether any table of whole numbers agrees with what is shown."""
        if not self.points:
            found = self._solved(np.zeros(self.atoms.count, dtype=np.int64), None)
            if found is not None:
                self.learn(found)
        return bool(self.points)

    def leaks(self) -> Iterator[Leak]:
        """Yield the leaks as things stand, hidden cells first."""
        cells = len(self.atoms.keys)
        for cell in [one for one in self._narrow() if one < cells and one not in self.shown]:
            if (span := self._span(cell)) is not None:
                yield Leak(cell, None, *span)
        for number in [one - cells for one in self._narrow() if one >= cells]:
            yield from self._leak_by(number)

    def _leak_by(self, number: int) -> Iterator[Leak]:
        difference = self.atoms.differences[number]
        place = len(self.atoms.keys) + number
        hidden = [cell for cell in (difference.whole, *difference.without) if cell not in self.shown]
        if not hidden:
            span = int(self._low[place]), int(self._high[place])
        elif len(hidden) == len(difference.without) == 1 or place in self._harmless:
            return  # one hidden cell and a known number are as uncertain as the hidden cell itself
        else:
            found = self._span(place)
            if found is None:
                return
            span = found
        if span[0] < self.limit and span[1] > 0:
            yield Leak(difference.whole, difference, *span)
        else:
            self._harmless.add(place)

    def _narrow(self) -> list[int]:
        """Return the sums for which no two known tables differ by the limit, the narrowest first."""
        spans = self._high - self._low
        return [int(one) for one in np.argsort(spans, kind="stable") if spans[one] < self.limit]

    def _span(self, place: int) -> tuple[int, int] | None:
        """Return the possible values of a sum when they span less than the limit."""
        if self._high[place] - self._low[place] >= self.limit:
            return None  # learned since
        row = self._sums[[place]].toarray()[0].astype(np.int64)
        least = int(row @ self._point(row))
        if self._high[place] - least >= self.limit or self._found(row, at_least=least + self.limit):
            return None
        return least, int(row @ self._point(-row))

    def _found(self, row: IntArray, at_least: int) -> bool:
        point = self._solved(row, at_least)
        if point is not None:
            self.learn(point)
        return point is not None

    def _point(self, cost: IntArray) -> IntArray:
        point = self._solved(cost, None)
        if point is None:
            raise TablesDoNotAddUpError(params={"counted": self.atoms.keys[0][0]})
        self.learn(point)
        return point

    def _solved(self, cost: IntArray, at_least: int | None) -> IntArray | None:
        """Return the table that costs least among those which agree with what is shown.

        Only the blocks of atoms that the cost touches are searched; the others
        stay as in the first table known.
        """
        rows, low, high = agreement(self.atoms, self.shown)
        if at_least is not None:
            rows = csr_array(vstack([rows, csr_array(cost.reshape(1, -1))]))
            low, high = np.append(low, at_least), np.append(high, _INFINITE)
        point = self.points[0].copy() if self.points else np.zeros(self.atoms.count, dtype=np.int64)
        searched = self._around(cost)
        self.searches += 1
        if searched.size:
            part = csr_array(rows[:, searched])
            touched = np.flatnonzero(np.diff(part.indptr))
            rest = rows[touched] @ point - part[touched] @ point[searched]
            answer = milp(
                cost[searched].astype(np.float64),
                integrality=np.ones(len(searched), dtype=np.int64),
                bounds=Bounds(0, _INFINITE),
                constraints=LinearConstraint(
                    part[touched].astype(np.float64), low[touched] - rest, high[touched] - rest
                ),
            )
            if answer.x is None:
                return None
            point[searched] = np.rint(answer.x).astype(np.int64)
        sums = rows @ point
        return point if np.all(sums >= low) and np.all(sums <= high) and np.all(point >= 0) else None

    def _around(self, cost: IntArray) -> IntArray:
        if not self.points:
            return np.arange(self.atoms.count)
        if self._blocks is None:
            self._blocks = blocks(self.atoms, self.shown, self.points[0])
        touched = np.unique(self._blocks[cost != 0])
        return np.flatnonzero(np.isin(self._blocks, touched[touched >= 0]))


def blocks(atoms: Atoms, shown: Mapping[int, int], point: IntArray) -> IntArray:
    """Number the atoms so that those of different numbers vary independently; -1 where nothing varies.

    ``point`` is any table that agrees with what is shown.
    """
    is_shown = np.array([cell in shown for cell in range(len(atoms.keys))])
    known = csr_array(atoms.rows[is_shown])
    free = np.ones(atoms.count, dtype=np.int64)
    while True:
        decided = (known @ (free * point) == 0) | (known @ free == 1)
        fixed = (free == 1) & (known.T @ decided.astype(np.int64) > 0)
        if not fixed.any():
            break
        free[fixed] = 0
    positive = ~is_shown | (atoms.rows @ point > 0)
    implied = (atoms.inside @ positive.astype(np.int64) > 0) | (atoms.rows @ ((1 - free) * point) > 0)
    joining = csr_array(atoms.rows[is_shown | ~implied]) @ diags_array(free, dtype=np.int64)
    graph: Any = block_array(cast("Any", [[None, joining.T], [joining, None]]))
    labels = connected_components(graph, directed=False)[1][: atoms.count].astype(np.int64)
    return np.where(free == 1, labels, -1)


def agreement(atoms: Atoms, shown: Mapping[int, int]) -> tuple[csr_array, FloatArray, FloatArray]:
    """Return rows, lowest and highest sums: shown cells are known exactly, hidden ones are at least one."""
    cells = range(len(atoms.keys))
    low = np.array([shown.get(cell, 1) for cell in cells], dtype=np.float64)
    high = np.array([shown.get(cell, _INFINITE) for cell in cells], dtype=np.float64)
    return atoms.rows, low, high
