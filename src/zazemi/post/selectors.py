"""Reading of the outbox, and what is known of the mail server.

Units:   counts of letters.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet

from zazemi.kernel.demo import is_demo
from zazemi.post.choices import LetterState
from zazemi.post.models import Enclosure, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The settings of the environment as they may be shown: never the password."""

    host: str
    port: int
    user: str
    security: str
    sender: str
    is_set: bool
    is_demo: bool

    @property
    def is_sending(self) -> bool:
        """Whether letters leave at all."""
        return self.is_set and not self.is_demo


def mail_server() -> MailServer:
    """Return what the environment says of the mail server (``ZAZEMI_MAIL_URL``, ``ZAZEMI_MAIL_FROM``)."""
    security = "STARTTLS" if settings.EMAIL_USE_TLS else "TLS" if settings.EMAIL_USE_SSL else ""
    return MailServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        user=settings.EMAIL_HOST_USER,
        security=security,
        sender=settings.DEFAULT_FROM_EMAIL,
        is_set=bool(settings.EMAIL_HOST),
        is_demo=is_demo(),
    )


def has_server() -> bool:
    """Whether a mail server is set and letters may leave; otherwise they wait and nothing is lost."""
    return mail_server().is_sending


def counts() -> dict[LetterState, int]:
    """Return how many letters are in every state."""
    found = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in LetterState}


def letters(state: str = "") -> QuerySet[Letter]:
    """Return letters, the newest first, perhaps of one state; texts are not fetched."""
    found = Letter.objects.defer("text", "html", "calendar")
    return found.filter(state=state) if state in LetterState.values else found


def letter_of(pk: int) -> Letter | None:
    """Return a letter with its enclosures (without their bytes), or None."""
    enclosures = Prefetch("enclosures", queryset=Enclosure.objects.defer("content"))
    return Letter.objects.prefetch_related(enclosures).filter(pk=pk).first()
