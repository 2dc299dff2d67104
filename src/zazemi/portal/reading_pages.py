"""Pages that explain: help, one figure, what can be downloaded, statements."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from zazemi.accounts.choices import STAFF_ROLES
from zazemi.documents.cells import Source
from zazemi.documents.open_tables import tables_for
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.demo import is_demo
from zazemi.kernel.requests import ActorRequest
from zazemi.portal.cookies import cookies
from zazemi.portal.exports import everything
from zazemi.portal.presenters.figure import figure_page
from zazemi.portal.statements import ACCESSIBILITY
from zazemi.ui.figures import figure_of
from zazemi.ui.help import help_text
from zazemi.ui.links import linked


def help_page(request: ActorRequest, name: str) -> HttpResponse:
    """Show the help of one page."""
    found = help_text(name)
    if found is None:
        raise Http404
    return render(request, "portal/help.html", {"shown": found, "is_invented": False})


def figure(request: ActorRequest, reference: str) -> HttpResponse:
    """Show one figure with its sources; a link that was quoted earlier also says what has changed."""
    found = figure_of(reference, request.actor)
    if found is not None:
        reference = found.reference
    address = request.build_absolute_uri(reverse("portal:figure", args=[reference]))
    shown = figure_page(found, reference, request.GET, on=clock.today(), address=address)
    if found is None and shown.quoted is None:
        raise Http404
    context = {
        "shown": shown,
        "help_url_of_figure": linked("help", found.help_page.replace(":", "-")) if found else "",
        "is_staff": request.actor.has_role(*STAFF_ROLES),
        "is_invented": is_demo() or bool(found and found.is_invented),
    }
    return render(request, "portal/figure.html", context, status=200 if found else 410)


def downloads(request: ActorRequest) -> HttpResponse:
    """List every table that can be downloaded, with its columns and sources."""
    public = tables_for(Actor.anonymous())
    own = [table for table in tables_for(request.actor) if table not in public]
    context = {
        "tables": [(table, _said(table.sources())) for table in public],
        "own": own,
        "licence": settings.OPEN_DATA_LICENCE,
        "is_staff": request.actor.has_role(*STAFF_ROLES),
        "is_invented": is_demo(),
    }
    return render(request, "portal/downloads.html", context)


def _said(sources: Iterable[Source]) -> list[tuple[str, dt.date | None]]:
    """Return publishers (or files) with the day they were taken, each once."""
    return list(dict.fromkeys((one.publisher or one.name, one.taken_on) for one in sources))


def download_public(request: ActorRequest) -> StreamingHttpResponse:
    """Send the public tables as one ZIP, the same for everybody."""
    del request
    return _archive(Actor.anonymous(), gettext("zazemi-data"))


def download_own(request: ActorRequest) -> StreamingHttpResponse:
    """Send all tables that the role of the person may have."""
    return _archive(request.actor, gettext("zazemi-data-staff"))


def _archive(viewer: Actor, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(everything(viewer), content_type="application/zip")
    filename = f"{name}-{clock.today().isoformat()}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def accessibility(request: ActorRequest) -> HttpResponse:
    """State how accessible the pages are, what is not, and where to write."""
    context = {"statement": ACCESSIBILITY, "operator": settings.OPERATOR, "is_invented": False}
    return render(request, "portal/accessibility.html", context)


def privacy(request: ActorRequest) -> HttpResponse:
    """Say which personal data are kept about whom, why, how long and who sees them."""
    context = {
        "operator": settings.OPERATOR,
        "cookies": cookies(),
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "is_invented": False,
    }
    return render(request, "portal/privacy.html", context)
