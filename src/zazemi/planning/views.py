"""Pages of planning: the list, a scenario and its order, the result with its files, the note."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.analysis.selectors import home_region
from zazemi.documents import xlsx
from zazemi.jobs.selectors import job_for
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.planning import exports, selectors, services
from zazemi.planning.assumptions import norm_sentence, scenario_terms
from zazemi.planning.forms import NoteForm, OrderForm, ScenarioForm
from zazemi.planning.models import Plan, Scenario
from zazemi.planning.norms import NORMS, norms_on
from zazemi.planning.outcome import Outcome, outcome_of
from zazemi.planning.permissions import PLAN
from zazemi.planning.presenters.listing import plan_rows
from zazemi.planning.presenters.plan import plan_page
from zazemi.planning.presenters.waiting import state_page
from zazemi.territory import selectors as territory
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.ui.downloads import download
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

UNPROCESSABLE = 422
LISTED = 100
ORDER = "order"


@require_GET
def plans(request: ActorRequest) -> HttpResponse:
    """List plans, the newest first."""
    found = plan_rows(selectors.plans(request.actor)[:LISTED])
    return render(request, "planning/plans.html", {"rows": found, "may_plan": may(request.actor, PLAN)})


@require_http_methods(["GET", "POST"])
def scenario_new(request: ActorRequest) -> HttpResponse:
    """Ask a new question; one sending saves it and orders its plan."""
    regions = territory.regions()
    if not regions:
        return render(request, "planning/no_region.html")
    if request.method == "POST":
        return _sent(request, ScenarioForm(request.POST), None)
    known = {region.code: region for region in regions}
    region = known.get(request.GET.get("kraj", "")) or home_region(request.actor, regions)
    start = services.starting_values(region.code, on=_prices_day(request))
    initial = ScenarioForm.initial_of(start) | {"form_key": new_form_key()}
    return _scenario_page(request, ScenarioForm(initial=initial), None)


@require_http_methods(["GET", "POST"])
def scenario(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a scenario with its plans; those who plan may change it."""
    record = selectors.scenario_of(pk, request.actor)
    if record is None:
        raise Http404
    stored = ScenarioForm.initial_from(record)
    if request.method == "POST":
        return _sent(request, ScenarioForm(resolved(request.POST), initial=stored), record)
    initial = stored | {"form_key": new_form_key(), "expected_version": record.version}
    return _scenario_page(request, ScenarioForm(initial=initial), record)


@require_POST
def order(request: ActorRequest, pk: int) -> HttpResponse:
    """Order another plan of a scenario as it is stored."""
    record = selectors.scenario_of(pk, request.actor)
    form = OrderForm(request.POST)
    if record is None:
        raise Http404
    if not form.is_valid():
        return redirect("planning:scenario", pk=pk)
    key = form.cleaned_data["form_key"]
    with step(request.actor, why=N_("plan ordered")):
        url = claim(key, request.actor.user_id)
        if url is None:
            url = _progress_url(services.order_plan(scenario=record, by=request.actor))
            remember(key, url)
    return HttpResponseRedirect(url or reverse("planning:scenario", args=[pk]))


@require_GET
def plan(request: ActorRequest, reference: str) -> HttpResponse:
    """Show a plan: its result with the proof, or honestly what happens with it."""
    found = _plan(request, reference)
    frame = {
        "plan": found,
        "is_invented": found.scenario.region.is_fictional,
        "may_plan": may(request.actor, PLAN),
        "form_key": new_form_key(),
        "is_older": found.scenario_version != found.scenario.version,
    }
    if not found.has_result:
        shown = state_page(found, job_for(request.actor, found.job_id) if found.job_id else None)
        return render(request, "planning/plan_state.html", frame | {"shown": shown})
    outcome = outcome_of(found)
    page = plan_page(outcome, territory.boundaries(found.scenario.region_id))
    return render(request, "planning/plan.html", frame | {"shown": page, "outcome": outcome})


@require_http_methods(["GET", "POST"])
def note(request: ActorRequest, reference: str) -> HttpResponse:
    """Change the note of a plan; who comes second sees both texts."""
    found = _plan(request, reference)
    url = reverse("planning:plan", args=[reference])
    if request.method != "POST":
        form = NoteForm(initial={"note": found.note, "expected_version": found.version})
        return render(request, "planning/note.html", {"form": form, "plan": found})
    form = NoteForm(resolved(request.POST))
    if not form.is_valid():
        shown = {"form": form, "plan": found}
        return render(request, "planning/note.html", shown, status=UNPROCESSABLE)
    try:
        services.annotate(
            plan=found,
            note=form.cleaned_data["note"],
            by=request.actor,
            expected_version=form.cleaned_data["expected_version"],
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=url)
    return HttpResponseRedirect(f"{url}#poznamka")


