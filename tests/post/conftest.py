"""A mail server on loopback that can be told to refuse, and letters to send."""

import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller

from zazemi.kernel.actor import Actor
from zazemi.post.services import LetterFields, post_letter

CLERK = Actor(user_id=7, name="Jana Nová")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """Keeps what it takes; ``answers`` are said instead, one a letter; ``on_data`` runs before the answer."""

    def __init__(self, port):
        self.port = port
        self.taken = []
        self.answers = []
        self.refused_addresses = set()
        self.on_data = lambda: None
        self.controller = None

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refused_addresses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        self.on_data()
        return "250 taken"


@pytest.fixture
def mail_server(settings, socket_enabled):
    """A server that does not run yet; the settings lead to it."""
    server = MailServer(free_port())
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.DEFAULT_FROM_EMAIL = "zazemi@kraj.example"
    yield server
    server.stop()


@pytest.fixture
def running_server(mail_server):
    mail_server.start()
    return mail_server


def letter(to="starosta@obec.example", **changes):
    fields = {
        "to": to,
        "subject": "Pozvánka",
        "text": "Dobrý den,\npřijďte.",
        "about": "invitation",
    } | changes
    return post_letter(LetterFields(**fields), by=CLERK)
