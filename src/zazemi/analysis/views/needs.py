"""Pages of the problem analysis: permission, filter, one selector or service, template."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from zazemi.analysis import exports
from zazemi.analysis.filters import NeedsFilter
from zazemi.analysis.permissions import READ_STATEMENTS, SET
from zazemi.analysis.presenters.municipality import municipality_page
from zazemi.analysis.presenters.needs import Surroundings, needs_page
from zazemi.analysis.selectors import AS_IT_IS, GapTable, gap_table
from zazemi.analysis.selectors.gap_table import table_of
from zazemi.analysis.selectors.gathering import gather
from zazemi.analysis.selectors.placed import groups_served
from zazemi.analysis.selectors.sensitivity import sensitivity_of
from zazemi.analysis.views.frame import region_code
from zazemi.codelists.selectors import labels_of
from zazemi.documents import xlsx
from zazemi.kernel import clock
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
    table = gap_table(asked.region_code, viewer=request.actor, trial=asked.trial())
    labels = labels_of("target_groups")
    around = Surroundings(
        regions=[(region.code, region.name) for region in regions],
        orps=territory.orps_of(asked.region_code),
        municipalities=list(territory.municipalities_of(asked.region_code)),
        borders=territory.boundaries(asked.region_code),
        group_names={code: labels.get(code, code) for code in groups_served(asked.region_code)},
    )
    page = needs_page(table, asked, around, number=request.GET.get("strana", "1"))
    return render(request, "analysis/needs.html", _frame(table, request.actor) | {"shown": page})


def municipality(request: ActorRequest, code: str) -> HttpResponse:
    """Show one municipality: need line by line, who serves it, what is missing and why."""
    found = get_object_or_404(
        Municipality.objects.without_shapes().select_related("orp", "region"), code=code
    )
    gathered = gather(found.region_id, clock.today(), AS_IT_IS)
    table, flips = table_of(gathered), sensitivity_of(gathered).flips.get(code, ())
    page = municipality_page(table, found, borders=territory.boundaries(found.region_id), flips=flips)
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
    """Give the analysis of the region as JSON; rows as asked for, sums always of the whole region."""
    table, asked = _asked_table(request)
    return HttpResponse(exports.needs_json(table, asked), content_type="application/json")


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _asked_table(request: ActorRequest) -> tuple[GapTable, NeedsFilter]:
    regions = territory.regions()
    if not regions:
        raise Http404
    asked = NeedsFilter.read(request.GET, region_code=region_code(request, regions))
    return gap_table(asked.region_code, viewer=request.actor, trial=asked.trial()), asked


def _frame(table: GapTable, actor: Actor) -> dict[str, object]:
    return {
        "table": table,
        "is_invented": table.is_fictional,
        "may_set": may(actor, SET),
        "may_read_statements": may(actor, READ_STATEMENTS),
    }
