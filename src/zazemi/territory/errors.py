"""What can be wrong with a territory."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class TerritoryError(ZazemiError):
    """Any refusal of this room."""


class UnknownRegionError(TerritoryError):
    """No region of that code has been loaded."""

    message = N_("No region with the code %(code)s has been loaded.")
    way_out = N_("Load the municipalities first, or choose one of: %(known)s.")


class MissingFileError(TerritoryError):
    """The folder lacks a file without which the territory cannot be loaded."""

    message = N_("The folder %(folder)s does not hold the file %(name)s.")
    way_out = N_("Point to the folder that holds the data files and try again.")


class GeometryError(TerritoryError):
    """A shape cannot be read as the area of a municipality."""

    message = N_("The shape of the municipality %(code)s cannot be read as an area.")
    way_out = N_("Correct the shape in the source file and import it again.")
