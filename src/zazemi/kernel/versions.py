# ruff: noqa: SLF001 - _meta and the managers are Django's documented interface
"""Tracked records: every save is a new row version, written only inside a step, never over somebody else.

django-simple-history is known only here. Its rows keep *what*; who, when and why is in the audit chain.
Saving locks the row, compares the version and raises it by one.
Raises:  OutsideStepError, StaleVersionError, RecordGoneError, UntrackedWriteError.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NoReturn, TypeVar

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords

from zazemi.kernel.digests import VersionRow, new_salt, reference_to
from zazemi.kernel.errors import RecordGoneError, StaleVersionError, UntrackedWriteError
from zazemi.kernel.steps import require_step

FIRST = 1
BATCH = 500
CREATED, CHANGED, DELETED = "+", "~", "-"
M_co = TypeVar("M_co", bound="Versioned", covariant=True)
R = TypeVar("R", bound="Versioned")


class VersionRecords(HistoricalRecords):  # type: ignore[misc]  # simple-history has no types
    """Row versions without a user and without a reason: those are in the audit chain."""

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        """Leave out the columns that the audit chain holds."""
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        for name in ("history_user", "history_user_id", "history_change_reason"):
            extra.pop(name, None)
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Keep the rows in the record's own application, one row per version."""
        pk = model._meta.pk.name
        name = f"{model._meta.app_label}_{model._meta.model_name}_one_row_per_version"
        return {
            **super().get_meta_options(model),
            "app_label": model._meta.app_label,
            "constraints": [models.UniqueConstraint(fields=[pk, "version"], name=name)],
        }

    def create_historical_record(
        self, instance: "Versioned", history_type: str, using: str | None = None
    ) -> None:
        """Write the version row and hand it to the running step."""
        running = require_step(instance)
        row = new_row(instance, history_type)
        row.save(using=using, force_insert=True)
        running.rows.append(reference_to(row))


class VersionedQuerySet(models.QuerySet[M_co]):
    """Reading as usual; writing past the versions is refused."""

    def update(self, **_values: object) -> NoReturn:
        """Refuse: no version would be written."""
        self._refuse("update")

    def delete(self) -> NoReturn:
        """Refuse: records are deleted one by one, if at all."""
        self._refuse("delete")

    def bulk_create(self, *_args: object, **_options: object) -> NoReturn:
        """Refuse: ``add_many`` writes the versions too."""
        self._refuse("bulk_create")

    def bulk_update(self, *_args: object, **_options: object) -> NoReturn:
        """Refuse: no version would be written."""
        self._refuse("bulk_update")

    def _refuse(self, operation: str) -> NoReturn:
        raise UntrackedWriteError(params={"model": self.model._meta.label, "operation": operation})


class Versioned(models.Model):
    """A record whose every version is kept and chained."""

    version = models.PositiveIntegerField(default=0, editable=False)

    fields_added_later: ClassVar[tuple[str, ...]] = ()
    """Fields that came by a later migration with a default: versions written before keep their digest."""

    _happened_at: dt.datetime | None = (
        None  # set by transitions.record_past: when it was so, not when recorded
    )
    objects = models.Manager.from_queryset(VersionedQuerySet)()
    history = VersionRecords(inherit=True, bases=[VersionRow], history_id_field=models.BigAutoField())

    class Meta:
        abstract = True

    def save(self, *args: Any, expected_version: int | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Write the record and its new version.

        Args:
            args: as Django's.
            expected_version: the version the editor has read (a hidden field of the form); by default
                the version this instance was loaded with.
            options: as Django's; ``update_fields`` is ignored, a version is always whole.

        Raises:
            OutsideStepError: no step is running.
            StaleVersionError: somebody saved in between; it carries the current record and the base.
            RecordGoneError: somebody deleted it in between.
        """
        require_step(self)
        options.pop("update_fields", None)
        loaded = self.version
        if self._state.adding:
            self.version = last_version(type(self), [self.pk]).get(self.pk, 0) + FIRST
            options["force_insert"] = True
        else:
            self.version = self._locked(loaded if expected_version is None else expected_version) + 1
            options["force_update"] = True
        try:
            super().save(*args, **options)
        except BaseException:
            self.version = loaded
            raise

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's
        """Delete the record; the deletion is a version of its own.

        Raises OutsideStepError outside a step.
        """
        require_step(self)
        return super().delete(*args, **options)

    def refresh_from_db(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Read the record again; protected states are let in without opening them to other threads."""
        fields = options.get("fields") or (args[1] if len(args) > 1 else None)
        protected = [field.attname for field in self._meta.concrete_fields if getattr(field, "protected", 0)]
        forgotten = [name for name in protected if fields is None or name in fields]
        for name in forgotten:
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **options)
        for name in forgotten if fields is None else ():
            getattr(self, name)

    def _locked(self, expected: int) -> int:
        current = type(self)._base_manager.select_for_update().filter(pk=self.pk).first()
        if current is None:
            raise RecordGoneError(params={"record": str(self)})
        if current.version != expected:
            base = history_model(type(self)).objects.filter(
                **{self._meta.pk.attname: self.pk}, version=expected
            )
            raise StaleVersionError(current, base.first(), expected_version=expected)
        return expected


