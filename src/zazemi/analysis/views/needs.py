"""Pages of the problem analysis: permission, filter, one selector or service, template."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from zazemi.analysis import exports
from zazemi.analysis.permissions import SET
from zazemi.analysis.presenters.municipality import municipality_page
from zazemi.analysis.presenters.needs import NeedsFilter, Surroundings, needs_page
from zazemi.analysis.selectors import GapTable, gap_table
from zazemi.analysis.views.frame import region_code
from zazemi.documents import xlsx
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality


def needs(request: ActorRequest) -> HttpResponse:
    """Show where services are missing and insufficient in a region."""
    regions = territory.regions()
    if not regions:
        return render(request, "analysis/no_region.html")
    asked = NeedsFilter.read(request.GET, region_code=region_code(request, regions))
    table = gap_table(asked.region_code, viewer=request.actor)
    around = Surroundings(
        regions=[(region.code, region.name) for region in regions],
        orps=territory.orps_of(asked.region_code),
        municipalities=list(territory.municipalities_of(asked.region_code)),
        borders=territory.boundaries(asked.region_code),
    )
    page = needs_page(table, asked, around, number=request.GET.get("strana", "1"))
    return render(request, "analysis/needs.html", _frame(table, request.actor) | {"shown": page})


def municipality(request: ActorRequest, code: str) -> HttpResponse:
    """Show one municipality: need line by line, who serves it, what is missing and why."""
    found = get_object_or_404(
        Municipality.objects.without_shapes().select_related("orp", "region"), code=code
    )
    table = gap_table(found.region_id, viewer=request.actor)
    page = municipality_page(table, found, borders=territory.boundaries(found.region_id))
    return render(request, "analysis/municipality.html", _frame(table, request.actor) | {"shown": page})


def table_xlsx(request: ActorRequest) -> HttpResponse:
    """Give the table as a workbook."""
    table, asked = _asked_table(request)
    return _download(exports.needs_xlsx(table, asked), f"potreby-{table.region_code}.xlsx", xlsx.CONTENT_TYPE)


def data_csv(request: ActorRequest) -> HttpResponse:
    """Give the table as CSV."""
    table, asked = _asked_table(request)
    return _download(
        exports.needs_csv(table, asked), f"potreby-{table.region_code}.csv", "text/csv; charset=utf-8"
    )


def data_json(request: ActorRequest) -> HttpResponse:
    """Give the whole analysis of the region as JSON."""
    table, _filter = _asked_table(request)
    return HttpResponse(exports.needs_json(table), content_type="application/json")


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _asked_table(request: ActorRequest) -> tuple[GapTable, NeedsFilter]:
    regions = territory.regions()
    if not regions:
        raise Http404
    asked = NeedsFilter.read(request.GET, region_code=region_code(request, regions))
    return gap_table(asked.region_code, viewer=request.actor), asked


def _frame(table: GapTable, actor: Actor) -> dict[str, object]:
    return {"table": table, "is_invented": table.is_fictional, "may_set": may(actor, SET)}
