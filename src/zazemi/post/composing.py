"""A letter as a message of Internet mail.

Source:  RFC 5322 (head), RFC 2369 (List-Unsubscribe), RFC 3834 (Auto-Submitted), RFC 6047 (calendar part).
"""

from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from zazemi.files.services import content_of
from zazemi.kernel.clock import PRAGUE
from zazemi.post.models import Enclosure, Letter


def message_of(letter: Letter, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the message; the same letter gives the same head every time."""
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.posted_at.astimezone(PRAGUE)),
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.to_name, letter.to_address)) if letter.to_name else letter.to_address],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.calendar_method}")
    for one in letter.enclosures.select_related("stored_file"):
        message.attach(one.name, _bytes_of(one), one.content_type)
    return message


def _bytes_of(one: Enclosure) -> bytes:
    return content_of(one.stored_file) if one.stored_file is not None else bytes(one.content or b"")
