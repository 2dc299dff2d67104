"""Pages of the index: one municipality, a region, the country. All are public."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from zazemi.indicators.presenters.matrix import index_page
from zazemi.indicators.presenters.territories import (
    region_legend,
    region_map,
    region_page,
    rows_of_orp,
    short_heads,
    worlds,
)
from zazemi.indicators.selectors import (
    differing,
    index_of,
    index_rows,
    outlines,
    region_indexes,
    sources_of,
    years,
)
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region


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
    """Show the fifteen measures of one municipality, and the other municipalities of its ORP."""
    result = index_of(code)
    if result is None:
        place = get_object_or_404(
            Municipality.objects.without_shapes().select_related("orp", "district", "region"), code=code
        )
        context = {"municipality": place, "is_invented": place.region.is_fictional}
        return render(request, "indicators/unknown.html", context)
    place = result.municipality
    around = list(index_rows(place.region_id))
    drawn = region_map(place.region, around, territory.boundaries(place.region_id), here=code)
    page = index_page(result, sources_of(result.computation), drawn=drawn, legend=region_legend(around))
    context = {"shown": page, "municipality": place, "neighbours": rows_of_orp(around, place.orp_id)}
    context |= {"heads": short_heads(), "is_invented": place.region.is_fictional}
    return render(request, "indicators/municipality.html", context)


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
