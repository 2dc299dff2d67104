"""Pages of the index: one municipality, a region, the country. All are public."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zazemi.indicators.exports import PDF_CONTENT_TYPE, profile_pdf
from zazemi.indicators.forms.what_if import WhatIfForm
from zazemi.indicators.presenters.change import change_page, year_before
from zazemi.indicators.presenters.matrix import index_page
from zazemi.indicators.presenters.over_years import series_page
from zazemi.indicators.presenters.similar import similar_page
from zazemi.indicators.presenters.territories import (
    region_legend,
    region_map,
    region_page,
    rows_of_orp,
    short_heads,
    worlds,
)
from zazemi.indicators.presenters.what_if import what_if_page
from zazemi.indicators.selectors import (
    YearOfIndex,
    differing,
    grounds_of,
    index_rows,
    outlines,
    region_indexes,
    similar_to,
    sources_of,
    years,
    years_of,
)
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region
from zazemi.ui.downloads import download

IN_COUNTRY = "cr"
UNPROCESSABLE = 422


@require_GET
def index_map(request: ActorRequest) -> HttpResponse:
    """Show the index of the country by region, or of one region by municipality."""
    code = request.GET.get("kraj", "")
    if code:
        return _region(request, code)
    regions = region_indexes()
    if not regions:
        return render(request, "indicators/nothing.html")
    shown = worlds(regions, outlines([one.code for one in regions]), differing())
    is_invented = all(one.is_fictional for one in regions)
    context = {"worlds": shown, "year": years()[0], "is_invented": is_invented}
    return render(request, "indicators/country.html", context)


@require_GET
def municipality_index(request: ActorRequest, code: str) -> HttpResponse:
    """Show one municipality: its measures, why the index changed, its years, those like it, those around."""
    known = years_of(code)
    year = _chosen(known, request.GET.get("rok", ""))
    if year is None:
        return _unknown(request, code)
    result, place = year.result, year.result.municipality
    before = year_before(known, year, request.GET.get("srovnat", ""))
    is_only_region = request.GET.get("podobne") != IN_COUNTRY
    context = {
        "municipality": place,
        "is_invented": place.region.is_fictional,
        "shown": index_page(year, sources_of(result.computation), grounds=grounds_of(year), before=before),
        "change": change_page(before, year, known),
        "series": series_page(place.name, known),
        "similar": similar_page(
            similar_to(result, is_only_region=is_only_region), is_only_region=is_only_region
        ),
        "years": [one.year for one in known],
        "heads": short_heads(),
        **_surroundings(year),
    }
    return render(request, "indicators/municipality.html", context)


@require_GET
def what_if(request: ActorRequest, code: str) -> HttpResponse:
    """Recompute the index with numbers typed by hand; nothing is stored."""
    known = years_of(code)
    year = _chosen(known, request.GET.get("rok", ""))
    if year is None:
        raise Http404
    first = WhatIfForm(year=year)
    is_asked = any(name in request.GET for name in first.fields)
    form = WhatIfForm(request.GET, year=year) if is_asked else first
    page = what_if_page(year, grounds_of(year), form.loads()) if is_asked and form.is_valid() else None
    place = year.result.municipality
    context = {
        "form": form,
        "shown": page,
        "year": year,
        "municipality": place,
        "is_invented": place.region.is_fictional,
    }
    status = UNPROCESSABLE if is_asked and not form.is_valid() else 200
    return render(request, "indicators/what_if.html", context, status=status)


@require_GET
def profile(request: ActorRequest, code: str) -> HttpResponse:
    """Give the one-page profile of a municipality as a PDF."""
    known = years_of(code)
    year = _chosen(known, request.GET.get("rok", ""))
    if year is None:
        raise Http404
    before = year_before(known, year)
    page = index_page(year, sources_of(year.result.computation), grounds=grounds_of(year), before=before)
    alike = similar_page(similar_to(year.result, is_only_region=True), is_only_region=True)
    content = profile_pdf(page, known, change_page(before, year, known), alike)
    return download(content, f"profil-{code}-{year.year}.pdf", PDF_CONTENT_TYPE)


def _chosen(known: list[YearOfIndex], asked: str) -> YearOfIndex | None:
    """The year asked for, else the newest by a standing set, else the newest one."""
    standing = [one for one in known if not one.rules.is_provisional] or known
    newest = standing[-1] if standing else None
    return next((one for one in known if str(one.year) == asked), newest)


def _surroundings(year: YearOfIndex) -> dict[str, object]:
    """The map of the region and the municipalities of the ORP; a provisional year has neither."""
    if year.rules.is_provisional:
        return {}
    place = year.result.municipality
    around = list(index_rows(place.region_id, year.year))
    return {
        "map": region_map(place.region, around, territory.boundaries(place.region_id), here=place.code),
        "legend": region_legend(around),
        "neighbours": rows_of_orp(around, place.orp_id),
    }


def _unknown(request: ActorRequest, code: str) -> HttpResponse:
    place = get_object_or_404(
        Municipality.objects.without_shapes().select_related("orp", "district", "region"), code=code
    )
    context = {"municipality": place, "is_invented": place.region.is_fictional}
    return render(request, "indicators/unknown.html", context)


def _region(request: ActorRequest, code: str) -> HttpResponse:
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise Http404
    page = region_page(
        region,
        list(index_rows(code)),
        territory.orps_of(code),
        territory.boundaries(code),
        orp_code=request.GET.get("orp", ""),
        number=request.GET.get("strana", "1"),
    )
    return render(request, "indicators/region.html", {"shown": page, "is_invented": region.is_fictional})
