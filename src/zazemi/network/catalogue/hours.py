"""Opening hours: open now or not, until when, when next; and as people type and read them.

Units:   local time of Prague; days of the week by ISO 8601, Monday is 1.
Source:  closing at or before opening means the next day, equal times the whole day (``OpeningHours``).
Public holidays are not known here; the page says so.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zazemi.kernel.clock import PRAGUE
from zazemi.network.choices import Weekday
from zazemi.network.models import OpeningHours
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

DAYS_AHEAD = 7
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d{2}))?")
_WHOLE_DAY_HOUR, _LAST_MINUTE = 24, 59


class UnreadableHoursError(ZazemiError):
    """Hours typed in a way nobody can read."""

    message = N_("“%(text)s” are no opening hours.")
    way_out = N_("Write them like this: 8.00–12.00, 13.00–17.00. Leave the day empty when it is closed.")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open on one day of the week from a time to a time; both empty mean by appointment."""

    weekday: int
    opens: dt.time | None = None
    closes: dt.time | None = None
    note: str = ""

    @property
    def is_by_appointment(self) -> bool:
        """Whether one comes only when agreed."""
        return self.opens is None or self.closes is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """How it is now: open until a moment, or closed and opening at a moment (None = nobody knows)."""

    is_known: bool
    is_open: bool = False
    until: dt.datetime | None = None
    opens: dt.datetime | None = None
    is_by_appointment: bool = False


def spans_of(rows: Iterable[OpeningHours], day: dt.date) -> list[Span]:
    """Return the hours that hold on a day, in order."""
    valid = [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
    ]
    spans = [Span(row.weekday, row.opens_at, row.closes_at, row.note) for row in valid]
    return sorted(spans, key=lambda span: (span.weekday, span.opens or dt.time.max))


def state_at(spans: Sequence[Span], now: dt.datetime) -> OpenState:
    """Say whether it is open at an aware moment, until when, or when it opens within a week."""
    here = now.astimezone(PRAGUE)
    timed = [span for span in spans if not span.is_by_appointment]
    if not timed:
        return OpenState(is_known=bool(spans), is_by_appointment=bool(spans))
    intervals = _joined([one for ahead in range(-1, DAYS_AHEAD + 1) for one in _on(timed, here, ahead)])
    for opens, closes in intervals:
        if opens <= here < closes:
            return OpenState(is_known=True, is_open=True, until=closes)
        if here < opens:
            return OpenState(is_known=True, opens=opens)
    return OpenState(is_known=True)


def _on(timed: Sequence[Span], here: dt.datetime, ahead: int) -> Iterable[tuple[dt.datetime, dt.datetime]]:
    day = here.date() + dt.timedelta(days=ahead)
    for span in timed:
        if span.weekday == day.isoweekday() and span.opens is not None and span.closes is not None:
            last = day + dt.timedelta(days=1) if span.closes <= span.opens else day
            yield (
                dt.datetime.combine(day, span.opens, tzinfo=PRAGUE),
                dt.datetime.combine(last, span.closes, tzinfo=PRAGUE),
            )


def _joined(intervals: list[tuple[dt.datetime, dt.datetime]]) -> list[tuple[dt.datetime, dt.datetime]]:
    """Join what follows without a pause, so that day and night is one interval."""
    joined: list[tuple[dt.datetime, dt.datetime]] = []
    for opens, closes in sorted(intervals):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


def state_words(state: OpenState, now: dt.datetime) -> str:
    """Say it as people do: ``dnes otevřeno do 17.00``; empty when hours are not known."""
    here = now.astimezone(PRAGUE)
    if not state.is_known:
        return ""
    if state.is_by_appointment:
        return _("by appointment, call first")
    if state.is_open and state.until is not None:
        return _open_words(state.until, here)
    return _("closed now") if state.opens is None else _closed_words(state.opens, here)


