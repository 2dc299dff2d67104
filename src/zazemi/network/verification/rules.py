"""Stating the rule of verification from a day on."""

import datetime as dt

from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.models import VerificationRule
from zazemi.network.services.guarding import require_office
from zazemi.network.verification.errors import DoubledRuleError, LateAskingError
from zazemi.network.verification.freshness import RULE_FIELDS, Rule


def state_rule(*, rule: Rule, valid_from: dt.date, by: Actor) -> VerificationRule:
    """State when services grow old and how often providers are reminded, from a day on.

    Raises DoubledRuleError, LateAskingError, NotYoursError.
    """
    require_office(by)
    if rule.soon_before_days >= rule.stale_after_days:
        raise LateAskingError
    with step(by, why=gettext("rule of verification stated")):
        if VerificationRule.objects.filter(valid_from=valid_from).exists():
            raise DoubledRuleError
        stated = VerificationRule(
            valid_from=valid_from, **{name: getattr(rule, name) for name in RULE_FIELDS}
        )
        stated.save()
    return stated
