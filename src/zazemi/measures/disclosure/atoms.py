"""Cells of linked tables as sums of the smallest groups of people that the tables tell apart.

Units:   persons.
Raises:  TooManyGroupsError.
Pure:    no database, no clock, no randomness.

An *atom* is a group of people that lies in the same cells of all tables. Each
cell is a sum of atoms, so that everything that can be computed from published
cells - over totals, hierarchies, periods, kinds and other tables - is linear
algebra on the matrix ``rows`` (cells x atoms, zeros and ones).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from zazemi.measures.arrays import IntArray
from zazemi.measures.disclosure.tables import Axis, CellKey, Parts
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

MOST_ATOMS = 200_000
Group = frozenset[int]
"""Numbers of atoms."""


class TooManyGroupsError(ZazemiError):
    """Tables published together tell too many groups of people apart."""

    message = N_("The tables of %(counted)s tell %(found)s groups of people apart, more than %(most)s.")
    way_out = N_("Publish fewer dimensions at once.")


@dataclass(frozen=True, slots=True)
class Difference:
    """What remains of a cell without cells that lie in it and apart from each other; all by number."""

    whole: int
    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Atoms:
    """Cells of one counted thing and the atoms that they are made of.

    ``rows`` are the cells and ``remainders`` the differences, over atoms;
    ``inside[i, j]`` is one where the cell j lies in the greater cell i.
    """

    keys: tuple[CellKey, ...]
    groups: tuple[Group, ...]
    rows: csr_array
    differences: tuple[Difference, ...]
    remainders: csr_array
    inside: csr_array

    @property
    def count(self) -> int:
        """How many atoms there are."""
        return int(self.rows.shape[1])


def atoms_of(keys: Iterable[CellKey], axes: Iterable[Axis]) -> Atoms:
    """Build the atoms of cells that count one thing."""
    ordered = tuple(sorted(set(keys), key=_in_order))
    used = {name for _counted, places in ordered for name, _parts in places}
    classes = {axis.name: _classes(axis, ordered) for axis in axes if axis.name in used}
    shape = tuple(max(of_part.values()) + 1 for of_part in classes.values())
    total = int(np.prod(shape, dtype=np.int64))
    if total > MOST_ATOMS:
        raise TooManyGroupsError(params={"counted": ordered[0][0], "found": total, "most": MOST_ATOMS})
    cells = [_flat(dict(places), classes, shape) for _counted, places in ordered]
    groups, width = _merged(cells, total)
    rows = _matrix(groups, width)
    found = tuple(_differences(ordered, groups))
    return Atoms(
        keys=ordered,
        groups=groups,
        rows=rows,
        differences=tuple(difference for difference, _rest in found),
        remainders=_matrix([rest for _difference, rest in found], width),
        inside=_inside(rows),
    )


def _in_order(key: CellKey) -> tuple[str, list[tuple[str, list[str]]]]:
    return key[0], [(name, sorted(parts)) for name, parts in key[1]]


def _classes(axis: Axis, keys: Sequence[CellKey]) -> dict[str, int]:
    """Number the smallest parts so that parts which no cell tells apart share a number."""
    used = {parts for _counted, places in keys for name, parts in places if name == axis.name}
    in_order = sorted(used, key=sorted)
    numbers: dict[tuple[int, ...], int] = {}
    return {
        part: numbers.setdefault(
            tuple(number for number, parts in enumerate(in_order) if part in parts), len(numbers)
        )
        for part in sorted(axis.whole)
    }


def _flat(places: dict[str, Parts], classes: dict[str, dict[str, int]], shape: tuple[int, ...]) -> IntArray:
    if not shape:
        return np.zeros(1, dtype=np.int64)
    chosen = [
        np.array(sorted({of_part[part] for part in places.get(name, of_part)}), dtype=np.int64)
        for name, of_part in classes.items()
    ]
    return np.ravel_multi_index(np.ix_(*chosen), shape).reshape(-1).astype(np.int64)


def _merged(cells: Sequence[IntArray], total: int) -> tuple[tuple[Group, ...], int]:
    """Give atoms that lie in the same cells one number; atoms in no cell fall out."""
    lies_in: list[list[int]] = [[] for _ in range(total)]
    for number, atoms in enumerate(cells):
        for atom in atoms.tolist():
            lies_in[atom].append(number)
    numbers: dict[tuple[int, ...], int] = {}
    new = [numbers.setdefault(tuple(found), len(numbers)) if found else -1 for found in lies_in]
    return tuple(frozenset(new[atom] for atom in atoms.tolist()) for atoms in cells), len(numbers)


def _matrix(groups: Sequence[Group], width: int) -> csr_array:
    columns = [sorted(group) for group in groups]
    ends = np.cumsum([0, *(len(found) for found in columns)])
    flat = np.array([atom for found in columns for atom in found], dtype=np.int64)
    return csr_array((np.ones(len(flat), dtype=np.int64), flat, ends), shape=(len(groups), width))


def _inside(rows: csr_array) -> csr_array:
    shared = csr_array(rows @ rows.T).tocoo()
    sizes = np.diff(rows.indptr)
    lies = (shared.data == sizes[shared.col]) & (sizes[shared.row] > sizes[shared.col])
    return csr_array(
        (np.ones(int(lies.sum()), dtype=np.int64), (shared.row[lies], shared.col[lies])), shape=shared.shape
    )


def _differences(keys: Sequence[CellKey], groups: Sequence[Group]) -> Iterator[tuple[Difference, Group]]:
    """Yield what can be had by taking listed cells from a listed cell along one axis.

    Each pair of a cell and one inside it, and each cell without all the largest
    (or all the smallest) cells inside it, where these lie apart.
    """
    seen: set[tuple[Group, int]] = set()
    for line in _lines(keys):
        for whole in line:
            inside = [one for one in line if groups[one] < groups[whole]]
            for without in [*((one,) for one in inside), _largest(inside, groups), _smallest(inside, groups)]:
                rest = groups[whole].difference(*(groups[one] for one in without))
                apart = len(groups[whole]) - len(rest) == sum(len(groups[one]) for one in without)
                if without and rest and apart and (rest, whole) not in seen:
                    seen.add((rest, whole))
                    yield Difference(whole, tuple(without)), rest


def _lines(keys: Sequence[CellKey]) -> list[list[int]]:
    """Return the cells, by number, that differ on one axis only."""
    lines: dict[tuple[str, tuple[tuple[str, Parts], ...]], list[int]] = {}
    names = sorted({name for _counted, places in keys for name, _parts in places})
    for number, (_counted, places) in enumerate(keys):
        for name in names:
            others = tuple(place for place in places if place[0] != name)
            lines.setdefault((name, others), []).append(number)
    return [line for line in lines.values() if len(line) > 1]


def _largest(inside: Sequence[int], groups: Sequence[Group]) -> tuple[int, ...]:
    return tuple(one for one in inside if not any(groups[one] < groups[other] for other in inside))


def _smallest(inside: Sequence[int], groups: Sequence[Group]) -> tuple[int, ...]:
    return tuple(one for one in inside if not any(groups[other] < groups[one] for other in inside))
