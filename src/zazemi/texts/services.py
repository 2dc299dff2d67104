"""Steps with texts, comments and templates.

Raises:  EmptyTextError, LockedTextError, TextConflictError, NotYourTextError, EmptyCommentError,
         UnknownParagraphError, ReasonlessSettlementError, SettledCommentError, BirthNumberError,
         UnknownFieldError, StaleVersionError.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.texts.choices import CommentState
from zazemi.texts.errors import (
    BirthNumberError,
    EmptyCommentError,
    EmptyTextError,
    LockedTextError,
    NotYourTextError,
    ReasonlessSettlementError,
    SettledCommentError,
    TextConflictError,
    UnknownFieldError,
    UnknownParagraphError,
)
from zazemi.texts.models import Comment, Text, TextTemplate, stored
from zazemi.texts.paragraphs import Paragraph, merge, merged, read
from zazemi.texts.permissions import COMMENT, EDIT, SETTLE, may_with_text
from zazemi.texts.selectors import paragraphs_at
from zazemi.values.birth_numbers import holds_birth_number

_FIELD = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def start_text(*, kind: str, reference: str, purpose: str, title: str, source: str, by: Actor) -> Text:
    """Write the first version of a text of a paper; the room that owns the paper has asked the rights."""
    paragraphs = _read(source, (), 1)
    with step(by, why=gettext("text started")):
        text = Text(subject_kind=kind, subject_reference=reference, purpose=purpose, title=title.strip())
        _fill(text, paragraphs)
        text.save()
    return text


def save_text(
    text: Text,
    *,
    source: str,
    base_version: int,
    by: Actor,
    picks: Mapping[str, str] | None = None,
    seen_version: int | None = None,
) -> Text:
    """Save what somebody wrote over ``base_version``.

    Args:
        text: the text.
        source: the whole text as it was typed.
        base_version: the version it was typed over.
        picks: by paragraph ``mine`` or ``theirs``, after a conflict was shown.
        seen_version: the version that the shown conflict was about.
        by: who writes.

    Raises:
        TextConflictError: somebody saved in between, and what should hold has not been chosen yet
            (or was chosen over a version that is no longer the last one).
    """
    _must(by, EDIT, text)
    with step(by, why=gettext("text changed")):
        current = Text.objects.select_for_update().get(pk=text.pk)
        if current.is_locked:
            raise LockedTextError(params={"on": current.locked_on})
        base = paragraphs_at(current, base_version)
        if base is None:
            raise UnknownParagraphError(params={"version": base_version})
        mine = _read(source, base, current.next_number)
        if base_version != current.version:
            segments = merge(base, mine, current.paragraphs)
            is_decided = picks is not None and seen_version == current.version
            if not is_decided or any(one.is_open and one.id not in (picks or {}) for one in segments):
                raise TextConflictError(current, segments)
            mine = merged(segments, picks or {})
        if mine != current.paragraphs:
            _fill(current, mine)
            current.save()
    return current


def lock_text(text: Text, *, by: Actor) -> Text:
    """Lock the text: its paper was issued, approved or published. The owning room has asked the rights."""
    with step(by, why=gettext("text locked")):
        current = Text.objects.select_for_update().get(pk=text.pk)
        if not current.is_locked:
            current.locked_on = clock.today()
            current.save()
    return current


def add_comment(
    text: Text, *, words: str, paragraph_id: str, on_version: int, by: Actor, party: str = ""
) -> Comment:
    """Comment on a paragraph, or on the whole text when ``paragraph_id`` is empty."""
    _must(by, COMMENT, text)
    if not words.strip():
        raise EmptyCommentError
    _refuse_birth_numbers(words)
    paragraphs = {one.id: one for one in paragraphs_at(text, on_version) or ()}
    if paragraph_id and paragraph_id not in paragraphs:
        raise UnknownParagraphError(params={"version": on_version})
    with step(by, why=gettext("comment on a text")):
        comment = Comment(
            text=text,
            paragraph_id=paragraph_id,
            quote=paragraphs[paragraph_id].words if paragraph_id else "",
            on_version=on_version,
            words=words.strip(),
            author_user_id=by.user_id,
            author_name=by.name,
            author_party=party,
            made_at=clock.now(),
        )
        comment.save()
    return comment


def settle_comment(
    comment: Comment, *, state: CommentState, reason: str, expected_version: int, by: Actor
) -> Comment:
    """Accept a comment, accept it in part or reject it; only full acceptance needs no reason."""
    _must(by, SETTLE, comment.text)
    if state in {CommentState.PARTLY, CommentState.REJECTED} and not reason.strip():
        raise ReasonlessSettlementError
    _refuse_birth_numbers(reason)
    with step(by, why=gettext("comment settled")):
        if comment.state == CommentState.WITHDRAWN:
            raise SettledCommentError
        comment.state = state
        comment.reason = reason.strip()
        comment.settled_by, comment.settled_at = by.name, clock.now()
        comment.save(expected_version=expected_version)
    return comment


def withdraw_comment(comment: Comment, *, by: Actor) -> Comment:
    """Take one's own comment back while nobody has settled it."""
    if by.user_id is None or comment.author_user_id != by.user_id:
        raise NotYourTextError(params={"title": comment.text.title})
    with step(by, why=gettext("comment withdrawn")):
        current = Comment.objects.select_for_update().get(pk=comment.pk)
        if current.state != CommentState.OPEN:
            raise SettledCommentError
        current.state = CommentState.WITHDRAWN
        current.save()
    return current


def keep_template(
    *, purpose: str, code: str, title: str, source: str, fields: Collection[str], by: Actor, order: int = 0
) -> TextTemplate:
    """Write a template, or change the one of the same purpose and code; unknown fields are refused."""
    if not may(by, "texts.keep_template"):
        raise NotYourTextError(params={"title": title})
    if not source.strip():
        raise EmptyTextError
    unknown = sorted(set(_FIELD.findall(source)) - set(fields))
    if unknown:
        raise UnknownFieldError(params={"unknown": ", ".join(unknown), "known": ", ".join(sorted(fields))})
    with step(by, why=gettext("template of a text kept")):
        found = TextTemplate.objects.select_for_update().filter(purpose=purpose, code=code).first()
        template = found or TextTemplate(purpose=purpose, code=code)
        template.title, template.source, template.order = title.strip(), source.strip(), order
        template.save()
    return template


def filled(templates: Sequence[TextTemplate], values: Mapping[str, str]) -> str:
    """Return the wording of templates one after another with their fields filled in.

    A field without a value stays in braces, so that the writer sees what is missing.
    """

    def value(found: re.Match[str]) -> str:
        return values.get(found[1]) or found[0]

    return "\n\n".join(_FIELD.sub(value, one.source) for one in templates)


def _read(source: str, base: tuple[Paragraph, ...], first_number: int) -> tuple[Paragraph, ...]:
    _refuse_birth_numbers(source)
    paragraphs = read(source, base, first_number)
    if not paragraphs:
        raise EmptyTextError
    return paragraphs


def _fill(text: Text, paragraphs: tuple[Paragraph, ...]) -> None:
    text.body = stored(paragraphs)
    highest = max(int(one.id.removeprefix("p")) for one in paragraphs)
    text.next_number = max(text.next_number, highest + 1)


def _refuse_birth_numbers(words: str) -> None:
    if holds_birth_number(words):
        raise BirthNumberError


def _must(by: Actor, deed: str, text: Text) -> None:
    if not may_with_text(by, deed, text):
        raise NotYourTextError(params={"title": text.title})
