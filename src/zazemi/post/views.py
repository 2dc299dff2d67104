"""Pages of the outbox: what waits, what did not leave and why, trying again, testing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zazemi.kernel.demo import is_demo
from zazemi.kernel.formkeys import claim, remember
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.post import selectors, services
from zazemi.post.choices import LetterState
from zazemi.post.delivery import deliver_now
from zazemi.post.forms import TrialForm
from zazemi.post.models import Letter
from zazemi.post.presenters import line_of, server_sentence, tabs_of
from zazemi.values.errors import ZazemiError

PER_PAGE = 50
UNPROCESSABLE = 422


@require_GET
def letter_list(request: ActorRequest) -> HttpResponse:
    """List letters, the newest first, with the state of the mail server and the form of a test."""
    return _listed(request, TrialForm(initial={"to": getattr(request.user, "email", "")}))


def _listed(request: ActorRequest, form: TrialForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("stav", "")
    state = asked if asked in LetterState.values else ""
    page = Paginator(selectors.letters(state), PER_PAGE).get_page(request.GET.get("strana"))
    server = selectors.mail_server()
    numbers = selectors.counts()
    context = {
        "lines": [line_of(letter, is_demo=server.is_demo) for letter in page.object_list],
        "page": page,
        "address": f"?stav={state}&strana=" if state else "?strana=",
        "tabs": tabs_of(state, numbers),
        "n_waiting": numbers[LetterState.WAITING] + numbers[LetterState.SENDING],
        "n_given_up": numbers[LetterState.GIVEN_UP],
        "server": server,
        "notice": server_sentence(server),
        "form": form,
    }
    return render(request, "post/letters.html", context, status=status)


@require_GET
def letter_page(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one letter: where it is, why it did not leave; its text when it is no secret."""
    letter = _letter(pk)
    line = line_of(letter, is_demo=is_demo())
    return render(request, "post/letter.html", {"letter": letter, "line": line})


@require_POST
def again(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a letter that could not be delivered be tried again."""
    letter = _letter(pk)
    try:
        services.try_again(letter, by=request.actor)
    except ZazemiError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, _("The letter waits for the next attempt."))
    return redirect("post:letter", pk=letter.pk)


@require_POST
def test(request: ActorRequest) -> HttpResponse:
    """Post a test and try to deliver it at once; its page says how it ended."""
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _listed(request, form, UNPROCESSABLE)
    letter: Letter | None = None
    try:
        with transaction.atomic():
            url = claim(form.cleaned_data["form_key"], request.actor.user_id)
            if url is None:
                letter = services.post_test_letter(to=form.cleaned_data["to"], by=request.actor)
                url = reverse("post:letter", args=[letter.pk])
                remember(form.cleaned_data["form_key"], url)
    except ZazemiError as error:
        form.add_error("to", sentence_of(error))
        return _listed(request, form, UNPROCESSABLE)
    if letter is not None:
        deliver_now(letter)
    return redirect(url or reverse("post:letters"))


def _letter(pk: int) -> Letter:
    letter = selectors.letter_of(pk)
    if letter is None:
        raise Http404
    return letter
