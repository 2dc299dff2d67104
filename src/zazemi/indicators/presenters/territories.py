"""The index of a region and of the country: map and table with the same numbers, in the order of names.

Units:   index 0-30 points; shares of municipalities 0-1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.indicators.choices import SHORT_DIMENSION_WORDS
from zazemi.indicators.models import IndexResult
from zazemi.indicators.presenters.matrix import dimension_points
from zazemi.indicators.selectors import RegionIndex
from zazemi.territory.models import Municipality, Orp, Region
from zazemi.ui.legends import LegendItem, draw_legend, index_fill, index_legend
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, draw_map
from zazemi.ui.typography import number_text, percent_text

PAGE_ROWS = 50
RAISED_FROM_CLASS = 2
_SHARE_BOUNDS = (0.05, 0.10, 0.20)
_COUNTRY_SIMPLIFY_DEGREES = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityRow:
    """One municipality in the table of a region."""

    code: str
    name: str
    orp_name: str
    points: tuple[int, ...]
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPage:
    """What the page of a region shows."""

    region: Region
    year: int
    orp: Orp | None
    orps: tuple[Orp, ...]
    counts: tuple[int, ...]
    total: int
    raised: int
    heads: tuple[str, ...]
    rows: tuple[MunicipalityRow, ...]
    page: Page[MunicipalityRow]
    page_address: str
    map: SafeString
    legend: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """One region in the table of the country."""

    region: RegionIndex
    url: str
    raised: int
    raised_share: float
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The regions that are computed together: the country, or the invented regions."""

    is_fictional: bool
    rows: tuple[RegionRow, ...]
    counts: tuple[int, ...]
    total: int
    raised: int
    differing: int
    map: SafeString
    legend: SafeString


def region_page(
    region: Region,
    results: Sequence[IndexResult],
    orps: Sequence[Orp],
    borders: Mapping[str, bytes],
    *,
    orp_code: str,
    number: str,
) -> RegionPage:
    """Lay out a region; ``orp_code`` narrows the table and brings the map nearer."""
    chosen = next((orp for orp in orps if orp.code == orp_code), None)
    shown = [one for one in results if chosen is None or one.municipality.orp_id == chosen.code]
    rows = tuple(map(_municipality_row, shown))
    counts = Counter(one.category for one in shown)
    return RegionPage(
        region=region,
        year=results[0].computation.year if results else 0,
        orp=chosen,
        orps=tuple(orps),
        counts=tuple(counts[at] for at in range(4)),
        total=len(shown),
        raised=sum(counts[at] for at in range(RAISED_FROM_CLASS, 4)),
        heads=short_heads(),
        rows=rows,
        page=Paginator(rows, PAGE_ROWS).get_page(number),
        page_address=f"?kraj={region.code}{f'&orp={chosen.code}' if chosen else ''}&strana=",
        map=region_map(region, results, borders, orps=orps, focus=chosen, is_walked=True),
        legend=region_legend(shown),
    )


def short_heads() -> tuple[str, ...]:
    """Heads of the columns of dimensions."""
    return tuple(gettext(word) for word in SHORT_DIMENSION_WORDS.values())


def rows_of_orp(results: Sequence[IndexResult], orp_code: str) -> tuple[MunicipalityRow, ...]:
    """Lay out the municipalities of an ORP, in the given order."""
    return tuple(_municipality_row(one) for one in results if one.municipality.orp_id == orp_code)


def region_map(
    region: Region,
    results: Sequence[IndexResult],
    borders: Mapping[str, bytes],
    *,
    orps: Sequence[Orp] = (),
    focus: Orp | None = None,
    here: str = "",
    is_walked: bool = False,
) -> SafeString:
    """Draw the index of a region; a walked map leads to the pages of its municipalities."""
    seats = {orp.seat_code for orp in orps}
    areas = [_area(one, borders.get(one.municipality_id, b"")) for one in results]
    return draw_map(
        areas,
        title=gettext("Burden of the territory in %(region)s") % {"region": region.name},
        description=gettext("The same values are in the table on this page."),
        layers=MapLayers(
            labels=[_label(one.municipality) for one in results if one.municipality_id in seats],
            here=here,
            focus=frozenset(
                one.municipality_id for one in results if focus and one.municipality.orp_id == focus.code
            ),
        ),
        interactive=is_walked,
    )


