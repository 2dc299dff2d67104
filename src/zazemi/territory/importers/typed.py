"""Read cells with their types back: the machine promises them, the type checker wants to see them.

Pure:    yes.
"""

import datetime as dt

from zazemi.intake.slot import Value
from zazemi.values.names import folded, sort_key


def text_of(value: Value) -> str:
    """Return the text of a cell; an empty cell is an empty text."""
    return "" if value is None else str(value)


def whole_of(value: Value) -> int:
    """Return the whole number of a cell."""
    return int(text_of(value))


def real_of(value: Value) -> float | None:
    """Return the measured value of a cell, or nothing."""
    return None if value is None else float(text_of(value))


def day_of(value: Value) -> dt.date | None:
    """Return the day of a cell, or nothing."""
    return value if isinstance(value, dt.date) else None


def bytes_of(value: Value) -> bytes:
    """Return the bytes of a geometry cell; an empty cell is no bytes."""
    return value if isinstance(value, bytes) else b""


def named(name: str) -> dict[str, str]:
    """Return the three columns of a name."""
    return {"name": name, "name_folded": folded(name), "name_sort": sort_key(name)}
