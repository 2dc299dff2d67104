"""Legends of maps: swatch, number, word, count; a colour never speaks alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from zazemi.ui import words
from zazemi.ui.maps import paint
from zazemi.ui.typography import number_text

VERDICT_FILLS = {
    "missing": "vm",
    "insufficient": "vi",
    "sufficient": "vs",
    "not_needed": "vn",
    "unknown": "vu",
}


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One class in a legend: its fill, range or number, word, count."""

    css_class: str
    word: str
    range: str = ""
    count: str = ""


def draw_legend(items: Sequence[LegendItem], *, as_rows: bool = False) -> SafeString:
    """Draw a legend: swatch, number, word, count; ``as_rows`` one under another."""
    rows = "".join(
        format_html(
            '<li><svg viewBox="0 0 24 16" aria-hidden="true">'
            '<rect {} x=".5" y=".5" width="23" height="15"/></svg>'
            "<span>{}{}</span>{}</li>",
            mark_safe(paint(item.css_class)),  # noqa: S308 - a class of ours, escaped
            format_html("<b>{}</b> ", item.range) if item.range else "",
            item.word,
            format_html("<span>{}</span>", item.count) if item.count else "",
        )
        for item in items
    )
    return format_html('<ul class="legend{}">{}</ul>', " legend--rows" if as_rows else "", mark_safe(rows))  # noqa: S308 - made by format_html


def index_fill(points: int | None) -> str:
    """Return the class of an area by its index; ``none`` without data."""
    return "none" if points is None else f"k{words.index_class_of(points)}"


def index_legend(counts: Mapping[str, str] | None = None) -> list[LegendItem]:
    """Return the legend of the index, strongest first, ``no data`` last; counts by class of fill."""
    said = counts or {}
    classes = [
        LegendItem(f"k{at}", gettext(words.INDEX_WORDS[at]), words.INDEX_RANGES[at], said.get(f"k{at}", ""))
        for at in (3, 2, 1, 0)
    ]
    return [*classes, LegendItem("none", gettext("no data"), "", said.get("none", ""))]


def verdict_legend(verdicts: Sequence[str] = ()) -> list[LegendItem]:
    """Return the legend of verdicts with the numbers of municipalities; ``not known`` only when present."""
    counts = Counter(str(verdict) for verdict in verdicts)
    return [
        LegendItem(fill, words.verdict_word(key), "", number_text(counts[key]) if verdicts else "")
        for key, fill in VERDICT_FILLS.items()
        if key != "unknown" or counts[key] or not verdicts
    ]
