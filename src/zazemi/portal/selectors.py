"""What the portal gathers from the rooms: which region, its index, who waits for what, where data come from.

Units:   points of the index 0-30, persons over 15.
Nothing is stored here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from zazemi.indicators import selectors as indicators
from zazemi.indicators.models import IndexResult
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import public_runs
from zazemi.intake.slot import importers
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Matter, subjects
from zazemi.network.models import RegisterCoverage
from zazemi.planning import selectors as planning
from zazemi.planning.choices import PlanState
from zazemi.planning.models import Plan
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region

MEMORANDUM_REGION = "CZ051"
"""The region of the memorandum of 2014; shown first when nothing else decides."""
RECENT_PLANS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPlace:
    """A municipality with its index, or without one (``index`` is None)."""

    code: str
    name: str
    orp_code: str
    orp_name: str
    lat: float | None
    lon: float | None
    index: int | None
    people: int | None
    long_term_seekers: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionIndexView:
    """All municipalities of a region in Czech order, with the year and the sources of the index."""

    places: tuple[IndexedPlace, ...]
    year: int | None
    sources: tuple[ImportRun, ...]


def chosen_region(viewer: Actor, asked: str = "") -> Region | None:
    """Return the region to show; None when none is loaded.

    The asked one, else that of the viewer's mandates, else one with a register
    of services, else the region of the memorandum, else the first one.
    """
    known = {region.code: region for region in territory.regions()}
    wanted = [asked, *sorted(viewer.region_codes)]
    if viewer.municipality_codes:
        own = Municipality.objects.filter(code__in=viewer.municipality_codes).order_by("code")
        wanted += own.values_list("region_id", flat=True)
    first = next((code for code in wanted if code in known), None)
    if first is None:
        covered = RegisterCoverage.objects.order_by("region_id").values_list("region_id", flat=True)
        first = next((code for code in [*covered, MEMORANDUM_REGION] if code in known), None)
    return known[first] if first else next(iter(known.values()), None)


def region_index(region_code: str) -> RegionIndexView:
    """Return the index of every municipality of a region; those without one are there too."""
    rows = {
        row.municipality_id: row
        for row in indicators.index_rows(region_code).select_related("computation", "input_row")
    }
    municipalities = territory.municipalities_of(region_code).select_related("orp")
    computation = next(iter(rows.values())).computation if rows else None
    return RegionIndexView(
        places=tuple(_place(one, rows.get(one.code)) for one in municipalities),
        year=computation.year if computation else None,
        sources=tuple(indicators.sources_of(computation)) if computation else (),
    )


def _place(one: Municipality, row: IndexResult | None) -> IndexedPlace:
    return IndexedPlace(
        code=one.code,
        name=one.name,
        orp_code=one.orp_id,
        orp_name=one.orp.name,
        lat=one.lat,
        lon=one.lon,
        index=row.index if row else None,
        people=row.input_row.population_15_plus if row else None,
        long_term_seekers=row.input_row.long_term_seekers if row else None,
    )


def matters_for(viewer: Actor) -> list[Matter]:
    """Return what waits for the viewer in all rooms, the nearest day first."""
    found = [matter for subject in subjects for matter in subject.matters_waiting(viewer)]
    return sorted(found, key=lambda matter: (matter.due_on or dt.date.max, matter.title))


def data_runs() -> Sequence[ImportRun]:
    """Return every stored import of public data, the newest first: the sources of all figures."""
    return list(public_runs().order_by("-decided_at", "-pk"))


def municipality(code: str) -> Municipality | None:
    """Return a municipality with the units it belongs to, without shapes."""
    found = Municipality.objects.without_shapes().select_related("orp", "district", "region")
    return found.filter(code=code).first()


def kind_titles() -> dict[str, str]:
    """Return the title of every kind of import, for people."""
    return {importer.kind: str(importer.title) for importer in importers()}


def recent_plans(viewer: Actor, region_code: str) -> list[tuple[Plan, PlanState]]:
    """Return the newest plans of a region that the viewer may see, each with its state."""
    return [(plan, planning.state_of(plan)) for plan in planning.plans(viewer, region_code)[:RECENT_PLANS]]
