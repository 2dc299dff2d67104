"""What must always hold with letters: sent or waiting, never both; nobody waits in vain."""

import datetime as dt
from collections.abc import Iterator

from zazemi.kernel import clock
from zazemi.kernel.checks import Finding, add_check
from zazemi.post.choices import OPEN_STATES, LetterState
from zazemi.post.models import Letter
from zazemi.post.noting import LEASE
from zazemi.post.selectors import mail_server
from zazemi.values.text import N_

IN_VAIN_AFTER = dt.timedelta(hours=1)


def letters_are_sent_or_wait() -> Iterator[Finding]:
    """Find letters that claim to be sent and to wait, or neither."""
    for letter in Letter.objects.only("state", "sent_at").order_by("pk").iterator():
        if (letter.state == LetterState.SENT) != (letter.sent_at is not None):
            yield Finding(
                message=N_("The letter was sent and waits at once, or neither."), where=str(letter.pk)
            )


def letters_leave() -> Iterator[Finding]:
    """Find letters that nobody sends: without a mail server, or without a worker."""
    server = mail_server()
    waiting = Letter.objects.filter(state__in=OPEN_STATES)
    if server.is_demo:
        return
    if not server.is_set:
        if n := waiting.count():
            yield Finding(
                message=N_(
                    "No mail server is set (ZAZEMI_MAIL_URL), so nothing leaves; letters that wait: %(n)s."
                ),
                params={"n": n},
            )
        return
    late = clock.now() - IN_VAIN_AFTER
    for letter in waiting.filter(next_attempt_at__lt=late, state=LetterState.WAITING).order_by("pk"):
        yield Finding(
            message=N_("The letter should have left long ago; is a worker running?"), where=str(letter.pk)
        )
    silent = clock.now() - LEASE - IN_VAIN_AFTER
    for letter in waiting.filter(state=LetterState.SENDING, claimed_at__lt=silent).order_by("pk"):
        yield Finding(
            message=N_("The worker that was sending the letter is gone; is a worker running?"),
            where=str(letter.pk),
        )


add_check("post.states", N_("Every letter was sent or waits, never both"), letters_are_sent_or_wait)
add_check("post.leaving", N_("Letters leave"), letters_leave)
