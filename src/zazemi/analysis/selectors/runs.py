"""Saved runs: what came out, and what comes out now from the same day and the same rules.

Units:   FTE of direct work.
Raises:  whatever the store of files refuses (lost or damaged results).
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zazemi.analysis.choices import KIND_SLUGS
from zazemi.analysis.models import SavedRun
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.need_models import model_from_json
from zazemi.analysis.selectors.outcomes import (
    Comparison,
    Outcome,
    OutcomeRow,
    compare,
    outcome_from,
    outcome_of,
)
from zazemi.analysis.selectors.settings import settings_from_json
from zazemi.analysis.selectors.tables import GapTable, Trial
from zazemi.files.services import content_of
from zazemi.kernel.actor import Actor

RUN_MARK = "MEZ"
_PARTS_OF_GAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A run computed again: the rows side by side and which parts of the input are different now."""

    comparison: Comparison
    different_inputs: Sequence[str]

    @property
    def is_identical(self) -> bool:
        """Whether the result is equal to the last digit."""
        return self.comparison.is_same


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedGap:
    """One gap of a saved run."""

    reference: str
    run: SavedRun
    row: OutcomeRow


def runs_of(region_code: str) -> QuerySet[SavedRun]:
    """Saved runs of a region, the newest first."""
    return SavedRun.objects.filter(region_id=region_code).select_related("region")


def run_called(reference: str) -> SavedRun | None:
    """The run of a reference, or None."""
    return SavedRun.objects.select_related("region", "results_file").filter(reference=reference).first()


def results_of(run: SavedRun) -> dict[str, Any]:
    """What was stored, checked against its sha256."""
    stored: dict[str, Any] = json.loads(gzip.decompress(content_of(run.results_file)))
    return stored


def run_outcome(run: SavedRun) -> Outcome:
    """The outcome of a saved run."""
    return outcome_from(OutcomeRow.from_json(row) for row in results_of(run)["rows"])


def results_bytes(table: GapTable) -> bytes:
    """The rows of a table as they are stored; the same table gives the same bytes."""
    rows = [row.as_json() for row in outcome_of(table).rows.values()]
    plain = {"format": "zazemi-gap-run-1", "region": table.region_code, "rows": rows}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()


def replay(run: SavedRun, *, viewer: Actor) -> Replay:
    """Compute a run again for its day by its own settings and model, from what is stored now."""
    settings = settings_from_json(run.settings, model_from_json(run.need_model))
    table = gap_table(run.region_id, run.day, viewer=viewer, trial=Trial(settings=settings))
    now = table.input_hashes
    return Replay(
        comparison=compare(run_outcome(run), outcome_of(table)),
        different_inputs=[name for name in now if run.inputs.get(name) != now[name]],
    )


def saved_gap(reference: str) -> SavedGap | None:
    """The gap of a permanent reference such as ``MEZ-2026.1-564265-nzdm``, or None."""
    parts = reference.split("-")
    if len(parts) != _PARTS_OF_GAP or parts[3] not in KIND_SLUGS:
        return None
    run = run_called("-".join(parts[:2]))
    if run is None:
        return None
    row = run_outcome(run).rows.get((parts[2], KIND_SLUGS[parts[3]]))
    return None if row is None else SavedGap(reference=reference, run=run, row=row)