@functools.cache
def history_model(model: type[models.Model]) -> Any:  # noqa: ANN401 - made by simple-history
    """Return the model of version rows of a tracked model."""
    return model.history.model  # type: ignore[attr-defined]  # set by simple-history


def new_row(record: Versioned, history_type: str) -> Any:  # noqa: ANN401 - made by simple-history
    """Return the unsaved version row of the record as it is now; a deletion is a version of its own."""
    model = history_model(type(record))
    values = {field.attname: getattr(record, field.attname) for field in model.tracked_fields}
    if history_type == DELETED:
        values["version"] = record.version + 1
    moment = record._happened_at or require_step(record).at
    return model(history_date=moment, history_type=history_type, salt=new_salt(), **values)


def tracked_models() -> list[type[Versioned]]:
    """Return every tracked model of the installed rooms, by label."""
    found = [model for model in apps.get_models() if issubclass(model, Versioned)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def last_version(model: type[Versioned], pks: Iterable[object]) -> dict[object, int]:
    """Return the highest version ever written for each of the keys; a deleted key may come back."""
    known = [pk for pk in pks if pk is not None]
    found: dict[object, int] = {}
    for start in range(0, len(known), BATCH):
        key = model._meta.pk.attname
        rows = history_model(model).objects.filter(**{f"{key}__in": known[start : start + BATCH]})
        found.update(rows.order_by().values_list(key).annotate(models.Max("version")))
    return found


def add_many(records: Sequence[R]) -> list[R]:
    """Write many new records with their first versions in a few statements.

    Raises OutsideStepError outside a step.
    """
    if not records:
        return []
    model = type(records[0])
    running = require_step(model._meta.label)
    before = last_version(model, [record.pk for record in records])
    for record in records:
        record.version = before.get(record.pk, 0) + FIRST
    created = models.QuerySet[R, R](model).bulk_create(records, batch_size=BATCH)
    rows = [new_row(record, CREATED) for record in created]
    written = history_model(model).objects.bulk_create(rows, batch_size=BATCH)
    running.rows.extend(reference_to(row) for row in written)
    return list(created)


def remove_many(records: Sequence[R]) -> None:
    """Delete many records with their last versions in a few statements.

    Nothing may stand on them: unlike ``delete`` it looks for no dependent records; the database refuses
    the transaction when there are any. Raises OutsideStepError outside a step.
    """
    if not records:
        return
    model = type(records[0])
    running = require_step(model._meta.label)
    rows = [new_row(record, DELETED) for record in records]
    written = history_model(model).objects.bulk_create(rows, batch_size=BATCH)
    running.rows.extend(reference_to(row) for row in written)
    for start in range(0, len(records), BATCH):
        pks = [record.pk for record in records[start : start + BATCH]]
        some = models.QuerySet[R, R](model).filter(pk__in=pks)
        some._raw_delete(some.db)
