"""The link that works without an account: signed, for one service and one mailbox, until it is fulfilled.

Whoever has the link may say that everything holds, or propose; never change, never see what is not public.
The token carries the number of the request and its nonce, signed by the key of the installation; so a
reminder can repeat the link, and a stolen database gives no links without the key.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from zazemi.kernel import clock
from zazemi.network.models import RequestState, VerificationRequest
from zazemi.network.verification.errors import LinkGoneError, TooManyAnswersError

SALT = "zazemi.network.verification"
NONCE_BYTES = 12
MOST_ANSWERS = 20
HOUR_S = 3600


def new_nonce() -> str:
    """Return random text that makes every link its own."""
    return secrets.token_urlsafe(NONCE_BYTES)


def token_of(request: VerificationRequest) -> str:
    """Return the token of a request; the same every time."""
    return signing.Signer(salt=SALT).sign(f"{request.pk}.{request.nonce}").replace(":", "~")


def link_of(request: VerificationRequest) -> str:
    """Return the whole address to be sent, built from the setting and never from a request's host."""
    path = reverse("network:verify_by_link", args=[token_of(request)])
    return str(settings.PUBLIC_ADDRESS).rstrip("/") + path


def request_of(token: str) -> VerificationRequest:
    """Return the request of a link that still works.

    Raises LinkGoneError for a forged, foreign, old or fulfilled one; they all look the same.
    """
    try:
        number, _dot, nonce = signing.Signer(salt=SALT).unsign(token.replace("~", ":")).partition(".")
        found = VerificationRequest.objects.select_related("service__provider").filter(pk=int(number)).first()
    except (signing.BadSignature, ValueError, OverflowError):
        raise LinkGoneError from None
    if found is None or not secrets.compare_digest(found.nonce.encode(), nonce.encode()) or not works(found):
        raise LinkGoneError
    return found


def works(request: VerificationRequest) -> bool:
    """Whether the link of the request may still be used."""
    return request.state == RequestState.OPEN and clock.today() <= request.expires_on


def count_answer(token: str) -> None:
    """Count one more answer through a link.

    Raises TooManyAnswersError after ``MOST_ANSWERS`` within an hour.
    """
    key = "verification-" + hashlib.sha256(token.encode()).hexdigest()
    cache.add(key, 0, HOUR_S)
    if cache.incr(key) > MOST_ANSWERS:
        raise TooManyAnswersError
