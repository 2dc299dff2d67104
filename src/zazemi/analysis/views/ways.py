"""Pages of ways between municipalities: what the matrix knows, what people state, stating and ending one."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zazemi.analysis.forms import WayForm
from zazemi.analysis.permissions import STATE
from zazemi.analysis.views.frame import UNPROCESSABLE, refused, written_once
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.territory.selectors import measured
from zazemi.territory.services import end_way, state_way
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

LIST = "analysis:ways"


@require_http_methods(["GET", "POST"])
def ways(request: ActorRequest) -> HttpResponse:
    """Show where travel times come from; officers state a way that they know better."""
    if request.method != "POST":
        return _page(request, WayForm(initial={"form_key": new_form_key()}))
    if not may(request.actor, STATE):
        raise PermissionDenied
    form = WayForm(request.POST)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    clean = form.cleaned_data

    def write() -> str:
        state_way(
            origin=clean["origin"],
            target=clean["target"],
            minutes=clean["minutes"],
            source=clean["source"],
            by=request.actor,
        )
        return reverse(LIST)

    try:
        return written_once(
            request, clean["form_key"], N_("Way between municipalities stated"), write, reverse(LIST)
        )
    except ZazemiError as error:
        return refused(
            request,
            form,
            error,
            show=lambda bad: _page(request, bad, UNPROCESSABLE),
            url_back=reverse(LIST),
        )


@require_POST
def way_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a stated way count no more."""
    way = measured.stated_way(pk)
    if way is None:
        raise Http404
    end_way(way, by=request.actor)
    return redirect(LIST)


def _page(request: ActorRequest, form: forms.BaseForm, status: int = 200) -> HttpResponse:
    frame = {
        "form": form,
        "stated": measured.listed_ways(),
        "matrix": measured.matrix_size(),
        "may_state": may(request.actor, STATE),
    }
    return render(request, "analysis/ways.html", frame, status=status)
