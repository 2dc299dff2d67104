"""Maps of a plan: which part of the need is covered today and with the plan, and where the plan pays.

Units:   shares 0..1 of the need of all kinds together.
Source:  the coverage of the stored result, the same as in the tables.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.planning.coverage import Coverage
from zazemi.planning.outcome import Outcome
from zazemi.planning.wording import ROW_DECIMALS, kind_short
from zazemi.ui.legends import LegendItem
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, MapMark, draw_map
from zazemi.ui.typography import fte_text, number_text, percent_text

QUARTERS = (Decimal("0.25"), Decimal("0.50"), Decimal("0.75"))
"""Bounds of the classes; the least covered have the strongest colour (visual language, chapter 5)."""
FILLS = ("k3", "k2", "k1", "k0")
NOT_NEEDED, UNKNOWN, NO_DATA = "vn", "vu", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMap:
    """One map with the counts of its classes."""

    svg: SafeString
    title: str
    description: str
    counts: Mapping[str, int]


def coverage_map(outcome: Outcome, borders: Mapping[str, bytes], *, is_after: bool) -> CoverageMap:
    """Draw the region today (``is_after`` false) or with the plan, with marks where the plan pays."""
    areas = [
        _area(outcome, one.code, one.name, one.orp_id, wkb, is_after=is_after)
        for one in outcome.municipalities
        if (wkb := borders.get(one.code))
    ]
    title = gettext("Map: covered need with the plan") if is_after else gettext("Map: covered need today")
    description = gettext("The same municipalities and numbers are in the table below the maps.")
    return CoverageMap(
        svg=draw_map(
            areas,
            title=title,
            description=description,
            layers=MapLayers(labels=_labels(outcome), marks=_marks(outcome) if is_after else ()),
            map_id="map-after" if is_after else "map-before",
        ),
        title=title,
        description=description,
        counts=Counter(area.css_class for area in areas),
    )


def fill_of(outcome: Outcome, code: str, *, is_after: bool) -> str:
    """Return the class of a municipality on the map."""
    covered = outcome.of_place(code)
    if covered is None:
        return NO_DATA
    if all(one.need < needed_from(outcome) for one in outcome.coverage[code].values()):
        return NOT_NEEDED
    if not is_after and not outcome.has_register:
        return UNKNOWN
    share = (covered.share_after if is_after else covered.share_before) or Decimal(0)
    return FILLS[sum(share >= bound for bound in QUARTERS)]


def needed_from(outcome: Outcome) -> Decimal:
    """FTE from which a need counts, by the settings the plan was computed with."""
    return Decimal(outcome.provenance["settings"]["needed_from_fte"])


def legend_items(counts: Sequence[Mapping[str, int]]) -> list[LegendItem]:
    """Return the common legend of the maps, the least covered first."""
    ranges = [
        LegendItem("k3", gettext("under 25 %")),
        LegendItem("k2", gettext("25–49 %")),
        LegendItem("k1", gettext("50–74 %")),
        LegendItem("k0", gettext("75 % and more")),
        LegendItem(NOT_NEEDED, gettext("not needed")),
        LegendItem(UNKNOWN, gettext("not known")),
        LegendItem(NO_DATA, gettext("no data")),
    ]
    said = {name for one in counts for name, number in one.items() if number}
    return [one for one in ranges if one.css_class in said or one.css_class.startswith("k")]


def _area(outcome: Outcome, code: str, name: str, group: str, wkb: bytes, *, is_after: bool) -> MapArea:
    fill = fill_of(outcome, code, is_after=is_after)
    covered = outcome.of_place(code)
    return MapArea(
        code=code,
        name=name,
        wkb=wkb,
        css_class=fill,
        title=f"{name}: {_words(covered, fill, is_after=is_after)}",
        group=group,
    )


def _words(covered: Coverage | None, fill: str, *, is_after: bool) -> str:
    if covered is None:
        return gettext("no data")
    if fill == NOT_NEEDED:
        return gettext("not needed")
    if fill == UNKNOWN:
        return gettext("need %(need)s, what is covered is not known") % {
            "need": fte_text(covered.need, ROW_DECIMALS)
        }
    return gettext("covered %(met)s of %(need)s (%(share)s)") % {
        "met": number_text(covered.after if is_after else covered.before, ROW_DECIMALS),
        "need": fte_text(covered.need, ROW_DECIMALS),
        "share": percent_text(covered.share_after if is_after else covered.share_before),
    }


def _labels(outcome: Outcome) -> list[MapLabel]:
    seats = {orp.seat_code for orp in outcome.orps}
    return [
        MapLabel(name=one.name, lon=one.lon, lat=one.lat)
        for one in outcome.municipalities
        if one.code in seats and one.lon is not None and one.lat is not None
    ]


def _marks(outcome: Outcome) -> list[MapMark]:
    teams: dict[str, list[str]] = {}
    for place in outcome.funded:
        teams.setdefault(place.code, []).append(f"{kind_short(place.kind)} {fte_text(place.fte)}")
    return [
        MapMark(lon=one.lon, lat=one.lat, title=f"{one.name}: {', '.join(teams[one.code])}")
        for one in outcome.municipalities
        if one.code in teams and one.lon is not None and one.lat is not None
    ]
