"""Letters that wait, leave, or could not be delivered.

A letter is no official record: it has no versions and no place in the audit
chain; what it tells of (an invitation, a request to verify) has both.
Source:  RFC 5322 (Message-ID), RFC 5546 (calendar part), RFC 2369 (List-Unsubscribe).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.files.models import StoredFile
from zazemi.post.choices import OPEN_STATES, CalendarMethod, LetterState

SUBJECT_LENGTH = 200


class Letter(models.Model):
    """One letter to one mailbox."""

    to_address = models.EmailField(_("receiver"), max_length=254)
    to_name = models.CharField(_("name of the receiver"), max_length=200, blank=True)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text with marks"), blank=True)
    calendar = models.TextField(_("calendar part (iCalendar)"), blank=True)
    calendar_method = models.CharField(
        _("what the calendar part asks"), max_length=10, choices=CalendarMethod, blank=True
    )
    unsubscribe_url = models.CharField(_("where one says no more"), max_length=500, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    key = models.CharField(_("key: the same letter is posted once"), max_length=200, null=True, unique=True)  # noqa: DJ001 - unique, so none is null
    about = models.CharField(_("what it is about"), max_length=100)
    is_confidential = models.BooleanField(_("its text is forgotten when it has left"), default=False)
    ordered_by = models.CharField(_("on whose order"), max_length=200, blank=True)
    posted_at = models.DateTimeField(_("posted"))
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveIntegerField(_("times tried"), default=0)
    waiting_since = models.DateTimeField(_("waits since"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(_("taken for sending"), null=True, blank=True)
    sent_at = models.DateTimeField(_("handed over to the mail server"), null=True, blank=True)
    error = models.JSONField(_("why it did not leave: message, params"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("text forgotten"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-posted_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="post_letter_due"),
            models.Index(fields=["-posted_at", "-id"], name="post_letter_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="post_letter_sent_or_not",
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                violation_error_message=_("A letter was sent, or it waits; never both."),
            ),
            models.CheckConstraint(
                name="post_letter_claimed_while_sending",
                condition=Q(state=LetterState.SENDING, claimed_at__isnull=False)
                | (~Q(state=LetterState.SENDING) & Q(claimed_at__isnull=True)),
                violation_error_message=_("Only a letter that is being sent is taken."),
            ),
            models.CheckConstraint(
                name="post_letter_calendar_says_what",
                condition=Q(calendar="", calendar_method="") | (~Q(calendar="") & ~Q(calendar_method="")),
                violation_error_message=_("A calendar part says what it asks."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_address}"

    @property
    def is_open(self) -> bool:
        """Whether it still has to leave."""
        return self.state in OPEN_STATES


class Enclosure(models.Model):
    """What is attached to a letter: a stored file, or small bytes of its own."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures", verbose_name=_("letter"))
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stored file")
    )
    content = models.BinaryField(_("bytes of its own"), null=True, blank=True)

    class Meta:
        verbose_name = _("enclosure")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="post_enclosure_has_one_content",
                condition=Q(stored_file__isnull=True) | Q(content__isnull=True),
                violation_error_message=_("An enclosure is a stored file or bytes of its own."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
