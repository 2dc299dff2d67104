"""Pages of needs that people state: list, entering, changing, withdrawing."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.analysis.choices import KIND_SLUGS
from zazemi.analysis.forms import StatementForm, WithdrawForm
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.permissions import STATE
from zazemi.analysis.presenters.stated import counting_first, shown_statements
from zazemi.analysis.selectors import statements, statements_of
from zazemi.analysis.services import change_need, state_need, withdraw_need
from zazemi.analysis.views.frame import UNPROCESSABLE, asked_region, refused, written_once
from zazemi.codelists.selectors import labels_of
from zazemi.kernel import clock
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.territory import selectors as territory
from zazemi.ui.conflicts import resolved
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

LIST = "analysis:stated"


@require_GET
def stated(request: ActorRequest) -> HttpResponse:
    """List needs that people state, also those that count no more."""
    region = asked_region(request)
    shown = counting_first(
        shown_statements(statements_of(region.code), clock.today(), groups=labels_of("target_groups"))
    )
    frame = {
        "shown": shown,
        "counting": sum(one.counts for one in shown),
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
        "may_state": may(request.actor, STATE),
    }
    return render(request, "analysis/stated.html", frame)


@require_http_methods(["GET", "POST"])
def stated_new(request: ActorRequest) -> HttpResponse:
    """Enter a statement."""
    _only_staters(request)
    if request.method != "POST":
        kind = KIND_SLUGS.get(request.GET.get("druh", ""))
        start = {
            "form_key": new_form_key(),
            "municipality": request.GET.get("obec", ""),
            "kind": kind.value if kind else None,
            "said_on": clock.today(),
            "valid_from": clock.today(),
        }
        return _form(request, StatementForm(initial=start), None)
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _form(request, form, None, UNPROCESSABLE)

    def write() -> str:
        state_need(form.values(), by=request.actor)
        return reverse(LIST)

    try:
        key = form.cleaned_data["form_key"] or new_form_key()
        return written_once(request, key, N_("Stated need entered"), write, reverse(LIST))
    except ZazemiError as error:
        return refused(request, form, error, show=_again(request, None), url_back=reverse(LIST))


@require_http_methods(["GET", "POST"])
def stated_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a statement that has not been withdrawn."""
    _only_staters(request)
    record = _record(pk)
    if request.method != "POST":
        initial = {"expected_version": record.version, "municipality": record.municipality}
        return _form(request, StatementForm(instance=record, initial=initial), record)
    form = StatementForm(resolved(request.POST), instance=record)
    if not form.is_valid():
        return _form(request, form, record, UNPROCESSABLE)
    try:
        change_need(
            _record(pk),
            form.values(),
            by=request.actor,
            expected_version=form.cleaned_data["expected_version"],
        )
    except ZazemiError as error:
        return refused(request, form, error, show=_again(request, record), url_back=reverse(LIST))
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
def stated_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Withdraw a statement with a reason; it stays in the list."""
    _only_staters(request)
    record = _record(pk)
    if request.method != "POST":
        form = WithdrawForm(initial={"expected_version": record.version})
        return _withdrawing(request, form, record)
    form = WithdrawForm(resolved(request.POST))
    if not form.is_valid():
        return _withdrawing(request, form, record, UNPROCESSABLE)
    try:
        withdraw_need(
            record,
            why=form.cleaned_data["why"],
            by=request.actor,
            expected_version=form.cleaned_data["expected_version"],
        )
    except ZazemiError as error:
        return refused(
            request,
            form,
            error,
            show=lambda bad: _withdrawing(request, bad, record, UNPROCESSABLE),
            url_back=reverse(LIST),
        )
    return redirect(LIST)


def _only_staters(request: ActorRequest) -> None:
    if not may(request.actor, STATE):
        raise PermissionDenied


def _record(pk: int) -> StatedNeed:
    record = statements().filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def _again(request: ActorRequest, record: StatedNeed | None) -> Any:  # noqa: ANN401 - a callable of any form
    def show(form: forms.BaseForm) -> HttpResponse:
        return _form(request, form, record, UNPROCESSABLE)

    return show


def _form(
    request: ActorRequest, form: forms.BaseForm, record: StatedNeed | None, status: int = 200
) -> HttpResponse:
    return render(request, "analysis/stated_edit.html", {"form": form, "record": record}, status=status)


def _withdrawing(
    request: ActorRequest, form: forms.BaseForm, record: StatedNeed, status: int = 200
) -> HttpResponse:
    (shown,) = shown_statements([record], clock.today(), groups=labels_of("target_groups"))
    frame = {"form": form, "record": record, "one": shown}
    return render(request, "analysis/stated_withdraw.html", frame, status=status)
