"""What can be wrong with a code list or a code."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class CodelistsError(ZazemiError):
    """Any refusal of this room; ``field`` names the field of the form it belongs to."""

    field: str = ""


class NotYoursError(CodelistsError):
    """The actor may not change code lists."""

    message = N_("You may not change code lists.")
    way_out = N_("A regional officer or the administrator can change them.")


class UnknownListError(CodelistsError):
    """No such list."""

    message = N_("There is no code list “%(key)s”.")
    way_out = N_("Known lists: %(known)s.")


class UnknownCodeError(CodelistsError):
    """The list has no such code."""

    message = N_("The list “%(list)s” has no code “%(code)s”.")
    way_out = N_("Choose one of the list, or let the regional office add it.")


class EndedCodeError(CodelistsError):
    """The code is not valid on the day."""

    message = N_("“%(label)s” is not valid on %(day)s.")
    way_out = N_("Choose a code that is valid on that day.")


class WrongCodeError(CodelistsError):
    """The text cannot be a code."""

    field = "code"
    message = N_("“%(code)s” cannot be a code.")
    way_out = N_("Use at most 40 letters without diacritics, digits, dots, hyphens and underscores.")


class DoubledCodeError(CodelistsError):
    """The list has the code already."""

    field = "code"
    message = N_("The list has the code “%(code)s” already: %(label)s.")
    way_out = N_("Change that one, or write another code.")


class DoubledRegisterIdError(CodelistsError):
    """Another code of the list is tied to the same entry of the register."""

    field = "register_id"
    message = N_("The entry “%(register_id)s” of the register belongs to “%(label)s” already.")
    way_out = N_("Leave it empty, or correct it there first.")


class NamelessCodeError(CodelistsError):
    """A code without its Czech label."""

    field = "label_cs"
    message = N_("The code has no Czech label.")
    way_out = N_("Write how people call it.")


class ReversedDaysError(CodelistsError):
    """The last day lies before the first one."""

    field = "valid_to"
    message = N_("The last day lies before the first one.")
    way_out = N_("Swap the two days or leave the last one empty.")


class ForeignParentError(CodelistsError):
    """The parent is of another list, or the code itself, or one of its descendants."""

    field = "parent"
    message = N_("“%(label)s” cannot stand above this code.")
    way_out = N_("Choose another code of the same list, or leave it empty.")


class UsedCodeError(CodelistsError):
    """A code that records carry, or that stands above others, cannot be deleted."""

    message = N_("“%(label)s” is used (%(where)s), so it cannot be deleted.")
    way_out = N_("End it instead: what has it keeps it, nobody can choose it any more.")


class StartingCodeError(CodelistsError):
    """A code of the first content would come back with the next start."""

    message = N_("“%(label)s” came with the system and would come back.")
    way_out = N_("End it instead: nobody can choose it any more.")
