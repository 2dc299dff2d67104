"""Taking one import back: what its run wrote, what stands in the way, and the way back itself.

Tracked records are found in the audit chain: the entry that stored the run
names every version it wrote. Untracked rows are found by their stamp and by
``RowBefore``. An import is taken back whole or not at all.
Units:   records.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from zazemi.intake import series as rows_of
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun, RowBefore
from zazemi.intake.slot import Importer, Series
from zazemi.kernel.audit import AuditItem
from zazemi.kernel.digests import label_of
from zazemi.kernel.versions import CREATED, Versioned, history_model, remove_many
from zazemi.values.text import N_

SHOWN_OBSTACLES = 200
Models = type[models.Model]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A record that keeps the import from being taken back: ``why`` is a msgid, ``record`` None when gone."""

    model: Models
    record_pk: str
    record: models.Model | None
    why: str
    by_name: str = ""
    when: dt.datetime | None = None

    @property
    def name(self) -> str:
        """What people call the record."""
        has_name = self.record is not None and type(self.record).__str__ is not models.Model.__str__
        return str(self.record) if has_name else self.record_pk

    @property
    def kind(self) -> str:
        """What kind of record it is."""
        return str(self.model._meta.verbose_name)  # noqa: SLF001 - Django's documented _meta


@dataclass(slots=True, kw_only=True)
class TrackedPart:
    """Tracked records of one model that the run wrote."""

    model: type[Versioned]
    added: dict[str, int] = field(default_factory=dict)  # key to the last version that the run wrote
    changed: dict[str, tuple[int, int]] = field(default_factory=dict)  # key to its first and last version


@dataclass(slots=True, kw_only=True)
class SeriesPart:
    """Untracked rows of one table that the run wrote."""

    series: Series
    added: set[str]
    before: Mapping[str, Mapping[str, Any]]


@dataclass(slots=True, kw_only=True)
class Undoing:
    """What taking a run back would do; ``obstacles`` are cut, ``n_obstacles`` and ``kinds`` count all."""

    tracked: list[TrackedPart]
    series: list[SeriesPart]
    derived: list["models.QuerySet[Any]"] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    n_obstacles: int = 0
    is_prepared: bool = True
    kinds: Counter[Models] = field(default_factory=Counter)
    _seen: set[tuple[Models, str]] = field(default_factory=set, repr=False)

    @property
    def removed(self) -> int:
        """Records that would be removed."""
        return sum(len(part.added) for part in self.tracked) + sum(len(part.added) for part in self.series)

    @property
    def restored(self) -> int:
        """Records that would be as they were before."""
        return sum(len(part.changed) for part in self.tracked) + sum(len(part.before) for part in self.series)

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return self.is_prepared and not self.n_obstacles

    def hinder(self, obstacle: Obstacle) -> None:
        """Note an obstacle; a record stands in the way once, whatever the reasons."""
        key = (obstacle.model, obstacle.record_pk)
        if key in self._seen:
            return
        self._seen.add(key)
        self.kinds[obstacle.model] += 1
        self.n_obstacles += 1
        if len(self.obstacles) < SHOWN_OBSTACLES:
            self.obstacles.append(obstacle)


def undoing_of(importer: Importer, run: ImportRun) -> Undoing:
    """Return what taking the run back would do and what stands in the way; reads only."""
    tracked = _tracked_parts(run)
    parts = [_series_part(one, run) for one in importer.series]
    found = Undoing(tracked=tracked, series=parts, derived=list(importer.derived(run)))
    wrote_rows = bool(run.rows_new or run.rows_changed)
    found.is_prepared = run.keeps_before or not importer.series
    found.is_prepared &= bool(found.removed or found.restored) or not wrote_rows
    for part in tracked:
        for obstacle in _tracked_obstacles(part):
            found.hinder(obstacle)
    for one in parts:
        for obstacle in _series_obstacles(one, run):
            found.hinder(obstacle)
    for obstacle in _standing_on(found):
        found.hinder(obstacle)
    return found


