"""Pages of parties that read or do one thing: contacts, organisations, people, bodies; erasing a person."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.codelists.selectors import choices_of
from zazemi.kernel import clock
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.parties import presenters, selectors, services
from zazemi.parties.exports import CONTENT_TYPE, card_of
from zazemi.parties.forms.filters import (
    BodyFilter,
    DayFilter,
    DirectoryFilter,
    Filter,
    OrganisationFilter,
    PeopleFilter,
)
from zazemi.parties.permissions import is_own, visible_to
from zazemi.parties.selectors.directory import shown
from zazemi.ui.downloads import download
from zazemi.values.errors import ZazemiError

PER_PAGE = 50
UNPROCESSABLE = 422
CONFLICT = 409


def _paged(request: ActorRequest, found: QuerySet[Any]) -> Page[Any]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))


def _listing(chosen: Filter, page: Page[Any]) -> dict[str, Any]:
    """Return what every filtered list has in common."""
    given = {name: value for name, value in chosen.chosen().items() if value}
    query = urlencode(
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in given.items()}
    )
    return {
        "filter": chosen,
        "is_filtered": bool(query),
        "page": page,
        "n_found": page.paginator.count,
        "address": f"?{query}&strana=" if query else "?strana=",
    }


@require_GET
def contacts(request: ActorRequest) -> HttpResponse:
    """Show the directory of contacts on a day."""
    roles = choices_of("contact_roles")
    chosen = DirectoryFilter(request.GET, orps=selectors.orps_with_organisations(), roles=roles)
    given = chosen.chosen()
    day = given["den"] or clock.today()
    found = selectors.directory(
        viewer=request.actor,
        day=day,
        kind=given["druh"],
        orp_code=given["orp"],
        role=given["role"],
        text=given["q"],
    )
    page = _paged(request, found)
    rows = shown(page.object_list, request.actor)
    keeps = {
        one.organisation.pk for one in rows if may(request.actor, "parties.keep_contacts", one.organisation)
    }
    context = {
        **_listing(chosen, page),
        "lines": presenters.contact_lines(rows, changeable=keeps),
        "day": day,
        "is_staff": may(request.actor, "parties.see_people"),
    }
    return render(request, "parties/contacts.html", context)


@require_GET
def card(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a contact as a business card; one that may not be seen answers 404."""
    contact = selectors.contact_of(pk)
    if contact is None or not (
        contact.visibility in visible_to(request.actor) or is_own(request.actor, contact.organisation)
    ):
        raise Http404
    return download(card_of(shown([contact], request.actor)[0]), f"kontakt-{pk}.vcf", CONTENT_TYPE)


@require_GET
def organisation_list(request: ActorRequest) -> HttpResponse:
    """List organisations, filtered by kind, ORP and words."""
    chosen = OrganisationFilter(request.GET, orps=selectors.orps_with_organisations())
    given = chosen.chosen()
    found = selectors.listed_organisations(kind=given["druh"], orp_code=given["orp"], text=given["q"])
    context = {
        **_listing(chosen, _paged(request, found)),
        "may_add": may(request.actor, "parties.keep_organisations"),
        "may_merge": may(request.actor, "parties.merge"),
        "day": clock.today(),
    }
    return render(request, "parties/organisations.html", context)


@require_GET
def organisation_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one organisation; a merged one leads to the one it was merged into."""
    organisation = selectors.organisation_of(pk)
    if organisation is None:
        raise Http404
    if organisation.merged_into_id:
        return redirect("parties:organisation", pk=organisation.merged_into_id)
    context = {
        "one": organisation,
        "page": presenters.organisation_page(organisation, request.actor),
        "day": clock.today(),
    }
    return render(request, "parties/organisation.html", context)


@require_GET
def people_list(request: ActorRequest) -> HttpResponse:
    """List people; for staff."""
    chosen = PeopleFilter(request.GET)
    found = selectors.people(text=chosen.chosen()["q"]).prefetch_related(
        "functions__organisation", "functions__role"
    )
    context = {
        **_listing(chosen, _paged(request, found)),
        "may_merge": may(request.actor, "parties.merge"),
        "day": clock.today(),
    }
    return render(request, "parties/people.html", context)


@require_GET
def person_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one person with functions and seats; for staff."""
    person = selectors.person_of(pk)
    if person is None:
        raise Http404
    if person.merged_into_id:
        return redirect("parties:person", pk=person.merged_into_id)
    today = clock.today()
    context = {
        "one": person,
        "state": presenters.person_state(person),
        "functions": [
            presenters.function_line(one, request.actor) for one in selectors.functions_of_person(person)
        ],
        "seats": [
            presenters.seat_line(one, request.actor, today) for one in selectors.seats_of_person(person)
        ],
        "may_erase": may(request.actor, "parties.erase"),
        "day": today,
    }
    return render(request, "parties/person.html", context)


@require_http_methods(["GET", "POST"])
def erasure(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what erasing a person means; on the button, erase."""
    person = selectors.person_of(pk)
    if person is None or person.merged_into_id or person.erased_at:
        raise Http404
    context: dict[str, Any] = {"one": person}
    status = 200
    if request.method == "POST":
        try:
            services.erase_person(person, expected_version=_version(request), by=request.actor)
        except ZazemiError as error:
            context |= {"problem": sentence_of(error), "one": selectors.person_of(pk)}
            status = CONFLICT if isinstance(error, StaleVersionError) else UNPROCESSABLE
        else:
            return redirect("parties:person", pk=pk)
    return render(request, "parties/erasure.html", context, status=status)


def _version(request: ActorRequest) -> int:
    text = request.POST.get("expected_version", "")
    return int(text) if text.isdecimal() else 0


@require_GET
def body_list(request: ActorRequest) -> HttpResponse:
    """List bodies that work on a day."""
    chosen = BodyFilter(request.GET)
    given = chosen.chosen()
    day = given["den"] or clock.today()
    found = selectors.bodies(day=day, kind=given["druh"], text=given["q"])
    context = {
        **_listing(chosen, _paged(request, found)),
        "may_add": may(request.actor, "parties.keep_bodies"),
        "day": day,
        "levels": visible_to(request.actor),
    }
    return render(request, "parties/bodies.html", context)


@require_GET
def body_page(request: ActorRequest, key: str) -> HttpResponse:
    """Show one body and who sat in it on a day."""
    body = selectors.body_with(key)
    if body is None:
        raise Http404
    chosen = DayFilter(request.GET)
    day = chosen.chosen()["den"] or clock.today()
    context = {
        "one": body,
        "day": day,
        "is_today": day == clock.today(),
        "is_working": body.is_valid_on(day),
        "filter": DayFilter(initial={"den": day}),
        "page": presenters.body_page(body, selectors.seats_of(body), day, request.actor),
    }
    return render(request, "parties/body.html", context)
