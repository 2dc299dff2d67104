"""Who may do what with a text: the room that owns its paper says so by rules of its own."""

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import allow, holds, is_machine, may
from zazemi.kernel.subjects import subjects
from zazemi.texts.models import Text

READ, EDIT, COMMENT, SETTLE = "read_text", "edit_text", "comment_text", "settle_text"

allow("texts.keep_template", holds(Role.REGIONAL_OFFICER, Role.HEAD) | is_machine)


def may_with_text(viewer: Actor, deed: str, text: Text) -> bool:
    """Whether the viewer may read, edit, comment on or settle the text, by the rule of its paper."""
    if text.subject_kind not in subjects:
        return False
    record = subjects.get(text.subject_kind).find(text.subject_reference)
    return record is not None and may(viewer, f"{text.subject_kind}.{deed}", record)
