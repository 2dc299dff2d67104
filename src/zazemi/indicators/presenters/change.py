"""Why the index changed between two years: the rules, the municipality itself, what it is compared with.

Units:   points of the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.indicators.choices import DIMENSION_WORDS
from zazemi.indicators.presenters.matrix import points_text
from zazemi.indicators.selectors import YearOfIndex
from zazemi.measures.index_change import DimensionChange, split_change, whole_change
from zazemi.measures.indicator_sets import Dimension
from zazemi.ui.typography import number_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """The change of one dimension."""

    name: str
    part: DimensionChange
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """The change between two years, in parts that sum to it."""

    older: YearOfIndex
    newer: YearOfIndex
    rows: tuple[ChangeRow, ...]
    whole: DimensionChange
    sentence: str
    years: tuple[int, ...]

    @property
    def is_other_set(self) -> bool:
        """Whether the two years were computed by different rules."""
        return self.older.rules.version != self.newer.rules.version


def year_before(years: Sequence[YearOfIndex], newer: YearOfIndex, asked: str = "") -> YearOfIndex | None:
    """The year to compare with: the one asked for, or the nearest earlier one."""
    earlier = [one for one in years if one.year < newer.year]
    return next((one for one in earlier if str(one.year) == asked), earlier[-1] if earlier else None)


def change_page(
    older: YearOfIndex | None, newer: YearOfIndex, years: Sequence[YearOfIndex]
) -> ChangePage | None:
    """Lay out the change; None when there is no earlier year."""
    if older is None:
        return None
    parts = split_change(older.state(), newer.state())
    whole = whole_change(parts)
    return ChangePage(
        older=older,
        newer=newer,
        rows=tuple(
            ChangeRow(name=gettext(DIMENSION_WORDS[one]), part=part, note=_note(one, older, newer))
            for one, part in parts.items()
        ),
        whole=whole,
        sentence=change_sentence(whole, older.year, is_other_set=older.rules.version != newer.rules.version),
        years=tuple(one.year for one in years if one.year < newer.year),
    )


def change_sentence(whole: DimensionChange, since: int, *, is_other_set: bool) -> str:
    """Say how the index changed and why, in points."""
    parts = [
        (whole.reality, gettext("own numbers of the municipality %(points)s")),
        (whole.base, gettext("shares of the country and the region it is compared with %(points)s")),
        (whole.method, gettext("change of the rules %(points)s")),
    ]
    caution = gettext("The two years have different rules.") if is_other_set else ""
    said = [text % {"points": number_text(points, sign=True)} for points, text in parts if points]
    if whole.total > 0:
        start = gettext("Since %(year)s it has risen by %(points)s (from %(before)s to %(after)s)")
    elif whole.total < 0:
        start = gettext("Since %(year)s it has fallen by %(points)s (from %(before)s to %(after)s)")
    elif said:
        start = gettext("Since %(year)s it has not changed (%(after)s), because the parts cancel out")
    else:
        same = gettext("Since %(year)s it has not changed (%(after)s).")
        return f"{same % {'year': since, 'after': whole.after}} {caution}".rstrip()
    words = {
        "year": since,
        "points": points_text(abs(whole.total)),
        "before": whole.before,
        "after": whole.after,
    }
    return f"{start % words}: {', '.join(said)}. {caution}".rstrip()


def _note(dimension: Dimension, older: YearOfIndex, newer: YearOfIndex) -> str:
    if dimension not in newer.rules.dimensions:
        return gettext("the input ended on 30 September 2025 (Act 151/2025)")
    lenders = [one.result.lender for one in (older, newer)]
    if dimension is Dimension.EARLY_LEAVING and lenders[0] != lenders[1]:
        names = [lender.name if lender else gettext("own school") for lender in lenders]
        return gettext("the school that counts: %(before)s, then %(after)s") % {
            "before": names[0],
            "after": names[1],
        }
    return ""
