"""What can go wrong with a text."""

from zazemi.kernel.versions import Versioned
from zazemi.texts.paragraphs import Segment
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class TextError(ZazemiError):
    """Any refusal of this room; ``field`` names the field of the form it belongs to."""

    field: str = ""


class EmptyTextError(TextError):
    """Nothing was written."""

    field = "source"
    message = N_("The text is empty.")
    way_out = N_("Write at least one paragraph; paragraphs are divided by an empty line.")


class LockedTextError(TextError):
    """The text was locked, because it was issued or approved."""

    message = N_("The text is locked since %(on)s.")
    way_out = N_("Start a new version of the paper it belongs to.")


class TextConflictError(TextError):
    """Somebody saved another version in between; ``segments`` say what each side did."""

    message = N_("Somebody else saved version %(version)s in the meantime.")
    way_out = N_("Choose below what should hold; nothing you wrote is lost.")

    def __init__(self, text: Versioned, segments: tuple[Segment, ...]) -> None:
        super().__init__(params={"version": text.version})
        self.text = text
        self.segments = segments


class NotYourTextError(TextError):
    """The actor may not do this with the text."""

    message = N_("You may not do this with the text “%(title)s”.")
    way_out = N_("Ask the party that leads the text.")


class EmptyCommentError(TextError):
    """A comment without words."""

    field = "words"
    message = N_("The comment is empty.")
    way_out = N_("Write what should be changed and why.")


class UnknownParagraphError(TextError):
    """No such paragraph in that version."""

    field = "paragraph"
    message = N_("The text has no such paragraph in version %(version)s.")
    way_out = N_("Open the text again and choose the paragraph.")


class ReasonlessSettlementError(TextError):
    """A comment would be accepted in part or rejected without a reason."""

    field = "reason"
    message = N_("A comment that is not fully accepted needs a reason.")
    way_out = N_("Write the reason; it stands in the settlement table.")


class SettledCommentError(TextError):
    """The comment was settled or withdrawn before."""

    message = N_("The comment has been settled or withdrawn already.")
    way_out = N_("Look at it in the table of settlement.")


class BirthNumberError(TextError):
    """Somebody's birth number stands in the text."""

    field = "source"
    message = N_("The text contains what looks like a birth number.")
    way_out = N_("Leave data of persons out; write the matter without them.")


class UnknownFieldError(TextError):
    """A template asks for a field that the paper does not have."""

    field = "source"
    message = N_("The template uses unknown fields: %(unknown)s.")
    way_out = N_("The paper offers: %(known)s.")
