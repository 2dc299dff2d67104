"""Pages over all rooms: what a person needs to know first, by role."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zazemi.accounts.choices import STAFF_ROLES
from zazemi.analysis.selectors import gap_table
from zazemi.indicators.selectors import index_of
from zazemi.jobs.selectors import jobs_for
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.demo import is_demo
from zazemi.kernel.requests import ActorRequest
from zazemi.network.selectors import capacities_fte, services
from zazemi.portal import selectors
from zazemi.portal.presenters.home import HomeMatter, home_page
from zazemi.portal.presenters.municipality import MunicipalityMatter, municipality_page
from zazemi.portal.presenters.overview import OverviewMatter, overview_page, plan_rows
from zazemi.portal.selectors import (
    chosen_region,
    data_runs,
    kind_titles,
    matters_for,
    recent_plans,
    region_index,
)
from zazemi.territory import selectors as territory
from zazemi.territory.models import Region
from zazemi.territory.selectors.localities import may_see_localities, public_support
from zazemi.ui.links import linked

LIMIT = 30
LONGEST_QUERY = 100
OPEN_JOBS = 5
PLANNERS = (Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT)


def home(request: ActorRequest) -> HttpResponse:
    """Show the public first page; people with a mandate land where their work is."""
    landing = "" if request.GET else landing_of(request.actor)
    if landing:
        return HttpResponseRedirect(landing)
    region = chosen_region(request.actor, request.GET.get("kraj", ""))
    if region is None:
        return render(request, "portal/nothing_yet.html", {"is_invented": False})
    matter = HomeMatter(
        region=region,
        regions=territory.regions(),
        view=region_index(region.code),
        orps=territory.orps_of(region.code),
        borders=territory.boundaries(region.code),
        capacities=capacities_fte(region.code, viewer=request.actor),
    )
    return render(request, "portal/home.html", framed(request, region) | {"shown": home_page(matter)})


def landing_of(actor: Actor) -> str:
    """Return where a person with a mandate begins; empty for the public."""
    if actor.has_role(*STAFF_ROLES):
        return reverse("portal:overview")
    if actor.has_role(Role.MUNICIPALITY) and actor.municipality_codes:
        return reverse("portal:municipality", args=[min(actor.municipality_codes)])
    if actor.has_role(Role.PROVIDER):
        return reverse("network:mine")
    return "" if actor.is_anonymous or not actor.roles else reverse("portal:overview")


def framed(request: ActorRequest, region: Region) -> dict[str, object]:
    """Name the region under the mark, and say whether its data are invented."""
    request.region_name = region.name  # type: ignore[attr-defined]  # the frame reads it
    return {"is_invented": region.is_fictional}


def overview(request: ActorRequest) -> HttpResponse:
    """Show where services of the region are missing; to staff also what waits for them."""
    region = chosen_region(request.actor, request.GET.get("kraj", ""))
    if region is None:
        return render(request, "portal/nothing_yet.html", {"is_invented": False})
    matter = OverviewMatter(
        table=gap_table(region.code, viewer=request.actor),
        places=region_index(region.code).places,
        orps=territory.orps_of(region.code),
        regions=territory.regions(),
        borders=territory.boundaries(region.code),
        slug=request.GET.get("druh", ""),
        orp_code=request.GET.get("orp", ""),
    )
    is_staff = request.actor.has_role(*STAFF_ROLES)
    context = {
        "shown": overview_page(matter),
        "is_staff": is_staff,
        "matters": matters_for(request.actor) if is_staff else (),
        "jobs": list(jobs_for(request.actor).open()[:OPEN_JOBS]) if is_staff else (),
        "plan_url": linked("plan_new") if request.actor.has_role(*PLANNERS) else "",
        "plans": plan_rows(recent_plans(request.actor, region.code)) if is_staff else (),
        "today": clock.today(),
    }
    return render(request, "portal/overview.html", framed(request, region) | context)


def municipality(request: ActorRequest, code: str) -> HttpResponse:
    """Show one municipality: its index, the services that reach it, what is missing and why."""
    found = selectors.municipality(code)
    if found is None:
        raise Http404
    matter = MunicipalityMatter(
        municipality=found,
        result=index_of(code),
        view=region_index(found.region_id),
        table=gap_table(found.region_id, viewer=request.actor),
        orps=territory.orps_of(found.region_id),
        borders=territory.boundaries(found.region_id),
        population=territory.population_series(code),
    )
    context = {
        "shown": municipality_page(matter),
        "is_own": code in request.actor.municipality_codes,
        "index_url": linked("index_of_municipality", code),
        "needs_url": linked("needs_of_municipality", code),
        "support": public_support(code, clock.today()),
        "may_see_localities": may_see_localities(request.actor, code),
    }
    return render(request, "portal/municipality.html", framed(request, found.region) | context)


def search(request: ActorRequest) -> HttpResponse:
    """Find municipalities and services by a part of their names; accents do not matter."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    places = territory.search(text, LIMIT + 1) if text else []
    found = list(services(text=text)[: LIMIT + 1]) if text else []
    context = {
        "text": text,
        "municipalities": places[:LIMIT],
        "services": found[:LIMIT],
        "places_are_cut": len(places) > LIMIT,
        "services_are_cut": len(found) > LIMIT,
        "limit": LIMIT,
    }
    return render(request, "portal/search.html", context)


def data(request: ActorRequest) -> HttpResponse:
    """Say where every figure comes from."""
    titles = kind_titles()
    context = {
        "runs": [(run, titles.get(run.kind, run.kind)) for run in data_runs()],
        "needs_settings_url": linked("needs_settings"),
        "is_invented": is_demo(),
    }
    return render(request, "portal/data.html", context)
