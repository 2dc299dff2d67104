"""Sides of a comparison by their references: today, a saved run, a plan put on top of today.

Units:   FTE of direct work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from zazemi.analysis.selectors.futures import PlannedPlace, futures
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.outcomes import Outcome, outcome_of
from zazemi.analysis.selectors.runs import run_called, run_outcome, runs_of
from zazemi.analysis.selectors.tables import PlaceToday, Trial
from zazemi.kernel.actor import Actor
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality
from zazemi.values.quantities import fte

TODAY = "dnes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands on one side: its reference, words and outcome; ``is_future`` for a plan."""

    reference: str
    words: str
    outcome: Outcome
    is_future: bool = False


def sides_listed(region_code: str, viewer: Actor) -> list[tuple[str, str]]:
    """References and names of all that can be compared: today, runs, plans that the viewer may see."""
    runs = [(run.reference, f"{run.reference} {run.title}") for run in runs_of(region_code)]
    plans = [one for source in futures for one in source.listed(region_code, viewer)]
    return [(TODAY, gettext("today")), *runs, *plans]


def side(reference: str, region_code: str, *, viewer: Actor) -> Side | None:
    """The side of a reference, or None where there is no such thing for the viewer in the region."""
    if reference == TODAY:
        table = gap_table(region_code, viewer=viewer)
        return Side(reference=reference, words=gettext("today"), outcome=outcome_of(table))
    run = run_called(reference)
    if run is not None:
        is_here = run.region_id == region_code
        return Side(reference=reference, words=reference, outcome=run_outcome(run)) if is_here else None
    if reference not in {one for one, _title in sides_listed(region_code, viewer)}:
        return None
    planned = next(
        (found for source in futures if (found := source.places(reference, viewer)) is not None), None
    )
    return None if planned is None else _future(reference, region_code, planned, viewer)


def _future(reference: str, region_code: str, planned: Sequence[PlannedPlace], viewer: Actor) -> Side:
    homes = {one.code: one for one in territory.municipalities_of(region_code)}
    added = tuple(
        _added(one, homes[one.municipality_code], reference)
        for one in planned
        if one.municipality_code in homes
    )
    table = gap_table(region_code, viewer=viewer, trial=Trial(added=added))
    return Side(reference=reference, words=reference, outcome=outcome_of(table), is_future=True)


def _added(one: PlannedPlace, home: Municipality, reference: str) -> PlaceToday:
    return PlaceToday(
        place_id=0,
        kind=one.kind,
        municipality_code=home.code,
        municipality_name=home.name,
        service_name=reference,
        provider_name="",
        capacity_fte=fte(Decimal(one.fte)),
        lat=home.lat,
        lon=home.lon,
    )
