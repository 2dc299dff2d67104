"""What the index would be if the numbers of the municipality were other. Nothing is stored.

Units:   points of the index.
The sums of the region and of the country move with the typed numbers; all other
municipalities stay as published.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.indicators.choices import DIMENSION_WORDS, MEASURE_WORDS
from zazemi.indicators.presenters.matrix import value_text
from zazemi.indicators.selectors import YearOfIndex
from zazemi.measures.index_of_one import Ground, Load, measures_of, points_of
from zazemi.measures.indicator_sets import Dimension, Measure

_MEASURES = tuple(Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfCell:
    """One measure now and then."""

    now: str
    then: str
    points_now: int
    points_then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfRow:
    """One dimension now and then."""

    name: str
    cells: tuple[WhatIfCell, ...]
    points_now: int
    points_then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """The index now and then."""

    rows: tuple[WhatIfRow, ...]
    index_now: int
    index_then: int
    most: int
    heads: tuple[str, ...]
    is_same: bool


def what_if_page(
    year: YearOfIndex, grounds: Mapping[Dimension, Ground], loads: Mapping[Dimension, Load]
) -> WhatIfPage:
    """Recompute the index with other numbers."""
    rows = tuple(_row(year, at, grounds, loads) for at in range(len(year.rules.rules)))
    return WhatIfPage(
        rows=rows,
        index_now=year.result.index,
        index_then=sum(row.points_then for row in rows),
        most=year.rules.maximum,
        heads=tuple(gettext(name) for name, _note in MEASURE_WORDS.values()),
        is_same=all(cell.now == cell.then for row in rows for cell in row.cells),
    )


def _row(
    year: YearOfIndex, at: int, grounds: Mapping[Dimension, Ground], loads: Mapping[Dimension, Load]
) -> WhatIfRow:
    rule = year.rules.rules[at]
    dimension = rule.dimension
    now, then = year.load(dimension), loads[dimension]
    values = measures_of(then, grounds[dimension].moved(now, then).base_share)
    points = points_of(rule, values)
    known_values, known_points = year.result.values[at], year.result.points[at]
    order = [_MEASURES.index(measure) for measure in MEASURE_WORDS]
    return WhatIfRow(
        name=gettext(DIMENSION_WORDS[dimension]),
        cells=tuple(
            WhatIfCell(
                now=value_text(known_values[place], _MEASURES[place], dimension),
                then=value_text(values[place], _MEASURES[place], dimension),
                points_now=known_points[place],
                points_then=points[place],
            )
            for place in order
        ),
        points_now=sum(known_points),
        points_then=sum(points),
    )
