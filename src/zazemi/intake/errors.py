"""What can be wrong with a file that somebody wants to import."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class IntakeError(ZazemiError):
    """Any refusal of this room."""


class UnreadableFileError(IntakeError):
    """The file is not what it says, is broken, or is larger than allowed. Nothing was stored."""

    message = N_("The file cannot be read.")
    way_out = N_("Save it again in the program it comes from and upload it once more.")


class FileChangedError(IntakeError):
    """Somebody wrote into the file while it was read."""

    message = N_("The file changed while it was read. Nothing was stored.")
    way_out = N_("Wait until it is complete and import it again.")


class UnknownImporterError(IntakeError):
    """Nobody knows how to import this kind of file."""

    message = N_("There is no import of the kind “%(kind)s”.")
    way_out = N_("Choose one of: %(known)s.")


class RowsRefusedError(IntakeError):
    """The file has rows with errors, so that nothing of it is stored."""

    message = N_("%(refused)s of %(rows)s rows have an error. Nothing was stored.")
    way_out = N_("Correct the rows in the file and upload it again.")


class MovedOnError(IntakeError):
    """Between the dry run and storing, the stored data changed."""

    message = N_("The stored data changed after the dry run, so that it no longer says what would happen.")
    way_out = N_("Do the dry run again and look at it.")


class AlreadyDecidedError(IntakeError):
    """The import was stored or thrown away before."""

    message = N_("This import has been stored or thrown away already.")
    way_out = N_("Upload the file again to start a new one.")


class ImportForbiddenError(IntakeError):
    """The person's roles do not allow this kind of import."""

    message = N_("Your role does not allow the import “%(title)s”.")
    way_out = N_("Ask the regional office to import the file.")


class UnfaithfulImporterError(IntakeError):
    """After writing, the stored rows are not those of the file: a fault of the program."""

    message = N_("%(rows)s rows were not stored as they stand in the file, so that nothing was stored.")
    way_out = N_("Report it to the administrator: a fault of the import “%(kind)s”.")


class NotStoredError(IntakeError):
    """An import that is not stored cannot be taken back."""

    message = N_("This import is not stored, so there is nothing to take back.")
    way_out = N_("Only the imports in the state “stored” can be taken back.")


class UndoRefusedError(IntakeError):
    """Somebody built on the import; taking it back would destroy their work."""

    message = N_(
        "The import cannot be taken back: %(count)s records were touched later or stand on its rows."
    )
    way_out = N_("Correct them on their pages, or import a corrected file.")


class UndoUnknownError(IntakeError):
    """Nothing was kept by which the import could be taken back."""

    message = N_("The import cannot be taken back: it is not known what stood there before.")
    way_out = N_("Import a corrected file; the newer rows will count.")