@require_GET
def plan_pdf(request: ActorRequest, reference: str) -> HttpResponse:
    """Give the paper for the regional council."""
    outcome = _outcome(request, reference)
    if outcome is None:
        return redirect("planning:plan", reference=reference)
    borders = territory.boundaries(outcome.plan.scenario.region_id)
    return download(exports.plan_pdf(outcome, borders), f"plan-{reference}.pdf", "application/pdf")


@require_GET
def plan_xlsx(request: ActorRequest, reference: str) -> HttpResponse:
    """Give the workbook."""
    outcome = _outcome(request, reference)
    if outcome is None:
        return redirect("planning:plan", reference=reference)
    return download(exports.plan_xlsx(outcome), f"plan-{reference}.xlsx", xlsx.CONTENT_TYPE)


@require_GET
def plan_json(request: ActorRequest, reference: str) -> HttpResponse:
    """Give the whole plan as JSON."""
    return HttpResponse(exports.plan_data(_plan(request, reference)), content_type="application/json")


def _plan(request: ActorRequest, reference: str) -> Plan:
    found = selectors.plan_of(reference, request.actor)
    if found is None:
        raise Http404
    return found


def _outcome(request: ActorRequest, reference: str) -> Outcome | None:
    """The finished plan, or None when it has no result."""
    found = _plan(request, reference)
    return outcome_of(found) if found.has_result else None


def _progress_url(ordered: Plan) -> str:
    """Where the person who ordered a plan watches it."""
    if ordered.job_id is None:
        return reverse("planning:plan", args=[ordered.reference])
    return reverse("jobs:job", args=[ordered.job_id])


def _prices_day(request: ActorRequest) -> dt.date | None:
    """The day of prices asked for in the address; a day without norms is as if none was asked for."""
    asked = request.GET.get("ceny", "")
    return next((norms.valid_from for norms in NORMS if norms.valid_from.isoformat() == asked), None)


def _sent(request: ActorRequest, form: ScenarioForm, record: Scenario | None) -> HttpResponse:
    """Save a scenario and, when asked, order its plan; the same form sent twice does it once."""
    if not may(request.actor, PLAN):
        raise PermissionDenied
    if not form.is_valid():
        return _scenario_page(request, form, record, status=UNPROCESSABLE)
    try:
        url = _saved(request, form, record)
    except StaleVersionError as error:
        back = reverse("planning:scenario", args=[error.current.pk])
        return conflict_response(request, error, form, url_back=back)
    except ZazemiError as error:
        form.add_error(None, sentence_of(error))
        return _scenario_page(request, form, record, status=UNPROCESSABLE)
    return HttpResponseRedirect(url)


def _saved(request: ActorRequest, form: ScenarioForm, record: Scenario | None) -> str:
    actor, key = request.actor, form.cleaned_data["form_key"]
    with step(actor, why=N_("scenario saved")):
        url = claim(key, actor.user_id) if key else None
        if url:
            return url
        if record is None or form.is_different:
            record = services.save_scenario(
                values=form.values(),
                by=actor,
                scenario=record,
                expected_version=form.cleaned_data["expected_version"],
            )
        url = reverse("planning:scenario", args=[record.pk])
        if request.POST.get("do") == ORDER:
            url = _progress_url(services.order_plan(scenario=record, by=actor))
        if key:
            remember(key, url)
    return url


def _scenario_page(
    request: ActorRequest, form: ScenarioForm, record: Scenario | None, status: int = 200
) -> HttpResponse:
    prices_on = form["prices_on"].value() if record is None else record.prices_on
    norms = norms_on(prices_on) if isinstance(prices_on, dt.date) else norms_on(NORMS[-1].valid_from)
    shown = {
        "form": form,
        "scenario": record,
        "may_plan": may(request.actor, PLAN),
        "norm": norm_sentence(norms),
        "norms": NORMS,
        "norms_now": norms,
        "terms": scenario_terms(record) if record else (),
        "rows": plan_rows(selectors.plans(request.actor).filter(scenario=record)) if record else (),
    }
    if record is not None:
        shown["is_invented"] = record.region.is_fictional
    return render(request, "planning/scenario.html", shown, status=status)
