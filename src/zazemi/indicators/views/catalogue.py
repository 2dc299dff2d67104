"""Pages of indicators: the catalogue, one indicator, those of a municipality, files. All are public."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zazemi.documents import xlsx
from zazemi.indicators.exports import CSV_CONTENT_TYPE, indicator_csv, indicator_xlsx
from zazemi.indicators.models import Indicator
from zazemi.indicators.permissions import DEFINE, FOLLOW_UP
from zazemi.indicators.presenters.catalogue import catalogue_rows, indicator_page, own_row
from zazemi.indicators.selectors.indicator_tables import (
    IndicatorTable,
    indicator_table,
    indicators,
    methods_of,
    tables_of_region,
)
from zazemi.indicators.selectors.series_values import series_periods
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region
from zazemi.ui.downloads import download


@require_GET
def indicator_list(request: ActorRequest) -> HttpResponse:
    """List indicators: formula, unit, source, version of the method, newest period."""
    rows = catalogue_rows(indicators(), series_periods())
    context = {
        "rows": rows,
        "with_data": sum(row.newest is not None for row in rows),
        "may_define": may(request.actor, DEFINE),
        "may_follow_up": may(request.actor, FOLLOW_UP),
        "is_invented": _is_invented(),
    }
    return render(request, "indicators/catalogue.html", context)


@require_GET
def indicator(request: ActorRequest, key: str) -> HttpResponse:
    """Show one indicator in a region and period: sentence, map, tables, method, sources."""
    methods = methods_of(key)
    if not methods:
        raise Http404
    region = _region(request)
    table = _table(request, methods, region)
    shown = None
    if table is not None:
        borders = territory.boundaries(region.code)
        shown = indicator_page(table, region.name, borders, number=request.GET.get("strana", "1"))
    context = {
        "methods": methods,
        "indicator": table.indicator if table else methods[0],
        "shown": shown,
        "region": region,
        "regions": territory.regions(),
        "may_define": may(request.actor, DEFINE),
        "is_invented": region.is_fictional,
    }
    return render(request, "indicators/indicator.html", context)


@require_GET
def indicator_workbook(request: ActorRequest, key: str) -> HttpResponse:
    """Give the table of an indicator as a workbook."""
    table, name = _asked_table(request, key)
    return download(indicator_xlsx(table), f"{name}.xlsx", xlsx.CONTENT_TYPE)


@require_GET
def indicator_table_csv(request: ActorRequest, key: str) -> HttpResponse:
    """Give the table of an indicator as CSV."""
    table, name = _asked_table(request, key)
    return download(indicator_csv(table), f"{name}.csv", CSV_CONTENT_TYPE)


@require_GET
def municipality_indicators(request: ActorRequest, code: str) -> HttpResponse:
    """Show the indicators of one municipality beside its ORP and region."""
    place = get_object_or_404(
        Municipality.objects.without_shapes().select_related("orp", "district", "region"), code=code
    )
    rows = []
    for table, earlier in tables_of_region(place.region_id):
        own = place.district_id if table.is_by_district else code
        row = own_row(own, place.orp_id, table, earlier)
        if row is not None:
            rows.append(row)
    context = {"municipality": place, "rows": rows, "is_invented": place.region.is_fictional}
    return render(request, "indicators/municipality_indicators.html", context)


def _asked_table(request: ActorRequest, key: str) -> tuple[IndicatorTable, str]:
    methods = methods_of(key)
    region = _region(request) if methods else None
    table = _table(request, methods, region) if region else None
    if table is None:
        raise Http404
    return table, f"{key}-{table.region_code}-{table.period.isoformat()}"


def _table(request: ActorRequest, methods: list[Indicator], region: Region) -> IndicatorTable | None:
    """The table of the asked period, of the newest one when none is asked for."""
    asked = request.GET.get("obdobi", "")
    if not asked:
        return indicator_table(methods, region_code=region.code)
    try:
        period = dt.date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    table = indicator_table(methods, region_code=region.code, period=period)
    if table is None:
        raise Http404
    return table


def _region(request: ActorRequest) -> Region:
    """The region of the address, else of the reader's mandate, else the memorandum's, else the first one."""
    known = {region.code: region for region in territory.regions()}
    asked = request.GET.get("kraj", "")
    if asked and asked not in known:
        raise Http404
    wanted = [asked, *sorted(request.actor.region_codes), "CZ051"]
    found = next((known[code] for code in wanted if code in known), None)
    region = found or next(iter(sorted(known.values(), key=lambda one: one.code)), None)
    if region is None:
        raise Http404
    return region


def _is_invented() -> bool:
    return all(region.is_fictional for region in territory.regions())
