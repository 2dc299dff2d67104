"""Numbers, dates and spaces as a Czech (or English) reader expects them.

Units:   FTE, CZK, minutes, shares 0..1; every function returns text for the screen.
Source:  ČSN 01 6910 (spaces, dates, numbers); for English the usual British form.
Pure:    but for the active language, which Django keeps per thread.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - twelve words read better as a line
_ZERO = Decimal(0)
_THOUSAND = Decimal(1000)
_MILLION = Decimal(1_000_000)

# What stays as it was written: whole elements that hold somebody's text, and every tag.
_KEPT = re.compile(
    r"(<(textarea|pre|code|script|style|option|kbd)\b.*?</\2\s*>|<!--.*?-->|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_KEPT_GROUPS = 2
_ONE_LETTER = re.compile(r"(?<![\w\u00a0.-])([kKsSvVzZuUoOaAiI]) (?=\S)")
_INITIAL = re.compile(r"(?<!\w)([A-ZÁČĎÉÍŇÓŘŠŤÚŮÝŽ]\.) (?=[A-ZÁČĎÉÍŇÓŘŠŤÚŮÝŽ])")
_LEGAL_FORM = re.compile(r"(?<![\w.])((?:z|o|p|v|a|s|k|r|spol)\.) (?=[spoúr]\.)")
_DATE = re.compile(r"(?<!\d)(\d{1,2}\.) (\d{1,2}\.)(?: (\d{4}))?")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNITS = (
    r"%|‰|Kč|tis\.|mil\.|mld\.|km|min|úvaz|obc|obec|lid|člověk|míst|dn[íeů]|den"
    r"|měsíc|rok|let|bod|hod|FTE|CZK"
)
_UNIT = re.compile(rf"(?<=\d) (?={_UNITS})")
_SECTION = re.compile(r"(§|č\.|čl\.|odst\.|tis\.|mil\.|mld\.) (?=[\dK])")


def _is_czech() -> bool:
    return (get_language() or "cs").startswith("cs")


def _decimal(value: Decimal | float) -> Decimal | None:
    """Read a number for showing; None when it is not finite."""
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return number if number.is_finite() else None


def number_text(value: Decimal | float | None, decimals: int = 0, *, sign: bool = False) -> str:
    """Write a number: ``12 345,6`` in Czech, ``12,345.6`` in English; ``–`` for a missing one.

    ``sign`` writes a plus before a positive number. A rounded zero has no minus.
    """
    number = None if value is None else _decimal(value)
    if number is None:
        return MISSING
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    text = f"{abs(rounded):,.{decimals}f}"
    if _is_czech():
        text = text.replace(",", NBSP).replace(".", ",")
    if rounded < _ZERO:
        return MINUS + text
    return "+" + text if sign and rounded > _ZERO else text


def fte_text(value: Decimal | float | None, decimals: int = 1, *, sign: bool = False) -> str:
    """Write FTE with the word: ``42,5 úvazku``, without decimals ``2 úvazky``."""
    text = number_text(value, decimals, sign=sign)
    if value is None or text == MISSING:
        return MISSING
    if decimals:
        return nbsp(pgettext("fraction", "%(amount)s FTE") % {"amount": text})
    whole = int(_decimal(value) or 0)
    return ngettext("%(amount)s FTE", "%(amount)s FTE", abs(whole)) % {"amount": text}


def czk_text(value: Decimal | float | None, scale: str = "") -> str:
    """Write money: ``35 000 000 Kč``; ``million`` gives ``35,00 mil. Kč``, ``thousand`` ``35 tis. Kč``."""
    number = None if value is None else _decimal(value)
    if number is None:
        return MISSING
    if scale == "million":
        return gettext("CZK %(amount)s million") % {"amount": number_text(number / _MILLION, 2)}
    if scale == "thousand":
        return gettext("CZK %(amount)s thousand") % {"amount": number_text(number / _THOUSAND)}
    return gettext("CZK %(amount)s") % {"amount": number_text(number)}


def percent_text(share: Decimal | float | None, decimals: int = 0) -> str:
    """Write a share 0..1 as per cent: ``57,7 %`` (Czech), ``57.7%`` (English)."""
    number = None if share is None else _decimal(share)
    if number is None:
        return MISSING
    text = number_text(number * 100, decimals)
    return f"{text}{NBSP}%" if _is_czech() else f"{text}%"


def minutes_text(value: Decimal | float | None) -> str:
    """Write minutes of travel, whole: ``31 min``."""
    text = number_text(value)
    return text if text == MISSING else f"{text}{NBSP}min"


def day_text(day: dt.date | None) -> str:
    """Write a date: ``24. 11. 2026`` with spaces that do not break, ``24 November 2026`` in English."""
    if day is None:
        return MISSING
    if _is_czech():
        return f"{day.day}.{NBSP}{day.month}.{NBSP}{day.year}"
    return f"{day.day}{NBSP}{_MONTHS[day.month - 1]} {day.year}"


def moment_text(at: dt.datetime | None) -> str:
    """Write a moment in local time: ``24. 11. 2026 v 14.31``."""
    if at is None:
        return MISSING
    from django.utils.timezone import is_aware, localtime

    local = localtime(at) if is_aware(at) else at
    clock = f"{local.hour}.{local.minute:02d}" if _is_czech() else f"{local.hour}:{local.minute:02d}"
    return gettext("%(day)s at %(clock)s") % {"day": day_text(local.date()), "clock": clock}


def nbsp(text: str) -> str:
    """Put spaces that do not break into plain text: after k s v z u o a i, in dates, before units."""
    text = _DATE.sub(_joined_date, text)
    text = _UNIT.sub(NBSP, _SECTION.sub(rf"\1{NBSP}", text))
    if not _is_czech():
        return text
    text = _LEGAL_FORM.sub(rf"\1{NBSP}", text)
    text = _INITIAL.sub(rf"\1{NBSP}", _THOUSANDS.sub(NBSP, text))
    return _ONE_LETTER.sub(rf"\1{NBSP}", _ONE_LETTER.sub(rf"\1{NBSP}", text))


def _joined_date(found: re.Match[str]) -> str:
    return NBSP.join(part for part in found.groups() if part)


def nbsp_markup(markup: str) -> SafeString:
    """Do the same with the texts of markup; tags, and elements with somebody's own text, stay untouched."""
    parts = _KEPT.split(str(conditional_escape(markup)))
    # re.split gives text, whole kept part, name of the element (or None), text, ...
    step = _KEPT_GROUPS + 1
    done = [
        nbsp(part) if index % step == 0 else part
        for index, part in enumerate(parts)
        if index % step != _KEPT_GROUPS
    ]
    return mark_safe("".join(done))  # noqa: S308 - escaped above, or safe when it came
