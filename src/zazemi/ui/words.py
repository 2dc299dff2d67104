"""Words and signs shared by tags, maps and legends: classes of the index, verdicts, bars, hatchings."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the conventional name

INDEX_BOUNDS = (2, 8, 12)
"""Lowest points of the second, third and fourth class (source: ``visual.md`` 5, the publisher's classes)."""
INDEX_RANGES = ("0–1", "2–7", "8–11", "12–30")
INDEX_WORDS = (N_("no burden"), N_("low burden"), N_("raised burden"), N_("highest burden"))
VERDICT_CLASSES = {
    "missing": "verdict--m",
    "insufficient": "verdict--i",
    "sufficient": "verdict--s",
    "not_needed": "",
    "unknown": "verdict--u",
}
VERDICT_WORDS = {
    "missing": N_("missing"),
    "insufficient": N_("insufficient"),
    "sufficient": N_("sufficient"),
    "not_needed": N_("not needed"),
    "unknown": N_("not known"),
}
NOTICE_KINDS = {"success": "good", "warning": "warn", "error": "bad", "info": "", "debug": ""}

PATTERNS = mark_safe(
    '<svg class="sr" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-bg" width="7" height="7"/><path class="hatch-ln" d="M0 0V7"/></pattern>'
    '<pattern id="short" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect class="hatch-sbg" width="6" height="6"/><path class="hatch-short" d="M0 0V6"/></pattern>'
    '<pattern id="dots" width="9" height="9" patternUnits="userSpaceOnUse">'
    '<rect class="dots-bg" width="9" height="9"/>'
    '<circle class="dots-pt" cx="4.5" cy="4.5" r=".9"/></pattern></defs></svg>'
)


def index_class_of(points: int) -> int:
    """Return the class 0..3 of an index of 0..30 points."""
    return sum(points >= bound for bound in INDEX_BOUNDS)


def index_class_word(points: int | None) -> str:
    """Say the class in words; the word is about the territory, never about its people."""
    return gettext("no data") if points is None else gettext(INDEX_WORDS[index_class_of(points)])


def verdict_word(verdict: str) -> str:
    """Say a verdict of the problem analysis."""
    return gettext(VERDICT_WORDS.get(verdict, verdict))


def bar_svg(percent: float, before: float | None = None) -> SafeString:
    """Draw a bar 0..100 per cent; with ``before`` the old part in ink and the added part beside it."""
    old = (
        ""
        if before is None
        else format_html('<rect class="bar-old" width="{}" height="10"/>', f"{before:.4g}")
    )
    kind = "bar-fg" if before is None else "bar-new"
    return format_html(
        '<svg class="bar bar--wide" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-bg" width="100" height="10"/><rect class="{}" width="{}" height="10"/>{}</svg>',
        kind,
        f"{percent:.4g}",
        old,
    )
