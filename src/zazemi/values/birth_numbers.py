"""Recognise a Czech birth number in free text, so that it is refused before it is stored.

Source:  Act 133/2000 Coll. section 13: YYMMDD and three or four digits; months of women + 50,
         from 2004 also + 20 and + 70; ten digits are divisible by eleven (until 1985 also the
         remainder ten written as zero).
Pure:    yes.
"""

import datetime as dt
import re

_PATTERN = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?/?\s?(\d{3,4})(?!\d)")
_MONTH_SHIFTS = (70, 50, 20, 0)
_ELEVEN, _TEN = 11, 10
_LONG = 4
_TWENTIETH, _TWENTY_FIRST = 1900, 2000
_LONG_FROM, _SHORT_UNTIL = 1954, 1953


def holds_birth_number(text: str) -> bool:
    """Whether the text holds something that is a birth number by its date and its check digit."""
    return any(_is_birth_number(found) for found in _PATTERN.finditer(text))


def _is_birth_number(found: re.Match[str]) -> bool:
    year, month, day, ending = found.groups()
    digits = year + month + day + ending
    if len(ending) == _LONG and int(digits) % _ELEVEN and not _is_old_zero(digits):
        return False
    return any(
        _is_day(int(century) + int(year), int(month), int(day)) for century in _centuries(year, ending)
    )


def _is_old_zero(digits: str) -> bool:
    return int(digits[:-1]) % _ELEVEN == _TEN and digits[-1] == "0"


def _centuries(year: str, ending: str) -> tuple[int, ...]:
    if len(ending) < _LONG:
        return (_TWENTIETH,) if _TWENTIETH + int(year) <= _SHORT_UNTIL else ()
    return (_TWENTIETH,) if _TWENTIETH + int(year) >= _LONG_FROM else (_TWENTY_FIRST,)


def _is_day(year: int, month: int, day: int) -> bool:
    shift = next(shift for shift in _MONTH_SHIFTS if month > shift or shift == 0)
    try:
        dt.date(year, month - shift, day)
    except ValueError:
        return False
    return True
