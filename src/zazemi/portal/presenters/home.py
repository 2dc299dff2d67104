"""The public first page: what the index says about the region, four numbers, entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.network.selectors import CapacitiesFte
from zazemi.portal.presenters.parts import (
    Choice,
    Figure,
    bold,
    index_legend_rows,
    index_map,
    municipalities_text,
    region_choices,
    seat_labels,
    source_text,
    words_missing,
)
from zazemi.portal.selectors import IndexedPlace, RegionIndexView
from zazemi.territory.models import Orp, Region
from zazemi.ui.maps import MapLayers
from zazemi.ui.typography import fte_text, number_text, percent_text
from zazemi.ui.words import index_class_of

SERVICES_KEY = "sluzby-prevence"
HIGHEST = 3
RAISED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OrpRow:
    """One ORP: how many of its municipalities are in each class, how many people live there."""

    name: str
    counts: tuple[int, int, int, int]
    without: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything the first page shows; ``has_index`` is false until indicators are loaded."""

    region: Region
    regions: Sequence[Choice]
    has_index: bool
    answer: SafeString
    map: SafeString
    legend: SafeString
    figures: Sequence[Figure]
    orps: Sequence[OrpRow]
    places: Sequence[IndexedPlace]
    year: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMatter:
    """What the page is made of, as the selectors gave it."""

    region: Region
    regions: Sequence[Region]
    view: RegionIndexView
    orps: Sequence[Orp]
    borders: Mapping[str, bytes]
    capacities: CapacitiesFte


def home_page(matter: HomeMatter) -> HomePage:
    """Put the first page together."""
    places = matter.view.places
    has_index = any(place.index is not None for place in places)
    return HomePage(
        region=matter.region,
        regions=region_choices(matter.regions, matter.region.code),
        has_index=has_index,
        answer=_answer(places) if has_index else SafeString(""),
        map=index_map(
            places,
            matter.borders,
            MapLayers(labels=seat_labels(places, matter.orps)),
            title=gettext("Index of social exclusion %(year)s, %(region)s")
            % {"year": matter.view.year or "", "region": matter.region.name},
        ),
        legend=index_legend_rows(places),
        figures=region_figures(matter.region, matter.view, matter.capacities),
        orps=_orp_rows(places, matter.orps),
        places=places,
        year=matter.view.year,
        source=source_text(matter.view.sources, matter.view.year),
    )


def _of_class(places: Sequence[IndexedPlace], lowest: int) -> list[IndexedPlace]:
    return [place for place in places if place.index is not None and index_class_of(place.index) >= lowest]


def _people(places: Sequence[IndexedPlace]) -> int:
    return sum(place.people or 0 for place in places)


def _answer(places: Sequence[IndexedPlace]) -> SafeString:
    highest = _of_class(places, HIGHEST)
    known = [place for place in places if place.index is not None]
    text = ngettext(
        "In {count} of {all} municipality the burden on the territory is the highest. "
        "{share} of people over 15 live there.",
        "In {count} of {all} municipalities the burden on the territory is the highest. "
        "{share} of people over 15 live there.",
        len(known),
    )
    everybody = _people(known)
    return format_html(
        text,
        count=bold(number_text(len(highest))),
        all=number_text(len(known)),
        share=bold(percent_text(_people(highest) / everybody if everybody else None)),
    )


def region_figures(region: Region, view: RegionIndexView, capacities: CapacitiesFte) -> list[Figure]:
    """Return the four numbers of a region; each opens under its reference."""
    found = [*_index_figures(view), _services_figure(capacities)]
    return [replace(one, reference=f"kraj-{region.code}-{one.key}") for one in found]


def _index_figures(view: RegionIndexView) -> list[Figure]:
    places = view.places
    source = source_text(view.sources, view.year)
    highest, raised = _of_class(places, HIGHEST), _of_class(places, RAISED)
    everybody = _people(places)
    seekers = sum(place.long_term_seekers or 0 for place in places)
    return [
        Figure(
            key="zatizene-obce",
            name=gettext("Municipalities with index 8 and more"),
            value=number_text(len(raised)),
            unit=gettext("of %(n)s") % {"n": number_text(len(places))},
            note=gettext("raised burden %(raised)s, highest %(highest)s")
            % {"raised": len(raised) - len(highest), "highest": len(highest)},
            made_of=gettext("Number of municipalities of the region with index 8–30. Source: %(source)s.")
            % {"source": source},
        ),
        Figure(
            key="lide-v-nejvyssi-zatezi",
            name=gettext("People in municipalities with the highest burden"),
            value=number_text(_people(highest)),
            unit=gettext("people over 15"),
            note=gettext("%(share)s of %(all)s in the region")
            % {
                "share": percent_text(_people(highest) / everybody if everybody else None, 1),
                "all": number_text(everybody),
            },
            made_of=gettext(
                "Sum of inhabitants over 15 in municipalities with index 12–30. It does not say "
                "that these people are excluded. Source: %(source)s."
            )
            % {"source": source},
        ),
        Figure(
            key="dlouho-bez-prace",
            name=gettext("Looking for work for over 6 months"),
            value=number_text(seekers),
            unit=gettext("job seekers"),
            note=gettext("register of the Labour Office, December %(year)s")
            % {"year": view.year or words_missing()},
            made_of=gettext("Sum over %(n)s. Source: %(source)s.")
            % {"n": municipalities_text(len(places)), "source": source},
        ),
    ]


def _services_figure(capacities: CapacitiesFte) -> Figure:
    name = gettext("Prevention services today")
    if not capacities.has_register:
        return Figure(
            key=SERVICES_KEY,
            name=name,
            value=words_missing(),
            note=gettext("no register of services is loaded"),
            made_of=gettext(
                "Without a register of services the system does not know what works in the region, "
                "so it does not claim that anything is missing."
            ),
        )
    known = [row.fte for row in capacities.rows if row.fte is not None]
    unknown = len(capacities.rows) - len(known)
    note = ngettext("%(n)s place", "%(n)s places", len(capacities.rows)) % {
        "n": number_text(len(capacities.rows))
    }
    if unknown:
        note += gettext(", capacity not known in %(n)s") % {"n": number_text(unknown)}
    amount, _space, unit = fte_text(sum(known, start=0)).rpartition("\u00a0")
    return Figure(
        key=SERVICES_KEY,
        name=name,
        value=amount,
        unit=unit,
        note=note,
        made_of=gettext(
            "Sum of capacities of field programmes, low-threshold clubs and family activation "
            "services. Source: %(source)s."
        )
        % {"source": capacities.register_source},
    )


def _orp_rows(places: Sequence[IndexedPlace], orps: Sequence[Orp]) -> list[OrpRow]:
    grouped: dict[str, list[IndexedPlace]] = {orp.code: [] for orp in orps}
    for place in places:
        grouped.setdefault(place.orp_code, []).append(place)
    rows = []
    for members in filter(None, grouped.values()):
        classes = [index_class_of(place.index) for place in members if place.index is not None]
        counts = (classes.count(0), classes.count(1), classes.count(2), classes.count(3))
        rows.append(
            OrpRow(
                name=members[0].orp_name,
                counts=counts,
                without=len(members) - len(classes),
                people=_people(members),
            )
        )
    return rows
