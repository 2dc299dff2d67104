"""Opening hours as one cell of our workbook: ``po-pá 8:00-16:30 | so po domluvě | ne 18:00-7:00``.

Part of the format, so the words are Czech and never translated. Hours with days of validity or with a note
do not fit into a cell; they are kept as they are.
Raises:  WrongHoursError.
Pure:    yes.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

PlainHours = tuple[int, dt.time | None, dt.time | None, bool]
"""Day of the week (1 is Monday), opens at, closes at, by appointment."""

_DAYS = ("po", "út", "st", "čt", "pá", "so", "ne")
_NUMBERS = {name: number for number, name in enumerate(_DAYS, start=1)} | {"ut": 2, "ct": 4, "pa": 5}
_APPOINTMENT = "po domluvě"
_PART = re.compile(
    r"(?P<first>[a-zúčá]{2})(\s*[-–]\s*(?P<last>[a-zúčá]{2}))?\s+"
    r"((?P<opens>\d{1,2}[:.]\d{2})\s*[-–]\s*(?P<closes>\d{1,2}[:.]\d{2}))?\s*(?P<appointment>po domluvě)?"
)


class WrongHoursError(ZazemiError):
    """A text that is no opening hours."""

    message = N_("“%(text)s” is not understood as opening hours.")
    way_out = N_("Write it as: po-pá 8:00-16:30 | so po domluvě.")


def read_hours(text: str) -> frozenset[PlainHours]:
    """Read the hours of a cell.

    Raises WrongHoursError.
    """
    found: set[PlainHours] = set()
    for part in filter(None, (one.strip() for one in re.split("[|;]", text))):
        match = _PART.fullmatch(part.lower())
        if match is None or not (match["opens"] or match["appointment"]):
            raise WrongHoursError(params={"text": part})
        first, last = _NUMBERS.get(match["first"]), _NUMBERS.get(match["last"] or match["first"])
        if first is None or last is None or last < first:
            raise WrongHoursError(params={"text": part})
        times = _time(match["opens"], part), _time(match["closes"], part)
        found.update((day, *times, bool(match["appointment"])) for day in range(first, last + 1))
    return frozenset(found)


def write_hours(hours: Iterable[PlainHours]) -> str:
    """Write hours as one cell, neighbouring days together; ``read_hours`` reads it back."""
    days: dict[tuple[dt.time | None, dt.time | None, bool], list[int]] = defaultdict(list)
    for day, opens, closes, by_appointment in sorted(hours, key=_order):
        days[opens, closes, by_appointment].append(day)
    spans: list[tuple[int, str]] = []
    for (opens, closes, by_appointment), numbers in days.items():
        times = f"{_clock(opens)}-{_clock(closes)}" if opens and closes else ""
        words = " ".join(filter(None, [times, _APPOINTMENT if by_appointment else ""]))
        for first, last in _runs(numbers):
            name = _DAYS[first - 1] if first == last else f"{_DAYS[first - 1]}-{_DAYS[last - 1]}"
            spans.append((first, f"{name} {words}"))
    return " | ".join(text for _first, text in sorted(spans))


def _order(one: PlainHours) -> tuple[int, dt.time, dt.time, bool]:
    day, opens, closes, by_appointment = one
    return day, opens or dt.time.min, closes or dt.time.min, by_appointment


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _time(text: str | None, part: str) -> dt.time | None:
    if not text:
        return None
    hour, minute = (int(one) for one in re.split("[:.]", text))
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise WrongHoursError(params={"text": part}) from None


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02}"
