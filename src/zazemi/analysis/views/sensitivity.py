"""Pages about how sure the verdicts are: sensitivity to assumptions, comparison with catchment scores."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zazemi.analysis.choices import KIND_SLUGS, KINDS
from zazemi.analysis.presenters.access import access_page
from zazemi.analysis.presenters.sensitivity import sensitivity_page
from zazemi.analysis.selectors import gap_table
from zazemi.analysis.selectors.access import catchment_scores
from zazemi.analysis.selectors.sensitivity import sensitivity as found_sensitivity
from zazemi.analysis.views.frame import asked_region
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory


@require_GET
def sensitivity(request: ActorRequest) -> HttpResponse:
    """Show which verdicts flip when one assumption moves by 20 per cent."""
    region = asked_region(request)
    names = {one.code: one.name for one in territory.municipalities_of(region.code)}
    found = found_sensitivity(region.code, viewer=request.actor)
    frame = {
        "shown": sensitivity_page(found, names),
        "found": found,
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
    }
    return render(request, "analysis/sensitivity.html", frame)


@require_GET
def access(request: ActorRequest) -> HttpResponse:
    """Show the served share beside floating-catchment scores of one kind."""
    region = asked_region(request)
    kind = KIND_SLUGS.get(request.GET.get("druh", ""), KINDS[0])
    table = gap_table(region.code, viewer=request.actor)
    frame = {
        "shown": access_page(
            table, kind, catchment_scores(table, kind), number=request.GET.get("strana", "1")
        ),
        "table": table,
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
    }
    return render(request, "analysis/access.html", frame)
