"""What all pages of the room have in common: which region is asked about, forms sent twice, refusals."""

import uuid
from collections.abc import Callable, Sequence

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect

from zazemi.analysis.selectors import home_region
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, remember
from zazemi.kernel.models import FormKey
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.territory import selectors as territory
from zazemi.territory.models import Region
from zazemi.ui.conflicts import conflict_response
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422


def region_code(request: ActorRequest, regions: Sequence[Region]) -> str:
    """The region of the address, else the one the reader is at home in."""
    asked = request.GET.get("kraj", "")
    if not asked:
        return home_region(request.actor, regions).code
    if asked not in {region.code for region in regions}:
        raise Http404
    return asked


def asked_region(request: ActorRequest) -> Region:
    """The region of the address; not found while no region is loaded."""
    regions = territory.regions()
    if not regions:
        raise Http404
    code = region_code(request, regions)
    return next(region for region in regions if region.code == code)


def written_once(
    request: ActorRequest, key: str, why: str, write: Callable[[], str], url_back: str
) -> HttpResponse:
    """Write what a form asks for once, however often it is sent; go to what was written."""
    with step(request.actor, why=why):
        url = claim(key, request.actor.user_id)
        if url is None:
            url = write()
            remember(key, url)
    return HttpResponseRedirect(url or url_back)


def already_written(request: ActorRequest) -> str:
    """Where the result of this very form is, when it was sent and written before; empty otherwise."""
    try:
        key = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return ""
    found = FormKey.objects.filter(key=key, user_id=request.actor.user_id or 0).first()
    return found.result_url if found else ""


def refused(
    request: ActorRequest,
    form: forms.BaseForm,
    error: ZazemiError,
    *,
    show: Callable[[forms.BaseForm], HttpResponse],
    url_back: str,
) -> HttpResponse:
    """Answer a refused writing: a conflict side by side, anything else at its field."""
    if isinstance(error, StaleVersionError):
        return conflict_response(request, error, form, url_back=url_back)
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, sentence_of(error))
    return show(form)
