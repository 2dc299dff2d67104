"""Pages that define: indicators, validation rules, the starting catalogue. For the regional office."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.indicators.forms.catalogue import IndicatorChangeForm, IndicatorForm, RuleChangeForm, RuleForm
from zazemi.indicators.models import Indicator, ValidationRule
from zazemi.indicators.permissions import DEFINE
from zazemi.indicators.presenters.catalogue import rule_rows
from zazemi.indicators.selectors.suspicious import rules
from zazemi.indicators.services import adopt_catalogue, change_indicator, define_indicator, set_rule
from zazemi.kernel import clock
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422
Save = Callable[[dict[str, Any]], object]


@require_http_methods(["GET", "POST"])
def indicator_new(request: ActorRequest) -> HttpResponse:
    """Enter an indicator, or a new version of the method of a known one (``?podle=`` fills it in)."""
    known = Indicator.objects.filter(key=request.GET.get("podle", "")).order_by("-method").first()
    start = IndicatorForm.initial_of(known) if known else {}
    form = _add_form(request, IndicatorForm, start | {"valid_from": clock.today()})
    heading = gettext("New version of the method") if known else gettext("New indicator")
    back = reverse("indicators:indicator_list")
    return _added(
        request, form, heading, back, lambda values: define_indicator(values=values, by=request.actor)
    )


@require_http_methods(["GET", "POST"])
def indicator_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct a version of the method."""
    record = get_object_or_404(Indicator, pk=pk)
    start = IndicatorForm.initial_of(record) | {"expected_version": record.version}
    form = _change_form(request, IndicatorChangeForm, start)
    back = reverse("indicators:indicator", args=[record.key])

    def save(values: dict[str, Any]) -> object:
        version = form.cleaned_data["expected_version"]
        return change_indicator(record, values=values, expected_version=version, by=request.actor)

    return _changed(request, form, gettext("Correct the indicator"), back, save)


@require_GET
def rule_list(request: ActorRequest) -> HttpResponse:
    """List validation rules."""
    context = {"rows": rule_rows(rules()), "may_define": may(request.actor, DEFINE)}
    return render(request, "indicators/rules.html", context)


@require_http_methods(["GET", "POST"])
def rule_new(request: ActorRequest) -> HttpResponse:
    """Enter a validation rule."""
    form = _add_form(request, RuleForm, {"is_active": True})
    back = reverse("indicators:rules")
    return _added(
        request,
        form,
        gettext("New validation rule"),
        back,
        lambda values: set_rule(None, values=values, by=request.actor),
    )


@require_http_methods(["GET", "POST"])
def rule_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a validation rule."""
    record = get_object_or_404(ValidationRule, pk=pk)
    start = RuleForm.initial_of(record) | {"expected_version": record.version}
    form = _change_form(request, RuleChangeForm, start)

    def save(values: dict[str, Any]) -> object:
        version = form.cleaned_data["expected_version"]
        return set_rule(record, values=values, expected_version=version, by=request.actor)

    return _changed(request, form, gettext("Change the rule"), reverse("indicators:rules"), save)


@require_POST
def adopt(request: ActorRequest) -> HttpResponse:
    """Take over the starting indicators and rules that are not there yet."""
    if not may(request.actor, DEFINE):
        raise PermissionDenied
    adopt_catalogue(by=request.actor)
    return redirect("indicators:indicator_list")


def _add_form(request: ActorRequest, form_class: type[forms.Form], start: dict[str, object]) -> forms.Form:
    _require(request)
    if request.method == "POST":
        return form_class(request.POST)
    return form_class(initial=start | {"form_key": new_form_key()})


def _change_form(request: ActorRequest, form_class: type[forms.Form], start: dict[str, object]) -> forms.Form:
    _require(request)
    return form_class(resolved(request.POST)) if request.method == "POST" else form_class(initial=start)


def _require(request: ActorRequest) -> None:
    if not may(request.actor, DEFINE):
        raise PermissionDenied


def _added(request: ActorRequest, form: Any, heading: str, back: str, save: Save) -> HttpResponse:  # noqa: ANN401 - one of the forms above
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form, heading, back)
    key = form.cleaned_data["form_key"]
    try:
        with step(request.actor, why=heading):
            if claim(key, request.actor.user_id) is None:
                save(form.values())
                remember(key, back)
    except ZazemiError as error:
        form.add_error(None, sentence_of(error))
        return _shown(request, form, heading, back)
    return HttpResponseRedirect(back)


def _changed(request: ActorRequest, form: Any, heading: str, back: str, save: Save) -> HttpResponse:  # noqa: ANN401 - one of the forms above
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form, heading, back)
    try:
        save(form.values())
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=back)
    except ZazemiError as error:
        form.add_error(None, sentence_of(error))
        return _shown(request, form, heading, back)
    return HttpResponseRedirect(back)


def _shown(request: ActorRequest, form: forms.Form, heading: str, back: str) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "heading": heading, "url_back": back}
    return render(request, "indicators/edit.html", context, status=status)
