"""Saved runs as they are listed and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.analysis.choices import KIND_SHORT, KINDS, SLUG_OF_KIND, kind_name
from zazemi.analysis.models import SavedRun
from zazemi.analysis.selectors import OutcomeRow
from zazemi.analysis.selectors.outcomes import Outcome
from zazemi.measures.gaps import Verdict
from zazemi.values.text import N_

_INPUTS = {
    "register": N_("whether a register of services is loaded"),
    "target_group": N_("chosen target group"),
    "settings": N_("settings of the analysis"),
    "places": N_("places and capacities of services"),
    "statements": N_("needs stated by people"),
    "municipalities": N_("municipalities and their points"),
    "indicators": N_("indicators and the need computed from them"),
    "needs": N_("the need that counts"),
    "travel": N_("travel times"),
}
_COUNTED = (Verdict.MISSING, Verdict.INSUFFICIENT, Verdict.SUFFICIENT, Verdict.NOT_NEEDED, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTotal:
    """Sums of one kind of a run."""

    name: str
    need: Decimal
    served: Decimal
    shortfall: Decimal
    verdicts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRun:
    """A run as it is listed."""

    run: SavedRun
    url: str
    totals: Sequence[RunTotal]
    missing: int
    short: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One gap of a run with its permanent address."""

    row: OutcomeRow
    kind: str
    reference: str


def shown_run(run: SavedRun) -> ShownRun:
    """Put a run into words."""
    totals = [_total(run, kind.value, kind_name(kind)) for kind in KINDS]
    return ShownRun(
        run=run,
        url=reverse("analysis:run", args=[run.reference]),
        totals=totals,
        missing=sum(dict(one.verdicts).get(Verdict.MISSING.value, 0) for one in totals),
        short=sum(dict(one.verdicts).get(Verdict.INSUFFICIENT.value, 0) for one in totals),
    )


def verdict_rows(outcome: Outcome, run_reference: str) -> list[RunRow]:
    """Rows where something is lacking, with their permanent names."""
    return [
        RunRow(
            row=row,
            kind=str(KIND_SHORT[row.kind]),
            reference=f"{run_reference}-{row.code}-{SLUG_OF_KIND[row.kind]}",
        )
        for row in outcome.rows.values()
        if row.verdict in (Verdict.MISSING, Verdict.INSUFFICIENT)
    ]


def input_words(name: str) -> str:
    """Name a part of the input."""
    return gettext(_INPUTS.get(name, name))


def _total(run: SavedRun, kind: str, name: str) -> RunTotal:
    stored = run.totals[kind]
    return RunTotal(
        name=name,
        need=Decimal(stored["need"]),
        served=Decimal(stored["served"]),
        shortfall=Decimal(stored["shortfall"]),
        verdicts=[(one.value, int(stored[one.value])) for one in _COUNTED if one.value in stored],
    )
