"""Who may pay for what, one line for a source and a call."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from zazemi.network.choices import KIND_LABELS
from zazemi.network.models import FundingRule
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule."""

    source: str
    kind: str
    legal_basis: str
    note: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_valid: bool
    change_url: str


def rule_lines(rules: Sequence[FundingRule], sources: Mapping[str, str], day: dt.date) -> list[RuleLine]:
    """Return the rules, those that hold on the day first."""
    lines = [
        RuleLine(
            source=sources.get(rule.source, rule.source),
            kind=str(KIND_LABELS[ServiceKind(rule.kind)]),
            legal_basis=rule.legal_basis,
            note=rule.note,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            is_valid=rule.valid_from <= day and (rule.valid_to is None or rule.valid_to >= day),
            change_url=reverse("network:rule_change", args=[rule.pk]),
        )
        for rule in rules
    ]
    return sorted(lines, key=lambda line: not line.is_valid)
