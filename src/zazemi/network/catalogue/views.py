"""Pages of the public catalogue: no cookie, no script needed, small enough for a weak telephone."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zazemi.codelists.selectors import labels_of
from zazemi.kernel import clock
from zazemi.kernel.requests import ActorRequest
from zazemi.network.catalogue import presenters, selectors
from zazemi.network.catalogue.forms import MINUTES, address_of, asked_of, typed_place
from zazemi.network.catalogue.selectors import Asked
from zazemi.network.catalogue.situations import SITUATIONS, offered_kinds
from zazemi.network.choices import KIND_LABELS
from zazemi.network.verification.freshness import rule_on
from zazemi.territory.selectors import boundaries

PER_PAGE = 15


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Ask what happened and where; every situation is one tap."""
    context = {
        "situations": SITUATIONS,
        "kinds": offered_kinds(),
        "results_url": reverse("catalogue:results"),
    }
    return _page(request, "network/catalogue/home.html", context)


@require_GET
def results(request: ActorRequest) -> HttpResponse:
    """List who helps; without a place offer the places, without a fitting name the nearest names."""
    asked = asked_of(request.GET)
    text = typed_place(request.GET)
    if text and not asked.is_placed:
        return _named(request, asked, text)
    if not asked.is_placed:
        return _unplaced(request, asked)
    today = clock.today()
    found = selectors.found(asked, today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    shown = list(page.object_list)
    others = [] if found else selectors.nearest(asked, today)
    places = selectors.places_of([one.place_id for one in (*shown, *others)])
    at = _moment()
    region = selectors.region_of(asked)
    has_map = request.GET.get("mapa") == "1" and region is not None and bool(shown)
    context = {
        **_asked_context(asked),
        "answer": presenters.answer_of(asked, len(found)),
        "groups": presenters.groups_of(shown, places, at),
        "others": [presenters.card_of(one, places[one.place_id], at) for one in others],
        "page": page,
        "address": f"{address_of(asked)}&strana=",
        "map": _map(asked, [(one, places[one.place_id]) for one in shown]) if has_map else "",
        "map_url": "" if has_map else f"{address_of(asked)}&mapa=1&strana={page.number}",
        "day": today,
    }
    return _page(request, "network/catalogue/results.html", context)


@require_GET
def service(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one service to the public."""
    found = selectors.service_with_places(pk, clock.today())
    if found is None:
        raise Http404
    context = {"shown": presenters.service_shown(found, _moment()), "service": found}
    return _page(request, "network/catalogue/service.html", context)


def _named(request: ActorRequest, asked: Asked, text: str) -> HttpResponse:
    """Go on when the name fits one municipality; otherwise let the person choose."""
    municipalities, is_exact = selectors.municipalities_like(text)
    base = reverse("catalogue:results")
    if is_exact and len(municipalities) == 1:
        return HttpResponseRedirect(base + address_of(asked, obec=municipalities[0].code))
    choices = [(one, base + address_of(asked, obec=one.code)) for one in municipalities]
    context = {**_asked_context(asked), "text": text, "choices": choices, "is_exact": is_exact}
    return _page(request, "network/catalogue/places.html", context)


def _unplaced(request: ActorRequest, asked: Asked) -> HttpResponse:
    """Offer the areas where somebody helps, each one tap."""
    base = reverse("catalogue:results")
    offers = [(one, base + address_of(asked, orp=one.code)) for one in selectors.offers(asked, clock.today())]
    context = {**_asked_context(asked), "text": "", "offers": offers}
    return _page(request, "network/catalogue/places.html", context)


def _asked_context(asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "situation": asked.situation,
        "kind": str(KIND_LABELS[asked.kind]) if asked.kind else "",
        "situations": SITUATIONS,
        "minutes": [(one, address_of(asked, dojezd=one), one == asked.minutes) for one in MINUTES],
        "elsewhere_url": address_of(asked, obec="", orp=""),
        "everything_url": address_of(asked, situace="", druh=""),
        "results_url": reverse("catalogue:results"),
    }


def _moment() -> presenters.Moment:
    today = clock.today()
    return presenters.Moment(
        now=clock.now(), today=today, rule=rule_on(today), groups=labels_of("target_groups")
    )


def _map(asked: Asked, shown: list[Any]) -> str:
    region = selectors.region_of(asked)
    borders = boundaries(region.code) if region is not None else {}
    return presenters.map_of(borders, shown, asked.municipality.code if asked.municipality else "")


def _page(request: ActorRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page of the catalogue; to the public without the token that would set a cookie."""
    quiet = {"csrf_token": "", "other_languages": []} if request.actor.is_anonymous else {}
    return render(request, template, {**context, **quiet})
