"""Opening hours as people read them: ``po–čt 13.00–18.00``."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from zazemi.network.choices import Weekday
from zazemi.network.models import OpeningHours
from zazemi.ui.typography import day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLine:
    """Days with the same hours; ``changes`` are (day, address) of the records behind them."""

    days: str
    hours: str
    note: str
    changes: Sequence[tuple[str, str]] = ()


def hours_lines(hours: Sequence[OpeningHours], day: dt.date, *, may_change: bool = False) -> list[HoursLine]:
    """Return the hours that hold on a day, neighbouring days with the same ones in one line.

    Those that begin later follow with the day from which they hold.
    """
    known = [one for one in hours if one.valid_to is None or one.valid_to >= day]
    groups: list[tuple[tuple[str, str], list[OpeningHours]]] = []
    for one in sorted(known, key=lambda one: (one.weekday, one.opens_at or dt.time.min, one.pk)):
        said = (_times(one), _note(one, day))
        for key, members in groups:
            if key == said and members[-1].weekday >= one.weekday - 1:
                members.append(one)
                break
        else:
            groups.append((said, [one]))
    return [
        HoursLine(
            days=_days([one.weekday for one in members]),
            hours=times,
            note=note,
            changes=[
                (short_day(one.weekday), reverse("network:hours_change", args=[one.pk])) for one in members
            ]
            if may_change
            else (),
        )
        for (times, note), members in groups
    ]


def short_day(weekday: int) -> str:
    """Return the day in two letters."""
    return {
        Weekday.MONDAY: pgettext("day of week", "Mo"),
        Weekday.TUESDAY: pgettext("day of week", "Tu"),
        Weekday.WEDNESDAY: pgettext("day of week", "We"),
        Weekday.THURSDAY: pgettext("day of week", "Th"),
        Weekday.FRIDAY: pgettext("day of week", "Fr"),
        Weekday.SATURDAY: pgettext("day of week", "Sa"),
        Weekday.SUNDAY: pgettext("day of week", "Su"),
    }[Weekday(weekday)]


def _days(weekdays: Sequence[int]) -> str:
    first, last = short_day(weekdays[0]), short_day(weekdays[-1])
    if first == last:
        return first
    return f"{first}–{last}" if weekdays[-1] - weekdays[0] > 1 else f"{first}, {last}"


def _times(one: OpeningHours) -> str:
    if one.opens_at is None or one.closes_at is None:
        return gettext("by appointment")
    if one.opens_at == one.closes_at:
        return gettext("day and night")
    times = f"{clock_text(one.opens_at)}–{clock_text(one.closes_at)}"
    if one.passes_midnight:
        times = gettext("%(times)s (next day)") % {"times": times}
    return gettext("%(times)s, by appointment") % {"times": times} if one.is_by_appointment else times


def clock_text(time: dt.time) -> str:
    """Return a time of day in the Czech way, ``8.00``."""
    return f"{time.hour}.{time.minute:02}"


def _note(one: OpeningHours, day: dt.date) -> str:
    later = one.valid_from is not None and one.valid_from > day
    begins = gettext("from %(day)s") % {"day": day_text(one.valid_from)} if later else ""
    ends = gettext("until %(day)s") % {"day": day_text(one.valid_to)} if one.valid_to is not None else ""
    return ", ".join(filter(None, [one.note, begins, ends]))
