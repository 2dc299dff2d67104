"""What may be posted, and that a letter belongs to the step that wrote it."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.post.conftest import CLERK, letter

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
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
    PostError,
)
from zazemi.post.models import Letter
from zazemi.post.services import Attached, CalendarPart, LetterFields, post_letter, try_again

pytestmark = pytest.mark.django_db


def test_a_letter_of_a_step_that_fails_was_never_posted():
    def torn_step():
        with step(CLERK, why="invited"):
            letter()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        torn_step()
    assert not Letter.objects.exists()


def test_a_posted_letter_waits_with_a_message_id_of_the_senders_domain(settings):
    settings.DEFAULT_FROM_EMAIL = "Zázemí <zazemi@kraj.example>"
    posted = letter()
    assert (posted.state, posted.attempts, posted.sent_at) == (LetterState.WAITING, 0, None)
    assert posted.message_id.endswith("@kraj.example>")
    assert posted.message_id != letter().message_id


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "starosta@obec.example\r\nBcc: vsichni@obec.example"},
        {"to": "a@obec.example\nTo: b@obec.example"},
        {"to_name": "Jan\r\nBcc: vsichni@obec.example"},
        {"subject": "Pozvánka\r\n\r\nJiný text"},
        {"subject": "Pozvánka\u2028Bcc: x"},
        {"reply_to": "jana@kraj.example\nBcc: vsichni@obec.example"},
        {"unsubscribe_url": "https://kraj.example/\r\nX: y"},
        {"attached": [Attached(name="a\r\nX: y", content=b"x")]},
    ],
)
def test_nobody_adds_lines_to_the_head_of_a_letter(changes):
    with pytest.raises(BrokenHeaderError):
        letter(**changes)


@pytest.mark.parametrize("address", ["", "starosta", "a@b@c.example", "a@b.example, c@d.example"])
def test_a_letter_goes_to_exactly_one_mailbox(address):
    with pytest.raises(BadAddressError):
        letter(to=address)


@pytest.mark.parametrize(
    "subject", ["Žádost 855612/1200", "Věc 8556121200", "r. č. 855612 / 1200", "RČ: 855612/1200."]
)
def test_a_birth_number_is_refused_in_the_subject(subject):
    with pytest.raises(PersonalSubjectError):
        letter(subject=subject)


@pytest.mark.parametrize("subject", ["Plán PLN-2026-003", "Obec 563820", "IČO 12345678", "Usnesení 12/2026"])
def test_codes_and_references_are_no_birth_numbers(subject):
    assert letter(subject=subject).subject == subject


def test_an_empty_letter_is_refused():
    for changes in ({"subject": "  "}, {"text": "\n"}):
        with pytest.raises(EmptyLetterError):
            letter(**changes)


def test_too_many_bytes_are_refused():
    with pytest.raises(HeavyEnclosureError):
        letter(attached=[Attached(name="a.pdf", content=b"x" * (512 * 1024 + 1))])
    with pytest.raises(HeavyLetterError):
        letter(attached=[Attached(name=f"{n}.pdf", content=b"x" * 512 * 1024) for n in range(21)])
    assert not Letter.objects.exists()


def test_the_same_key_posts_one_letter_and_never_to_somebody_else():
    first = letter(key="reminder 1")
    assert letter(key="reminder 1").pk == first.pk
    assert letter(key="reminder 2").pk != first.pk
    with pytest.raises(KeyTakenError):
        letter(to="jiny@obec.example", key="reminder 1")


def test_the_database_refuses_a_letter_that_is_sent_and_waits():
    posted = letter()
    posted.sent_at = posted.posted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        posted.save()


def test_a_calendar_part_says_what_it_asks():
    part = CalendarPart(content="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method=CalendarMethod.REQUEST)
    assert letter(calendar=part).calendar_method == "REQUEST"


def test_only_what_was_given_up_is_tried_again_and_only_by_an_administrator():
    administrator = Actor(user_id=1, name="Správce", roles=frozenset({"administrator"}))
    posted = letter()
    with pytest.raises(NotPostmasterError):
        try_again(posted, by=CLERK)
    with pytest.raises(LetterOnItsWayError):
        try_again(posted, by=administrator)
    posted.state = LetterState.GIVEN_UP
    posted.save()
    assert try_again(posted, by=administrator).state == LetterState.WAITING


def test_mail_of_a_library_is_posted_too_and_its_secret_is_kept():
    connection = get_connection("zazemi.post.backend.OutboxBackend")
    message = EmailMessage("Nové heslo", "odkaz", to=["a@obec.example", "b@obec.example"])
    assert connection.send_messages([message]) == 1
    posted = Letter.objects.order_by("to_address")
    assert [one.to_address for one in posted] == ["a@obec.example", "b@obec.example"]
    assert all(one.is_confidential for one in posted)


class AnyText(TestCase):
    """Whatever people type, a letter is refused with a sentence or has a head of single lines."""

    @given(st.text(max_size=60), st.text(max_size=40))
    def test_a_head_is_always_of_single_lines(self, subject, name):
        fields = LetterFields(to="a@obec.example", to_name=name, subject=subject, text="x", about="x")
        try:
            posted = post_letter(fields, by=CLERK)
        except PostError:
            return
        for line in (posted.subject, posted.to_name):
            assert len(line.splitlines()) <= 1
