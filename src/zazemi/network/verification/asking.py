"""Asking providers to verify: a round of requests, letters in waves, reminders by the clock.

One letter goes to one mailbox and names every service asked about there; no mailbox gets more than one in
``pause_days``, and none after the last wave, after an answer, or while a proposal waits.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.models import RequestState, Service, VerificationRequest
from zazemi.network.services.guarding import require_office
from zazemi.network.verification.freshness import Rule, rule_on
from zazemi.network.verification.letters import post_asking
from zazemi.network.verification.links import new_nonce
from zazemi.network.verification.selectors import due_requests, to_be_asked

LETTERS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round did: services asked about, letters that left at once, services without a mailbox."""

    n_asked: int
    n_letters: int
    n_without_address: int


def send_round(*, region_code: str = "", by: Actor) -> Round:
    """Ask about every service that is to be verified and about which nobody asks at present.

    Letters that would come too soon after the last one to the same mailbox leave later, by the clock.
    Raises NotYoursError.
    """
    require_office(by)
    today = clock.today()
    rule = rule_on(today)
    n_asked = n_without = 0
    with step(by, why=gettext("providers asked to verify")):
        for service in to_be_asked(today, rule, region_code=region_code):
            address = address_of(service)
            if not address:
                n_without += 1
                continue
            _close_old(service)
            VerificationRequest(
                service=service,
                address=address,
                nonce=new_nonce(),
                asked_on=today,
                expires_on=today + dt.timedelta(days=rule.link_days),
            ).save()
            n_asked += 1
        n_letters = _post_due(today, rule, by)
    return Round(n_asked=n_asked, n_letters=n_letters, n_without_address=n_without)


def post_due_letters(*, by: Actor) -> int:
    """Post first letters that had to wait, and reminders whose time has come; returns how many letters."""
    today = clock.today()
    if not due_requests(today, rule_on(today)).exists():
        return 0
    with step(by, why=gettext("providers reminded to verify")):
        return _post_due(today, rule_on(today), by)


def address_of(service: Service) -> str:
    """Return the first mailbox of a service that can be written to, or an empty text."""
    for word in service.email.replace(";", ",").replace(" ", ",").split(","):
        try:
            validate_email(word.strip())
        except ValidationError:
            continue
        return word.strip().lower()
    return ""


def _close_old(service: Service) -> None:
    """Close a request whose link has run out, so that a new one may be opened."""
    old = VerificationRequest.objects.select_for_update().filter(service=service, state=RequestState.OPEN)
    for request in old:
        request.state = RequestState.CLOSED
        request.save()


def _post_due(today: dt.date, rule: Rule, by: Actor) -> int:
    by_address: dict[str, list[VerificationRequest]] = defaultdict(list)
    for request in due_requests(today, rule).select_for_update(of=("self",)):
        by_address[request.address].append(request)
    n_letters = 0
    for address, requests in sorted(by_address.items())[:LETTERS_AT_ONCE]:
        if _is_too_soon(address, today, rule):
            continue
        _note_letter(requests, today)
        post_asking(address, requests, is_last=_is_last(requests, rule), by=by)
        n_letters += 1
    return n_letters


def _is_too_soon(address: str, today: dt.date, rule: Rule) -> bool:
    since = today - dt.timedelta(days=rule.pause_days)
    return VerificationRequest.objects.filter(address=address, last_letter_on__gt=since).exists()


def _note_letter(requests: Sequence[VerificationRequest], today: dt.date) -> None:
    for request in requests:
        request.letters_sent += 1
        request.last_letter_on = today
        request.save()


def _is_last(requests: Sequence[VerificationRequest], rule: Rule) -> bool:
    return min(request.letters_sent for request in requests) >= rule.most_letters > 1
