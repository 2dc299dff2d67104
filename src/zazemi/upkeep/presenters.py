"""Versions and findings in words: what stood in a field before and after."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from zazemi.kernel.actor import Actor
from zazemi.kernel.history import FieldChange, VersionLine
from zazemi.kernel.sentences import translated
from zazemi.ui.typography import MISSING, day_text, moment_text, number_text

LONGEST = 2000
DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A field with its old and new text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """One version as the page shows it; ``happened_at`` only where it differs from the recording."""

    version: int
    who: str
    why: str
    recorded_at: dt.datetime
    happened_at: dt.datetime | None
    seq: int | None
    changes: tuple[ShownChange, ...]
    note: str
    is_first: bool


def shown_versions(record: models.Model, lines: Iterable[VersionLine]) -> list[ShownVersion]:
    """Put versions of a record into words."""
    return [_shown(record, line) for line in lines]


def _shown(record: models.Model, line: VersionLine) -> ShownVersion:
    is_past = abs(line.recorded_at - line.happened_at) > dt.timedelta(minutes=1)
    return ShownVersion(
        version=line.version,
        who=_who(line.by),
        why=translated(line.why),
        recorded_at=line.recorded_at,
        happened_at=line.happened_at if is_past else None,
        seq=line.seq,
        changes=tuple(_change(record, change) for change in line.changes),
        note=_note(line),
        is_first=line.is_first,
    )


def _who(by: Actor) -> str:
    return translated(by.name) if by.is_machine else by.name or _("unknown")


def _note(line: VersionLine) -> str:
    if line.is_erased:
        return _("The content of this version was erased to protect a person.")
    if line.is_deletion:
        return _("The record was deleted.")
    if line.is_first:
        return _("The record was founded.")
    return "" if line.changes else _("No field changed.")


def _change(record: models.Model, change: FieldChange) -> ShownChange:
    field = record._meta.get_field(change.name)  # noqa: SLF001 - Django's documented _meta
    label = change.label[:1].upper() + change.label[1:]
    return ShownChange(label=label, before=_text(field, change.before), after=_text(field, change.after))


def _text(field: Any, value: object) -> str:  # noqa: ANN401 - any field of Django
    if value is None or value == "":
        return MISSING
    if field.is_relation:
        target = models.QuerySet[models.Model](field.remote_field.model).filter(pk=value).first()
        return str(target or value)
    choices = dict(field.flatchoices)
    if choices:
        return str(choices.get(value, value))
    return _plain_text(value)


def _plain_text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.date):
        return day_text(value)
    if isinstance(value, (Decimal, float)):
        return _number(Decimal(str(value)))
    return _long_text(value)


def _number(value: Decimal) -> str:
    decimals = max(0, -int(value.normalize().as_tuple().exponent)) if value.is_finite() else 0
    return number_text(value, min(DECIMALS, decimals))


def _long_text(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return _("%(n)s bytes") % {"n": number_text(len(value))}
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
