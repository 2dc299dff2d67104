"""A series of results over years, cut where it must not be read as one line.

Pure:    no database, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """One year of a series, and the version of the rules it was made by."""

    year: int
    value: float
    version: str


def segments(points: Sequence[YearPoint]) -> list[list[YearPoint]]:
    """Cut a series into pieces of consecutive years made by the same rules, the oldest first.

    Only points of one piece may be joined by a line.
    """
    pieces: list[list[YearPoint]] = []
    for point in sorted(points, key=lambda one: one.year):
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.version == point.version and last.year + 1 == point.year:
            pieces[-1].append(point)
        else:
            pieces.append([point])
    return pieces
