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


class LocalityError(TerritoryError):
    """Any refusal about an excluded locality; ``field`` names the field of the form it belongs to."""

    field: str = ""


class NotYourLocalityError(LocalityError):
    """The actor may not write the register of localities."""

    message = N_("You may not change this record.")
    way_out = N_("The regional office can change it.")


class NamelessLocalityError(LocalityError):
    """A locality without a name."""

    field = "name"
    message = N_("The locality has no name.")
    way_out = N_("Write how people in the municipality call the place.")


class DoubledLocalityError(LocalityError):
    """The municipality has such a locality already."""

    field = "name"
    message = N_("The municipality has the locality “%(name)s” already.")
    way_out = N_("Open that record, or give this one another name.")


class ExactNumberError(LocalityError):
    """One number instead of a range, or a range the other way round."""

    field = "people_to"
    message = N_("The number of people is a range: from a lower number to a higher.")
    way_out = N_("Write both ends, for example from 60 to 90, or leave both empty.")


class UnfoundedEstimateError(LocalityError):
    """An estimate without its source or day."""

    field = "estimate_source"
    message = N_("An estimate of people needs its source and day.")
    way_out = N_("Write who estimated it and when.")


class EndedBeforeFoundError(LocalityError):
    """The end lies before the beginning."""

    field = "ended_on"
    message = N_("The locality cannot end before it was found.")
    way_out = N_("Swap the two days or leave the end empty.")


class EndWithoutReasonError(LocalityError):
    """An end without a reason."""

    field = "end_reason"
    message = N_("The end has no reason.")
    way_out = N_("Write in a few words what changed for the better.")


class PointlessError(LocalityError):
    """Latitude without longitude, or a point off the Earth."""

    field = "lat"
    message = N_("Latitude and longitude belong together and are in degrees.")
    way_out = N_("Fill in both, or leave both empty.")


class MissingConsentError(LocalityError):
    """A public place without the recorded consent of the municipality."""

    field = "consent_by"
    message = N_("A place is public only with the recorded consent of the municipality.")
    way_out = N_("Write who agreed, on which day, by which resolution, and how the place may be described.")


class TellingPlaceError(LocalityError):
    """A public description that gives the locality away."""

    field = "public_place"
    message = N_("The public description names the locality itself.")
    way_out = N_("Describe the wider surroundings, for example a part of the town.")


class PersonalDataError(LocalityError):
    """A birth number in a free text."""

    message = N_("The text holds a birth number.")
    way_out = N_("Leave people out; the register speaks of places only.")


class InsecureLinkError(LocalityError):
    """A link that is no web address."""

    field = "link"
    message = N_("The link is not a web address.")
    way_out = N_("Copy it whole from the browser; it begins with https://.")


class DoubledSourceError(LocalityError):
    """The same source twice."""

    field = "title"
    message = N_("The locality has this source already.")
    way_out = N_("Change that one instead.")


class WayRefusedError(TerritoryError):
    """The actor may not state ways."""

    message = N_("Ways are stated by officers of the region and the head of the department.")
    way_out = N_("Send the way with its source to the regional department.")


class WayToItselfError(TerritoryError):
    """A way from a municipality to the same municipality."""

    message = N_("The way leads from %(name)s to the same municipality.")
    way_out = N_("Name two different municipalities.")


class WayKnownError(TerritoryError):
    """The way is stated already."""

    message = N_("The way between %(origin)s and %(target)s is stated already.")
    way_out = N_("Let the stated way end first, then state the new one.")


class WaySaysWhoError(TerritoryError):
    """A birth number in the source of a way."""

    message = N_("The source of the way holds a birth number.")
    way_out = N_("Name an institution instead of a person.")
