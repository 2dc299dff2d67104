"""Pages of the dated settings: how needs are judged."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zazemi.analysis.forms import SettingsForm
from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.permissions import SET
from zazemi.analysis.presenters.judging import settings_page
from zazemi.analysis.selectors import settings_on, settings_records, starting_values
from zazemi.analysis.services import set_settings
from zazemi.analysis.views.frame import UNPROCESSABLE
from zazemi.kernel import clock
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError


def settings(request: ActorRequest) -> HttpResponse:
    """Show how needs are judged, now and from which days."""
    shown = {
        "now": settings_page(settings_on()),
        "records": settings_records(),
        "may_set": may(request.actor, SET),
        "is_invented": False,
    }
    return render(request, "analysis/settings.html", shown)


def settings_new(request: ActorRequest) -> HttpResponse:
    """Enter settings valid from a day."""
    return _edit(request, None)


def settings_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change settings."""
    return _edit(request, get_object_or_404(AnalysisSettings, pk=pk))


def _edit(request: ActorRequest, record: AnalysisSettings | None) -> HttpResponse:
    if not may(request.actor, SET):
        raise PermissionDenied
    if request.method != "POST":
        start = starting_values() | {"valid_from": clock.today()} if record is None else {}
        version = {"expected_version": record.version if record else None}
        form = SettingsForm(instance=record, initial=start | version)
        return render(request, "analysis/settings_edit.html", {"form": form, "record": record})
    form = SettingsForm(resolved(request.POST), instance=record)
    if not form.is_valid():
        return _refused(request, form, record)
    before = None if record is None else AnalysisSettings.objects.get(pk=record.pk)
    try:
        set_settings(
            values=form.values(),
            by=request.actor,
            settings=before,
            expected_version=form.cleaned_data["expected_version"],
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=reverse("analysis:settings"))
    except ZazemiError as error:
        form.add_error(None, sentence_of(error))
        return _refused(request, form, record)
    return redirect("analysis:settings")


def _refused(request: ActorRequest, form: SettingsForm, record: AnalysisSettings | None) -> HttpResponse:
    shown = {"form": form, "record": record}
    return render(request, "analysis/settings_edit.html", shown, status=UNPROCESSABLE)
