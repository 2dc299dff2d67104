"""The map of verdicts: one area per municipality, its words and numbers the same as in the table."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.analysis.choices import KIND_SHORT, kind_name
from zazemi.analysis.presenters.sentences import ROW_DECIMALS
from zazemi.analysis.selectors import GapRow, GapTable, worst_verdict
from zazemi.measures.gaps import Verdict
from zazemi.territory.models import Municipality, Orp
from zazemi.ui.legends import VERDICT_FILLS, draw_legend, verdict_legend
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, draw_map
from zazemi.ui.typography import fte_text, number_text
from zazemi.ui.words import verdict_word
from zazemi.values.services import ServiceKind


def verdict_map(
    table: GapTable,
    kind: ServiceKind | None,
    *,
    borders: Mapping[str, bytes],
    layers: MapLayers,
    is_interactive: bool,
) -> SafeString:
    """Draw verdicts of one kind, or the worst of all kinds; areas lead to the page of the municipality."""
    grouped = table.by_municipality()
    words = gettext("all kinds together") if kind is None else kind_name(kind)
    areas = [
        _area(code, name, rows_of(grouped.get(code, ()), kind), wkb, table)
        for code, name in _named(table)
        if (wkb := borders.get(code))
    ]
    return draw_map(
        areas,
        title=gettext("Map of the region: where services are missing, insufficient or sufficient (%(kind)s)")
        % {"kind": words},
        description=gettext("The same municipalities and numbers are in the table below the map."),
        layers=layers,
        interactive=is_interactive,
        map_id="needs-map",
    )


def verdict_map_legend(table: GapTable, kind: ServiceKind | None) -> SafeString:
    """Draw the legend with the numbers of municipalities."""
    worst = [worst_verdict(rows_of(rows, kind)).value for rows in table.by_municipality().values()]
    without = [Verdict.UNKNOWN.value] * len(table.without_indicators)
    return draw_legend(verdict_legend([*worst, *without]))


def rows_of(rows: Sequence[GapRow], kind: ServiceKind | None) -> tuple[GapRow, ...]:
    """Rows of one kind, or all of them."""
    return tuple(row for row in rows if kind in (None, row.gap.service_kind))


def layers_of(
    seats: Sequence[Municipality], *, here: str = "", focus: frozenset[str] = frozenset()
) -> MapLayers:
    """Names of the seats, the municipality we are in, the part in focus."""
    labels = [
        MapLabel(name=seat.name, lon=seat.lon, lat=seat.lat)
        for seat in seats
        if seat.lon is not None and seat.lat is not None
    ]
    return MapLayers(labels=labels, here=here, focus=focus)


def seats_of(municipalities: Sequence[Municipality], orps: Sequence[Orp]) -> list[Municipality]:
    """Municipalities that are seats of districts or ORP, in the order of the region's ORP."""
    seats = {orp.seat_code for orp in orps}
    return [one for one in municipalities if one.code in seats]


def _named(table: GapTable) -> list[tuple[str, str]]:
    named = [(code, rows[0].name) for code, rows in table.by_municipality().items()]
    return [*named, *table.without_indicators]


def _area(code: str, name: str, rows: Sequence[GapRow], wkb: bytes, table: GapTable) -> MapArea:
    verdict = worst_verdict(rows) if rows else Verdict.UNKNOWN
    return MapArea(
        code=code,
        name=name,
        wkb=wkb,
        css_class=VERDICT_FILLS[verdict.value],
        title=f"{name}: {_words(rows)}",
        href=f"{reverse('analysis:municipality', args=[code])}" if rows else "",
        group=rows[0].orp_code if rows else table.region_code,
    )


def _words(rows: Sequence[GapRow]) -> str:
    if not rows:
        return gettext("no indicators")
    if len(rows) == 1:
        return _one(rows[0])
    return "; ".join(f"{KIND_SHORT[row.gap.service_kind]} {_one(row)}" for row in rows)


def _one(row: GapRow) -> str:
    gap = row.gap
    word = verdict_word(gap.verdict.value)
    if gap.verdict in (Verdict.NOT_NEEDED, Verdict.UNKNOWN):
        return f"{word} ({fte_text(gap.need, ROW_DECIMALS)})"
    return gettext("%(verdict)s (need %(need)s, served %(served)s)") % {
        "verdict": word,
        "need": fte_text(gap.need, ROW_DECIMALS),
        "served": number_text(gap.served, ROW_DECIMALS),
    }
