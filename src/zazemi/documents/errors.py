"""What can go wrong when a file is written, as sentences for people.

Pure:    yes.
"""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class UnknownTemplateError(ZazemiError):
    """There is no such template in the package."""

    message = N_("There is no document template “%(template)s”.")
    way_out = N_("Known templates: %(known)s.")


class PdfRenderError(ZazemiError):
    """The typesetter refused the template or the data."""

    message = N_("The document “%(title)s” could not be typeset: %(reason)s")
    way_out = N_("Nothing was issued. Please report it to the administrator with this sentence.")


class DataNotPlainError(ZazemiError):
    """The data of a document hold something that is neither text, number, list nor mapping."""

    message = N_("The data of the document “%(title)s” are not plain: %(reason)s")
    way_out = N_("Format numbers and dates as text before the document is made.")


class WrongCellError(ZazemiError):
    """A cell's value does not fit its column's kind."""

    message = N_("“%(value)s” does not belong to a column of the kind %(kind)s.")
    way_out = N_("Give the column another kind or the cell another value.")


class SheetNameError(ZazemiError):
    """Two sheets of one workbook carry the same name, or a name is empty."""

    message = N_("The workbook cannot have the sheet names %(names)s.")
    way_out = N_("Every sheet needs its own name of at most 31 characters.")
