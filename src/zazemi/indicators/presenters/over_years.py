"""The index over the years: a chart whose line stops where the rules or the years stop, and its table.

Units:   points of the index, always with the most that the rules of the year allow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.indicators.choices import BREAK_YEAR
from zazemi.indicators.selectors import YearOfIndex
from zazemi.measures.index_series import YearPoint, segments
from zazemi.measures.indicator_sets import Dimension
from zazemi.ui.charts import ACCENT, INK, INK_2, chart_svg

_WIDTH, _HEIGHT = 640, 220


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One year in the table; ``begins_piece`` where nothing may be compared with the row above."""

    year: int
    index: int
    most: int
    rules_name: str
    points: tuple[int | None, ...]
    begins_piece: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """The series of one municipality."""

    rows: tuple[YearRow, ...]
    chart: SafeString
    has_break: bool
    sentence: str


def series_page(name: str, years: Sequence[YearOfIndex]) -> SeriesPage:
    """Lay out the series, the oldest year first."""
    pieces = segments(
        [
            YearPoint(year=one.year, value=one.result.index, version=one.result.computation.indicator_set_id)
            for one in years
        ]
    )
    starts = {piece[0].year for piece in pieces[1:]}
    sentence = gettext("Index of %(name)s: %(values)s.") % {
        "name": name,
        "values": ", ".join(
            gettext("%(year)s %(index)s of %(most)s")
            % {"year": one.year, "index": one.result.index, "most": one.rules.maximum}
            for one in years
        ),
    }
    return SeriesPage(
        rows=tuple(_row(one, begins_piece=one.year in starts) for one in years),
        chart=chart_svg(_chart(pieces), sentence=sentence) if len(years) > 1 else SafeString(""),
        has_break=_has_break(pieces),
        sentence=sentence,
    )


def _has_break(pieces: Sequence[Sequence[YearPoint]]) -> bool:
    return len({piece[0].version for piece in pieces}) > 1


def _row(one: YearOfIndex, *, begins_piece: bool) -> YearRow:
    by_dimension = {
        dimension: sum(points)
        for dimension, points in zip(one.rules.dimensions, one.result.points, strict=True)
    }
    return YearRow(
        year=one.year,
        index=one.result.index,
        most=one.rules.maximum,
        rules_name=one.rules.name,
        points=tuple(by_dimension.get(dimension) for dimension in Dimension),
        begins_piece=begins_piece,
    )


def _chart(pieces: Sequence[Sequence[YearPoint]]) -> dict[str, Any]:
    values = [
        {"year": str(point.year), "index": point.value, "piece": number}
        for number, piece in enumerate(pieces)
        for point in piece
    ]
    first, last = pieces[0][0].year, pieces[-1][-1].year
    x = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": [str(year) for year in range(first, last + 1)]},
        "axis": {"labelAngle": 0},
    }
    y = {"field": "index", "type": "quantitative", "title": gettext("points"), "scale": {"domain": [0, 30]}}
    layers: list[dict[str, Any]] = [
        {"mark": "line", "encoding": {"x": x, "y": y, "detail": {"field": "piece", "type": "nominal"}}},
        {
            "mark": {"type": "point", "filled": True, "size": 70, "color": ACCENT},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "text", "dy": -13, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "index", "type": "quantitative"}},
        },
    ]
    if _has_break(pieces) and first <= BREAK_YEAR <= last:
        at = {"values": [{"year": str(BREAK_YEAR), "word": gettext("change of the law")}]}
        layers += [
            {
                "data": at,
                "mark": {"type": "rule", "color": INK_2, "strokeDash": [5, 4], "strokeWidth": 1.5},
                "encoding": {"x": x},
            },
            {
                "data": at,
                "mark": {"type": "text", "color": INK_2, "align": "left", "dx": 6, "y": 10},
                "encoding": {"x": x, "text": {"field": "word", "type": "nominal"}},
            },
        ]
    return {"width": _WIDTH, "height": _HEIGHT, "data": {"values": values}, "layer": layers}
