"""Reading of texts: the text of a paper, its versions, comments, comparison, settlement table."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from zazemi.kernel.actor import Actor
from zazemi.kernel.history import history_of
from zazemi.texts.choices import CommentState
from zazemi.texts.models import Comment, Text, TextTemplate
from zazemi.texts.paragraphs import Compared, Paragraph, compare, loaded
from zazemi.texts.permissions import READ, may_with_text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """One version whose words differ from the one before."""

    version: int
    at: dt.datetime
    by_name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphComments:
    """A paragraph of today with the comments that belong to it."""

    paragraph: Paragraph
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """The paragraphs with their comments; those whose paragraph is gone, or on the whole, stand apart."""

    paragraphs: tuple[ParagraphComments, ...]
    on_whole: tuple[Comment, ...]
    on_gone: tuple[Comment, ...]
    counts: dict[str, int]


def text_of(kind: str, reference: str, purpose: str) -> Text | None:
    """Return the text of a paper, or None."""
    return Text.objects.filter(subject_kind=kind, subject_reference=reference, purpose=purpose).first()


def texts_of(kind: str, reference: str) -> list[Text]:
    """Return all texts of a paper, by purpose."""
    return list(Text.objects.filter(subject_kind=kind, subject_reference=reference))


def text_with(pk: int, *, viewer: Actor) -> Text | None:
    """Return a text that the viewer may read; a missing and a foreign one look the same."""
    text = Text.objects.filter(pk=pk).first()
    return text if text is not None and may_with_text(viewer, READ, text) else None


def comment_with(pk: int, *, viewer: Actor) -> Comment | None:
    """Return a comment on a text that the viewer may read."""
    comment = Comment.objects.select_related("text").filter(pk=pk).first()
    return comment if comment is not None and may_with_text(viewer, READ, comment.text) else None


def paragraphs_at(text: Text, version: int) -> tuple[Paragraph, ...] | None:
    """Return the paragraphs of a version, or None where there is no such version."""
    if version == text.version:
        return text.paragraphs
    row = Text.history.filter(id=text.pk, version=version).values_list("body", flat=True).first()
    return None if row is None else loaded(row)


def versions_of(text: Text) -> tuple[TextVersion, ...]:
    """Return the versions in which the words changed, the newest first."""
    return tuple(
        TextVersion(version=line.version, at=line.recorded_at, by_name=line.by.name, why=line.why)
        for line in history_of(text)
        if line.is_first or any(change.name == "body" for change in line.changes)
    )


def comparison(text: Text, old: int, new: int) -> tuple[Compared, ...] | None:
    """Return two versions side by side, or None where one of them does not exist."""
    before, after = paragraphs_at(text, old), paragraphs_at(text, new)
    return None if before is None or after is None else compare(before, after)


def comments_of(text: Text) -> list[Comment]:
    """Return all comments on a text in the order they came."""
    return list(text.comments.order_by("pk"))


def discussion_of(text: Text) -> Discussion:
    """Return the text with its comments where they belong; two queries at most."""
    comments = comments_of(text)
    by_paragraph: dict[str, list[Comment]] = defaultdict(list)
    for one in comments:
        by_paragraph[one.paragraph_id].append(one)
    present = text.paragraphs
    known = {one.id for one in present} | {""}
    return Discussion(
        paragraphs=tuple(
            ParagraphComments(paragraph=one, comments=tuple(by_paragraph.get(one.id, ()))) for one in present
        ),
        on_whole=tuple(by_paragraph.get("", ())),
        on_gone=tuple(one for one in comments if one.paragraph_id not in known),
        counts={str(state): n for state, n in Counter(one.state for one in comments).items()},
    )


def settlement_of(text: Text) -> list[Comment]:
    """Return the rows of the settlement table: every comment that was not withdrawn, in order."""
    return [one for one in comments_of(text) if one.state != CommentState.WITHDRAWN]


def templates(purpose: str, on: dt.date | None = None) -> list[TextTemplate]:
    """Return the templates of a purpose in their order; with a day, only those offered on it."""
    found = TextTemplate.objects.filter(purpose=purpose)
    rows = list(found)
    return [one for one in rows if on is None or one.ended_on is None or one.ended_on > on]


def template_with(pk: int) -> TextTemplate | None:
    """Return a template, or None."""
    return TextTemplate.objects.filter(pk=pk).first()
