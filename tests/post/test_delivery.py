"""Letters leave once: server down and up, refusals, two workers, a worker killed in the sending window."""

import datetime as dt
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from tests.post.conftest import CLERK, letter

from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.kernel import clock
from zazemi.post import noting
from zazemi.post.checks import letters_are_sent_or_wait, letters_leave
from zazemi.post.choices import CalendarMethod, LetterState
from zazemi.post.delivery import deliver_due, deliver_now
from zazemi.post.models import Enclosure, Letter
from zazemi.post.services import Attached, CalendarPart

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


def _states():
    return [one.state for one in Letter.objects.order_by("pk")]


def _findings():
    return [*letters_are_sent_or_wait(), *letters_leave()]


def test_a_letter_arrives_as_it_was_written(running_server):
    part = CalendarPart(content="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method=CalendarMethod.REQUEST)
    stored = keep(
        b"%PDF",
        name="Podklady č. 1.pdf",
        content_type="application/pdf",
        visibility=Visibility.PRIVATE,
        by=CLERK,
    )
    posted = letter(
        to_name="Věra Dvořáková",
        subject="Pozvánka na jednání komise – příště",
        html="<p>Přijďte.</p>",
        reply_to="jana@kraj.example",
        unsubscribe_url="https://kraj.example/stop/",
        calendar=part,
        attached=[
            Attached(stored_file=stored),
            Attached(name="a.txt", content=b"abc", content_type="text/plain"),
        ],
    )
    assert deliver_due() == 1
    (taken,) = running_server.taken
    assert taken["Message-ID"] == posted.message_id
    assert taken["Subject"].strip() == "Pozvánka na jednání komise – příště"
    assert taken["To"].addresses[0].display_name == "Věra Dvořáková"
    assert taken["Reply-To"] == "jana@kraj.example"
    assert taken["List-Unsubscribe"] == "<https://kraj.example/stop/>"
    assert taken["Auto-Submitted"] == "auto-generated"
    kinds = [
        (part.get_content_type(), part.get_filename()) for part in taken.walk() if not part.is_multipart()
    ]
    assert kinds == [
        ("text/plain", None),
        ("text/html", None),
        ("text/calendar", None),
        ("application/pdf", "Podklady č. 1.pdf"),
        ("text/plain", "a.txt"),
    ]
    calendar = next(part for part in taken.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert "přijďte" in taken.get_body(("plain",)).get_content()


def test_with_the_server_down_all_wait_and_with_it_up_all_arrive_once(mail_server):
    with clock.frozen(NOW):
        posted = [letter(f"osoba{n}@obec.example") for n in range(5)]
        assert deliver_due() == 0
    first, *others = Letter.objects.order_by("pk")
    assert "does not answer" in first.error["message"]
    assert (first.state, first.attempts) == (LetterState.WAITING, 1)
    assert [one.attempts for one in others] == [0] * 4, "one refusal of the server is enough to know"
    mail_server.start()
    with clock.frozen(NOW + dt.timedelta(minutes=2)):
        assert deliver_due() == 5
        assert deliver_due() == 0
    assert sorted(one["Message-ID"] for one in mail_server.taken) == sorted(one.message_id for one in posted)
    assert _states() == [LetterState.SENT] * 5
    assert _findings() == []


def test_a_server_that_is_down_for_weeks_gives_nothing_up(mail_server):
    with clock.frozen(NOW):
        posted = letter()
    for day in range(30):
        with clock.frozen(NOW + dt.timedelta(days=day)):
            deliver_due()
    posted.refresh_from_db()
    assert posted.state == LetterState.WAITING
    mail_server.start()
    with clock.frozen(NOW + dt.timedelta(days=31)):
        assert deliver_due() == 1


def test_an_unknown_mailbox_is_given_up_at_once_and_the_others_leave(running_server):
    running_server.refused_addresses.add("nikdo@obec.example")
    letter("nikdo@obec.example")
    letter("nekdo@obec.example")
    assert deliver_due() == 1
    assert _states() == [LetterState.GIVEN_UP, LetterState.SENT]
    assert Letter.objects.get(state=LetterState.GIVEN_UP).error["params"] == {
        "code": 550,
        "said": "no such mailbox",
    }


def test_a_busy_server_is_tried_ever_more_rarely_and_given_up_after_five_days(running_server):
    running_server.answers = ["451 come later"] * 1000
    with clock.frozen(NOW):
        posted = letter()
    at, pauses = NOW, []
    while True:
        with clock.frozen(at):
            deliver_due()
        posted.refresh_from_db()
        if posted.state != LetterState.WAITING:
            break
        pauses.append((posted.next_attempt_at - at).total_seconds() / 60)
        at = posted.next_attempt_at
    assert pauses[:8] == [1, 5, 15, 30, 60, 120, 240, 240]
    assert posted.state == LetterState.GIVEN_UP
    assert at - NOW >= dt.timedelta(days=5)


def test_a_waiting_letter_is_not_tried_before_its_time(mail_server):
    with clock.frozen(NOW):
        letter()
        deliver_due()
        mail_server.start()
        assert deliver_due() == 0
    with clock.frozen(NOW + dt.timedelta(seconds=61)):
        assert deliver_due() == 1


def test_without_a_server_letters_wait_and_the_doctor_says_so(settings):
    settings.EMAIL_HOST = ""
    letter()
    assert deliver_due() == 0
    assert _states() == [LetterState.WAITING]
    (finding,) = _findings()
    assert "No mail server is set" in finding.message
    assert finding.params == {"n": 1}


def test_the_demo_sends_nothing_even_with_a_server(running_server, settings):
    settings.DEMO = True
    posted = letter()
    deliver_now(posted)
    assert deliver_due() == 0
    assert (running_server.taken, _states(), _findings()) == ([], [LetterState.WAITING], [])


def test_the_doctor_says_that_nobody_sends(mail_server):
    with clock.frozen(NOW):
        letter()
    with clock.frozen(NOW + dt.timedelta(hours=2)):
        (finding,) = _findings()
    assert "is a worker running?" in finding.message


def test_a_secret_is_forgotten_when_it_has_left_and_other_texts_after_a_while(running_server):
    with clock.frozen(NOW):
        secret = letter(is_confidential=True, text="https://kraj.example/tajny/")
        plain = letter(attached=[Attached(name="a.txt", content=b"abc")])
        deliver_due()
    secret.refresh_from_db()
    plain.refresh_from_db()
    assert (secret.text, plain.text) == ("", "Dobrý den,\npřijďte.")
    with clock.frozen(NOW + dt.timedelta(days=91)):
        assert noting.forget_old_texts() == 1
    plain.refresh_from_db()
    assert (plain.text, plain.to_address) == ("", "starosta@obec.example")
    assert not Enclosure.objects.exists()


def test_a_worker_thought_dead_changes_nothing_when_it_comes_back(running_server):
    with clock.frozen(NOW):
        letter()
        lost = noting.take()
    with clock.frozen(NOW + dt.timedelta(minutes=16)):
        assert deliver_due() == 1
    failure = noting.Failure(message="x", params={})
    assert (noting.note_sent(lost), noting.note_failed(lost, failure)) == (False, False)
    assert _states() == [LetterState.SENT]


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_letter(running_server):
    posted = [letter(f"osoba{n}@obec.example") for n in range(12)]

    def work(_number):
        try:
            return deliver_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 12
    assert sorted(one["Message-ID"] for one in running_server.taken) == sorted(
        one.message_id for one in posted
    )
    assert _states() == [LetterState.SENT] * 12


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_sending_window_is_followed_by_one_repeat_with_the_same_message_id(
    running_server,
):
    posted = letter()
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=_environment(running_server.port))
    running_server.on_data = lambda: os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait(60) == -signal.SIGKILL
    posted.refresh_from_db()
    assert posted.state == LetterState.SENDING
    running_server.on_data = lambda: None
    assert deliver_due() == 0, "it may still be on its way"
    with clock.frozen(clock.now() + dt.timedelta(minutes=16)):
        assert deliver_due() == 1
    assert [one["Message-ID"] for one in running_server.taken] == [posted.message_id] * 2
    assert _states() == [LetterState.SENT]


WORKER = "import django; django.setup(); from zazemi.post.delivery import deliver_due; deliver_due()"


def _environment(port):
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{values['NAME']}"
    else:
        address = f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
    return os.environ | {
        "DATABASE_URL": address,
        "ZAZEMI_HOME": str(django_settings.HOME),
        "ZAZEMI_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "ZAZEMI_PLAIN_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "zazemi.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
