"""The words of our templates: ``{% load zazemi %}``; one tag is one component or one way to write."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from zazemi.ui import typography, words
from zazemi.ui.figures import figure_address
from zazemi.ui.forms import error_count, error_links
from zazemi.ui.links import linked as address_of

register = template.Library()
Number = Decimal | float | None

HTMX_CONFIG = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "(409|422)", "swap": True, "error": False},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> str:
    """Give the settings of htmx: nothing inline, nothing evaluated, 409 and 422 shown."""
    return json.dumps(HTMX_CONFIG, separators=(",", ":"))


# ------------------------------------------------------------------ numbers, dates, spaces
@register.simple_tag
def number(value: Number, decimals: int = 0) -> str:
    """``{% number x 1 %}`` → ``12 345,6``; a missing one is ``–``."""
    return typography.number_text(value, decimals)


@register.simple_tag
def signed(value: Number, decimals: int = 0) -> str:
    """``{% signed x 1 %}`` → ``+4,5`` or ``−4,5``."""
    return typography.number_text(value, decimals, sign=True)


@register.simple_tag
def fte(value: Number, decimals: int = 1) -> str:
    """``{% fte x %}`` → ``42,5 úvazku``; ``{% fte 2 0 %}`` → ``2 úvazky``."""
    return typography.fte_text(value, decimals)


@register.simple_tag
def czk(value: Number, scale: str = "") -> str:
    """``{% czk x %}`` → ``35 000 000 Kč``; scale ``"million"`` or ``"thousand"``."""
    return typography.czk_text(value, scale)


@register.simple_tag
def percent(share: Number, decimals: int = 0) -> str:
    """``{% percent 0.577 1 %}`` → ``57,7 %``."""
    return typography.percent_text(share, decimals)


@register.simple_tag
def minutes(value: Number) -> str:
    """``{% minutes 31.2 %}`` → ``31 min``."""
    return typography.minutes_text(value)


@register.simple_tag
def day(value: dt.date | None) -> str:
    """``{% day date %}`` → ``24. 11. 2026``."""
    return typography.day_text(value)


@register.simple_tag
def moment(value: dt.datetime | None) -> str:
    """``{% moment at %}`` → ``24. 11. 2026 v 14.31``."""
    return typography.moment_text(value)


@register.filter
def nbsp(text: object) -> SafeString:
    """``{{ text|nbsp }}``: spaces that do not break; tags inside safe text stay untouched."""
    return typography.nbsp_markup(conditional_escape(str(text) if not isinstance(text, str) else text))


@register.filter(is_safe=True)
def nbsp_markup(markup: str) -> SafeString:
    """``{% filter nbsp_markup %}``: the same for a whole piece of a page."""
    return typography.nbsp_markup(mark_safe(markup))  # noqa: S308 - output of a template, escaped there


# ------------------------------------------------------------------ components
@register.inclusion_tag("ui/parts/figure.html")
def figure(
    name: object,
    value: object,
    unit: object = "",
    note: object = "",
    made_of: object = "",
    reference: str = "",
) -> dict[str, object]:
    """One number of a ledger; ``made_of`` opens: what it is made of, source, date, its own address."""
    address = figure_address(reference)
    return {"name": name, "value": value, "unit": unit, "note": note, "made_of": made_of, "address": address}


@register.simple_tag
def opened(shown: object, kind: str, *parts: object) -> SafeString:
    """``{% opened "12" "index" 2023 code %}``: a number that leads to its own page: source, how, link."""
    address = figure_address("-".join([kind, *(str(part) for part in parts)]))
    if not address:
        return format_html("{}", shown)
    return format_html('<a class="opens" href="{}">{}</a>', address, shown)


@register.inclusion_tag("ui/parts/notice.html")
def notice(heading: object, kind: str = "", text: object = "") -> dict[str, object]:
    """Something happened or blocks; kind ``good``, ``warn``, ``bad`` or a level of Django's messages."""
    return {"heading": heading, "kind": words.NOTICE_KINDS.get(kind, kind), "text": text}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*pairs: object) -> dict[str, object]:
    """``{% crumbs "Plány" url "PLN-2026-001" %}``: label, address, label, address, ..., the page itself."""
    labels, urls = pairs[::2], [*pairs[1::2], ""]
    return {"trail": list(zip(labels, urls, strict=False))}


