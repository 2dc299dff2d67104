"""What the pages of a text show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import subjects
from zazemi.texts.choices import CommentState
from zazemi.texts.models import Comment, Text
from zazemi.texts.paragraphs import Change, Compared, Paragraph, Piece, Segment, pieces_of
from zazemi.texts.permissions import COMMENT, EDIT, SETTLE, may_with_text
from zazemi.texts.selectors import Discussion, TextVersion

SIGNS: Mapping[str, str] = {
    CommentState.OPEN: "half",
    CommentState.ACCEPTED: "full",
    CommentState.PARTLY: "full",
    CommentState.REJECTED: "full",
    CommentState.WITHDRAWN: "empty",
}
_TAGS = {Change.SAME: "{}", Change.ADDED: "<ins>{}</ins>", Change.REMOVED: "<del>{}</del>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """One comment and what the viewer may do with it."""

    comment: Comment
    sign: str
    may_be_settled: bool
    may_be_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLine:
    """A paragraph with its comments."""

    paragraph: Paragraph
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A text with its comments."""

    text: Text
    paper_title: str
    paper_url: str
    lines: tuple[ParagraphLine, ...]
    on_whole: tuple[CommentLine, ...]
    on_gone: tuple[CommentLine, ...]
    n_comments: int
    n_open: int
    may_edit: bool
    may_comment: bool
    versions: tuple[TextVersion, ...]
    previous: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One line of a comparison with marked words."""

    change: Change
    old: SafeString
    new: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentLine:
    """One paragraph of a conflict."""

    id: str
    base: str
    mine: SafeString
    theirs: SafeString
    chosen: str
    is_open: bool


def text_page(
    text: Text, discussion: Discussion, versions: tuple[TextVersion, ...], viewer: Actor
) -> TextPage:
    """Put the page of a text together."""
    may_settle = may_with_text(viewer, SETTLE, text)

    def lines(comments: tuple[Comment, ...]) -> tuple[CommentLine, ...]:
        return tuple(_comment_line(one, viewer, may_settle=may_settle) for one in comments)

    paper = subjects.get(text.subject_kind)
    record = paper.find(text.subject_reference)
    counts = discussion.counts
    return TextPage(
        text=text,
        paper_title=paper.title(record) if record is not None else text.subject_reference,
        paper_url=paper.url(record) if record is not None else "",
        lines=tuple(
            ParagraphLine(paragraph=one.paragraph, comments=lines(one.comments))
            for one in discussion.paragraphs
        ),
        on_whole=lines(discussion.on_whole),
        on_gone=lines(discussion.on_gone),
        n_comments=sum(counts.values()) - counts.get(CommentState.WITHDRAWN, 0),
        n_open=counts.get(CommentState.OPEN, 0),
        may_edit=not text.is_locked and may_with_text(viewer, EDIT, text),
        may_comment=may_with_text(viewer, COMMENT, text),
        versions=versions,
        previous=versions[1].version if len(versions) > 1 else None,
    )


def compared_lines(rows: tuple[Compared, ...]) -> tuple[ComparedLine, ...]:
    """Return a comparison with marked words: what went on the left, what came on the right."""
    return tuple(
        ComparedLine(
            change=row.change,
            old=_marked(row.pieces, without=Change.ADDED),
            new=_marked(row.pieces, without=Change.REMOVED),
        )
        for row in rows
    )


def segment_lines(segments: tuple[Segment, ...]) -> tuple[SegmentLine, ...]:
    """Return the paragraphs in which the two sides differ."""
    return tuple(_segment_line(one) for one in segments if not one.is_same)


def address_of(text: Text) -> str:
    """Return the address of the page of a text."""
    return reverse("texts:text", args=[text.pk])


def _comment_line(comment: Comment, viewer: Actor, *, may_settle: bool) -> CommentLine:
    is_open = comment.state == CommentState.OPEN
    return CommentLine(
        comment=comment,
        sign=SIGNS[comment.state],
        may_be_settled=may_settle and comment.state != CommentState.WITHDRAWN,
        may_be_withdrawn=is_open and viewer.user_id is not None and comment.author_user_id == viewer.user_id,
    )


def _segment_line(one: Segment) -> SegmentLine:
    base = one.base.words if one.base else ""
    return SegmentLine(
        id=one.id,
        base=base,
        mine=_side(base, one.mine),
        theirs=_side(base, one.theirs),
        chosen=one.chosen,
        is_open=one.is_open,
    )


def _side(base: str, paragraph: Paragraph | None) -> SafeString:
    return _marked(pieces_of(base, paragraph.words if paragraph else ""))


def _marked(pieces: tuple[Piece, ...], *, without: Change | None = None) -> SafeString:
    shown = [format_html(_TAGS[one.change], one.words) for one in pieces if one.change != without]
    return format_html_join(mark_safe(" "), "{}", ((one,) for one in shown))
