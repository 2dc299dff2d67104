"""Pages to work through suspicious values. For the regional office."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.indicators.choices import FollowUpState
from zazemi.indicators.forms.catalogue import FollowUpForm
from zazemi.indicators.permissions import FOLLOW_UP
from zazemi.indicators.presenters.checking import checking_page, finding_row, observed_text
from zazemi.indicators.selectors.suspicious import Finding, finding, findings
from zazemi.indicators.services import follow_up as note_follow_up
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.territory import selectors as territory
from zazemi.territory.models import Municipality, Region
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422


@require_GET
def checking(request: ActorRequest) -> HttpResponse:
    """List broken rules and outliers of a region with what was noted."""
    _require(request)
    regions = territory.regions()
    region = _region(request, regions)
    page = checking_page(
        findings(region.code) if region else [],
        kind=request.GET.get("druh", ""),
        state=request.GET.get("stav", ""),
        region_code=region.code if region else "",
        number=request.GET.get("strana", "1"),
    )
    context = {
        "shown": page,
        "region": region,
        "regions": regions,
        "is_invented": bool(region and region.is_fictional),
    }
    return render(request, "indicators/checking.html", context)


@require_http_methods(["GET", "POST"])
def follow_up(request: ActorRequest, reference: str) -> HttpResponse:
    """Note what was found out about one suspicious value."""
    _require(request)
    one = _finding(reference)
    note = one.follow_up
    if request.method != "POST":
        start = {"state": note.state, "note": note.note, "expected_version": note.version} if note else {}
        return _shown(request, one, FollowUpForm(initial=start))
    form = FollowUpForm(resolved(request.POST))
    if not form.is_valid():
        return _shown(request, one, form)
    try:
        note_follow_up(
            one,
            observed=observed_text(one)[:300],
            state=FollowUpState(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["expected_version"] if note else None,
            by=request.actor,
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=_list_url(one))
    except ZazemiError as error:
        field = getattr(error, "field", None)
        form.add_error(field, sentence_of(error))
        return _shown(request, one, form)
    return HttpResponseRedirect(_list_url(one))


def _require(request: ActorRequest) -> None:
    if not may(request.actor, FOLLOW_UP):
        raise PermissionDenied


def _finding(reference: str) -> Finding:
    code = reference.split(".")[2] if reference.count(".") == len(("kind", "pk", "code")) else ""
    place = Municipality.objects.filter(code=code).values_list("region_id", flat=True).first()
    found = finding(reference, place) if place else None
    if found is None:
        raise Http404
    return found


def _region(request: ActorRequest, regions: list[Region]) -> Region | None:
    known = {region.code: region for region in regions}
    asked = request.GET.get("kraj", "")
    if asked and asked not in known:
        raise Http404
    wanted = [asked, *sorted(request.actor.region_codes)]
    return next((known[code] for code in wanted if code in known), next(iter(regions), None))


def _list_url(one: Finding) -> str:
    return f"{reverse('indicators:checking')}?kraj={one.place.region_code}"


def _shown(request: ActorRequest, one: Finding, form: FollowUpForm) -> HttpResponse:
    context = {
        "form": form,
        "row": finding_row(one),
        "url_back": _list_url(one),
        "place": one.place,
        "is_invented": one.place.is_fictional,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "indicators/follow_up.html", context, status=status)
