"""Steps with letters: post one, try again what was given up.

Units:   bytes.
Raises:  the errors of this room.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from zazemi.files.models import StoredFile
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.post.choices import CalendarMethod, LetterState
from zazemi.post.errors import (
    BadAddressError,
    BrokenHeaderError,
    EmptyLetterError,
    HeavyEnclosureError,
    HeavyLetterError,
    KeyTakenError,
    LetterOnItsWayError,
    NotPostmasterError,
    PersonalSubjectError,
)
from zazemi.post.models import SUBJECT_LENGTH, Enclosure, Letter
from zazemi.values.birth_numbers import holds_birth_number
from zazemi.values.text import N_

MB = 1024 * 1024
MOST_BYTES = 10 * MB
MOST_OWN_BYTES = MB // 2
TEST_LETTER = N_("test of the post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What goes with a letter: a stored file, or small bytes with a name."""

    name: str = ""
    content_type: str = "application/octet-stream"
    stored_file: StoredFile | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPart:
    """An event in iCalendar, shown by mail programs as an invitation with buttons."""

    content: str
    method: CalendarMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFields:
    """A letter to be posted.

    Args:
        to: one mailbox; a letter to many people is many letters, so that nobody learns of the others.
        about: English msgid of what it is about, shown to the administrator.
        key: the same key posts one letter, however often it is asked for.
        is_confidential: the text holds a secret (a link without an account): nobody reads it on the page of
            the outbox and it is forgotten as soon as it has left.
    """

    to: str
    subject: str
    text: str
    about: str
    to_name: str = ""
    reply_to: str = ""
    html: str = ""
    attached: Sequence[Attached] = ()
    calendar: CalendarPart | None = None
    unsubscribe_url: str = ""
    key: str = ""
    is_confidential: bool = False


def post_letter(fields: LetterFields, *, by: Actor) -> Letter:
    """Put a letter into the outbox in the transaction of the caller: what rolls back is not sent.

    Raises:
        BadAddressError, BrokenHeaderError, EmptyLetterError, PersonalSubjectError: its head is wrong.
        HeavyEnclosureError, HeavyLetterError: too many bytes.
        KeyTakenError: the key belongs to a letter for somebody else.
    """
    _check_head(fields)
    _check_weight(fields.attached)
    with transaction.atomic():
        posted = Letter.objects.select_for_update().filter(key=fields.key).first() if fields.key else None
        if posted is not None:
            if posted.to_address != fields.to.strip():
                raise KeyTakenError(params={"key": fields.key})
            return posted
        letter = _new_letter(fields, by)
        letter.save()
        for one in fields.attached:
            _enclose(letter, one).save()
    return letter


def post_test_letter(*, to: str, by: Actor) -> Letter:
    """Post a letter that only says that the post works."""
    if not may(by, "post.look_after"):
        raise NotPostmasterError
    fields = LetterFields(
        to=to,
        subject=gettext("Zázemí: test of the post"),
        text=gettext("This letter only tests that Zázemí can send e-mails. It asks nothing of you."),
        about=TEST_LETTER,
    )
    return post_letter(fields, by=by)


def try_again(letter: Letter, *, by: Actor) -> Letter:
    """Let a letter that was given up wait for the next attempt, with five new days.

    Raises LetterOnItsWayError, NotPostmasterError.
    """
    if not may(by, "post.look_after"):
        raise NotPostmasterError
    with transaction.atomic():
        current = Letter.objects.select_for_update().get(pk=letter.pk)
        if current.state != LetterState.GIVEN_UP:
            raise LetterOnItsWayError
        current.state = LetterState.WAITING
        current.next_attempt_at = current.waiting_since = clock.now()
        current.save()
    return current


# ------------------------------------------------------------------ what a letter may be
def _check_head(fields: LetterFields) -> None:
    for text in (fields.to, fields.to_name, fields.reply_to, fields.subject, fields.unsubscribe_url):
        if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in text):
            raise BrokenHeaderError
    for address in filter(None, (fields.to.strip() or "-", fields.reply_to.strip())):
        try:
            validate_email(address)
        except ValidationError:
            raise BadAddressError(params={"address": address}) from None
    if not fields.subject.strip() or not fields.text.strip():
        raise EmptyLetterError
    if holds_birth_number(fields.subject):
        raise PersonalSubjectError


def _check_weight(attached: Sequence[Attached]) -> None:
    total = 0
    for one in attached:
        if one.stored_file is not None:
            total += one.stored_file.size_bytes
        elif one.content is not None and len(one.content) > MOST_OWN_BYTES:
            raise HeavyEnclosureError(params={"name": one.name})
        else:
            total += len(one.content or b"")
    if total > MOST_BYTES:
        raise HeavyLetterError(params={"size_mb": -(-total // MB), "most_mb": MOST_BYTES // MB})


def _new_letter(fields: LetterFields, by: Actor) -> Letter:
    now = clock.now()
    return Letter(
        to_address=fields.to.strip(),
        to_name=fields.to_name.strip()[:SUBJECT_LENGTH],
        reply_to=fields.reply_to.strip(),
        subject=" ".join(fields.subject.split())[:SUBJECT_LENGTH],
        text=fields.text,
        html=fields.html,
        calendar=fields.calendar.content if fields.calendar else "",
        calendar_method=fields.calendar.method if fields.calendar else "",
        unsubscribe_url=fields.unsubscribe_url,
        message_id=make_msgid(domain=str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ")),
        key=fields.key or None,
        about=fields.about,
        is_confidential=fields.is_confidential,
        ordered_by=by.name[:SUBJECT_LENGTH],
        posted_at=now,
        waiting_since=now,
        next_attempt_at=now,
    )


def _enclose(letter: Letter, one: Attached) -> Enclosure:
    stored = one.stored_file
    name = one.name or (stored.name if stored else "")
    if any(unicodedata.category(sign) == "Cc" for sign in name + one.content_type):
        raise BrokenHeaderError
    return Enclosure(
        letter=letter,
        name=name,
        content_type=stored.content_type if stored else one.content_type,
        stored_file=stored,
        content=None if stored else one.content,
    )
