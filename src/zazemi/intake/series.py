"""Untracked rows of imports: what stood there before a run wrote over it, kept until the run is taken back.

A row that the run added names the run in its stamp column and needs nothing
kept. A row that the run wrote over is kept as it was (``RowBefore``), with the
digest of what the run made of it, so that any later writing shows.
Units:   rows.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from zazemi.intake.models import ImportRun, RowBefore
from zazemi.intake.slot import Changes, Importer, Series
from zazemi.kernel.audit import canonical

BATCH = 500
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The rows of one series as they were before the run, by primary key."""

    series: Series
    rows: Mapping[object, Plain]


def remember(importer: Importer, changes: Changes) -> list[Remembered]:
    """Read the rows that ``apply`` may write over; called before it, in the same transaction."""
    found = []
    for series in importer.series:
        wanted = importer.overwrites(series, changes)
        rows = {} if wanted is None else dict(_plain_rows(series, wanted))
        found.append(Remembered(series, rows))
    return found


def settle(run: ImportRun, remembered: Iterable[Remembered]) -> None:
    """Keep the earlier state of the rows that the run really changed; called after ``apply``."""
    kept = []
    for one in remembered:
        now = dict(_rows_by_pk(one.series, one.rows))
        kept += [
            RowBefore(
                run=run,
                label=one.series.label,
                record_pk=str(pk),
                before=before,
                after_digest=digest_of(now[pk]),
            )
            for pk, before in one.rows.items()
            if pk in now and now[pk] != before
        ]
    RowBefore.objects.bulk_create(kept, batch_size=BATCH)


def digest_of(plain: Plain) -> str:
    """Return the sha256 of a row's plain values."""
    return hashlib.sha256(canonical({key: repr(value) for key, value in plain.items()})).hexdigest()


def current_rows(series: Series, pks: Iterable[str]) -> dict[str, Plain]:
    """Return the rows of a series as they are now, by primary key as text."""
    return {str(pk): plain for pk, plain in _rows_by_pk(series, pks)}


def stamped(series: Series, run: ImportRun) -> set[str]:
    """Return the keys of the rows that name the run, as text."""
    rows = series.model._base_manager.filter(**{series.stamp: run.pk})  # noqa: SLF001 - Django's documented manager
    return {str(pk) for pk in rows.order_by().values_list("pk", flat=True).iterator()}


def restore(series: Series, before: Mapping[str, Plain]) -> None:
    """Write rows back as they were."""
    manager = series.model._base_manager  # noqa: SLF001 - as above
    fields = _fields(series)
    for pks in batches(sorted(before)):
        records = list(manager.filter(pk__in=pks))
        for record in records:
            for field in fields:
                setattr(record, field.attname, field.to_python(before[str(record.pk)][field.attname]))
        manager.bulk_update(records, [field.name for field in fields], batch_size=BATCH)


def remove(series: Series, pks: Iterable[str]) -> None:
    """Delete rows that the run added; nothing may stand on them any more."""
    for some in batches(sorted(pks)):
        series.model._base_manager.filter(pk__in=some).delete()  # noqa: SLF001 - as above


def batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut a list of keys into pieces that a database takes in one statement."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _fields(series: Series) -> list[models.Field[Any, Any]]:
    concrete = series.model._meta.concrete_fields  # noqa: SLF001 - Django's documented _meta
    wanted = {*series.columns, series.stamp} if series.columns else None
    return [one for one in concrete if not one.primary_key and (wanted is None or one.attname in wanted)]


def _rows_by_pk(series: Series, pks: Iterable[object]) -> Iterator[tuple[object, Plain]]:
    for some in batches(list(pks)):
        yield from _plain_rows(series, series.model._base_manager.filter(pk__in=some))  # noqa: SLF001 - as above


def _plain_rows(series: Series, rows: "models.QuerySet[Any]") -> Iterator[tuple[object, Plain]]:
    fields = _fields(series)
    names = [field.name for field in fields]
    for record in rows.order_by().only(*names).iterator(chunk_size=BATCH):
        yield record.pk, {field.attname: _plain(field, record) for field in fields}


def _plain(field: "models.Field[Any, Any]", record: models.Model) -> object:
    value = field.value_from_object(record)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return field.value_to_string(record)
