"""The page of one municipality: fifteen measures with values, thresholds, points and the next point.

Units:   people, allowances or pupils in sentences; shares in per cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.indicators.choices import (
    DENOMINATOR_WORDS,
    DIMENSION_WORDS,
    MEASURE_WORDS,
    SHORT_DIMENSION_WORDS,
)
from zazemi.indicators.models import IndexInputRow, IndexResult
from zazemi.indicators.selectors import rules_of
from zazemi.intake.models import ImportRun
from zazemi.measures.index_steps import Step, step
from zazemi.measures.indicator_sets import (
    MAXIMUM_POINTS,
    Dimension,
    DimensionRule,
    IndicatorSet,
    Measure,
    Threshold,
)
from zazemi.ui.typography import number_text, percent_text

_ZONE = 80.0
_NEEDLE = 4.5
_ZONES = 3
_MEASURES = tuple(Measure)
_POINTS_PER_DIMENSION = MAXIMUM_POINTS * len(_MEASURES)
_NAMED_IN_ANSWER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One measure: its value, points, place among the thresholds, and how far the next point is."""

    name: str
    value: str
    points: int
    points_words: str
    needle_x: str
    next_words: str
    fragile_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One dimension: three measures and their points."""

    name: str
    short_name: str
    note: str
    cells: tuple[Cell, ...]
    points: int
    is_borrowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Everything the page of a municipality shows of the index."""

    result: IndexResult
    rules: IndicatorSet
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    class_range: str
    most: tuple[tuple[str, int], ...]
    fragile: int
    lender_url: str
    published: str
    sources: tuple[ImportRun, ...]
    map: SafeString
    legend: SafeString

    @property
    def points_per_dimension(self) -> int:
        """The highest points of a dimension."""
        return _POINTS_PER_DIMENSION


def index_page(
    result: IndexResult, sources: Sequence[ImportRun], *, drawn: SafeString, legend: SafeString
) -> IndexPage:
    """Lay out the index of a municipality; ``result`` comes with its inputs, set, place and lender."""
    rules = rules_of(result.computation.indicator_set_id)
    rows = tuple(_row(at, rule, result) for at, rule in enumerate(rules.rules))
    low, high = rules.classes[result.category]
    strongest = sorted((row for row in rows if row.points), key=lambda row: -row.points)[:_NAMED_IN_ANSWER]
    return IndexPage(
        result=result,
        rules=rules,
        heads=tuple((gettext(name), gettext(note)) for name, note in MEASURE_WORDS.values()),
        rows=rows,
        class_range=f"{low}–{high}",
        most=tuple((row.short_name, row.points) for row in strongest),
        fragile=sum(bool(cell.fragile_words) for row in rows for cell in row.cells),
        lender_url=_url(result.lender_id),
        published=_published(result),
        sources=tuple(sources),
        map=drawn,
        legend=legend,
    )


def dimension_points(result: IndexResult) -> list[int]:
    """Points of the five dimensions, 0-6 each."""
    return [sum(points) for points in result.points]


def _url(code: str | None) -> str:
    return reverse("indicators:municipality_index", args=[code]) if code else ""


def _published(result: IndexResult) -> str:
    published = result.input_row.published_index
    if published is None:
        return ""
    if published == result.index:
        return gettext("The sum equals the published index.")
    return gettext(
        "The published index is %(published)s: the publisher borrows the school from another municipality."
    ) % {"published": published}


def _row(at: int, rule: DimensionRule, result: IndexResult) -> Row:
    is_borrowed = rule.dimension is Dimension.EARLY_LEAVING and result.lender is not None
    note = gettext(DENOMINATOR_WORDS[rule.dimension])
    if is_borrowed and result.lender is not None:
        note = gettext("no school of its own; the numbers of %(name)s count") % {"name": result.lender.name}
    return Row(
        name=gettext(DIMENSION_WORDS[rule.dimension]),
        short_name=gettext(SHORT_DIMENSION_WORDS[rule.dimension]),
        note=note,
        cells=tuple(_cell(at, rule, measure, result, is_borrowed=is_borrowed) for measure in MEASURE_WORDS),
        points=sum(result.points[at]),
        is_borrowed=is_borrowed,
    )


