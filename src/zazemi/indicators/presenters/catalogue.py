"""The catalogue of indicators, one indicator on its map and tables, the indicators of one municipality.

Units:   as the indicator says.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.indicators.choices import FORM_WORDS, OPERATOR_SIGNS, SERIES, Level
from zazemi.indicators.models import Indicator, ValidationRule
from zazemi.indicators.selectors.indicator_tables import IndicatorTable, UnitValue, valid_in
from zazemi.indicators.selectors.series_values import common_periods
from zazemi.measures.formulas import Form
from zazemi.ui.legends import LegendItem, draw_legend
from zazemi.ui.maps import MapArea, draw_map
from zazemi.ui.typography import MISSING, day_text, nbsp, number_text

PAGE_ROWS = 50
_CLASSES = 4
_SIGNS = {Form.PERCENT: " × 100", Form.PER_THOUSAND: " × 1 000"}


def amount_text(value: float | None, indicator: Indicator, *, has_unit: bool = True) -> str:
    """Write a value of an indicator with its unit."""
    text = number_text(value, indicator.decimals)
    return text if value is None or not has_unit else nbsp(f"{text} {indicator.unit}")


def formula_text(indicator: Indicator) -> str:
    """Write the formula in words of its series."""
    left, right = _side(indicator.left), _side(indicator.right)
    form = Form(indicator.form)
    if form is Form.SUM:
        return left
    if form is Form.DIFFERENCE:
        return f"{left} − {right}"
    return f"{left} / {right}{_SIGNS.get(form, '')}"


def _side(keys: Sequence[str]) -> str:
    named = [gettext(SERIES[key].name) if key in SERIES else key for key in keys]
    return named[0] if len(named) == 1 else f"({' + '.join(named)})"


def side_text(keys: Sequence[str]) -> str:
    """Write a side of a formula or a rule in words."""
    return " + ".join(gettext(SERIES[key].name) if key in SERIES else key for key in keys)


def rule_rows(found: Sequence[ValidationRule]) -> list[tuple[ValidationRule, str]]:
    """Validation rules with their sentence."""
    rows = []
    for rule in found:
        number = [] if rule.right_number is None else [number_text(rule.right_number)]
        right = " + ".join([*([side_text(rule.right)] if rule.right else []), *number])
        rows.append((rule, f"{side_text(rule.left)} {OPERATOR_SIGNS[rule.check_operator]} {right}"))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """One indicator in the catalogue."""

    indicator: Indicator
    formula: str
    form: str
    newest: dt.date | None
    periods: int
    is_by_district: bool


def catalogue_rows(found: Sequence[Indicator], known: Mapping[str, Sequence[dt.date]]) -> list[CatalogueRow]:
    """Lay out the newest method of each indicator."""
    by_key: dict[str, list[Indicator]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    rows = []
    for methods in by_key.values():
        days = {
            day
            for one in methods
            for day in common_periods(one.formula.series, known)
            if valid_in(methods, day) == one
        }
        newest = methods[0]
        rows.append(
            CatalogueRow(
                indicator=newest,
                formula=formula_text(newest),
                form=gettext(FORM_WORDS[Form(newest.form)]),
                newest=max(days, default=None),
                periods=len(days),
                is_by_district=any(
                    SERIES[key].level is Level.DISTRICT for key in newest.formula.series if key in SERIES
                ),
            )
        )
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """A place or a unit in a table."""

    code: str
    name: str
    url: str
    above: str
    value: str
    left: str
    right: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """What the page of an indicator shows."""

    table: IndicatorTable
    formula: str
    region_name: str
    region_value: str
    whole_value: str
    known: int
    total: int
    page: Page[ValueRow]
    orps: tuple[ValueRow, ...]
    districts: tuple[ValueRow, ...]
    regions: tuple[ValueRow, ...]
    address: str
    query: str
    map: SafeString
    legend: SafeString

    @property
    def places_title(self) -> str:
        """What the rows are."""
        return gettext("Districts") if self.table.is_by_district else gettext("Municipalities")


def indicator_page(
    table: IndicatorTable, region_name: str, borders: Mapping[str, bytes], *, number: str
) -> IndicatorPage:
    """Lay out an indicator in one period and region."""
    indicator, region = table.indicator, table.region
    query = f"?kraj={table.region_code}&obdobi={table.period.isoformat()}"
    rows = [_row(one, indicator, table.level) for one in table.rows]
    bounds = _bounds(table.rows)
    return IndicatorPage(
        table=table,
        formula=formula_text(indicator),
        region_name=region_name,
        region_value=amount_text(region.value if region else None, indicator),
        whole_value=amount_text(table.whole.value, indicator),
        known=sum(one.counted for one in table.rows),
        total=len(table.rows),
        page=Paginator(rows, PAGE_ROWS).get_page(number),
        orps=tuple(_row(one, indicator) for one in table.orps),
        districts=tuple(_row(one, indicator) for one in table.districts)
        if table.level is Level.MUNICIPALITY
        else (),
        regions=tuple(_row(one, indicator) for one in table.regions),
        address=f"{query}&strana=",
        query=query,
        map=_map(table, region_name, borders, bounds)
        if table.level is Level.MUNICIPALITY
        else SafeString(""),
        legend=_legend(table, bounds),
    )


def _row(one: UnitValue, indicator: Indicator, level: Level | None = None) -> ValueRow:
    is_sum = not indicator.right
    return ValueRow(
        code=one.code,
        name=one.name,
        url=reverse("indicators:municipality_indicators", args=[one.code])
        if level is Level.MUNICIPALITY
        else "",
        above=one.above,
        value=amount_text(one.value, indicator, has_unit=False),
        left=_plain(one.left),
        right=MISSING if is_sum else _plain(one.right),
        known=f"{number_text(one.counted)} / {number_text(one.total)}",
    )


def _plain(number: float | None) -> str:
    return number_text(number, 0 if number is None or float(number).is_integer() else 1)


def _bounds(rows: Sequence[UnitValue]) -> list[float]:
    """Bounds of four classes with about equally many municipalities; fewer when values repeat."""
    known = [one.value for one in rows if one.value is not None]
    if not known:
        return []
    marks = np.quantile(np.array(known), [at / _CLASSES for at in range(1, _CLASSES)])
    return sorted({float(mark) for mark in marks if mark > min(known)})


def _fill(value: float | None, bounds: Sequence[float]) -> str:
    return "none" if value is None else f"k{sum(value >= bound for bound in bounds)}"


def _map(
    table: IndicatorTable, region_name: str, borders: Mapping[str, bytes], bounds: Sequence[float]
) -> SafeString:
    areas = [
        MapArea(
            code=one.code,
            name=one.name,
            wkb=borders.get(one.code, b""),
            css_class=_fill(one.value, bounds),
            title=f"{one.name}: {amount_text(one.value, table.indicator)}",
            href=reverse("indicators:municipality_indicators", args=[one.code]),
            group=one.above,
        )
        for one in table.rows
    ]
    return draw_map(
        areas,
        title=gettext("%(name)s in %(region)s, %(day)s")
        % {"name": table.indicator.name, "region": region_name, "day": day_text(table.period)},
        description=gettext("The same values are in the table on this page."),
        interactive=True,
    )


def _legend(table: IndicatorTable, bounds: Sequence[float]) -> SafeString:
    if not bounds:
        return SafeString("")
    fills = [_fill(one.value, bounds) for one in table.rows]
    edges = [amount_text(bound, table.indicator, has_unit=False) for bound in bounds]
    ranges = [gettext("below %(high)s") % {"high": edges[0]}]
    ranges += [
        gettext("%(low)s up to below %(high)s") % {"low": low, "high": high} for low, high in pairwise(edges)
    ]
    ranges.append(gettext("%(low)s and more") % {"low": edges[-1]})
    items = [
        LegendItem(f"k{at}", table.indicator.unit, words, number_text(fills.count(f"k{at}")))
        for at, words in reversed(list(enumerate(ranges)))
    ]
    items.append(LegendItem("none", gettext("no data"), "", number_text(fills.count("none"))))
    return draw_legend(items, as_rows=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One indicator of one municipality beside the units around it."""

    indicator: Indicator
    url: str
    period: dt.date
    own: str
    earlier: str
    earlier_period: dt.date | None
    orp: str
    region: str


def own_row(code: str, orp_code: str, table: IndicatorTable, earlier: IndicatorTable | None) -> OwnRow | None:
    """Lay out one indicator of a municipality (or of its district); None where it has no value at all."""
    own = _value_of(table, code)
    if own is None:
        return None
    indicator = table.indicator
    return OwnRow(
        indicator=indicator,
        url=f"{reverse('indicators:indicator', args=[indicator.key])}?kraj={table.region_code}",
        period=table.period,
        own=amount_text(own, indicator),
        earlier=amount_text(_value_of(earlier, code), indicator) if earlier else MISSING,
        earlier_period=earlier.period if earlier else None,
        orp=amount_text(next((one.value for one in table.orps if one.code == orp_code), None), indicator),
        region=amount_text(table.region.value if table.region else None, indicator),
    )


def _value_of(table: IndicatorTable | None, code: str) -> float | None:
    return next((one.value for one in table.rows if one.code == code), None) if table else None
