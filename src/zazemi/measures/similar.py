"""Which municipalities resemble one: by size and by the shares of the index. Never a ranking.

Distance: Euclidean over the decimal logarithm of the inhabitants aged 15 and
over and the shares of the dimensions, each divided by its standard deviation
over the whole table, so that all count alike. A column without any spread is
left out.
Units:   distances without a unit; 0 means the same.
Source:  the project's own definition, documented on the page and in ADR 0011.
Raises:  ColumnLengthError.
Pure:    no database, no clock, no randomness.
"""

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray, same_length


def similar_rows(
    population: FloatArray, shares: FloatArray, *, row: int, candidates: BoolArray, wanted: int
) -> IntArray:
    """Return the rows of the ``wanted`` nearest candidates, the nearest first; equally near ones by row.

    ``population`` (n,), ``shares`` (n, k) in per cent, ``candidates`` (n,); the
    municipality itself is never among them.
    """
    same_length(len(population), {"shares": shares, "candidates": candidates})
    columns = np.column_stack((np.log10(np.maximum(population, 1.0)), shares))
    spread = columns.std(axis=0)
    scaled = columns[:, spread > 0] / spread[spread > 0]
    distance = np.sqrt(((scaled - scaled[row]) ** 2).sum(axis=1))
    allowed = np.flatnonzero(candidates & (np.arange(len(population)) != row))
    return allowed[np.argsort(distance[allowed], kind="stable")][:wanted].astype(np.int64)
