"""Which further cells to hide so that a leak is closed, at a small loss.

Units:   persons; the loss of a cell has no unit.
Raises:  NothingLeftToHideError.
Pure:    no database, no clock, no randomness; ties are broken by the order of cells.

The heuristic: find two whole tables of people that differ by the limit in the
leaking number and depart as cheaply as possible from what is shown; the cells
in which they depart are hidden. A cell costs the more, the more people it
counts and the more cells lie in it, so that totals are kept. (After the
linear-programming heuristics for complementary suppression: Kelly, Golden,
Assad 1992; Fischetti, Salazar 2000.) It is not proved to be the smallest loss;
afterwards every hidden cell that can be shown again is shown.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array

from zazemi.measures.arrays import FloatArray
from zazemi.measures.disclosure.atoms import Atoms
from zazemi.measures.disclosure.attack import Attack, Leak, agreement
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

RELATIVE_GAP = 0.01


class NothingLeftToHideError(ZazemiError):
    """What was published before gives a small count away, whatever is hidden now."""

    message = N_(
        "What was published about %(counted)s before gives away a small count, whatever is hidden now."
    )
    way_out = N_("Publish from a new version of the data, or leave this table out.")


def losses(atoms: Atoms, shown: Mapping[int, int]) -> FloatArray:
    """Return what it costs to hide each cell; cells that are hidden already cost nothing."""
    inside = atoms.inside.sum(axis=1)
    counts = np.array([shown.get(cell, 0) for cell in range(len(atoms.keys))])
    return np.asarray((1 + inside) * np.log2(2 + counts), dtype=np.float64)


def cover(attack: Attack, leak: Leak, fixed: frozenset[int]) -> dict[int, int]:
    """Return the cells, with their values, to hide so that the leak is closed.

    ``fixed`` are cells that everybody knows already. The two tables found are
    learned by the attack.
    """
    atoms = attack.atoms
    free = [cell for cell, value in sorted(attack.shown.items()) if value and cell not in fixed]
    answer = milp(**_problem(attack, leak, free), options={"mip_rel_gap": RELATIVE_GAP})
    if answer.x is None:
        raise NothingLeftToHideError(params={"counted": atoms.keys[0][0]})
    tables = [np.rint(half).astype(np.int64) for half in np.split(answer.x[: 2 * atoms.count], 2)]
    sums = [atoms.rows @ table for table in tables]
    moved = {
        cell: attack.shown[cell] for cell in free if any(int(one[cell]) != attack.shown[cell] for one in sums)
    }
    if not moved:
        raise NothingLeftToHideError(params={"counted": atoms.keys[0][0]})
    attack.hide(moved)
    for table in tables:
        attack.learn(table)
    return moved


def _problem(attack: Attack, leak: Leak, free: list[int]) -> dict[str, Any]:
    """Two tables x, and for each its departures up and down in the free cells."""
    rows, low, high = agreement(attack.atoms, attack.shown)
    number, atoms, cells = len(free), attack.atoms.count, len(low)
    departures = csr_array((np.ones(number), (free, range(number))), shape=(cells, number))
    zero = csr_array((cells, number))
    target = csr_array(_row(attack, leak))
    kept = rows[free] if number else csr_array((0, atoms))
    matrix = block_array(
        [
            [rows, None, -departures, departures, zero, zero],
            [None, rows, zero, zero, -departures, departures],
            [kept, None, None, None, None, None],
            [None, kept, None, None, None, None],
            [target, -target, None, None, None, None],
        ]
    )
    bottom = np.concatenate((low, low, np.ones(2 * number), [attack.limit]))
    top = np.concatenate((high, high, np.full(2 * number + 1, np.inf)))
    price = np.tile(losses(attack.atoms, attack.shown)[free], 4)
    return {
        "c": np.concatenate((np.zeros(2 * atoms), price)),
        "integrality": np.concatenate((np.ones(2 * atoms), np.zeros(4 * number))),
        "bounds": Bounds(0, np.inf),
        "constraints": LinearConstraint(csr_array(matrix), bottom, top),
    }


def _row(attack: Attack, leak: Leak) -> csr_array:
    if leak.difference is None:
        return attack.atoms.rows[[leak.cell]]
    return attack.atoms.remainders[[attack.atoms.differences.index(leak.difference)]]
