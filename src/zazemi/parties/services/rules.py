"""What all steps of this room check alike: who acts, days, rules of the database said as sentences."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.parties.errors import (
    CircleError,
    DoubledError,
    MergedRecordError,
    NotYoursError,
    ReversedDaysError,
)
from zazemi.parties.models import Organisation, Person


def require(by: Actor, rule: str, record: object = None) -> None:
    """Refuse whoever the rule does not let."""
    if not may(by, rule, record):
        raise NotYoursError


def check_days(first: dt.date | None, last: dt.date | None) -> None:
    """Refuse a last day before the first one."""
    if first is not None and last is not None and last < first:
        raise ReversedDaysError


def check_not_merged(record: Organisation | Person) -> None:
    """Refuse to write about a record that only points to another one."""
    if record.merged_into is not None:
        raise MergedRecordError(params={"name": str(record), "kept": str(record.merged_into)})


def check_constraints(record: models.Model) -> None:
    """Say a broken rule of the database before the database does."""
    try:
        record.validate_constraints()
    except ValidationError as error:
        raise DoubledError(params={"what": " ".join(error.messages).rstrip(".")}) from error


def check_no_circle(record: models.Model, above: models.Model | None, field: str) -> None:
    """Walk up from ``above``: the record itself must not be met."""
    one = above
    while one is not None:
        if one.pk == record.pk:
            refusal = CircleError(params={"name": str(above)})
            refusal.field = field
            raise refusal
        one = getattr(one, field)


def tidy(text: str) -> str:
    """Return the text with runs of white space as one space."""
    return " ".join(text.split())
