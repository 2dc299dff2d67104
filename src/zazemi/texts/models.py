"""Texts, the comments on their paragraphs, and the templates they start from.

Source:  versions are those of the kernel (who, when and why stand in the audit chain).
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.texts.choices import CommentState
from zazemi.texts.paragraphs import Paragraph, loaded


class Text(Versioned):
    """A text of a paper; every saving is a version."""

    subject_kind = models.CharField(_("kind of paper"), max_length=40)
    subject_reference = models.CharField(_("reference of the paper"), max_length=80)
    purpose = models.CharField(_("which text of the paper"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    body = models.JSONField(_("paragraphs"), default=list)
    next_number = models.PositiveIntegerField(_("number of the next new paragraph"), default=1)
    locked_on = models.DateField(_("locked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("text")
        ordering = ("subject_kind", "subject_reference", "purpose")
        constraints = [
            models.UniqueConstraint(
                name="text_one_per_purpose",
                fields=("subject_kind", "subject_reference", "purpose"),
                violation_error_message=_("The paper has this text already."),
            ),
            models.CheckConstraint(
                name="text_has_title",
                condition=~Q(title=""),
                violation_error_message=_("The text has no title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in their order."""
        stored: list[Mapping[str, str]] = self.body
        return loaded(stored)

    @property
    def is_locked(self) -> bool:
        """Whether nobody may change it any more."""
        return self.locked_on is not None


class Comment(Versioned):
    """What somebody wants changed in a paragraph, and how it was settled."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="comments", verbose_name=_("text"))
    paragraph_id = models.CharField(_("paragraph"), max_length=12, blank=True)
    quote = models.TextField(_("words it was made on"), blank=True)
    on_version = models.PositiveIntegerField(_("version it was made on"))
    words = models.TextField(_("comment"), max_length=4000)
    author_user_id = models.BigIntegerField(_("account of the author"), null=True, editable=False)
    author_name = models.CharField(_("author"), max_length=200)
    author_party = models.CharField(_("party of the author"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"))
    state = models.CharField(
        _("settlement"), max_length=12, choices=CommentState.choices, default=CommentState.OPEN
    )
    reason = models.TextField(_("reason of the settlement"), max_length=4000, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment on a text")
        ordering = ("text_id", "pk")
        constraints = [
            models.CheckConstraint(
                name="comment_has_words",
                condition=~Q(words=""),
                violation_error_message=_("The comment is empty."),
            ),
            models.CheckConstraint(
                name="comment_settled_has_reason",
                condition=~Q(state__in=(CommentState.PARTLY, CommentState.REJECTED)) | ~Q(reason=""),
                violation_error_message=_("A comment that is not fully accepted needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.words[:60]}"


class TextTemplate(Versioned):
    """A text or clause that papers start from; fields stand in double braces."""

    purpose = models.CharField(_("for which text"), max_length=40)
    code = models.CharField(
        _("code"), max_length=40, help_text=_("a domain, or empty for the frame"), blank=True
    )
    title = models.CharField(_("title"), max_length=300)
    source = models.TextField(_("wording"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    ended_on = models.DateField(_("not offered from"), null=True, blank=True)

    class Meta:
        verbose_name = _("template of a text")
        ordering = ("purpose", "order", "code")
        constraints = [
            models.UniqueConstraint(
                name="template_one_per_code",
                fields=("purpose", "code"),
                violation_error_message=_("There is a template for this domain already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


def stored(paragraphs: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
    """Return paragraphs as a text keeps them."""
    return [one.to_json() for one in paragraphs]