def _cell(at: int, rule: DimensionRule, measure: Measure, result: IndexResult, *, is_borrowed: bool) -> Cell:
    place = _MEASURES.index(measure)
    value, points = result.values[at][place], result.points[at][place]
    threshold = rule.threshold(measure)
    words, fragile = _thresholds(threshold), ""
    if not is_borrowed:
        found = step(
            measure,
            threshold,
            count=result.values[at][0],
            denominator=_denominator(rule.dimension, result.input_row),
            base_share=result.base_share[at],
        )
        ways = _ways(found, points, rule.dimension)
        words = " · ".join([words, *ways[:1]])
        fragile = gettext("fragile: %(what)s") % {"what": ways[-1]} if found.is_fragile and ways else ""
    return Cell(
        name=gettext(MEASURE_WORDS[measure][0]),
        value=_value_text(value, measure, rule.dimension),
        points=points,
        points_words=gettext("%(points)s of %(most)s points") % {"points": points, "most": MAXIMUM_POINTS},
        needle_x=_needle(value, threshold),
        next_words=words,
        fragile_words=fragile,
    )


def _denominator(dimension: Dimension, row: IndexInputRow) -> float:
    return float(
        {
            Dimension.FORECLOSURE: row.population_15_plus,
            Dimension.HOUSING_ALLOWANCE: row.population_15_plus,
            Dimension.LIVING_ALLOWANCE: row.population_15_plus,
            Dimension.LONG_UNEMPLOYMENT: row.population_15_64,
            Dimension.EARLY_LEAVING: row.pupils_finished or 0,
        }[dimension]
    )


def _thresholds(threshold: Threshold) -> str:
    both = (threshold.one_from, threshold.two_above)
    decimals = 0 if all(float(one).is_integer() for one in both) else 1
    low, high = (number_text(one, decimals) for one in both)
    return gettext("thresholds %(low)s and %(high)s") % {"low": low, "high": high}


def _ways(found: Step, points: int, dimension: Dimension) -> list[str]:
    """The ways to another number of points, up first, the shorter one last."""
    ways: list[tuple[int, str]] = []
    if found.more_people is not None:
        ways.append((found.more_people, _more(found.more_people, dimension, points + 1)))
    if found.fewer_people is not None:
        ways.append((found.fewer_people, _fewer(found.fewer_people, dimension, points - 1)))
    texts = [text for _people, text in ways]
    if len(ways) > 1 and ways[0][0] < ways[1][0]:
        return [*texts, texts[0]]
    return texts


def _more(n: int, dimension: Dimension, points: int) -> str:
    words = {"n": number_text(n), "points": _points(points)}
    if dimension is Dimension.EARLY_LEAVING:
        return ngettext("%(n)s pupil more: %(points)s", "%(n)s pupils more: %(points)s", n) % words
    if dimension in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE):
        return ngettext("%(n)s allowance more: %(points)s", "%(n)s allowances more: %(points)s", n) % words
    return ngettext("%(n)s person more: %(points)s", "%(n)s people more: %(points)s", n) % words


def _fewer(n: int, dimension: Dimension, points: int) -> str:
    words = {"n": number_text(n), "points": _points(points)}
    if dimension is Dimension.EARLY_LEAVING:
        return ngettext("%(n)s pupil fewer: %(points)s", "%(n)s pupils fewer: %(points)s", n) % words
    if dimension in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE):
        return ngettext("%(n)s allowance fewer: %(points)s", "%(n)s allowances fewer: %(points)s", n) % words
    return ngettext("%(n)s person fewer: %(points)s", "%(n)s people fewer: %(points)s", n) % words


def _points(n: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", n) % {"n": n}


def _value_text(value: float, measure: Measure, dimension: Dimension) -> str:
    if measure is Measure.SHARE:
        return percent_text(value / 100, 1)
    if measure is Measure.LOCATION_QUOTIENT:
        return number_text(value, 2)
    is_mean = dimension in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE)
    return number_text(value, 1 if is_mean else 0)


def _needle(value: float, threshold: Threshold) -> str:
    """Where the needle stands on a ruler of three equal zones, in units of the drawing."""
    low, high = threshold.one_from, threshold.two_above
    if value < low:
        zones = value / low
    elif value <= high:
        zones = 1 + (value - low) / (high - low)
    else:
        zones = 2 + min(1.0, (value - high) / high)
    return f"{min(max(zones * _ZONE - _NEEDLE / 2, 0.0), _ZONES * _ZONE - _NEEDLE):.1f}"
