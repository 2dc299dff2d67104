"""The slot ``background``: long files are tried out and stored by the worker, with progress and cancel.

Progress is told only while the file is read, outside the storing transaction:
what is told inside would not be seen before its end, and would hold the job's row.
"""

from typing import Any

from django.urls import reverse

from zazemi.files.models import StoredFile
from zazemi.files.services import checked_path_of, forget
from zazemi.intake import services
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.intake.ordering import STORE, TRY_OUT, provenance_of
from zazemi.intake.slot import importer_of
from zazemi.intake.table import CONSOLE_LIMITS, WEB_LIMITS
from zazemi.jobs.background import JobContext, register
from zazemi.values.text import N_

_READ_SHARE = 0.9


def try_out(context: JobContext) -> dict[str, Any]:
    """Try an uploaded file out; what cannot be read is not kept."""
    stored = StoredFile.objects.get(pk=context.input["file"])
    context.report(0.0, N_("Reading the file"))
    try:
        outcome = _result(_tried(context, stored))
    except Exception:
        forget(stored)
        raise
    forget(stored)
    return outcome


def _tried(context: JobContext, stored: StoredFile) -> ImportRun:
    asked = context.input
    return services.dry_run(
        kind=asked["kind"],
        path=checked_path_of(stored),
        name=stored.name,
        by=context.actor,
        provenance=provenance_of(asked["provenance"]),
        limits=WEB_LIMITS,
        encoding=asked["encoding"],
        on_progress=lambda share: context.report(_READ_SHARE * share),
    )


def store(context: JobContext) -> dict[str, Any]:
    """Store a checked file; done already by an attempt that died after it, it is a success."""
    run = ImportRun.objects.select_related("file").get(pk=context.input["run"])
    if run.state != RunState.APPLIED:
        context.report(0.0, N_("Reading the file once more"))
        run = services.apply(
            run=run,
            by=context.actor,
            limits=importer_of(run.kind).own_limits or CONSOLE_LIMITS,
            on_progress=lambda share: context.report(_READ_SHARE * share),
        )
    return _result(run)


def _result(run: ImportRun) -> dict[str, Any]:
    return {"run": run.pk, "url": reverse("intake:run", args=[run.pk])}


register(TRY_OUT, try_out, title=N_("dry run of an import"))
register(STORE, store, title=N_("storing of an import"))
