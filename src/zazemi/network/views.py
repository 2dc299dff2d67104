"""Pages of the network that read: the list, one service, the workbook."""

from collections.abc import Collection
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zazemi.codelists.selectors import labels_of
from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.kernel import clock
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.network import presenters, selectors
from zazemi.network.exports import services_workbook
from zazemi.network.forms.lists import ListFilter

PER_PAGE = 50


@require_GET
def service_list(request: ActorRequest) -> HttpResponse:
    """List services, filtered by kind, ORP and words."""
    return _listed(request, provider_ids=None)


@require_GET
def my_services(request: ActorRequest) -> HttpResponse:
    """List the services of the organisations that the signed-in person acts for."""
    return _listed(request, provider_ids=request.actor.organisation_ids)


def _listed(request: ActorRequest, *, provider_ids: Collection[int] | None) -> HttpResponse:
    orps = selectors.orps_with_services()
    form = ListFilter(request.GET, orps=orps)
    chosen, query = form.chosen(), urlencode(form.query())
    day = clock.today()
    found = selectors.services(chosen, provider_ids=provider_ids)
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("strana"))
    listed = list(page.object_list)
    ends = selectors.funding_end([one.pk for one in listed], day)
    context = {
        "filter": form,
        "is_filtered": bool(query),
        "is_open": chosen.is_detailed,
        "is_mine": provider_ids is not None,
        "lines": presenters.lines_of(listed, selectors.norms_on(day), ends),
        "page": page,
        "n_services": paginator.count,
        "narrowed": presenters.answer_of(paginator.count, chosen.kind, dict(orps).get(chosen.orp_code, "")),
        "address": f"?{query}&strana=" if query else "?strana=",
        "may_add": may(request.actor, "network.add_service"),
        "coverages": selectors.coverages(),
        "day": day,
    }
    return render(request, "network/services.html", context)


@require_GET
def service_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one service with its places and capacities."""
    service = selectors.service_page(pk)
    if service is None:
        raise Http404
    day = clock.today()
    told = presenters.Told(
        norms=selectors.norms_on(day),
        groups=labels_of("target_groups"),
        sources=labels_of("funding_sources"),
        territories=selectors.territory_names(selectors.territories_of(service)),
        paid_until=selectors.funding_end([service.pk], day),
    )
    page = presenters.page_of(service, told, request.actor)
    return render(request, "network/service.html", {"service": service, "page": page, "day": clock.today()})


@require_GET
def norms(request: ActorRequest) -> HttpResponse:
    """List how units are converted to FTE, on which days and why."""
    context = {"norms": selectors.norms(), "may_state": may(request.actor, "network.state_coverage")}
    return render(request, "network/norms.html", context)


@require_GET
def workbook(request: ActorRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Give the workbook that can be changed and imported again."""
    response = HttpResponse(services_workbook(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="sluzby.xlsx"'
    return response