def carry_out(found: Undoing) -> None:
    """Remove and restore inside the open step; nothing may stand in the way."""
    for rows in found.derived:
        rows.delete()
    for part in found.tracked:
        _restore_tracked(part, is_moving=True)
    for part in reversed(found.tracked):
        remove_many(list(_present(part.model, part.added).values()))
    for part in found.tracked:
        _restore_tracked(part, is_moving=False)
    for one in reversed(found.series):
        rows_of.remove(one.series, one.added)
    for one in found.series:
        rows_of.restore(one.series, {pk: dict(before) for pk, before in one.before.items()})


# ------------------------------------------------------------------ tracked records
def _tracked_parts(run: ImportRun) -> list[TrackedPart]:
    own = label_of(ImportRun)
    stored = history_model(ImportRun).objects.filter(id=run.pk, state=RunState.APPLIED).order_by("version")
    version = stored.values_list("version", flat=True).first()
    entry = AuditItem.objects.filter(label=own, record_pk=str(run.pk), version=version, is_erasure=False)
    items = (
        AuditItem.objects.filter(entry__in=entry.values("entry"), is_erasure=False)
        .exclude(label=own)
        .order_by("position")
    )
    spans: dict[str, dict[str, tuple[int, int]]] = {}
    for label, pk, written in items.values_list("label", "record_pk", "version").iterator():
        of_model = spans.setdefault(label, {})
        first, last = of_model.get(pk, (written, written))
        of_model[pk] = (min(first, written), max(last, written))
    return [_tracked_part(label, written) for label, written in spans.items()]


def _tracked_part(label: str, spans: Mapping[str, tuple[int, int]]) -> TrackedPart:
    model: type[Versioned] = apps.get_model(label)
    part = TrackedPart(model=model)
    key = model._meta.pk.attname  # noqa: SLF001 - Django's documented _meta
    for some in rows_of.batches(list(spans)):
        rows = history_model(model).objects.filter(**{f"{key}__in": some}, history_type=CREATED)
        born = set(rows.values_list(key, "version"))
        for pk in some:
            first, last = spans[pk]
            if (model._meta.pk.to_python(pk), first) in born:  # noqa: SLF001 - as above
                part.added[pk] = last
            else:
                part.changed[pk] = (first, last)
    return part


