"""Pages of people: my account, people, one person, invitations."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.accounts import services
from zazemi.accounts.errors import InvitationGoneError
from zazemi.accounts.forms import AcceptForm, InviteForm, MandateForm
from zazemi.accounts.models import Invitation, Mandate, User
from zazemi.accounts.presenters import concerns_of, concerns_of_all, lines_of, names_of
from zazemi.accounts.selectors import mandates_of, people, running_mandates_of, waiting_invitations
from zazemi.kernel.formkeys import claim
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.values.errors import ZazemiError


def _works(form: Form, act: Callable[[], object]) -> bool:
    """Do it; what goes wrong becomes an error of the form, with everything typed kept."""
    try:
        act()
    except ZazemiError as error:
        form.add_error(None, sentence_of(error))
    except ValidationError as error:
        form.add_error(None, [message for message in error.messages if message])
    return not form.errors


def _say(request: ActorRequest, done: str, act: Callable[[], object]) -> None:
    """Do it and say how it ended."""
    try:
        act()
    except ZazemiError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, done)


@require_GET
def me(request: ActorRequest) -> HttpResponse:
    """Show my account and my mandates."""
    lines = lines_of(mandates_of(request.actor.user_id or 0))
    return render(request, "accounts/me.html", {"person": request.user, "lines": lines})


@require_GET
def people_page(request: ActorRequest) -> HttpResponse:
    """Show everybody with an account, and invitations that wait."""
    found = list(people())
    names = names_of([one for person in found for one in running_mandates_of(person)])
    shown = [(person, lines_of(running_mandates_of(person), names)) for person in found]
    waiting = concerns_of_all(waiting_invitations())
    return render(request, "accounts/people.html", {"people": shown, "waiting": waiting})


@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """Invite a person; the link is shown once."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent: list[services.SentInvitation] = []

        def act() -> None:
            sent.append(
                services.invite(
                    email=form.cleaned_data["email"],
                    name=form.cleaned_data["name"],
                    role_for=form.role_for(),
                    by=request.actor,
                    form_key=form.cleaned_data["form_key"],
                )
            )

        if _works(form, act):
            path = reverse("accounts:invitation", args=[sent[0].token])
            link = settings.PUBLIC_ADDRESS.rstrip("/") + path
            return render(request, "accounts/invited.html", {"invitation": sent[0].invitation, "link": link})
    status = 422 if form.errors else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@require_POST
def withdraw_invitation(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """Make a link useless."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    _say(
        request,
        _("The invitation is withdrawn."),
        lambda: services.withdraw_invitation(invitation, by=request.actor),
    )
    return redirect("accounts:people")


@require_GET
def person_page(request: ActorRequest, user_id: int) -> HttpResponse:
    """Show one person with all mandates."""
    person = get_object_or_404(User, pk=user_id)
    context = {"person": person, "lines": lines_of(mandates_of(person.pk))}
    return render(request, "accounts/person.html", context)


@require_http_methods(["GET", "POST"])
def grant(request: ActorRequest, user_id: int) -> HttpResponse:
    """Grant a mandate."""
    person = get_object_or_404(User, pk=user_id)
    form = MandateForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            with step(request.actor, why=gettext_noop("mandate granted")):
                if claim(form.cleaned_data["form_key"], request.actor.user_id) is None:
                    services.grant_mandate(
                        user=person,
                        role_for=form.role_for(),
                        by=request.actor,
                        span=form.span(),
                        deputy_of=form.mandate_behind(),
                    )

        if _works(form, act):
            messages.success(request, _("The mandate is granted."))
            return redirect("accounts:person", user_id=person.pk)
    status = 422 if form.errors else 200
    return render(request, "accounts/grant.html", {"form": form, "person": person}, status=status)


@require_POST
def withdraw(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """End a mandate at once."""
    mandate = get_object_or_404(Mandate, pk=mandate_id)
    _say(
        request,
        _("The mandate is withdrawn; it counts no more."),
        lambda: services.withdraw_mandate(mandate, by=request.actor),
    )
    return redirect("accounts:person", user_id=mandate.user_id)


@require_POST
def deactivate(request: ActorRequest, user_id: int) -> HttpResponse:
    """Close an account and end its sessions."""
    person = get_object_or_404(User, pk=user_id)
    _say(
        request,
        _("The account is closed and signed out everywhere."),
        lambda: services.deactivate(person, by=request.actor, reason=request.POST.get("reason", "")[:300]),
    )
    return redirect("accounts:person", user_id=person.pk)


@require_POST
def reactivate(request: ActorRequest, user_id: int) -> HttpResponse:
    """Open a closed account again."""
    person = get_object_or_404(User, pk=user_id)
    _say(
        request,
        _("The account is open again."),
        lambda: services.reactivate(person, by=request.actor),
    )
    return redirect("accounts:person", user_id=person.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: ActorRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password and open the account."""
    try:
        promised = services.open_invitation(token)
    except InvitationGoneError:
        return render(request, "accounts/invitation_gone.html", status=404)
    form = AcceptForm(request.POST or None, invitation=promised)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.accept_invitation(
                token, password=form.cleaned_data["password"], name=form.cleaned_data["name"]
            )

        if _works(form, act):
            messages.success(request, _("Your account is open. Sign in with the password you have chosen."))
            return redirect("account_login")
    status = 422 if form.errors else 200
    context = {"form": form, "invitation": promised, "concerns": concerns_of(promised)}
    response = render(request, "accounts/invitation.html", context, status=status)
    response["Referrer-Policy"] = (
        "same-origin"  # "no-referrer" makes browsers send Origin: null, and CSRF refuses
    )
    return response
