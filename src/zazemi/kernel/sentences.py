"""Sentences of errors in the language of the reader."""

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format, localize
from django.utils.translation import gettext

from zazemi.values.errors import ZazemiError


def sentence_of(error: ZazemiError) -> str:
    """Return place, message and way out of the error in the active language.

    Parameters that are themselves messages (marked by ``N_``) are translated too.
    """
    params = {name: _spoken(value) for name, value in error.params.items()}
    parts = [f"{error.where}:" if error.where else "", _filled(error.message, params)]
    if error.way_out:
        parts.append(_filled(error.way_out, params))
    return " ".join(part for part in parts if part)


def translated(message: str) -> str:
    """Return the message in the active language; an empty one stays empty."""
    return gettext(message) if message else ""


def _filled(message: str, params: dict[str, object]) -> str:
    return translated(message) % params


def _spoken(value: object) -> object:
    if isinstance(value, str):
        return translated(str(value))
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, (Decimal, float)):
        return localize(value)
    return value
