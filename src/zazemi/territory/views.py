"""Pages of the register of excluded localities: staff only, and a municipality its own.

Roles come from the access matrix; a record the person may not know of answers 404.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.kernel import clock
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.territory import presenters, selectors
from zazemi.territory.exports import localities_workbook
from zazemi.territory.forms import (
    LocalityAddForm,
    LocalityChangeForm,
    LocalityFilter,
    SourceAddForm,
    SourceChangeForm,
)
from zazemi.territory.models import Locality
from zazemi.territory.selectors.localities import (
    borders_around,
    chosen_localities,
    localities,
    locality_with,
    regions_with_localities,
    source_with,
)
from zazemi.territory.services import localities as services
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

PER_PAGE = 50
UNPROCESSABLE = 422


@require_GET
def locality_list(request: ActorRequest) -> HttpResponse:
    """List the localities the person may see, on a map and in an equal table."""
    regions = regions_with_localities(request.actor)
    chosen = LocalityFilter(request.GET, regions=regions)
    values = {name: chosen.chosen(name) for name in ("kraj", "typ", "stav", "q")}
    found = chosen_localities(
        request.actor,
        region_code=values["kraj"],
        type_code=values["typ"],
        state=values["stav"],
        text=values["q"],
    )
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("strana"))
    region = values["kraj"] or (regions[0][0] if regions else "")
    query = urlencode({name: value for name, value in values.items() if value})
    context = {
        "filter": chosen,
        "is_filtered": bool(query),
        "lines": presenters.lines_of(list(page.object_list)),
        "page": page,
        "n_localities": paginator.count,
        "n_municipalities": found.order_by().values("municipality_id").distinct().count(),
        "address": f"?{query}&strana=" if query else "?strana=",
        "map": _region_map(found, region),
        "may_write": may(request.actor, "territory.write_localities"),
        "day": clock.today(),
    }
    return render(request, "territory/localities.html", context)


def _region_map(found: QuerySet[Locality], region_code: str) -> str:
    if not region_code:
        return ""
    return presenters.region_map(
        list(found.filter(municipality__region_id=region_code)),
        list(selectors.municipalities_of(region_code)),
        selectors.boundaries(region_code),
    )


@require_GET
def locality_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one locality with its sources."""
    locality = _found(request, pk)
    borders = borders_around(locality)
    shown = presenters.page_of(
        locality, may_change=may(request.actor, "territory.write_localities"), borders=borders
    )
    return render(request, "territory/locality.html", {"locality": locality, "shown": shown})


@require_GET
def workbook(request: ActorRequest) -> HttpResponse:
    """Give the workbook that can be changed and imported again."""
    seen = localities(request.actor).order_by("municipality_id").values_list("municipality_id", flat=True)
    response = HttpResponse(localities_workbook(seen.distinct()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="lokality.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def locality_add(request: ActorRequest) -> HttpResponse:
    """Enter a locality; the same form sent twice makes one record."""
    if request.method == "GET":
        first = {"form_key": new_form_key(), "found_on": clock.today()}
        return _form_page(request, LocalityAddForm(initial=first), _("New locality"))
    form = LocalityAddForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, _("New locality"))

    def make() -> str:
        made = services.add_locality(fields=form.fields_of(), by=request.actor)
        return reverse("territory:locality", args=[made.pk])

    return _made_once(request, form, _("New locality"), make)


@require_http_methods(["GET", "POST"])
def locality_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a locality; who comes second sees both texts."""
    locality = _found(request, pk)
    back = reverse("territory:locality", args=[pk])
    heading = _("Change of the locality")
    if request.method == "GET":
        first = {"expected_version": locality.version, **LocalityChangeForm.initial_of(locality)}
        return _form_page(request, LocalityChangeForm(initial=first), heading, locality)
    form = LocalityChangeForm(resolved(request.POST), initial={"locality_type": locality.locality_type_id})
    if not form.is_valid():
        return _form_page(request, form, heading, locality)
    try:
        services.change_locality(
            locality,
            fields=form.fields_of(),
            expected_version=form.cleaned_data["expected_version"],
            by=request.actor,
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=back)
    except ZazemiError as error:
        return _refused(request, form, error, heading, locality)
    return HttpResponseRedirect(back)


@require_http_methods(["GET", "POST"])
def source_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what the record of a locality stands on."""
    locality = _found(request, pk)
    if request.method == "GET":
        return _form_page(
            request, SourceAddForm(initial={"form_key": new_form_key()}), _("New source"), locality
        )
    form = SourceAddForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, _("New source"), locality)

    def make() -> str:
        services.add_source(locality=locality, fields=form.fields_of(), by=request.actor)
        return reverse("territory:locality", args=[pk])

    return _made_once(request, form, _("New source"), make, locality)


@require_http_methods(["GET", "POST"])
def source_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a source, or take it away."""
    source = source_with(pk, request.actor)
    if source is None:
        raise Http404
    locality, heading = source.locality, _("Change of the source")
    back = reverse("territory:locality", args=[locality.pk])
    if request.method == "GET":
        first = {"expected_version": source.version, **SourceChangeForm.initial_of(source)}
        return _form_page(request, SourceChangeForm(initial=first), heading, locality, may_remove=True)
    if "remove" in request.POST:
        services.remove_source(source, by=request.actor)
        return HttpResponseRedirect(back)
    form = SourceChangeForm(resolved(request.POST))
    if not form.is_valid():
        return _form_page(request, form, heading, locality, may_remove=True)
    try:
        services.change_source(
            source,
            fields=form.fields_of(),
            expected_version=form.cleaned_data["expected_version"],
            by=request.actor,
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=back)
    except ZazemiError as error:
        return _refused(request, form, error, heading, locality)
    return HttpResponseRedirect(back)


def _found(request: ActorRequest, pk: int) -> Locality:
    locality = locality_with(pk, request.actor)
    if locality is None:
        raise Http404
    return locality


def _made_once(
    request: ActorRequest,
    form: Any,  # noqa: ANN401 - one of the two forms of something new
    heading: str | Promise,
    make: Any,  # noqa: ANN401 - makes the record and returns its address
    locality: Locality | None = None,
) -> HttpResponse:
    key = form.cleaned_data["form_key"]
    try:
        with step(request.actor, why=str(heading)):
            url = claim(key, request.actor.user_id)
            if url is None:
                url = make()
                remember(key, url)
    except ZazemiError as error:
        return _refused(request, form, error, heading, locality)
    return HttpResponseRedirect(url)


def _refused(
    request: ActorRequest,
    form: forms.Form,
    error: ZazemiError,
    heading: str | Promise,
    locality: Locality | None,
) -> HttpResponse:
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, sentence_of(error))
    return _form_page(request, form, heading, locality)


def _form_page(
    request: ActorRequest,
    form: forms.Form,
    heading: str | Promise,
    locality: Locality | None = None,
    *,
    may_remove: bool = False,
) -> HttpResponse:
    list_url = reverse("territory:localities")
    context = {
        "form": form,
        "heading": heading,
        "locality": locality,
        "url_back": reverse("territory:locality", args=[locality.pk]) if locality else list_url,
        "may_remove": may_remove,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "territory/locality_edit.html", context, status=status)
