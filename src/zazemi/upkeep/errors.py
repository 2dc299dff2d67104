"""Errors of upkeep, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class FolderNotEmptyError(ZazemiError):
    """The folder of a new backup already holds something."""

    message = N_("The folder %(folder)s is not empty.")
    way_out = N_("Name a new folder; a backup never writes over another one.")


class ToolMissingError(ZazemiError):
    """A program of PostgreSQL is not installed."""

    message = N_("The program %(tool)s is not installed.")
    way_out = N_(
        "Install it (Debian: apt install postgresql-client) or back up by the tools of your database server."
    )


class ToolFailedError(ZazemiError):
    """A program of PostgreSQL ended with an error."""

    message = N_("%(tool)s ended with an error: %(said)s")
    way_out = N_("Correct what it says and try again; nothing of the backup counts.")


class NotABackupError(ZazemiError):
    """The folder holds no finished backup."""

    message = N_("The folder %(folder)s holds no finished backup.")
    way_out = N_("A finished backup has a file manifest.json; choose such a folder.")


class OtherDatabaseError(ZazemiError):
    """The backup comes from the other kind of database."""

    message = N_("The backup was made from %(made_from)s, this installation runs on %(runs_on)s.")
    way_out = N_("Set DATABASE_URL to a database of the same kind.")


class NewerBackupError(ZazemiError):
    """The backup was made by a newer version of the program."""

    message = N_("The backup comes from a newer version of the program (%(migration)s).")
    way_out = N_("Install that version or a later one and restore again.")


class DamagedBackupError(ZazemiError):
    """The backup does not hold what its manifest says."""

    message = N_("The backup does not hold what its manifest says: %(first)s")
    way_out = N_("Take another backup; this one was not restored.")


class PlaceNotEmptyError(ZazemiError):
    """The installation already holds data."""

    message = N_("This installation is not empty: %(what)s.")
    way_out = N_("Restore into a new place (another ZAZEMI_HOME or DATABASE_URL); nothing was changed here.")