def region_legend(results: Sequence[IndexResult]) -> SafeString:
    """Draw the classes with the numbers of municipalities."""
    counts = Counter(index_fill(one.index) for one in results)
    return draw_legend(index_legend({fill: number_text(n) for fill, n in counts.items()}), as_rows=True)


def worlds(
    regions: Sequence[RegionIndex], outlines: Mapping[str, bytes], differing: Mapping[bool, int]
) -> list[World]:
    """Lay out the country and, apart from it, the invented regions."""
    found = []
    for is_fictional in (False, True):
        part = [one for one in regions if one.is_fictional is is_fictional]
        if part:
            found.append(_world(part, outlines, differing.get(is_fictional, 0), is_fictional=is_fictional))
    return found


def _world(
    regions: Sequence[RegionIndex], outlines: Mapping[str, bytes], differing: int, *, is_fictional: bool
) -> World:
    rows = tuple(map(_region_row, regions))
    return World(
        is_fictional=is_fictional,
        rows=rows,
        counts=tuple(sum(one.counts[at] for one in regions) for at in range(4)),
        total=sum(one.total for one in regions),
        raised=sum(row.raised for row in rows),
        differing=differing,
        map=_country_map(rows, outlines, is_fictional=is_fictional),
        legend=_country_legend(rows),
    )


def _region_row(region: RegionIndex) -> RegionRow:
    raised = sum(region.counts[RAISED_FROM_CLASS:])
    share = raised / region.total
    return RegionRow(
        region=region,
        url=f"{reverse('indicators:index_map')}?kraj={region.code}",
        raised=raised,
        raised_share=share,
        fill=f"k{sum(share > bound for bound in _SHARE_BOUNDS)}",
    )


def _country_map(
    rows: Sequence[RegionRow], outlines: Mapping[str, bytes], *, is_fictional: bool
) -> SafeString:
    areas = [
        MapArea(
            code=row.region.code,
            name=row.region.name,
            wkb=outlines.get(row.region.code, b""),
            css_class=row.fill,
            title=f"{row.region.name}: {percent_text(row.raised_share, 1)}",
            href=row.url,
            group=row.region.code,
        )
        for row in rows
    ]
    return draw_map(
        areas,
        title=gettext("Municipalities with an index of 8 and more, by region"),
        description=gettext("The same values are in the table on this page."),
        interactive=True,
        simplify_degrees=0.0 if is_fictional else _COUNTRY_SIMPLIFY_DEGREES,
        map_id="map-invented" if is_fictional else "map",
    )


def _country_legend(rows: Sequence[RegionRow]) -> SafeString:
    counts = Counter(row.fill for row in rows)
    low, middle, high = (percent_text(bound) for bound in _SHARE_BOUNDS)
    ranges = (
        gettext("up to %(share)s") % {"share": low},
        gettext("up to %(share)s") % {"share": middle},
        gettext("up to %(share)s") % {"share": high},
        gettext("over %(share)s") % {"share": high},
    )
    items = [
        LegendItem(
            f"k{at}",
            ngettext("%(n)s region", "%(n)s regions", counts[f"k{at}"]) % {"n": counts[f"k{at}"]},
            ranges[at],
        )
        for at in (3, 2, 1, 0)
    ]
    return draw_legend(items, as_rows=True)


def _municipality_row(result: IndexResult) -> MunicipalityRow:
    return MunicipalityRow(
        code=result.municipality_id,
        name=result.municipality.name,
        orp_name=result.municipality.orp.name,
        points=tuple(dimension_points(result)),
        index=result.index,
    )


def _area(result: IndexResult, wkb: bytes) -> MapArea:
    name = result.municipality.name
    return MapArea(
        code=result.municipality_id,
        name=name,
        wkb=wkb,
        css_class=index_fill(result.index),
        title=gettext("%(name)s: %(points)s of 30") % {"name": name, "points": result.index},
        href=reverse("indicators:municipality_index", args=[result.municipality_id]),
        group=result.municipality.orp_id,
    )


def _label(municipality: Municipality) -> MapLabel:
    return MapLabel(name=municipality.name, lon=municipality.lon or 0.0, lat=municipality.lat or 0.0)
