"""Suspicious values to work through: what was seen, how far somebody got.

Units:   as the series and indicators say; the score is a number of robust deviations.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext

from zazemi.indicators.choices import OPERATOR_SIGNS, FindingKind, FollowUpState
from zazemi.indicators.presenters.catalogue import amount_text, side_text
from zazemi.indicators.selectors.suspicious import Finding
from zazemi.ui.typography import day_text, number_text

PAGE_ROWS = 50
UNSEEN = "unseen"
_SIGNS = {FollowUpState.OPEN: "run", FollowUpState.EXPLAINED: "done", FollowUpState.CORRECTED: "done"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One suspicious value."""

    finding: Finding
    place: str
    subject: str
    kind: str
    observed: str
    period: str
    url: str
    state: str
    state_word: str
    state_sign: str
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckingPage:
    """The list of a region: counts by state, the rows asked for."""

    page: Page[FindingRow]
    unseen: int
    open: int
    done: int
    total: int
    kind: str
    state: str
    kinds: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    address: str


def checking_page(
    found: Sequence[Finding], *, kind: str, state: str, region_code: str, number: str
) -> CheckingPage:
    """Lay out findings, narrowed by kind and state."""
    rows = [finding_row(one) for one in found]
    counts = Counter(row.state for row in rows)
    shown = [row for row in rows if kind in ("", row.finding.kind) and state in ("", row.state)]
    return CheckingPage(
        page=Paginator(shown, PAGE_ROWS).get_page(number),
        unseen=counts[UNSEEN],
        open=counts[FollowUpState.OPEN],
        done=counts[FollowUpState.EXPLAINED] + counts[FollowUpState.CORRECTED],
        total=len(rows),
        kind=kind,
        state=state,
        kinds=tuple((value, str(label)) for value, label in FindingKind.choices),
        states=(
            (UNSEEN, gettext("nobody looked yet")),
            *((value, str(label)) for value, label in FollowUpState.choices),
        ),
        address=f"?kraj={region_code}&druh={kind}&stav={state}&strana=",
    )


def finding_row(one: Finding) -> FindingRow:
    """Lay out one finding."""
    note = one.follow_up
    state = FollowUpState(note.state) if note else None
    return FindingRow(
        finding=one,
        place=one.place.name,
        subject=str(one.rule or one.indicator),
        kind=str(one.kind.label),
        observed=observed_text(one),
        period=day_text(one.period),
        url=reverse("indicators:follow_up", args=[one.reference]),
        state=state or UNSEEN,
        state_word=str(state.label) if state else gettext("nobody looked yet"),
        state_sign=_SIGNS[state] if state else "off",
        note=note.note if note else "",
        by=gettext(note.by_name) if note else "",
    )


def observed_text(one: Finding) -> str:
    """Say what was seen."""
    if one.rule is not None:
        right = side_text(one.rule.right)
        return gettext("%(left)s %(left_value)s should be %(sign)s %(right)s %(right_value)s") % {
            "left": side_text(one.rule.left),
            "left_value": number_text(one.left, _decimals(one.left)),
            "sign": OPERATOR_SIGNS[one.rule.check_operator],
            "right": right,
            "right_value": number_text(one.right, _decimals(one.right)),
        }
    if one.indicator is None:
        return ""
    value = amount_text(one.value, one.indicator)
    if one.kind is FindingKind.BOUNDS:
        is_low = one.indicator.minimum is not None and one.value < one.indicator.minimum
        said = (
            gettext("%(value)s, but at least %(bound)s is expected")
            if is_low
            else gettext("%(value)s, but at most %(bound)s is expected")
        )
        bound = one.indicator.minimum if is_low else one.indicator.maximum
        return said % {"value": value, "bound": number_text(bound, 0)}
    said = (
        gettext("%(value)s, %(score)s deviations from its own earlier values")
        if one.kind is FindingKind.OWN
        else gettext("%(value)s, %(score)s deviations from municipalities of the same size")
    )
    return said % {"value": value, "score": number_text(one.score, 1, sign=True)}


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1
