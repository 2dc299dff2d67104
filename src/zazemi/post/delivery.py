"""Handing letters over to the mail server, one by one.

One letter: it is taken in a short transaction, sent outside of any, and the end is noted in another. What
happens when a worker dies in between is said in ``noting``.
"""

import logging
import smtplib
from collections.abc import Callable
from typing import Self

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from zazemi.post import noting
from zazemi.post.composing import message_of
from zazemi.post.models import Letter
from zazemi.post.noting import Failure
from zazemi.post.selectors import has_server
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
AT_ONCE = 50
PERMANENT_FROM = 500
REFUSED = N_("The mail server refused the letter: %(code)s %(said)s")
UNREACHABLE = N_("The mail server does not answer: %(said)s")
UNFRIENDLY = N_("The mail server did not let us in: %(said)s")
LOST_CONTENT = N_("What belongs to the letter cannot be read: %(said)s")
logger = logging.getLogger(__name__)


def deliver_due(most: int = AT_ONCE) -> int:
    """Send letters whose time has come, at most so many; returns how many left.

    It ends early when the mail server itself does not work, since the others would only wait in vain. Without
    a server, and in the demonstration, nothing is tried at all.
    """
    if not has_server():
        return 0
    noting.return_lost()
    sent = 0
    with _Transport() as transport:
        for _number in range(most):
            letter = noting.take()
            if letter is None:
                break
            failure = _deliver(letter, transport.open)
            sent += failure is None
            if failure is not None and failure.is_of_server:
                break
    return sent


def deliver_now(letter: Letter) -> None:
    """Try one waiting letter at once, whatever its time; how it ended is on the letter."""
    if not has_server():
        return
    taken = noting.take(letter.pk)
    if taken is not None:
        with _Transport() as transport:
            _deliver(taken, transport.open)


class _Transport:
    """One connection for a round of letters, opened by the first."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._connection is not None:
            try:
                self._connection.close()
            except (smtplib.SMTPException, OSError):
                logger.warning("the mail server did not part politely", exc_info=True)

    def open(self) -> BaseEmailBackend:
        """Return the open connection; one that was broken is made anew."""
        if self._connection is None:
            self._connection = get_connection(TRANSPORT)
        self._connection.open()
        return self._connection


def _deliver(letter: Letter, opened: Callable[[], BaseEmailBackend]) -> Failure | None:
    failure = _tried(letter, opened)
    if failure is None:
        noting.note_sent(letter)
    else:
        logger.warning("letter %s did not leave: %s", letter.pk, failure.message % failure.params)
        noting.note_failed(letter, failure)
    return failure


def _tried(letter: Letter, opened: Callable[[], BaseEmailBackend]) -> Failure | None:
    try:
        connection = opened()
    except smtplib.SMTPResponseException as error:
        return _of_server(UNFRIENDLY, f"{error.smtp_code} {_text(error.smtp_error)}")
    except (smtplib.SMTPException, OSError) as error:
        return _of_server(UNREACHABLE, str(error) or type(error).__name__)
    try:
        message_of(letter, connection).send()
    except (smtplib.SMTPException, OSError, ZazemiError) as error:
        _drop(connection)
        return _failure_of(error)
    return None


def _failure_of(error: Exception) -> Failure:
    """Tell what is wrong with this letter from what is wrong with the server."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (PERMANENT_FROM, b""))
        return _refused(code, said)
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error.smtp_code, error.smtp_error)
    if isinstance(error, ZazemiError):
        return Failure(message=LOST_CONTENT, params={"said": str(error)})
    return _of_server(UNREACHABLE, str(error) or type(error).__name__)


def _refused(code: int, said: bytes | str) -> Failure:
    params = {"code": code, "said": _text(said)}
    return Failure(message=REFUSED, params=params, is_final=code >= PERMANENT_FROM)


def _of_server(message: str, said: str) -> Failure:
    return Failure(message=message, params={"said": said}, is_of_server=True)


def _drop(connection: BaseEmailBackend) -> None:
    """Close the connection after a failure; whatever state it is in, the next letter opens a new one."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.debug("a broken connection could not be closed", exc_info=True)


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
