"""Pages of upkeep: the history of a record, and the doctor."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.kernel.audit import current_head
from zazemi.kernel.checks import checks
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import translated
from zazemi.upkeep.presenters import shown_versions
from zazemi.upkeep.selectors import lines_of, parts_of, record_for
from zazemi.upkeep.services import examine

VERSIONS_PER_PAGE = 50


@require_GET
def history(request: ActorRequest, kind: str, reference: str) -> HttpResponse:
    """Show every version of a record: who, when, why, what changed. A foreign record is not there."""
    found = record_for(request.actor, kind, reference)
    if found is None:
        raise Http404
    subject, record = found
    page = Paginator(lines_of(found), VERSIONS_PER_PAGE).get_page(request.GET.get("strana"))
    context = {
        "title": subject.title(record),
        "url": subject.url(record),
        "page": page,
        "versions": shown_versions(record, page.object_list),
        "n_versions": page.paginator.count,
        "parts": [
            (one.title(part), reverse("upkeep:history", args=[one.kind, part.pk]))
            for one, part in parts_of(found, request.actor)
        ],
    }
    return render(request, "upkeep/history.html", context)


@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Offer the check of the installation; the button runs it and shows the findings."""
    if not may(request.actor, "upkeep.examine"):
        raise PermissionDenied
    report = examine() if request.method == "POST" else None
    titles = [translated(one.title) for one in checks]
    return render(request, "upkeep/check.html", {"report": report, "titles": titles, "head": current_head()})
