"""Answers: a provider says that everything holds, or proposes; somebody signed in verifies.

Verifying writes only when and how it was verified; changing never touches that. Through a link nothing is
ever changed, only proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.models import (
    Proposal,
    ProposedChange,
    RequestState,
    Service,
    VerificationRequest,
)
from zazemi.network.services.guarding import require
from zazemi.network.verification.errors import (
    LinkGoneError,
    NothingProposedError,
    PersonalNoteError,
    ProposalWaitsError,
    SeenOtherError,
)
from zazemi.network.verification.fields import FieldKey, fingerprint, present_places, values_of
from zazemi.network.verification.links import works
from zazemi.network.verification.selectors import waiting_proposal
from zazemi.values.birth_numbers import holds_birth_number

NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What came through the link: the values as typed, those that were shown, a note."""

    typed: Mapping[FieldKey, object]
    seen: str
    note: str = ""


def confirm_by_link(request: VerificationRequest, *, seen: str) -> Service:
    """Note that the provider says that everything holds; the link has then done its work.

    Raises LinkGoneError, ProposalWaitsError, SeenOtherError.
    """
    with step(actor_of(request), why=gettext("verified by the provider through a link")):
        current = _locked(request)
        service = Service.objects.select_for_update().select_related("provider").get(pk=request.service_id)
        if fingerprint(values_of(service, present_places(service, clock.today()))) != seen:
            raise SeenOtherError
        _verify(
            service, gettext("by the provider, through a link to %(address)s") % {"address": current.address}
        )
        fulfil(current)
    return service


def propose_by_link(request: VerificationRequest, proposed: Proposed) -> Proposal:
    """Keep what the provider wants changed until the region decides; nothing of the service changes.

    Raises LinkGoneError, ProposalWaitsError, SeenOtherError, NothingProposedError, PersonalNoteError.
    """
    _refuse_personal(proposed)
    with step(actor_of(request), why=gettext("proposed by the provider through a link")):
        current = _locked(request)
        service = Service.objects.select_for_update().get(pk=request.service_id)
        now = values_of(service, present_places(service, clock.today()))
        if fingerprint(now) != proposed.seen:
            raise SeenOtherError
        different = {key: value for key, value in proposed.typed.items() if key in now and value != now[key]}
        if not different and not proposed.note.strip():
            raise NothingProposedError
        proposal = Proposal(
            request=current, service=service, note=proposed.note.strip(), proposed_at=clock.now()
        )
        proposal.save()
        for key, value in sorted(different.items()):
            ProposedChange(
                proposal=proposal,
                place_id=key.place_id or None,
                field=key.field,
                old_value=now[key],
                new_value=value,
            ).save()
    return proposal


def proposed_now(service: Service, changes: Mapping[FieldKey, object], note: str = "") -> Proposed:
    """Return a proposal over the values of this moment, with some of them changed."""
    now = values_of(service, present_places(service, clock.today()))
    return Proposed(typed={**now, **changes}, seen=fingerprint(now), note=note)


def verify_service(service: Service, *, how: str, by: Actor) -> Service:
    """Note that somebody signed in has verified a service: its provider, or the office by telephone or paper.

    Open requests are fulfilled by it. Raises NotYoursError, PersonalNoteError.
    """
    require(by, service)
    if holds_birth_number(how):
        raise PersonalNoteError
    with step(by, why=gettext("verified")):
        current = Service.objects.select_for_update().get(pk=service.pk)
        _verify(current, how.strip() or gettext("%(name)s, signed in") % {"name": by.name})
        for request in VerificationRequest.objects.select_for_update().filter(
            service=current, state=RequestState.OPEN
        ):
            fulfil(request)
    return current


def actor_of(request: VerificationRequest) -> Actor:
    """Return who acts through a link: nobody with an account, known by the mailbox only."""
    return Actor(name=gettext("provider, through a link to %(address)s") % {"address": request.address})


def fulfil(request: VerificationRequest) -> None:
    """Let the link do no more; inside a step."""
    request.state = RequestState.FULFILLED
    request.fulfilled_on = clock.today()
    request.save()


def _verify(service: Service, how: str) -> None:
    service.verified_on = clock.today()
    service.verified_note = how[:NOTE_LENGTH]
    service.save()


def _locked(request: VerificationRequest) -> VerificationRequest:
    current = VerificationRequest.objects.select_for_update().get(pk=request.pk)
    if not works(current):
        raise LinkGoneError
    if waiting_proposal(request.service) is not None:
        raise ProposalWaitsError
    return current


def _refuse_personal(proposed: Proposed) -> None:
    texts = [proposed.note, *(value for value in proposed.typed.values() if isinstance(value, str))]
    if any(holds_birth_number(text) for text in texts):
        raise PersonalNoteError
