"""Pages of yearly versions of the network: draft, approve, compare, print, workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.kernel import clock
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.network import presenters, selectors, services
from zazemi.network.choices import NetworkLevel
from zazemi.network.edit_pages import AddPage, ChangePage, EditPage, RemovePage
from zazemi.network.exports import version_workbook
from zazemi.network.forms.yearly import ApprovalForm, RowForm, VersionAddForm
from zazemi.network.models import NetworkVersion, NetworkVersionRow

ROWS_PER_PAGE = 50
ROWS_FOR_PRINT = 2_000


@require_GET
def versions(request: ActorRequest) -> HttpResponse:
    """List the versions of all regions; drafts only for the office."""
    may_state = may(request.actor, "network.state_coverage")
    listed = [one for one in selectors.network_versions() if may_state or one.is_approved]
    return render(request, "network/versions.html", {"versions": listed, "may_state": may_state})


@require_GET
def version_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a version: sums, rows, and what it can be compared with."""
    version = _seen(request, pk)
    rows = list(selectors.version_rows(version))
    is_whole = "vse" in request.GET
    page = Paginator(rows, ROWS_FOR_PRINT if is_whole else ROWS_PER_PAGE).get_page(request.GET.get("strana"))
    may_state = may(request.actor, "network.state_coverage")
    names = selectors.territory_names({row.municipality_code for row in page.object_list})
    context = {
        "version": version,
        "totals": presenters.total_lines(selectors.version_totals(rows)),
        "rows": presenters.row_lines(page.object_list, names),
        "page": page,
        "n_rows": len(rows),
        "is_whole": is_whole,
        "address": "?vse=1&strana=" if is_whole else "?strana=",
        "others": [
            one
            for one in selectors.network_versions()
            if one.region_id == version.region_id and one.pk != version.pk and (may_state or one.is_approved)
        ],
        "may_change": may_state and not version.is_approved,
    }
    return render(request, "network/version.html", context)


@require_GET
def compared(request: ActorRequest, pk: int, other: int) -> HttpResponse:
    """Show what entered, left or changed between two versions of one region, the older one first."""
    one, two = _seen(request, pk), _seen(request, other)
    if one.region_id != two.region_id:
        raise Http404
    older, newer = sorted((one, two), key=lambda version: (version.year, version.as_of, version.pk))
    found = selectors.compare_versions(older, newer)
    rows = [change.row for change in (*found.entered, *found.left, *found.changed)]
    names = selectors.territory_names({row.municipality_code for row in rows})
    context = {
        "older": older,
        "newer": newer,
        "entered": presenters.change_lines(found.entered, names),
        "left": presenters.change_lines(found.left, names),
        "changed": presenters.change_lines(found.changed, names),
        "n_same": found.n_same,
    }
    return render(request, "network/version_compare.html", context)


@require_GET
def workbook(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a version as a workbook."""
    version = _seen(request, pk)
    response = HttpResponse(version_workbook(version), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="sit-{version.year}-{version.pk}.xlsx"'
    return response


def _seen(request: ActorRequest, pk: int) -> NetworkVersion:
    version = selectors.network_version(pk)
    if version is None or not (version.is_approved or may(request.actor, "network.state_coverage")):
        raise Http404
    return version


class _OfVersion(EditPage):
    """The record is a draft."""

    record: NetworkVersion | None

    def found(self, pk: int) -> NetworkVersion:
        """Return the version."""
        version = selectors.network_version(pk)
        if version is None:
            raise Http404
        return version

    def service(self) -> str:
        """Name the version in the crumbs."""
        return str(self.record) if self.record is not None else str(_("Versions of the network"))

    def facts(self) -> str:
        """Say which region it is."""
        return str(self.record.region) if self.record is not None else ""

    def url_back(self) -> str:
        """Back to the version, or to the list."""
        if self.record is None:
            return reverse("network:versions")
        return reverse("network:version", args=[self.record.pk])


class VersionAdd(_OfVersion, AddPage):
    """A new version."""

    form_class = VersionAddForm
    heading = _("New version of the network")
    button = _("Take the network over")
    lead = _("The draft can be corrected; once approved, it never changes.")

    def first_values(self) -> dict[str, object]:
        """Begin with today and this year."""
        return {"year": clock.today().year, "as_of": clock.today()}

    def add(self, values: dict[str, Any]) -> str:
        """Write the draft."""
        names = ("region", "year", "name", "as_of", "note")
        made = services.draft_version(**{name: values[name] for name in names}, by=self.request.actor)
        return reverse("network:version", args=[made.pk])


class VersionApprove(_OfVersion, ChangePage):
    """The approval of a version."""

    record: NetworkVersion

    form_class = ApprovalForm
    heading = _("Approval of the version")
    button = _("Record the approval")
    lead = _("From then on nothing in this version changes. A later change is a new version.")

    def initial(self) -> dict[str, object]:
        """Begin with today."""
        return ApprovalForm.initial_of(self.record)

    def change(self, form: ApprovalForm, version: int) -> None:
        """Record it."""
        names = ("approved_by", "resolution_number", "approved_on")
        services.approve_version(
            self.record,
            **{name: form.cleaned_data[name] for name in names},
            expected_version=version,
            by=self.request.actor,
        )


class _OfRow(EditPage):
    """The record is a row of a version."""

    record: NetworkVersionRow

    def found(self, pk: int) -> NetworkVersionRow:
        """Return the row."""
        row = selectors.version_row(pk)
        if row is None:
            raise Http404
        return row

    def service(self) -> str:
        """Name the version in the crumbs."""
        return str(self.record.network_version)

    def facts(self) -> str:
        """Say whose service it is."""
        return f"{self.record.provider_name} · {self.record.service_name}"

    def url_back(self) -> str:
        """Back to the version."""
        return reverse("network:version", args=[self.record.network_version_id])


class RowChange(_OfRow, ChangePage):
    """A corrected row."""

    form_class = RowForm
    heading = _("Change of the row")

    def url_remove(self) -> str:
        """Return where it can be taken away."""
        return reverse("network:version_row_remove", args=[self.record.pk])

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return RowForm.initial_of(self.record)

    def change(self, form: RowForm, version: int) -> None:
        """Write the change."""
        services.change_row(
            self.record,
            value=form.cleaned_data["value"],
            level=NetworkLevel(form.cleaned_data["level"]),
            expected_version=version,
            by=self.request.actor,
        )


class RowRemove(_OfRow, RemovePage):
    """A row left out."""

    heading = _("Leave the place out of the version?")

    def remove(self) -> None:
        """Leave it out."""
        services.remove_row(self.record, by=self.request.actor)
