"""Writing needs that people state; nothing is ever deleted, only withdrawn.

Raises:  StatementRefusedError, BadStatementError and its kin, AlreadyWithdrawnError, StaleVersionError.
"""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal

from django.utils.translation import gettext_noop

from zazemi.analysis.choices import NeedEffect, NeedUnit
from zazemi.analysis.errors import (
    AlreadyWithdrawnError,
    AreaNeedsNumberError,
    BadStatementError,
    GroupOverridesError,
    SaysWhoError,
    StatementRefusedError,
    TooFewPeopleError,
)
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.models.stated import FEWEST_PEOPLE
from zazemi.analysis.permissions import STATE
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.territory.models import Municipality, Orp
from zazemi.values.birth_numbers import holds_birth_number

_FREE_TEXTS = ("statement", "said_by", "reference", "target_group")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementValues:
    """What is stated; exactly one of ``municipality`` and ``orp``."""

    kind: str
    effect: str
    unit: str
    amount: Decimal | None
    statement: str
    origin: str
    said_by: str
    said_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None = None
    municipality: Municipality | None = None
    orp: Orp | None = None
    target_group: str = ""
    reference: str = ""


def state_need(values: StatementValues, *, by: Actor) -> StatedNeed:
    """Enter a need that people state."""
    _check(values, by)
    with step(by, gettext_noop("Stated need entered")):
        record = StatedNeed()
        _fill(record, values)
        record.save()
    return record


def change_need(
    record: StatedNeed, values: StatementValues, *, by: Actor, expected_version: int | None = None
) -> StatedNeed:
    """Change a statement; its former wording stays in its history."""
    _check(values, by)
    _check_open(record)
    with step(by, gettext_noop("Stated need changed")):
        _fill(record, values)
        record.save(expected_version=expected_version)
    return record


def withdraw_need(
    record: StatedNeed, *, why: str, by: Actor, expected_version: int | None = None
) -> StatedNeed:
    """Let a statement count no more from today; it stays in the list and in the past."""
    if not may(by, STATE):
        raise StatementRefusedError
    _check_open(record)
    _check_text("why", why)
    with step(by, gettext_noop("Stated need withdrawn")):
        record.withdrawn_on, record.withdrawn_why = clock.today(), why
        record.save(expected_version=expected_version)
    return record


def _check_open(record: StatedNeed) -> None:
    if record.withdrawn_on is not None:
        raise AlreadyWithdrawnError(params={"day": record.withdrawn_on})


def _check(values: StatementValues, by: Actor) -> None:
    if not may(by, STATE):
        raise StatementRefusedError
    for name in _FREE_TEXTS:
        _check_text(name, getattr(values, name))
    if values.orp is not None and values.unit == NeedUnit.NEEDED:
        raise AreaNeedsNumberError
    if values.target_group and values.effect == NeedEffect.OVERRIDES:
        raise GroupOverridesError
    is_few = values.amount is not None and 0 < values.amount < FEWEST_PEOPLE
    if values.unit == NeedUnit.PEOPLE and is_few:
        raise TooFewPeopleError(params={"fewest": FEWEST_PEOPLE})


def _check_text(name: str, text: str) -> None:
    if holds_birth_number(text):
        error = SaysWhoError()
        error.field = name
        raise error


def _fill(record: StatedNeed, values: StatementValues) -> None:
    if (values.municipality is None) == (values.orp is None):
        raise BadStatementError
    for field in fields(values):
        setattr(record, field.name, getattr(values, field.name))
    if values.unit == NeedUnit.NEEDED:
        record.amount = None
