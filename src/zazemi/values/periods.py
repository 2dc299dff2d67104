"""Spans of days and months.

Units:   days as ``datetime.date``; a period includes its first day and, when
         it has one, its last day.
Raises:  PeriodOrderError when the end is before the start.
Pure:    yes.
"""

import datetime as dt
from dataclasses import dataclass

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class PeriodOrderError(ZazemiError):
    """The end of a period lies before its start."""

    message = N_("The period ends on %(last)s, before it starts on %(first)s.")
    way_out = N_("Swap the two days or leave the end empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a first day to a last day, both included; without a last day it is still running."""

    first: dt.date
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise PeriodOrderError(params={"first": self.first.isoformat(), "last": self.last.isoformat()})

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies inside."""
        return self.first <= day and (self.last is None or day <= self.last)
