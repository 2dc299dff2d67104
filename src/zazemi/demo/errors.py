"""Why a demonstration is not loaded."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class DemoError(ZazemiError):
    """Any refusal of the loader."""


class OutsideDemoError(DemoError):
    """The demo flag is off."""

    message = N_("This installation is not a demonstration.")
    way_out = N_("Start it by “zazemi demo”, which keeps its data in a folder of its own.")


class DatabaseInUseError(DemoError):
    """There are records, but no mark of a demonstration."""

    message = N_("The database already holds records that do not come from the demonstration.")
    way_out = N_("Demo data never mixes with a real database: choose an empty folder by ZAZEMI_HOME.")


class OtherContentError(DemoError):
    """The demonstration holds the other content."""

    message = N_("This demonstration holds: %(known)s. It cannot take: %(wanted)s.")
    way_out = N_("Fictional and real places never mix: choose another folder by ZAZEMI_HOME.")


class NoWorkbookError(DemoError):
    """The folder holds no official workbook of the index."""

    message = N_("The folder %(folder)s holds no official workbook of the index (%(name)s).")
    way_out = N_("Point to the folder that holds the data files and try again.")
