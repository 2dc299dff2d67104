"""Charts: a Vega-Lite dictionary becomes SVG on the server; the adapter to vl-convert.

The picture says what its sentence says: every chart needs one. Colours are
roles of our style sheet (``class`` and ``currentColor`` survive in dark and
print), so the SVG carries no style of its own.
Raises:  ChartError for a specification that cannot be drawn.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

KEPT_CHARTS = 128
INK, INK_2, LINE, ACCENT, SOFT, OLD = "#0f1f33", "#5d5d5d", "#d3dbe5", "#2362a2", "#e5eef9", "#5b93b8"
"""Colours a specification uses; in the page each is replaced by the class of its role."""
ROLES = {INK: "ink", INK_2: "ink2", LINE: "line", ACCENT: "accent", SOFT: "soft", OLD: "add"}
CZECH_NUMBERS = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0Kč"]}
CONFIG: dict[str, Any] = {
    "background": None,
    "font": "Roboto, Noto Sans, Liberation Sans, Arial, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "gridColor": LINE,
        "domainColor": INK_2,
        "tickColor": LINE,
        "labelColor": INK_2,
        "titleColor": INK_2,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
    "bar": {"color": ACCENT},
    "line": {"color": ACCENT, "strokeWidth": 2.5},
    "area": {"color": SOFT},
    "point": {"color": ACCENT},
    "text": {"color": INK, "fontSize": 13},
    "legend": {"labelColor": INK, "titleColor": INK_2, "labelFontSize": 13},
}


class ChartError(ZazemiError):
    """A chart's specification cannot be drawn."""

    message = N_("The chart “%(name)s” could not be drawn.")
    way_out = N_("Read the table beside it; tell your administrator.")


def chart_svg(spec: Mapping[str, Any], *, sentence: str) -> SafeString:
    """Draw a chart; ``sentence`` says in words what it shows and names the picture.

    The specification is a Vega-Lite dictionary with its data inside; it needs no
    addresses. Equal specifications are drawn once.
    """
    drawn = _drawn(json.dumps(spec, sort_keys=True, ensure_ascii=False, default=str), sentence)
    key = hashlib.blake2b(drawn.encode() + sentence.encode(), digest_size=6).hexdigest()
    opening, rest = drawn.split(">", 1)
    box = re.search(r'viewBox="[^"]+"', opening)
    head = (
        f'<svg class="chart" {box.group(0) if box else ""} role="img" aria-labelledby="c{key}">'
        f'<title id="c{key}">{escape(sentence)}</title>'
    )
    return mark_safe(head + rest)  # noqa: S308 - drawn by us from escaped texts


@lru_cache(maxsize=KEPT_CHARTS)
def _drawn(spec_text: str, name: str) -> str:
    import vl_convert

    spec = json.loads(spec_text)
    spec["config"] = {**CONFIG, **spec.get("config", {})}
    try:
        svg = vl_convert.vegalite_to_svg(vl_spec=spec, format_locale=CZECH_NUMBERS, allowed_base_urls=[])
    except ValueError as error:
        raise ChartError(params={"name": name}) from error
    return _plain(str(svg))


def _plain(svg: str) -> str:
    """Take out what our content policy forbids (styles, classes of the tool) and put roles for colours."""
    svg = re.sub(r"<style>.*?</style>|<defs>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\s(?:style|class|aria-[a-z]+|role|font-family)="[^"]*"', "", svg)
    svg = re.sub(r'(fill|stroke)="(#[0-9a-fA-F]{6})"', _role, svg)
    return _merge_classes(svg)


def _role(found: re.Match[str]) -> str:
    role = ROLES.get(found[2].lower())
    return f'data-{found[1]}="{role}"' if role else found[0]


def _merge_classes(svg: str) -> str:
    """Turn the marks of roles on one tag into one class attribute."""

    def merged(tag: re.Match[str]) -> str:
        kinds = re.findall(r' data-(fill|stroke)="(\w+)"', tag[0])
        if not kinds:
            return tag[0]
        bare = re.sub(r' data-(?:fill|stroke)="\w+"', "", tag[0])
        names = " ".join(f"{kind[0]}-{role}" for kind, role in kinds)
        return re.sub(r"^<(\w+)", rf'<\1 class="{names}"', bare)

    return re.sub(r"<\w+[^>]*>", merged, svg)
