"""What the accessibility statement says: the state found by tests, with its day.

Source:  Act 99/2019, sections 4-9; EN 301 549 V3.2.1. Wording to be checked by the operator.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that is not accessible: what, why, and what to use instead."""

    what: str | Promise
    why: str | Promise
    instead: str | Promise


@dataclass(frozen=True, slots=True)
class Statement:
    """The changing part of the statement."""

    made_on: dt.date
    checked_on: dt.date
    exceptions: tuple[Barrier, ...]


ACCESSIBILITY = Statement(
    made_on=dt.date(2026, 11, 25),
    checked_on=dt.date(2026, 11, 25),
    exceptions=(
        Barrier(
            _("Large maps cannot be read by a screen reader as a picture."),
            _("A picture of borders has no words; a description of hundreds of shapes would not help."),
            _("Each map has a table with the same values on the same page."),
        ),
        Barrier(
            _("Workbooks (XLSX) have no checked reading order."),
            _("The format offers no statement of accessibility."),
            _("The same numbers are on the page and in CSV."),
        ),
        Barrier(
            _("The pages were not yet tried by people who use a screen reader every day."),
            _("So far they were checked by a program and by looking at them."),
            _("Write to us when something stands in your way; we answer by the text below."),
        ),
    ),
)
