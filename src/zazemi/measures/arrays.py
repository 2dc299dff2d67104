"""The array types of the cellar and the one check that columns belong together.

Raises:  ColumnLengthError when columns have different lengths; BadColumnError
         when a column holds a negative or missing number that it may not hold.
Pure:    no database, no clock, no randomness.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


class ColumnLengthError(ZazemiError):
    """Columns of one table have different numbers of rows."""

    message = N_("The column %(name)s has %(found)s rows, but %(expected)s are expected.")
    way_out = N_("Pass columns that describe the same municipalities in the same order.")


class BadColumnError(ZazemiError):
    """A column holds a number that it cannot hold."""

    message = N_("The column %(name)s holds %(value)s in row %(row)s.")
    way_out = N_("Enter zero or a positive number in every row.")


def same_length(expected: int, columns: Mapping[str, npt.NDArray[Any]]) -> None:
    """Check that every column has ``expected`` rows."""
    for name, column in columns.items():
        if len(column) != expected:
            raise ColumnLengthError(params={"name": name, "found": len(column), "expected": expected})


def not_negative(columns: Mapping[str, FloatArray]) -> None:
    """Check that every number is finite and zero or more."""
    for name, column in columns.items():
        bad = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
        if bad.size:
            row = int(bad[0])
            raise BadColumnError(params={"name": name, "value": float(column[row]), "row": row + 1})
