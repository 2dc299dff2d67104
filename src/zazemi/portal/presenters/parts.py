"""Pieces that several pages share: figures, the map of the index, lists of regions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.intake.models import ImportRun
from zazemi.portal.selectors import IndexedPlace
from zazemi.territory.models import Orp, Region
from zazemi.ui import words
from zazemi.ui.legends import draw_legend, index_fill, index_legend
from zazemi.ui.links import linked
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, draw_map
from zazemi.ui.typography import number_text, percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a ledger, with what it is made of."""

    name: str
    value: str
    unit: str = ""
    note: str = ""
    made_of: str = ""
    key: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list without a form class: value, words, whether chosen."""

    value: str
    words: str
    is_chosen: bool


def bold(text: str) -> SafeString:
    """Return a key number of an answer."""
    return format_html("<b>{}</b>", text)


def region_choices(regions: Sequence[Region], chosen: str) -> list[Choice]:
    """Return the regions to choose from; empty when there is nothing to choose."""
    found = [Choice(region.code, region.name, region.code == chosen) for region in regions]
    return found if len(found) > 1 else []


def municipalities_text(count: int) -> str:
    """Write a number of municipalities: ``1 obec, 2 obce, 5 obcí``."""
    return ngettext("%(n)s municipality", "%(n)s municipalities", count) % {"n": number_text(count)}


def source_text(runs: Sequence[ImportRun], year: int | None) -> str:
    """Name the sources of the index, with the year of its data."""
    said = list(dict.fromkeys(run.source or run.file_name for run in runs))
    named = "; ".join(said) if said else gettext("source not stated")
    return gettext("%(sources)s; data for %(year)s") % {"sources": named, "year": year or words_missing()}


def words_missing() -> str:
    """Return the sign of a missing value."""
    return "–"


def seat_labels(places: Sequence[IndexedPlace], orps: Sequence[Orp]) -> list[MapLabel]:
    """Return the names of the seats of ORP, the most populous first."""
    seats = {orp.seat_code for orp in orps}
    found = [place for place in places if place.code in seats]
    return [
        MapLabel(name=place.name, lon=place.lon, lat=place.lat)
        for place in sorted(found, key=lambda place: (-(place.people or 0), place.name))
        if place.lon is not None and place.lat is not None
    ]


def index_map(
    places: Sequence[IndexedPlace],
    borders: Mapping[str, bytes],
    layers: MapLayers,
    *,
    title: str,
) -> SafeString:
    """Draw the index of a region as a picture; the equal table stands on the same page."""
    areas = [
        MapArea(
            code=place.code,
            name=place.name,
            wkb=borders[place.code],
            css_class=index_fill(place.index),
            title=index_title(place),
            href=linked("municipality", place.code),
            group=place.orp_code,
        )
        for place in places
        if place.code in borders
    ]
    return draw_map(
        areas,
        title=title,
        description=gettext("The same values are in the table on this page."),
        layers=layers,
        map_id="index-map",
    )


def index_title(place: IndexedPlace) -> str:
    """Say the index of a municipality in the words of the map."""
    if place.index is None:
        return f"{place.name}: {gettext('no data')}"
    return gettext("%(name)s: %(points)s of 30, %(word)s") % {
        "name": place.name,
        "points": place.index,
        "word": words.index_class_word(place.index),
    }


def index_legend_rows(places: Sequence[IndexedPlace]) -> SafeString:
    """Draw the legend with numbers of municipalities and the share of people."""
    counts = Counter(index_fill(place.index) for place in places)
    people = Counter[str]()
    for place in places:
        people[index_fill(place.index)] += place.people or 0
    everybody = people.total()
    said = {
        fill: municipalities_text(counts[fill])
        + (
            gettext(", %(share)s of people") % {"share": percent_text(people[fill] / everybody)}
            if everybody and fill != "none"
            else ""
        )
        for fill in ("k3", "k2", "k1", "k0", "none")
    }
    return draw_legend(index_legend(said), as_rows=True)
