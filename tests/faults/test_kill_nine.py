"""All workers are killed with signal 9 again and again while eight people write: nothing is lost.

Source:  reliability.md T1 and 0 (4, 9): the test asserts that load and faults really happened.
"""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.network.conftest import make_region

from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, grant_mandate
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.audit import current_head, verify_chain
from zazemi.kernel.formkeys import new_form_key
from zazemi.network.models import Service
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.upkeep.services import examine

pytestmark = [pytest.mark.faults, pytest.mark.db]

WRITERS = 8
KILLS = 6
LEAST_ACKNOWLEDGED = 300
PER_KILL = 60
PATIENCE_S = 120
CSRF = "a" * 32
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def provider(transactional_db):
    make_region("CZ0X1", {"990001": "Dolní Lhota"})
    by = Actor.for_machine("console")
    return add_organisation(name="Spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=by)


@pytest.fixture
def cookie(provider):
    """The cookies of somebody who is signed in."""
    user = User.objects.create_user(email="vedouci@priklad.example", name="Vedoucí", password=None)
    grant_mandate(user=user, role_for=RoleFor(role=Role.HEAD), by=Actor.for_machine("console"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def database_address():
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    return f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def server(provider, tmp_path):
    """The real server: two workers with four threads each, on the test database."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "ZAZEMI_SECRET_KEY": settings.SECRET_KEY,
        "ZAZEMI_PLAIN_HTTP": "1",
        "ZAZEMI_MFA_REQUIRED": "0",
        "PYTHONPATH": str(SOURCE),
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "zazemi.config.wsgi:application",
        "--workers=2",
        "--threads=4",
    ]
    with (tmp_path / "gunicorn.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, f"--bind=127.0.0.1:{port}"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_until(lambda: answers(port), "the server answers")
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(30)


def answers(port):
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        asked.request("GET", "/sluzby/")
        return asked.getresponse().status == 200
    except OSError:
        return False


def wait_until(is_so, what):
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, f"waited in vain until {what}"
        threading.Event().wait(0.02)


def workers_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Writers:
    """Eight people who add services; who gets no answer sends the same form again."""

    def __init__(self, port, provider, cookie):
        self.port, self.provider, self.cookie = port, provider, cookie
        self.acknowledged, self.unanswered, self.odd = [], [], []
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=[number]) for number in range(WRITERS)]

    def write(self, number):
        turn = 0
        while not self.stopping.is_set():
            name = f"Služba {number}-{turn}"
            self.add(name, new_form_key())
            turn += 1

    def add(self, name, key):
        fields = {"form_key": key, "provider": self.provider.pk, "kind": "field_programme", "name": name}
        while not self.stopping.is_set():
            try:
                status = self.post("/sluzby/nova/", urlencode(fields))
            except (OSError, http.client.HTTPException):
                self.unanswered.append(name)
                continue
            (self.acknowledged if status == 302 else self.odd).append(name)
            return

    def post(self, path, body):
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            asked.request("POST", path, body, headers)
            return asked.getresponse().status
        finally:
            asked.close()


def test_nothing_acknowledged_is_lost_when_all_workers_are_killed(server, provider, cookie):
    pid, port = server
    chance = random.Random(20261124)
    writers = Writers(port, provider, cookie)
    for thread in writers.threads:
        thread.start()
    killed = []
    try:
        for _ in range(KILLS):
            goal = len(writers.acknowledged) + PER_KILL + chance.randrange(PER_KILL // 4)
            wait_until(lambda goal=goal: len(writers.acknowledged) >= goal, f"{goal} writes are acknowledged")
            victims = workers_of(pid)
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
            killed.append(len(victims))
        goal = len(writers.acknowledged) + WRITERS
        wait_until(lambda: len(writers.acknowledged) >= goal, "the server recovers")
    finally:
        writers.stopping.set()
        for thread in writers.threads:
            thread.join()
    stored = list(Service.objects.values_list("name", flat=True))
    print(  # noqa: T201 - the figures of a fault run are worth reading
        f"{connection.vendor}: {len(writers.acknowledged)} acknowledged, "
        f"{len(set(writers.unanswered))} in doubt, {len(stored)} stored, "
        f"kills {killed}, chain of {current_head().seq}"
    )
    assert writers.odd == []
    assert killed == [2] * KILLS
    assert len(writers.unanswered) > 0
    assert len(writers.acknowledged) >= LEAST_ACKNOWLEDGED
    assert set(writers.acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))
    assert set(stored) - set(writers.acknowledged) <= set(writers.unanswered)
    assert verify_chain().is_whole
    report = examine(["kernel.chain", "kernel.versions", "database.state", "database.foreign_keys"])
    assert report.is_good, report.as_json()
