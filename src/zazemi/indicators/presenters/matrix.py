"""The matrix of one municipality: measures with values, thresholds, points, next point, the year before.

Units:   people, allowances or pupils in sentences; shares in per cent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from zazemi.indicators.choices import (
    DENOMINATOR_WORDS,
    DIMENSION_WORDS,
    MEASURE_WORDS,
    SHORT_DIMENSION_WORDS,
)
from zazemi.indicators.models import IndexResult
from zazemi.indicators.selectors import YearOfIndex
from zazemi.intake.models import ImportRun
from zazemi.measures.index_of_one import Ground
from zazemi.measures.index_steps import Step, step
from zazemi.measures.indicator_sets import (
    MAXIMUM_POINTS,
    VERIFIED_YEAR,
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
    threshold_words: str
    next_words: tuple[str, ...]
    fragile_words: str
    base_words: str
    before_words: str


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
    caution: str
    year_before: int | None

    @property
    def has_classes(self) -> bool:
        """Whether the set has classes; a provisional one has none."""
        return len(self.rules.class_starts) > 1

    @property
    def points_per_dimension(self) -> int:
        """The highest points of a dimension."""
        return _POINTS_PER_DIMENSION


def index_page(
    year: YearOfIndex,
    sources: Sequence[ImportRun],
    *,
    grounds: Mapping[Dimension, Ground],
    before: YearOfIndex | None,
) -> IndexPage:
    """Lay out the index of a municipality in a year, beside the year before."""
    rules, result = year.rules, year.result
    rows = tuple(
        _row(_Measured(year=year, rule=rule, at=at, ground=grounds[rule.dimension], before=before))
        for at, rule in enumerate(rules.rules)
    )
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
        caution=caution_of(year),
        year_before=before.year if before else None,
    )


def caution_of(year: YearOfIndex) -> str:
    """What must be said about the rules of the year; empty when there is nothing to say."""
    if year.rules.is_provisional:
        return gettext(
            "These are interim working rules of the system: Act 151/2025 ended two of the five inputs "
            "from 1 October 2025 and no new method has been published. "
            "They are used for invented regions only."
        )
    if year.year != VERIFIED_YEAR:
        return gettext(
            "The rule is verified for %(year)s; the thresholds of other years are not checked."
        ) % {"year": VERIFIED_YEAR}
    return ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """One dimension of one year, with what it is compared with."""

    year: YearOfIndex
    rule: DimensionRule
    at: int
    ground: Ground
    before: YearOfIndex | None

    @property
    def dimension(self) -> Dimension:
        return self.rule.dimension

    @property
    def is_borrowed(self) -> bool:
        return self.dimension is Dimension.EARLY_LEAVING and self.year.result.lender is not None


def _row(one: _Measured) -> Row:
    lender = one.year.result.lender
    note = gettext(DENOMINATOR_WORDS[one.dimension])
    if one.is_borrowed and lender is not None:
        note = gettext("no school of its own; the numbers of %(name)s count") % {"name": lender.name}
    return Row(
        name=gettext(DIMENSION_WORDS[one.dimension]),
        short_name=gettext(SHORT_DIMENSION_WORDS[one.dimension]),
        note=note,
        cells=tuple(_cell(one, measure) for measure in MEASURE_WORDS),
        points=sum(one.year.result.points[one.at]),
        is_borrowed=one.is_borrowed,
    )


def _cell(one: _Measured, measure: Measure) -> Cell:
    place, result = _MEASURES.index(measure), one.year.result
    value, points = result.values[one.at][place], result.points[one.at][place]
    threshold = one.rule.threshold(measure)
    load = one.year.load(one.dimension)
    found = step(
        measure,
        threshold,
        count=load.count,
        denominator=load.of,
        base_share=result.base_share[one.at],
        base_slope=one.ground.base_slope,
    )
    ways = _ways(found, points, one.dimension)
    single = ", ".join(text for people, text in ways if people == 1)
    return Cell(
        name=gettext(MEASURE_WORDS[measure][0]),
        value=value_text(value, measure, one.dimension),
        points=points,
        points_words=gettext("%(points)s of %(most)s points") % {"points": points, "most": MAXIMUM_POINTS},
        needle_x=_needle(value, threshold),
        threshold_words=thresholds_text(threshold),
        next_words=tuple(text for people, text in ways if people > 1),
        fragile_words=gettext("fragile: %(what)s") % {"what": single} if single else "",
        base_words=_base_words(one) if measure is Measure.LOCATION_QUOTIENT else "",
        before_words=_before_words(one, place, measure),
    )


def _base_words(one: _Measured) -> str:
    return gettext("country %(nation)s, region %(region)s, mean %(mean)s") % {
        "nation": percent_text(one.ground.nation.share / 100, 2),
        "region": percent_text(one.ground.region.share / 100, 2),
        "mean": percent_text(one.year.result.base_share[one.at] / 100, 2),
    }


def _before_words(one: _Measured, place: int, measure: Measure) -> str:
    """The value and the points of the year before, when its set had the dimension."""
    if one.before is None or one.dimension not in one.before.rules.dimensions:
        return ""
    at = one.before.rules.dimensions.index(one.dimension)
    result = one.before.result
    return gettext("%(year)s: %(value)s, %(points)s") % {
        "year": one.before.year,
        "value": value_text(result.values[at][place], measure, one.dimension),
        "points": points_text(result.points[at][place]),
    }


def thresholds_text(threshold: Threshold) -> str:
    """Say the two thresholds."""
    both = (threshold.one_from, threshold.two_above)
    decimals = 0 if all(float(one).is_integer() for one in both) else 1
    low, high = (number_text(one, decimals) for one in both)
    return gettext("thresholds %(low)s and %(high)s") % {"low": low, "high": high}


def _ways(found: Step, points: int, dimension: Dimension) -> list[tuple[int, str]]:
    """The ways to another number of points: how many people, and in words; up first."""
    ways: list[tuple[int, str]] = []
    if found.more_people is not None:
        ways.append((found.more_people, _more(found.more_people, dimension, points + 1)))
    if found.fewer_people is not None:
        ways.append((found.fewer_people, _fewer(found.fewer_people, dimension, points - 1)))
    return ways


def _more(n: int, dimension: Dimension, points: int) -> str:
    words = {"n": number_text(n), "points": points_text(points)}
    if dimension is Dimension.EARLY_LEAVING:
        return ngettext("%(n)s pupil more: %(points)s", "%(n)s pupils more: %(points)s", n) % words
    if dimension in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE):
        return ngettext("%(n)s allowance more: %(points)s", "%(n)s allowances more: %(points)s", n) % words
    return ngettext("%(n)s person more: %(points)s", "%(n)s people more: %(points)s", n) % words


def _fewer(n: int, dimension: Dimension, points: int) -> str:
    words = {"n": number_text(n), "points": points_text(points)}
    if dimension is Dimension.EARLY_LEAVING:
        return ngettext("%(n)s pupil fewer: %(points)s", "%(n)s pupils fewer: %(points)s", n) % words
    if dimension in (Dimension.HOUSING_ALLOWANCE, Dimension.LIVING_ALLOWANCE):
        return ngettext("%(n)s allowance fewer: %(points)s", "%(n)s allowances fewer: %(points)s", n) % words
    return ngettext("%(n)s person fewer: %(points)s", "%(n)s people fewer: %(points)s", n) % words


def points_text(n: int) -> str:
    """Say a number of points."""
    return ngettext("%(n)s point", "%(n)s points", abs(n)) % {"n": number_text(n)}


def value_text(value: float, measure: Measure, dimension: Dimension) -> str:
    """Write the value of a measure with its unit."""
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
