"""Pages of saved runs: list, one run with its replay, one gap of a run, comparison of any two sides."""

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.analysis.choices import kind_name
from zazemi.analysis.forms import RunForm
from zazemi.analysis.models import SavedRun
from zazemi.analysis.permissions import SAVE_RUN
from zazemi.analysis.presenters.comparing import shown_comparison
from zazemi.analysis.presenters.runs import input_words, shown_run, verdict_rows
from zazemi.analysis.selectors import compare, gap_table
from zazemi.analysis.selectors.runs import replay, results_of, run_called, run_outcome, runs_of, saved_gap
from zazemi.analysis.selectors.sides import TODAY, side, sides_listed
from zazemi.analysis.services import save_run
from zazemi.analysis.views.frame import UNPROCESSABLE, asked_region, refused, written_once
from zazemi.kernel import clock
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.territory.models import Region
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


@require_http_methods(["GET", "POST"])
def runs(request: ActorRequest) -> HttpResponse:
    """List saved runs of a region; save another one."""
    region = asked_region(request)
    if request.method != "POST":
        start = {"form_key": new_form_key(), "region_code": region.code, "day": clock.today()}
        return _runs(request, RunForm(initial=start), region)
    form = RunForm(request.POST)
    if not form.is_valid():
        return _runs(request, form, region, UNPROCESSABLE)
    clean = form.cleaned_data

    def write() -> str:
        run = save_run(clean["region_code"], title=clean["title"], by=request.actor, day=clean["day"])
        return reverse("analysis:run", args=[run.reference])

    try:
        return written_once(
            request, clean["form_key"], N_("Run of the analysis saved"), write, reverse("analysis:runs")
        )
    except ZazemiError as error:
        return refused(
            request,
            form,
            error,
            show=lambda bad: _runs(request, bad, region, UNPROCESSABLE),
            url_back=reverse("analysis:runs"),
        )


@require_GET
def run(request: ActorRequest, reference: str) -> HttpResponse:
    """Show a saved run; with ``?prehrat=1`` compute it again and say what differs."""
    found = _run(reference)
    frame: dict[str, object] = {
        "run": found,
        "shown": shown_run(found),
        "rows": verdict_rows(run_outcome(found), found.reference),
        "is_invented": found.region.is_fictional,
    }
    if request.GET.get("prehrat"):
        again = replay(found, viewer=request.actor)
        names = {orp.code: orp.name for orp in territory.orps_of(found.region_id)}
        frame |= {
            "replay": again,
            "different": [input_words(name) for name in again.different_inputs],
            "comparison": shown_comparison(
                again.comparison, names, before=gettext("saved"), after=gettext("again")
            ),
        }
    return render(request, "analysis/run.html", frame)


@require_GET
def run_json(request: ActorRequest, reference: str) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Give the stored results of a run with its rules and hashes."""
    found = _run(reference)
    plain = results_of(found) | {
        "reference": found.reference,
        "day": found.day.isoformat(),
        "settings": found.settings,
        "need_model": found.need_model,
        "inputs": found.inputs,
        "data_sha256": found.data_sha256,
        "results_sha256": found.results_sha256,
    }
    return JsonResponse(plain, json_dumps_params={"ensure_ascii": False})


@require_GET
def gap(request: ActorRequest, reference: str) -> HttpResponse:
    """Show one gap of a saved run beside today."""
    found = saved_gap(reference)
    if found is None:
        raise Http404
    now = next(
        (
            row
            for row in gap_table(found.run.region_id, viewer=request.actor).of_kind(found.row.kind)
            if row.code == found.row.code
        ),
        None,
    )
    frame = {
        "found": found,
        "now": now,
        "kind": kind_name(found.row.kind),
        "is_invented": found.run.region.is_fictional,
    }
    return render(request, "analysis/gap.html", frame)


@require_GET
def comparison(request: ActorRequest) -> HttpResponse:
    """Put two sides beside each other: runs of two years, a run and today, a plan and today."""
    region = asked_region(request)
    listed = sides_listed(region.code, request.actor)
    newest = next((reference for reference, _title in listed if reference != TODAY), TODAY)
    left = side(request.GET.get("pred", "") or newest, region.code, viewer=request.actor)
    right = side(request.GET.get("po", "") or TODAY, region.code, viewer=request.actor)
    if left is None or right is None:
        raise Http404
    names = {orp.code: orp.name for orp in territory.orps_of(region.code)}
    frame = {
        "listed": listed,
        "left": left,
        "right": right,
        "comparison": shown_comparison(
            compare(left.outcome, right.outcome), names, before=left.words, after=right.words
        ),
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
    }
    return render(request, "analysis/compare.html", frame)


def _run(reference: str) -> SavedRun:
    found = run_called(reference)
    if found is None:
        raise Http404
    return found


def _runs(request: ActorRequest, form: forms.BaseForm, region: Region, status: int = 200) -> HttpResponse:
    frame = {
        "form": form,
        "shown": [shown_run(one) for one in runs_of(region.code)],
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
        "may_save": may(request.actor, SAVE_RUN),
    }
    return render(request, "analysis/runs.html", frame, status=status)
