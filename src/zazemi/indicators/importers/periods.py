"""Periods as official files write them; the last day of each counts.

Raises:  WrongPeriodError.
Pure:    yes.
"""

import calendar
import datetime as dt
import re

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_YEAR = re.compile(r"(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_CZECH = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_DECEMBER, _LAST = 12, 31


class WrongPeriodError(ZazemiError):
    """A text that is no period."""

    message = N_("“%(text)s” is not a year or a day.")
    way_out = N_("Write it as 2023, 2023-12-31 or 31. 12. 2023.")


def period_text(text: str) -> str:
    """Return the last day of ``2023``, ``20231231``, ``2023-12-31`` or ``31.12.2023`` as ISO text."""
    for pattern, order in ((_COMPACT, (1, 2, 3)), (_ISO, (1, 2, 3)), (_CZECH, (3, 2, 1))):
        if found := pattern.fullmatch(text):
            year, month, day = (int(found[at]) for at in order)
            return _date(year, month, day, text).isoformat()
    if found := _YEAR.fullmatch(text):
        return _date(int(found[1]), _DECEMBER, _LAST, text).isoformat()
    raise WrongPeriodError(params={"text": text})


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise WrongPeriodError(params={"text": text}) from None
