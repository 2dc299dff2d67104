"""Pages of code lists that read or do one thing: all lists, one list, the workbook, ending, deleting."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from zazemi.codelists import selectors, services
from zazemi.codelists.errors import UnknownListError
from zazemi.codelists.exports import codes_workbook
from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.presenters import lines_of
from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.kernel import clock
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.ui.downloads import download
from zazemi.ui.links import linked
from zazemi.values.errors import ZazemiError


@require_GET
def lists(request: ActorRequest) -> HttpResponse:
    """List all code lists with what they are for."""
    day = clock.today()
    context = {
        "lists": selectors.lists_with_counts(day),
        "day": day,
        "may_change": may(request.actor, "codelists.change"),
    }
    return render(request, "codelists/lists.html", context)


@require_GET
def one_list(request: ActorRequest, key: str) -> HttpResponse:
    """Show the codes of a list, their days and who uses them."""
    found = list_or_404(key)
    day = clock.today()
    lines = lines_of(found, day, request.actor)
    context = {
        "list": found,
        "lines": lines,
        "n_valid": sum(line.code.is_valid_on(day) for line in lines),
        "day": day,
        "may_change": may(request.actor, "codelists.change"),
        "history_url": "" if request.actor.is_anonymous else linked("history", "code_list", found.pk),
    }
    return render(request, "codelists/list.html", context)


@require_GET
def workbook(request: ActorRequest, key: str = "") -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Give all lists, or one, as the workbook that can be changed and imported again."""
    if key:
        list_or_404(key)
    return download(codes_workbook(key), f"ciselnik-{key}.xlsx" if key else "ciselniky.xlsx", CONTENT_TYPE)


@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Delete a code that nobody uses; otherwise say who does."""
    code = code_or_404(pk)
    key = code.code_list.key
    try:
        services.remove_code(code, by=request.actor)
    except ZazemiError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, gettext("“%(label)s” was deleted.") % {"label": code.label})
    return redirect("codelists:list", key=key)


def list_or_404(key: str) -> CodeList:
    """Return the list of a key, or answer 404."""
    try:
        return selectors.list_with(key)
    except UnknownListError:
        raise Http404 from None


def code_or_404(pk: int) -> Code:
    """Return a code, or answer 404."""
    code = selectors.code_of(pk)
    if code is None:
        raise Http404
    return code
