"""What delivery notes in the outbox: who took a letter, how its sending ended, whose worker died.

Every change of a letter that is being sent is fenced by the number of its
attempt: a worker that was thought dead and comes back changes nothing.
Source:  RFC 5321 4.5.4.1: try again, first soon, then at least half an hour apart; give up
         after four to five days.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from zazemi.kernel import clock
from zazemi.post.choices import LetterState
from zazemi.post.models import Letter

PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))
"""Between attempts; the last one repeats."""
GIVE_UP_AFTER = dt.timedelta(days=5)
LEASE = dt.timedelta(minutes=15)
"""A letter taken longer ago was taken by a worker that died."""
TEXT_KEPT_FOR = dt.timedelta(days=90)
ERROR_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a letter did not leave: an English msgid with parameters.

    ``is_final``: refused for good. ``is_of_server``: the mail server does not work for any letter, so it
    is no reason to give this one up, however long it lasts.
    """

    message: str
    params: Mapping[str, object]
    is_final: bool = False
    is_of_server: bool = False


def take(pk: int | None = None) -> Letter | None:
    """Take a letter whose time has come (the longest waiting, or the one asked for); None when there is none.

    Two workers never take the same: on PostgreSQL a locked row is skipped, on SQLite writers queue.
    """
    now = clock.now()
    with transaction.atomic():
        due = Letter.objects.select_for_update(skip_locked=True).filter(state=LetterState.WAITING)
        due = due.filter(pk=pk) if pk is not None else due.filter(next_attempt_at__lte=now)
        letter = due.order_by("next_attempt_at", "pk").first()
        if letter is None:
            return None
        letter.state, letter.claimed_at = LetterState.SENDING, now
        letter.attempts += 1
        letter.save()
    return letter


def note_sent(letter: Letter) -> bool:
    """Note that the mail server took the letter over; returns whether it was still ours."""
    with transaction.atomic():
        current = _own(letter)
        if current is None:
            return False
        current.state, current.claimed_at = LetterState.SENT, None
        current.sent_at = clock.now()
        current.error = None
        if current.is_confidential:
            _forget(current)
        current.save()
    return True


def note_failed(letter: Letter, failure: Failure) -> bool:
    """Note why it did not leave: it waits again or, at last, is given up; returns whether it was ours."""
    with transaction.atomic():
        current = _own(letter)
        if current is None:
            return False
        now = clock.now()
        is_old = now - current.waiting_since >= GIVE_UP_AFTER
        is_final = failure.is_final or (is_old and not failure.is_of_server)
        current.error = {
            "message": failure.message,
            "params": {name: _short(value) for name, value in failure.params.items()},
        }
        current.claimed_at = None
        current.state = LetterState.GIVEN_UP if is_final else LetterState.WAITING
        current.next_attempt_at = now + pause_after(current.attempts)
        current.save()
    return True


def return_lost() -> int:
    """Let letters wait again whose worker died while sending, with their Message-ID; returns how many."""
    lost = Letter.objects.filter(state=LetterState.SENDING, claimed_at__lt=clock.now() - LEASE)
    found = 0
    for one in lost.order_by("pk"):
        with transaction.atomic():
            current = _own(one)
            if current is None:
                continue
            current.state, current.claimed_at = LetterState.WAITING, None
            current.next_attempt_at = clock.now()
            current.save()
            found += 1
    return found


def forget_old_texts(most: int = 100) -> int:
    """Empty the texts of letters sent long ago; who was written to and when stays. Returns how many."""
    old = Letter.objects.filter(
        state=LetterState.SENT, sent_at__lt=clock.now() - TEXT_KEPT_FOR, forgotten_at=None
    )
    found = 0
    for one in old.order_by("pk")[:most]:
        with transaction.atomic():
            current = Letter.objects.select_for_update().get(pk=one.pk)
            _forget(current)
            current.save()
            found += 1
    return found


def pause_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: ever longer, at last four hours."""
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def _own(letter: Letter) -> Letter | None:
    current = Letter.objects.select_for_update().filter(pk=letter.pk, state=LetterState.SENDING).first()
    return current if current is not None and current.attempts == letter.attempts else None


def _forget(letter: Letter) -> None:
    letter.text = letter.html = letter.calendar = letter.calendar_method = ""
    letter.forgotten_at = clock.now()
    for one in letter.enclosures.all():
        one.delete()


def _short(value: object) -> object:
    return value if isinstance(value, int | float | bool | None) else str(value)[:ERROR_LENGTH]
