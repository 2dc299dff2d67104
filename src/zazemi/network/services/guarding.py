"""What several steps of the network check before they write."""

import datetime as dt
from collections.abc import Collection
from typing import TypeVar

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.versions import Versioned
from zazemi.network.errors import NotYoursError, ReversedDaysError, UnknownTerritoryError
from zazemi.network.permissions import Record
from zazemi.network.selectors import territory_names

R = TypeVar("R", bound=Versioned)


def require(by: Actor, record: Record) -> None:
    """Let only the provider and the regional office through; raises NotYoursError."""
    if not may(by, "network.change", record):
        raise NotYoursError


def require_office(by: Actor) -> None:
    """Let only the regional office through; raises NotYoursError."""
    if not may(by, "network.state_coverage"):
        raise NotYoursError


def check_days(first: dt.date | None, last: dt.date | None) -> None:
    """Raise ReversedDaysError when the last day lies before the first one."""
    if first is not None and last is not None and last < first:
        raise ReversedDaysError


def check_territory(code: str) -> None:
    """Raise UnknownTerritoryError for a code of no municipality, ORP or region."""
    if code and code not in territory_names([code]):
        raise UnknownTerritoryError(params={"code": code})


def tidy(text: str) -> str:
    """Return the text of one line without superfluous white space."""
    return " ".join(text.split())


def joined(codes: Collection[str], order: Collection[str]) -> str:
    """Return codes as they are stored: once each, in the given order, separated by commas."""
    return ",".join(code for code in order if code in codes)