@register.inclusion_tag("ui/parts/progress.html")
def progress(name: object, share: float, message: object = "", remaining: object = "") -> dict[str, object]:
    """Work longer than two seconds; ``share`` 0..1. The button to cancel belongs beside it, in a form."""
    percent_done = round(max(0.0, min(1.0, share)) * 100)
    label = gettext("%(percent)s%% done") % {"percent": percent_done}
    return {"name": name, "percent": percent_done, "message": message, "remaining": remaining, "label": label}


@register.inclusion_tag("ui/parts/pages.html")
def pages(page: Page[Any], address: str = "?strana=") -> dict[str, object]:
    """Links to the pages of a list; ``address`` ends just before the number of the page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": list(numbers), "address": address, "ellipsis": page.paginator.ELLIPSIS}


@register.inclusion_tag("ui/parts/empty.html")
def empty(heading: object, text: object, action: object = "", url: str = "") -> dict[str, object]:
    """Nothing yet: what belongs here and the first step."""
    return {"heading": heading, "text": text, "action": action, "url": url}


@register.inclusion_tag("ui/parts/steps.html")
def steps(names: Sequence[object], now: int) -> dict[str, object]:
    """Progress in a process; ``now`` is the position of the present step, from 1."""
    states = ["done" if at < now else "now" if at == now else "next" for at in range(1, len(names) + 1)]
    return {"steps": list(zip(names, states, strict=True))}


@register.inclusion_tag("ui/parts/tally.html")
def tally(cells: Sequence[tuple[object, object, str]]) -> dict[str, object]:
    """Counts beside each other: (name, value, ``""`` or ``"bad"``)."""
    return {"cells": cells}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(label: object, items: Sequence[tuple[object, str, bool]]) -> dict[str, object]:
    """Parts of a record: (name, address, whether it is this one)."""
    return {"label": label, "tabs": items}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, object]:
    """What is wrong with the form, with links to the controls."""
    return {"links": error_links(form), "n": error_count(form)}


@register.simple_tag
def optional_word() -> str:
    """Say that the field may stay empty."""
    return gettext("(optional)")


@register.simple_tag
def state(kind: str, word: object) -> SafeString:
    """``{% state "run" "probíhá" %}``: off, run, done, soon, late."""
    return format_html('<span class="state state--{}">{}</span>', kind, word)


@register.simple_tag
def verdict(value: object, text: object = "") -> SafeString:
    """Swatch and word of a verdict (see ``words.VERDICT_WORDS``); ``text``, also 0, replaces the word."""
    key = str(getattr(value, "value", value))
    word = words.verdict_word(key) if text == "" else text
    return format_html('<span class="verdict {}">{}</span>', words.VERDICT_CLASSES.get(key, ""), word)


@register.simple_tag
def index_class(points: int | None) -> SafeString:
    """Swatch of the class and the number of points 0..30."""
    if points is None:
        return format_html('<span class="class class--none">{}</span>', typography.MISSING)
    return format_html('<span class="class class--{}">{}</span>', words.index_class_of(points), points)


@register.simple_tag
def index_word(points: int | None) -> str:
    """Say the class of the index in words."""
    return words.index_class_word(points)


@register.simple_tag
def bar(value: Number, most: Number = 100, old: Number = None) -> SafeString:
    """Draw a bar of ``value`` out of ``most``; ``old`` is the part that was there before."""
    top = float(most or 0) or 1.0
    now = max(0.0, min(100.0, 100 * float(value or 0) / top))
    before = None if old is None else max(0.0, min(100.0, 100 * float(old) / top))
    return words.bar_svg(now, before)


@register.simple_tag
def linked(name: str, *arguments: object) -> str:
    """``{% linked "municipality" code as url %}``: address of a page registered by a plain name, or empty."""
    return address_of(name, *arguments)


@register.simple_tag
def map_patterns() -> SafeString:
    """Give the hatchings of all maps, once per page."""
    return words.PATTERNS
