"""Checks over all rooms: the database itself, files and rows, counts of imports.

Source:  reliability.md 5.2 (4, 5, 10).
"""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, OuterRef

from zazemi.files.selectors import discrepancies
from zazemi.files.services import path_of
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.kernel.checks import Finding, add_check
from zazemi.kernel.person_counts import leaking_counts
from zazemi.values.text import N_

MOST = 20
ORPHAN_AGE = dt.timedelta(hours=24)
UNUSABLE_INDEXES = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready"
UNCHECKED_CONSTRAINTS = (
    "SELECT conrelid::regclass::text || '.' || conname FROM pg_constraint WHERE NOT convalidated"
)


def database_findings() -> Iterator[Finding]:
    """Yield what the database says of its own state."""
    if connection.vendor == "sqlite":
        for said in _asked("PRAGMA integrity_check"):
            if said != "ok":
                yield Finding(message=N_("SQLite complains: %(said)s"), params={"said": said})
        return
    for name in _asked(UNUSABLE_INDEXES):
        yield Finding(message=N_("The index %(name)s is not usable."), where=name, params={"name": name})
    for name in _asked(UNCHECKED_CONSTRAINTS):
        yield Finding(
            message=N_("The constraint %(name)s was never checked."), where=name, params={"name": name}
        )


def foreign_key_findings() -> Iterator[Finding]:
    """Yield rows that point at a row that is not there."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:  # noqa: SLF001 - Django's documented _meta
            continue
        for field in model._meta.concrete_fields:  # noqa: SLF001 - as above
            if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True):
                yield from _orphans(model, field)


def file_findings() -> Iterator[Finding]:
    """Yield files that are lost or damaged, and bytes that no row has known for a day."""
    found = discrepancies()
    for name in found.lost:
        yield Finding(
            message=N_("The bytes of the file %(name)s are missing."), where=name, params={"name": name}
        )
    for name in found.damaged:
        yield Finding(
            message=N_("The bytes of the file %(name)s were changed."), where=name, params={"name": name}
        )
    oldest = (clock.now() - ORPHAN_AGE).timestamp()
    for name in found.orphans:
        path = path_of(name)
        if path.exists() and path.stat().st_mtime < oldest:
            yield Finding(
                message=N_("No record knows the stored file %(name)s."), where=name, params={"name": name}
            )


def import_findings() -> Iterator[Finding]:
    """Yield imports whose counts do not add up."""
    parts = F("rows_new") + F("rows_changed") + F("rows_same") + F("rows_refused")
    for run in ImportRun.objects.exclude(rows_in=parts):
        params = {"pk": run.pk, "name": run.file_name}
        yield Finding(message=N_("The counts of the import %(pk)s (%(name)s) do not add up."), params=params)


def _orphans(model: type[models.Model], field: "models.ForeignKey[object, object]") -> Iterator[Finding]:
    parent, name = field.remote_field.model, field.attname
    target = {field.target_field.attname: OuterRef(name)}
    rows: models.QuerySet[models.Model] = models.QuerySet(model).filter(**{f"{name}__isnull": False})
    orphans = rows.exclude(Exists(models.QuerySet(parent).filter(**target))).values_list("pk", name)
    for pk, missing in orphans[:MOST]:
        place = f"{model._meta.label_lower} {pk}"  # noqa: SLF001 - Django's documented _meta
        yield Finding(
            message=N_("%(place)s: %(field)s points at %(missing)s, which is not there."),
            where=place,
            params={"place": place, "field": str(field.verbose_name), "missing": missing},
        )


def _asked(question: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [str(row[0]) for row in cursor.fetchall()]


add_check("database.state", N_("The database is sound"), database_findings)
add_check("database.foreign_keys", N_("Nothing points at a missing record"), foreign_key_findings)
add_check("files.stored", N_("Files and records fit together"), file_findings)
add_check("intake.counts", N_("Counts of imports add up"), import_findings)
add_check(
    "upkeep.person_counts", N_("No small count of people can be computed from public tables"), leaking_counts
)
