"""Saving a run of the analysis: inputs by hash, rules and model in full, results in the store of files.

Raises:  RunRefusedError, UnknownRegionError.
"""

import datetime as dt
import gzip
import hashlib

from django.utils.translation import gettext_noop

from zazemi.analysis.errors import RunRefusedError
from zazemi.analysis.models import SavedRun
from zazemi.analysis.permissions import SAVE_RUN
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.need_models import model_json
from zazemi.analysis.selectors.runs import RUN_MARK, results_bytes
from zazemi.analysis.selectors.tables import GapTable
from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.numbers import next_reference
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step


def save_run(region_code: str, *, title: str, by: Actor, day: dt.date | None = None) -> SavedRun:
    """Compute the table of a region on a day and keep it for good under a reference."""
    if not may(by, SAVE_RUN):
        raise RunRefusedError
    table = gap_table(region_code, day, viewer=by)
    results = results_bytes(table)
    settings = table.provenance.settings
    with step(by, gettext_noop("Run of the analysis saved")):
        reference = _reference(clock.today().year)
        kept = keep(
            gzip.compress(results, mtime=0),
            name=f"{reference}.json.gz",
            content_type="application/gzip",
            visibility=Visibility.PRIVATE,
            by=by,
        )
        run = SavedRun(
            reference=reference,
            region_id=table.region_code,
            title=title,
            day=table.provenance.computed_on,
            settings=settings.as_json(),
            need_model=model_json(settings.need_model),
            inputs=dict(table.input_hashes),
            data_sha256=table.data_hash,
            results_sha256=hashlib.sha256(results).hexdigest(),
            results_file=kept,
            totals=_totals(table),
            made_at=clock.now(),
            made_by=by.name,
        )
        run.save()
    return run


def _reference(year: int) -> str:
    """The next number of the year in the natural form: ``MEZ-2026.1``."""
    number = next_reference(RUN_MARK, year=year).rpartition("-")[2]
    return f"{RUN_MARK}-{year}.{int(number)}"


def _totals(table: GapTable) -> dict[str, dict[str, str]]:
    return {
        kind.value: {
            "need": str(total.need),
            "served": str(total.served),
            "shortfall": str(total.shortfall),
            **{verdict.value: str(count) for verdict, count in sorted(total.counts.items())},
        }
        for kind, total in table.totals.items()
    }
