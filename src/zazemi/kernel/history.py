"""What the page History shows of a record: each version with who, when, why and what changed."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from zazemi.kernel.actor import Actor
from zazemi.kernel.audit import AuditItem
from zazemi.kernel.digests import label_of, record_fields
from zazemi.kernel.versions import CREATED, DELETED, Versioned, history_model

UNSHOWN = frozenset({"version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after; ``before`` is None in the first version."""

    name: str
    label: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version: who wrote it, since when the system knows it, why, and what it changed.

    ``happened_at`` differs from ``recorded_at`` only for histories loaded from outside.
    """

    version: int
    by: Actor
    recorded_at: dt.datetime
    happened_at: dt.datetime
    why: str
    seq: int | None
    changes: tuple[FieldChange, ...]
    is_first: bool
    is_deletion: bool
    is_erased: bool


def history_of(record: Versioned, *, hidden: Collection[str] = ()) -> tuple[VersionLine, ...]:
    """Return the versions of a record, the newest first.

    Args:
        record: a tracked record (also one just deleted).
        hidden: names of fields not to be shown.
    """
    model = type(record)
    key = model._meta.pk.attname  # noqa: SLF001 - Django's documented _meta
    rows = list(history_model(model).objects.filter(**{key: record.pk}).order_by("version"))
    items = _items(label_of(model), str(record.pk))
    unshown = UNSHOWN.union(hidden, {model._meta.pk.name})  # noqa: SLF001 - as above
    lines = []
    before: Any = None
    for row in rows:
        lines.append(_line(row, before, items.get(row.version), unshown))
        before = row
    return tuple(reversed(lines))


def _items(label: str, record_pk: str) -> dict[int, AuditItem]:
    found = AuditItem.objects.filter(label=label, record_pk=record_pk, is_erasure=False).select_related(
        "entry"
    )
    return {item.version: item for item in found}


def _line(row: Any, before: Any, item: AuditItem | None, unshown: Collection[str]) -> VersionLine:  # noqa: ANN401 - version rows
    entry = item.entry if item else None
    is_erased = row.salt == ""
    may_compare = not is_erased and row.history_type != DELETED
    return VersionLine(
        version=row.version,
        by=Actor.from_json(entry.actor) if entry else Actor.anonymous(),
        recorded_at=entry.at if entry else row.history_date,
        happened_at=row.history_date,
        why=entry.why if entry else "",
        seq=entry.seq if entry else None,
        changes=tuple(_changes(row, before, unshown)) if may_compare else (),
        is_first=row.history_type == CREATED,
        is_deletion=row.history_type == DELETED,
        is_erased=is_erased,
    )


def _changes(row: Any, before: Any, unshown: Collection[str]) -> Iterable[FieldChange]:  # noqa: ANN401 - version rows
    is_known = before is not None and before.salt != "" and before.history_type != DELETED
    for field in record_fields(row):
        if field.name in unshown:
            continue
        old = getattr(before, field.attname) if is_known else None
        new = getattr(row, field.attname)
        if old != new and not (old is None and new in ("", {}, [])):
            yield FieldChange(name=field.name, label=str(field.verbose_name), before=old, after=new)
