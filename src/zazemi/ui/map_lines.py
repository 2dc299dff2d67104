"""Lines of a drawn map: between groups of areas (ORP, regions) and around all of them.

The lines are found in the drawing itself: a piece of border used by two areas
of different groups is a line between groups, a piece used once is the edge.
So they always lie exactly on the drawn borders.
Pure:    yes.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
_WIDE = 1 << 24
_OFFSET = 1 << 22


def between(
    points: Whole, ring_of_point: Whole, area_of_ring: Whole, groups: Sequence[str]
) -> tuple[str, str]:
    """Return two paths: lines between groups, and the outer edge."""
    if not len(points):
        return "", ""
    codes = (points[:, 0] + _OFFSET) * _WIDE + points[:, 1] + _OFFSET
    joined = ring_of_point[1:] == ring_of_point[:-1]
    first, second = codes[:-1][joined], codes[1:][joined]
    area = area_of_ring[ring_of_point[1:][joined]]
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((high, low))
    low, high, area = low[order], high[order], area[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(low) != 0) | (np.diff(high) != 0)])
    uses = np.diff(np.r_[starts, len(low)])
    group = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)[1][area]
    is_edge = uses == 1
    is_line = np.minimum.reduceat(group, starts) != np.maximum.reduceat(group, starts)
    low, high = low[starts], high[starts]
    return _path(low[is_line], high[is_line]), _path(low[is_edge], high[is_edge])


def _path(low: Whole, high: Whole) -> str:
    neighbours: dict[int, list[int]] = {}
    for a, b in zip(low.tolist(), high.tolist(), strict=True):
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    ends = [node for node, others in neighbours.items() if len(others) != 2]  # noqa: PLR2004 - a node inside a line has two sides
    lines = []
    for start in [*ends, *neighbours]:
        while neighbours[start]:
            lines.append(_line_path(_walk(start, neighbours)))
    return "".join(lines)


def _walk(start: int, neighbours: dict[int, list[int]]) -> list[int]:
    """Follow unused pieces from ``start`` to a crossing or back to the start; use them up."""
    line = [start]
    here = start
    while neighbours[here]:
        there = neighbours[here].pop()
        neighbours[there].remove(here)
        line.append(there)
        here = there
        if here == start or len(neighbours[here]) != 1:
            break
    return line


def _line_path(line: list[int]) -> str:
    spots = [(code // _WIDE - _OFFSET, code % _WIDE - _OFFSET) for code in line]
    is_ring = spots[0] == spots[-1]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots)]
    text = " ".join(f"{dx} {dy}" for dx, dy in (steps[:-1] if is_ring else steps)).replace(" -", "-")
    return f"M{spots[0][0]} {spots[0][1]}l{text}{'z' if is_ring else ''}"
