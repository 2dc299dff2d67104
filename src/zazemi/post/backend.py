"""Mail of libraries (a forgotten password) goes into the outbox too: it waits when the server is down."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from zazemi.kernel.actor import Actor
from zazemi.post.services import LetterFields, post_letter
from zazemi.values.text import N_

FROM_PROGRAM = N_("message of the program")


class OutboxBackend(BaseEmailBackend):
    """Django's interface of sending, which posts letters instead; their texts may hold secrets."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post every message to each of its receivers; returns how many messages were posted."""
        for message in email_messages:
            for address in message.recipients():
                fields = LetterFields(
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=_html_of(message),
                    about=FROM_PROGRAM,
                    is_confidential=True,
                )
                post_letter(fields, by=Actor.for_machine("worker"))
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
