"""Pages of the problem analysis: permission, filter, one selector or service, template."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from zazemi.analysis import exports
from zazemi.analysis.forms import SettingsForm
from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.permissions import SET
from zazemi.analysis.presenters.judging import settings_page
from zazemi.analysis.presenters.municipality import municipality_page
from zazemi.analysis.presenters.needs import NeedsFilter, Surroundings, needs_page
from zazemi.analysis.selectors import (
    GapTable,
    gap_table,
    home_region,
    settings_on,
    settings_records,
    starting_values,
)
from zazemi.analysis.services import set_settings
from zazemi.documents import xlsx
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422


def needs(request: ActorRequest) -> HttpResponse:
    """Show where services are missing and insufficient in a region."""
    regions = territory.regions()
    if not regions:
        return render(request, "analysis/no_region.html")
    asked = NeedsFilter.read(request.GET, region_code=_region_code(request, regions))
    table = gap_table(asked.region_code, viewer=request.actor)
    around = Surroundings(
        regions=[(region.code, region.name) for region in regions],
        orps=territory.orps_of(asked.region_code),
        municipalities=list(territory.municipalities_of(asked.region_code)),
        borders=territory.boundaries(asked.region_code),
    )
    page = needs_page(table, asked, around, number=request.GET.get("strana", "1"))
    return render(request, "analysis/needs.html", _frame(table, request.actor) | {"shown": page})


def municipality(request: ActorRequest, code: str) -> HttpResponse:
    """Show one municipality: need line by line, who serves it, what is missing and why."""
    found = get_object_or_404(
        Municipality.objects.without_shapes().select_related("orp", "region"), code=code
    )
    table = gap_table(found.region_id, viewer=request.actor)
    page = municipality_page(table, found, borders=territory.boundaries(found.region_id))
    return render(request, "analysis/municipality.html", _frame(table, request.actor) | {"shown": page})


def table_xlsx(request: ActorRequest) -> HttpResponse:
    """Give the table as a workbook."""
    table, asked = _asked_table(request)
    return _download(exports.needs_xlsx(table, asked), f"potreby-{table.region_code}.xlsx", xlsx.CONTENT_TYPE)


def data_csv(request: ActorRequest) -> HttpResponse:
    """Give the table as CSV."""
    table, asked = _asked_table(request)
    return _download(
        exports.needs_csv(table, asked), f"potreby-{table.region_code}.csv", "text/csv; charset=utf-8"
    )


def data_json(request: ActorRequest) -> HttpResponse:
    """Give the whole analysis of the region as JSON."""
    table, _filter = _asked_table(request)
    return HttpResponse(exports.needs_json(table), content_type="application/json")


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


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _asked_table(request: ActorRequest) -> tuple[GapTable, NeedsFilter]:
    regions = territory.regions()
    if not regions:
        raise Http404
    asked = NeedsFilter.read(request.GET, region_code=_region_code(request, regions))
    return gap_table(asked.region_code, viewer=request.actor), asked


def _region_code(request: ActorRequest, regions: Sequence[Region]) -> str:
    """The region of the address, else the one the reader is at home in."""
    asked = request.GET.get("kraj", "")
    if not asked:
        return home_region(request.actor, regions).code
    if asked not in {region.code for region in regions}:
        raise Http404
    return asked


def _frame(table: GapTable, actor: Actor) -> dict[str, object]:
    return {"table": table, "is_invented": table.is_fictional, "may_set": may(actor, SET)}
