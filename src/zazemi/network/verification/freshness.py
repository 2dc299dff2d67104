"""The clock of freshness: how old is what we know of a service, by the dated rule of verification.

Units:   days.
Source:  the spans below are assumptions until the region states its own rule.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from zazemi.network.models import VerificationRule
from zazemi.values.text import N_


class Freshness(StrEnum):
    """How old the last verification is, in the order from good to bad."""

    FRESH = "fresh"
    SOON = "soon"
    STALE = "stale"
    NEVER = "never"


FRESHNESS_WORDS = {
    Freshness.FRESH: N_("verified"),
    Freshness.SOON: N_("to be verified soon"),
    Freshness.STALE: N_("verified long ago"),
    Freshness.NEVER: N_("not verified yet"),
}
FRESHNESS_SIGNS = {
    Freshness.FRESH: "done",
    Freshness.SOON: "soon",
    Freshness.STALE: "late",
    Freshness.NEVER: "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rule of a day; ``is_assumed`` while the region has stated none."""

    stale_after_days: int = 365
    soon_before_days: int = 60
    pause_days: int = 14
    most_letters: int = 3
    link_days: int = 90
    source: str = ""
    valid_from: dt.date | None = None

    @property
    def is_assumed(self) -> bool:
        """Whether nobody has stated it yet."""
        return self.valid_from is None

    def stale_from(self, today: dt.date) -> dt.date:
        """Return the last day of verification that is old today."""
        return today - dt.timedelta(days=self.stale_after_days)

    def soon_from(self, today: dt.date) -> dt.date:
        """Return the last day of verification about which providers are asked again today."""
        return today - dt.timedelta(days=self.stale_after_days - self.soon_before_days)


RULE_FIELDS = ("stale_after_days", "soon_before_days", "pause_days", "most_letters", "link_days", "source")


def rule_on(day: dt.date) -> Rule:
    """Return the rule that holds on a day."""
    stated = VerificationRule.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if stated is None:
        return Rule()
    return Rule(valid_from=stated.valid_from, **{name: getattr(stated, name) for name in RULE_FIELDS})


def freshness_of(verified_on: dt.date | None, today: dt.date, rule: Rule) -> Freshness:
    """Say how old a verification is; on the last day of the span it is old."""
    if verified_on is None:
        return Freshness.NEVER
    if verified_on <= rule.stale_from(today):
        return Freshness.STALE
    return Freshness.SOON if verified_on <= rule.soon_from(today) else Freshness.FRESH
