"""The page of one figure: what it is now, what it was when somebody quoted it, and a link to quote.

The link carries the value, the day and the version of data, signed with the key
of the installation: nobody can make us say a number that we never showed, and
nothing needs to be stored when somebody copies a link.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer

from zazemi.ui.figures import Figure

_SALT = "zazemi.portal.figure"
_FIELDS = ("hodnota", "dne", "verze")
SEAL = "podpis"


class Since(StrEnum):
    """What happened to a figure since it was quoted."""

    SAME = "same"
    NEWER_DATA = "newer_data"
    CHANGED = "changed"
    GONE = "gone"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What a link says that the figure was."""

    value: str
    on: dt.date
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """Everything the page shows; ``figure`` is None when it is no longer here."""

    figure: Figure | None
    link: str
    quoted: Quoted | None
    since: Since | None
    difference: Decimal | None


def quotation(figure: Figure, on: dt.date) -> str:
    """Return the query of the permanent link of a figure as it is now."""
    said = {"hodnota": figure.value, "dne": on.isoformat(), "verze": figure.version}
    return urlencode({**said, SEAL: _seal(figure.reference, said)})


def figure_page(
    figure: Figure | None, reference: str, query: Mapping[str, str], *, on: dt.date, address: str
) -> FigurePage:
    """Compare a figure with what the link says; ``address`` is that of the figure without a query."""
    quoted, is_ours = _quoted(reference, query)
    since = _since(figure, quoted) if is_ours else (Since.UNPROVED if SEAL in query else None)
    return FigurePage(
        figure=figure,
        link=f"{address}?{quotation(figure, on)}" if figure else "",
        quoted=quoted if is_ours else None,
        since=since,
        difference=_difference(figure, quoted) if since is Since.CHANGED else None,
    )


def _since(figure: Figure | None, quoted: Quoted | None) -> Since | None:
    if quoted is None:
        return None
    if figure is None:
        return Since.GONE
    if figure.value != quoted.value:
        return Since.CHANGED
    return Since.SAME if figure.version == quoted.version else Since.NEWER_DATA


def _quoted(reference: str, query: Mapping[str, str]) -> tuple[Quoted | None, bool]:
    if any(name not in query for name in (*_FIELDS, SEAL)):
        return None, False
    said = {name: query[name] for name in _FIELDS}
    try:
        Signer(salt=_SALT).unsign(f"{_message(reference, said)}:{query[SEAL]}")
        on = dt.date.fromisoformat(said["dne"])
    except (BadSignature, ValueError):
        return None, False
    return Quoted(value=said["hodnota"], on=on, version=said["verze"]), True


def _seal(reference: str, said: Mapping[str, str]) -> str:
    return Signer(salt=_SALT).sign(_message(reference, said)).rpartition(":")[2]


def _message(reference: str, said: Mapping[str, str]) -> str:
    return "|".join([reference, *(said[name] for name in _FIELDS)])


def _difference(figure: Figure | None, quoted: Quoted | None) -> Decimal | None:
    try:
        return Decimal((figure.value if figure else "").replace(",", ".")) - Decimal(
            (quoted.value if quoted else "").replace(",", ".")
        )
    except InvalidOperation:
        return None
