"""Texts, comments and templates as other rooms may see them."""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.subjects import Subject, subjects
from zazemi.kernel.versions import Versioned
from zazemi.texts.models import Comment, Text, TextTemplate
from zazemi.texts.permissions import READ, may_with_text


class TextSubject(Subject[Text]):
    """A text with its comments."""

    kind = "text"
    model = Text

    def url(self, record: Text) -> str:
        """Return the page of the text."""
        return reverse("texts:text", args=[record.pk])

    def may_be_seen(self, record: Text, viewer: Actor) -> bool:
        """Whether the rule of its paper lets a signed-in viewer read it."""
        return not viewer.is_anonymous and may_with_text(viewer, READ, record)

    def parts(self, record: Text) -> Iterable[Versioned]:
        """Return the comments."""
        return record.comments.order_by("pk")

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide what only counts."""
        return ("next_number",)


class CommentSubject(Subject[Comment]):
    """A comment on a text."""

    kind = "text-comment"
    model = Comment

    def url(self, record: Comment) -> str:
        """Return the page of its text."""
        return reverse("texts:text", args=[record.text_id])

    def may_be_seen(self, record: Comment, viewer: Actor) -> bool:
        """Whether the viewer may read the text."""
        return not viewer.is_anonymous and may_with_text(viewer, READ, record.text)

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the number of the account."""
        return ("author_user_id",)


class TemplateSubject(Subject[TextTemplate]):
    """A template."""

    kind = "text-template"
    model = TextTemplate

    def url(self, record: TextTemplate) -> str:
        """Return no page of its own: rooms that use templates show them."""
        del record
        return ""

    def may_be_seen(self, record: TextTemplate, viewer: Actor) -> bool:
        """Whether the viewer may change templates."""
        del record
        return may(viewer, "texts.keep_template")


for subject in (TextSubject(), CommentSubject(), TemplateSubject()):
    subjects.register(subject.kind, subject)
