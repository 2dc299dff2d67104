"""Pages of models of need: list, one model with its effect, editor with a preview, putting in force."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.analysis.errors import UnknownNeedModelError
from zazemi.analysis.forms import ForceForm, NeedModelForm
from zazemi.analysis.models import NeedModelRecord
from zazemi.analysis.permissions import SET
from zazemi.analysis.presenters.comparing import ShownComparison, shown_comparison
from zazemi.analysis.presenters.need_models import model_page, models_page
from zazemi.analysis.selectors import (
    coefficients_of,
    effect_of,
    listed_models,
    model_of,
    need_model,
    settings_on,
)
from zazemi.analysis.services import put_in_force, save_model
from zazemi.analysis.services.need_models import check_coefficients, preview_of
from zazemi.analysis.views.frame import UNPROCESSABLE, already_written, asked_region, refused, written_once
from zazemi.kernel import clock
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.measures.need import NeedModel
from zazemi.territory import selectors as territory
from zazemi.ui.conflicts import resolved
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

PREVIEW, SAVE = "nahled", "ulozit"


@require_GET
def models(request: ActorRequest) -> HttpResponse:
    """List models of need and say which one counts."""
    shown = models_page(listed_models(), settings_on())
    return render(request, "analysis/models.html", {"shown": shown, "may_set": may(request.actor, SET)})


@require_GET
def model(request: ActorRequest, code: str) -> HttpResponse:
    """Show one model: its coefficients with their origin, and what would change with it."""
    found = _model(code)
    listed = next(one for one in listed_models() if one.code == code)
    frame = {
        "shown": model_page(found, listed, settings_on()),
        "may_set": may(request.actor, SET),
        "force_form": ForceForm(),
        **_effect(request, found),
    }
    return render(request, "analysis/model.html", frame)


@require_http_methods(["GET", "POST"])
def model_new(request: ActorRequest) -> HttpResponse:
    """Write a new model, starting from another one."""
    if request.method == "POST":
        return _sent(request, NeedModelForm(request.POST), None)
    start = _model(request.GET.get("z", "") or settings_on().need_model.version)
    initial = NeedModelForm.initial_of(coefficients_of(start)) | {
        "form_key": new_form_key(),
        "dated": clock.today(),
    }
    return _editor(request, NeedModelForm(initial=initial), None)


@require_http_methods(["GET", "POST"])
def model_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a model that has never been in force."""
    record = get_object_or_404(NeedModelRecord, pk=pk)
    if request.method == "POST":
        return _sent(request, NeedModelForm(resolved(request.POST), instance=record), record)
    initial = NeedModelForm.initial_of(coefficients_of(model_of(record)))
    return _editor(
        request,
        NeedModelForm(instance=record, initial=initial | {"expected_version": record.version}),
        record,
    )


@require_POST
def model_force(request: ActorRequest, code: str) -> HttpResponse:
    """Let a model count from a day on."""
    found = _model(code)
    form = ForceForm(request.POST)
    if form.is_valid():
        try:
            put_in_force(
                code,
                valid_from=form.cleaned_data["valid_from"],
                source=form.cleaned_data["source"],
                by=request.actor,
            )
        except ZazemiError as error:
            form.add_error(None, sentence_of(error))
        else:
            return redirect("analysis:settings")
    listed = next(one for one in listed_models() if one.code == code)
    frame = {"shown": model_page(found, listed, settings_on()), "may_set": True, "force_form": form}
    return render(request, "analysis/model.html", frame, status=UNPROCESSABLE)


def _sent(request: ActorRequest, form: NeedModelForm, record: NeedModelRecord | None) -> HttpResponse:
    if not form.is_valid():
        written = already_written(request)  # its mark is taken by the first sending
        return redirect(written) if written else _editor(request, form, record, UNPROCESSABLE)
    values = form.values()
    if request.POST.get("co") == PREVIEW:
        try:
            check_coefficients(values.coefficients)
        except ZazemiError as error:
            form.add_error(None, sentence_of(error))
            return _editor(request, form, record, UNPROCESSABLE)
        return _editor(request, form, record, effect=_effect(request, preview_of(values)))
    url = reverse("analysis:model", args=[values.code])
    before = None if record is None else NeedModelRecord.objects.get(pk=record.pk)

    def write() -> str:
        save_model(
            values, by=request.actor, record=before, expected_version=form.cleaned_data["expected_version"]
        )
        return url

    try:
        if record is not None:
            write()
            return redirect(url)
        key = form.cleaned_data["form_key"] or new_form_key()
        return written_once(request, key, N_("Model of need"), write, url)
    except ZazemiError as error:
        return refused(request, form, error, show=_again(request, record), url_back=url)


def _again(request: ActorRequest, record: NeedModelRecord | None) -> Any:  # noqa: ANN401 - a callable of any form
    def show(form: forms.BaseForm) -> HttpResponse:
        return _editor(request, form, record, UNPROCESSABLE)

    return show


def _editor(
    request: ActorRequest,
    form: forms.BaseForm,
    record: NeedModelRecord | None,
    status: int = 200,
    effect: dict[str, object] | None = None,
) -> HttpResponse:
    frame = {"form": form, "record": record, "preview": PREVIEW, "save": SAVE, **(effect or {})}
    return render(request, "analysis/model_edit.html", frame, status=status)


def _effect(request: ActorRequest, model: NeedModel) -> dict[str, object]:
    """What the model would change in the asked region; nothing while there is no region."""
    if not territory.regions():
        return {}
    region = asked_region(request)
    effect: ShownComparison = shown_comparison(
        effect_of(model, region.code, viewer=request.actor),
        {orp.code: orp.name for orp in territory.orps_of(region.code)},
        before=gettext("in force"),
        after=gettext("this model"),
    )
    return {
        "effect": effect,
        "region": region,
        "regions": territory.regions(),
        "is_invented": region.is_fictional,
    }


def _model(code: str) -> NeedModel:
    try:
        return need_model(code)
    except UnknownNeedModelError:
        raise Http404 from None