def _open_words(until: dt.datetime, here: dt.datetime) -> str:
    if until - here > dt.timedelta(days=1):
        return _("open now, day and night")
    return _("open today until %(time)s") % {"time": time_text(until.time())}


def _closed_words(opens: dt.datetime, here: dt.datetime) -> str:
    params = {"time": time_text(opens.time())}
    if opens.date() == here.date():
        return _("closed now, opens today at %(time)s") % params
    if opens.date() == here.date() + dt.timedelta(days=1):
        return _("closed now, opens tomorrow at %(time)s") % params
    return _("closed now, opens on %(day)s at %(time)s") % {**params, "day": _on_day(opens.isoweekday())}


def _on_day(weekday: int) -> str:
    return (
        pgettext("on day", "Monday"),
        pgettext("on day", "Tuesday"),
        pgettext("on day", "Wednesday"),
        pgettext("on day", "Thursday"),
        pgettext("on day", "Friday"),
        pgettext("on day", "Saturday"),
        pgettext("on day", "Sunday"),
    )[weekday - 1]


def week_lines(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Return (day, hours) for each day of the week; empty when nothing is known."""
    if not spans:
        return []
    by_day = text_by_day(spans)
    return [(str(day.label), by_day.get(day.value) or pgettext("opening hours", "closed")) for day in Weekday]


def text_by_day(spans: Sequence[Span]) -> dict[int, str]:
    """Return hours as people type them, by day of the week: ``8.00–12.00, 13.00–17.00``."""
    found: dict[int, list[str]] = {}
    for span in spans:
        if span.opens is None or span.closes is None:
            text = _("by appointment")
        else:
            text = f"{time_text(span.opens)}–{time_text(span.closes)}"
        found.setdefault(span.weekday, []).append(text)
    return {day: ", ".join(texts) for day, texts in found.items()}


def parsed(text: str, weekday: int) -> list[Span]:
    """Return the spans of one day as typed; an empty text is a closed day.

    Raises UnreadableHoursError.
    """
    bare = text.strip().strip(",;")
    if not bare:
        return []
    if bare.casefold() == _("by appointment").casefold():
        return [Span(weekday)]
    spans = [_parsed_one(part, weekday, text) for part in re.split(r"[,;]", bare)]
    for one, after in pairwise(spans):
        if one.closes is None or after.opens is None or after.opens < one.closes:
            raise UnreadableHoursError(params={"text": text})
    return spans


def _parsed_one(part: str, weekday: int, text: str) -> Span:
    found = _SPAN.fullmatch(part.strip())
    if found is None:
        raise UnreadableHoursError(params={"text": text})
    first, first_minute, last, last_minute = (int(number or 0) for number in found.groups())
    if first >= _WHOLE_DAY_HOUR or last > _WHOLE_DAY_HOUR or max(first_minute, last_minute) > _LAST_MINUTE:
        raise UnreadableHoursError(params={"text": text})
    return Span(weekday, dt.time(first, first_minute), dt.time(last % _WHOLE_DAY_HOUR, last_minute))


def plain_of(spans: Sequence[Span]) -> dict[str, list[list[str]]]:
    """Return hours as JSON can hold them: day → list of [opens, closes]; an empty pair is by appointment."""
    found: dict[str, list[list[str]]] = {}
    for span in spans:
        pair = [one.strftime("%H:%M") if one else "" for one in (span.opens, span.closes)]
        found.setdefault(str(span.weekday), []).append(pair)
    return found


def from_plain(plain: Mapping[str, Sequence[Sequence[str]]]) -> list[Span]:
    """Return the hours that ``plain_of`` wrote."""
    return [
        Span(int(day), _time(opens), _time(closes))
        for day, pairs in sorted(plain.items())
        for opens, closes in pairs
    ]


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def time_text(time: dt.time) -> str:
    """Return ``8.00``; midnight that ends a day is ``0.00``."""
    return f"{time.hour}.{time.minute:02}"