def _present(model: Models, pks: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in rows_of.batches(list(pks)):
        rows = model._base_manager.select_for_update().filter(pk__in=some)  # noqa: SLF001 - as above
        found.update({str(row.pk): row for row in rows})
    return found


def _tracked_obstacles(part: TrackedPart) -> Iterator[Obstacle]:
    written = part.added | {pk: last for pk, (_first, last) in part.changed.items()}
    for some in rows_of.batches(list(written)):
        present = {
            str(row.pk): row
            for row in part.model._base_manager.filter(pk__in=some)  # noqa: SLF001 - as above
        }
        touched = [pk for pk in some if pk not in present or present[pk].version != written[pk]]
        as_written = _rows_of_versions(part.model, {pk: written[pk] for pk in touched})
        for pk in touched:
            record = present.get(pk)
            if record is not None and not _differing(record, as_written[pk]):
                continue  # changed and taken back since
            item = _written_next(part.model, pk, written[pk] + 1)
            yield Obstacle(
                model=part.model,
                record_pk=pk,
                record=record,
                why=N_("changed later") if record is not None else N_("removed later"),
                by_name=str(item.entry.actor.get("name", "")) if item else "",
                when=item.entry.at if item else None,
            )


def _written_next(model: type[Versioned], pk: str, version: int) -> AuditItem | None:
    items = AuditItem.objects.filter(label=label_of(model), record_pk=pk, version=version, is_erasure=False)
    return items.select_related("entry").first()


def _restore_tracked(part: TrackedPart, *, is_moving: bool) -> None:
    """Save changed records as they were; first those that leave a record about to be removed."""
    for some in rows_of.batches(list(part.changed)):
        earlier = _rows_of_versions(part.model, {pk: part.changed[pk][0] - 1 for pk in some})
        for pk, record in _present(part.model, some).items():
            fields = _differing(record, earlier[pk])
            if any(one.is_relation for one in fields) == is_moving:
                _save_as(record, {one.attname: getattr(earlier[pk], one.attname) for one in fields})


def _rows_of_versions(model: type[Versioned], versions: Mapping[str, int]) -> dict[str, Any]:
    """Return the version rows of records, by key; one version of each."""
    key = model._meta.pk.attname  # noqa: SLF001 - as above
    rows = history_model(model).objects.filter(
        **{f"{key}__in": list(versions)}, version__in=set(versions.values())
    )
    known = {(str(getattr(row, key)), row.version): row for row in rows}
    return {pk: known[pk, version] for pk, version in versions.items()}


def _differing(record: Versioned, row: Any) -> list[Any]:  # noqa: ANN401 - made by simple-history
    unlike = {record._meta.pk.attname, "version"}  # noqa: SLF001 - as above
    return [
        one
        for one in row.tracked_fields
        if one.attname not in unlike and getattr(record, one.attname) != getattr(row, one.attname)
    ]


def _save_as(record: Versioned, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    if values:
        record.save()


# ------------------------------------------------------------------ untracked rows
def _series_part(one: Series, run: ImportRun) -> SeriesPart:
    kept = RowBefore.objects.filter(run=run, label=one.label).values_list("record_pk", "before")
    before = dict(kept.iterator())
    return SeriesPart(series=one, added=rows_of.stamped(one, run) - before.keys(), before=before)


def _series_obstacles(part: SeriesPart, run: ImportRun) -> Iterator[Obstacle]:
    """Rows that a later import wrote over, whether they were new or only changed by this run."""
    label, stamp = part.series.label, part.series.stamp
    later = RowBefore.objects.filter(label=label, **{f"before__{stamp}": run.pk}).exclude(run=run)
    overwritten = {one.record_pk: one.run for one in later.select_related("run")}
    digests = dict(RowBefore.objects.filter(run=run, label=label).values_list("record_pk", "after_digest"))
    current = rows_of.current_rows(part.series, digests)
    changed = {
        pk for pk, digest in digests.items() if pk not in current or rows_of.digest_of(current[pk]) != digest
    }
    for some in rows_of.batches(sorted(changed | overwritten.keys())):
        records = {str(row.pk): row for row in part.series.model._base_manager.filter(pk__in=some)}  # noqa: SLF001 - as above
        for pk in some:
            by = overwritten.get(pk)
            yield Obstacle(
                model=part.series.model,
                record_pk=pk,
                record=records.get(pk),
                why=N_("overwritten by a later import") if by else N_("changed later"),
                by_name=f"{by.file_name}, {by.by_name}" if by else "",
                when=by.decided_at if by else None,
            )


# ------------------------------------------------------------------ what stands on the rows
def _standing_on(found: Undoing) -> Iterator[Obstacle]:
    """Records outside the import that name a row it added."""
    added: dict[Models, set[str]] = {part.model: set(part.added) for part in found.tracked}
    own: dict[Models, set[str]] = {part.model: {*part.added, *part.changed} for part in found.tracked}
    for part in found.series:
        added[part.series.model] = added.get(part.series.model, set()) | part.added
        own[part.series.model] = own.get(part.series.model, set()) | part.added | part.before.keys()
    for rows in found.derived:
        pks = {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}
        added[rows.model] = added.get(rows.model, set()) | pks
        own[rows.model] = own.get(rows.model, set()) | pks
    for model, pks in added.items():
        for relation in _relations_to(model):
            for some in rows_of.batches(sorted(pks)):
                yield from _referring(relation, some, own)


def _relations_to(model: Models) -> Iterator[Any]:
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))  # noqa: SLF001 - as above
    for relation in relations:
        if not (
            relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        other = relation.related_model._meta  # noqa: SLF001 - as above
        if relation.on_delete is not models.DO_NOTHING and other.auto_created is not model:
            yield relation


def _referring(relation: Any, pks: Sequence[str], own: Mapping[Models, set[str]]) -> Iterator[Obstacle]:  # noqa: ANN401 - Django's relation
    other = relation.related_model
    rows = other._base_manager.filter(**{f"{relation.field.name}__in": pks})  # noqa: SLF001 - as above
    ours = own.get(other, set())
    strangers = [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if str(pk) not in ours]
    shown = other._base_manager.in_bulk(strangers[:SHOWN_OBSTACLES])  # noqa: SLF001 - as above
    for pk in strangers:
        yield Obstacle(
            model=other, record_pk=str(pk), record=shown.get(pk), why=N_("stands on a row of this import")
        )
