"""Pages behind the link in a letter: look, say that everything holds, or propose; without an account."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.kernel import clock
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.network.edit_pages import UNPROCESSABLE
from zazemi.network.models import Proposal, VerificationRequest
from zazemi.network.verification import presenters
from zazemi.network.verification.answering import confirm_by_link, propose_by_link
from zazemi.network.verification.errors import LinkGoneError, SeenOtherError, TooManyAnswersError
from zazemi.network.verification.fields import fingerprint, present_places
from zazemi.network.verification.forms import AnswerForm
from zazemi.network.verification.freshness import rule_on
from zazemi.network.verification.links import count_answer, request_of
from zazemi.network.verification.selectors import proposal_of, waiting_proposal
from zazemi.values.errors import ZazemiError

GONE = 404
CONFLICT = 409
TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: ActorRequest, token: str) -> HttpResponse:
    """Show what is published and take the answer; looking writes nothing."""
    try:
        found = request_of(token)
        waiting = waiting_proposal(found.service)
        if waiting is not None:
            return _waiting(request, waiting)
        if request.method == "POST":
            count_answer(token)
            return _answered(request, found)
    except LinkGoneError as error:
        return _gone(request, error, GONE)
    except TooManyAnswersError as error:
        return _gone(request, error, TOO_MANY)
    return _page(request, found, _form(found))


@require_GET
def thanks(request: ActorRequest) -> HttpResponse:
    """Thank, and say what follows."""
    is_proposal = request.GET.get("co") == "navrh"
    return render(request, "network/verification/thanks.html", {"is_proposal": is_proposal})


def _answered(request: ActorRequest, found: VerificationRequest) -> HttpResponse:
    if request.POST.get("answer") == "holds":
        try:
            confirm_by_link(found, seen=request.POST.get("seen", ""))
        except SeenOtherError as error:
            return _page(request, found, _form(found), status=CONFLICT, problem=error)
        return redirect("network:verify_thanks")
    form = _form(found, request)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        propose_by_link(found, form.proposed())
    except LinkGoneError:
        raise
    except SeenOtherError as error:
        data = request.POST.copy()
        data["seen"] = fingerprint(form.now)
        kept = AnswerForm(found.service, present_places(found.service, clock.today()), data)
        return _page(request, found, kept, status=CONFLICT, problem=error)
    except ZazemiError as error:
        return _page(request, found, form, status=UNPROCESSABLE, problem=error)
    return redirect(reverse("network:verify_thanks") + "?co=navrh")


def _form(found: VerificationRequest, request: ActorRequest | None = None) -> AnswerForm:
    places = present_places(found.service, clock.today())
    return AnswerForm(found.service, places, request.POST if request is not None else None)


def _page(
    request: ActorRequest,
    found: VerificationRequest,
    form: AnswerForm,
    *,
    status: int = 200,
    problem: ZazemiError | None = None,
) -> HttpResponse:
    today = clock.today()
    context = {
        "asked": found,
        "service": found.service,
        "kind": presenters.kind_of(found.service),
        "form": form,
        "seen": fingerprint(form.now),
        "blocks": presenters.fact_blocks(form.now, form.places),
        "freshness": presenters.freshness_shown(found.service, today, rule_on(today)),
        "problem": sentence_of(problem) if problem else "",
        "is_open": form.is_bound,
    }
    response = render(request, "network/verification/link.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _waiting(request: ActorRequest, waiting: Proposal) -> HttpResponse:
    """Say that a proposal waits, and show it to whoever wrote it."""
    found = proposal_of(waiting.pk) or waiting
    changes = presenters.changes_shown(list(found.changes.all()), {})
    context = {"proposal": found, "service": found.service, "changes": changes}
    return render(request, "network/verification/waiting.html", context)


def _gone(request: ActorRequest, error: ZazemiError, status: int) -> HttpResponse:
    return render(request, "network/verification/gone.html", {"problem": sentence_of(error)}, status=status)
