# ruff: noqa: SLF001 - _meta and the managers are Django's documented interface
"""The salted digest of one row version: the same on every database, from what the database gives back."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import models

from zazemi.kernel.audit import Written, canonical

BATCH = 500
RowReference = tuple[type[models.Model], int]
"""Model and key of a version row."""


class VersionRow(models.Model):
    """What our version rows carry beyond the fields of their record."""

    salt = models.CharField(max_length=32, default="", editable=False)

    class Meta:
        abstract = True


def new_salt() -> str:
    """Return 128 random bits, so that erased values cannot be guessed back from the chain."""
    return secrets.token_hex(16)


def record_fields(row: models.Model) -> list[models.Field[object, object]]:
    """Return the fields that a version row copied from its record."""
    names = [field.name for field in row.tracked_fields]  # type: ignore[attr-defined]  # set by simple-history
    return [row._meta.get_field(name) for name in names]  # type: ignore[misc]  # concrete fields only


def record_pk_of(row: models.Model) -> str:
    """Return the primary key of the record of a version row, as text."""
    return str(getattr(row, _record_model(row)._meta.pk.attname))


def label_of(model: type[models.Model]) -> str:
    """Return the name under which the chain knows a kind of record, such as ``network.service``."""
    return model._meta.label_lower


def digest_of(row: models.Model) -> str:
    """Return the salted sha256 of a version row; the row must come from the database.

    A field added after the first versions were written counts only where it is not at its default, so that
    older versions keep their digest; no two different rows share one.
    """
    later = _record_model(row).fields_added_later  # type: ignore[attr-defined]  # Versioned
    values = [(field, getattr(row, field.attname)) for field in record_fields(row)]
    counted = [one for one in values if one[0].name not in later or one[1] != one[0].get_default()]
    plain = {field.attname: plain_value(value) for field, value in counted}
    plain["history_type"] = row.history_type  # type: ignore[attr-defined]  # set by simple-history
    salt = str(row.salt)  # type: ignore[attr-defined]  # VersionRow
    return hashlib.sha256(salt.encode() + canonical(plain)).hexdigest()


def reference_to(row: models.Model) -> RowReference:
    """Return where a version row lies, so that a long step need not keep the rows themselves."""
    return type(row), row.pk


def written_of(rows: Sequence[RowReference]) -> list[Written]:
    """Return the items of the chain for version rows, in the order of writing.

    They are read back in batches and let go again: a step may write a hundred thousand of them.
    """
    return [
        one for start in range(0, len(rows), BATCH) for one in _written_batch(rows[start : start + BATCH])
    ]


def _written_batch(rows: Sequence[RowReference]) -> list[Written]:
    keys: dict[type[models.Model], list[int]] = {}
    for model, pk in rows:
        keys.setdefault(model, []).append(pk)
    stored = {model: model._default_manager.in_bulk(pks) for model, pks in keys.items()}
    return [_written(stored[model][pk]) for model, pk in rows]


def plain_value(value: object) -> object:
    """Return a field's value as JSON can hold it, exactly and in one spelling.

    Raises TypeError for a kind of value whose spelling nobody has settled.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return _composed(value)


def _composed(value: object) -> object:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, dict):
        return {str(key): plain_value(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(inner) for inner in value]
    if isinstance(value, (float, dt.timedelta)):
        return repr(value)
    raise TypeError(type(value).__name__)


def _written(row: models.Model) -> Written:
    return Written(
        label=label_of(_record_model(row)),
        record_pk=record_pk_of(row),
        version=row.version,  # type: ignore[attr-defined]  # copied from Versioned
        digest=digest_of(row),
    )


def _record_model(row: models.Model) -> type[models.Model]:
    model: type[models.Model] = row.instance_type  # type: ignore[attr-defined]  # set by simple-history
    return model
