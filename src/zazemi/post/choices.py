"""The life of a letter, in the order it is lived."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class LetterState(TextChoices):
    """Where a letter is."""

    WAITING = "waiting", pgettext_lazy("letter", "waits")
    SENDING = "sending", pgettext_lazy("letter", "is being sent")
    SENT = "sent", pgettext_lazy("letter", "sent")
    GIVEN_UP = "given_up", pgettext_lazy("letter", "could not be delivered")


class CalendarMethod(TextChoices):
    """What a calendar part asks the receiver's calendar to do (iTIP, RFC 5546)."""

    PUBLISH = "PUBLISH", pgettext_lazy("calendar", "takes note of an event")
    REQUEST = "REQUEST", pgettext_lazy("calendar", "invites, or changes an invitation")
    CANCEL = "CANCEL", pgettext_lazy("calendar", "calls an event off")


OPEN_STATES = (LetterState.WAITING, LetterState.SENDING)
