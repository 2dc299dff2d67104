"""What can be wrong with a service, its place or its capacity."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class NetworkError(ZazemiError):
    """Any refusal of this room; ``field`` names the field of the form it belongs to."""

    field: str = ""


class NotYoursError(NetworkError):
    """The actor may not write this record."""

    message = N_("You may not change this record.")
    way_out = N_("Its provider or the regional office can change it.")


class NamelessServiceError(NetworkError):
    """A service without a name."""

    field = "name"
    message = N_("The service has no name.")
    way_out = N_("Write its name as in the register.")


class DoubledServiceError(NetworkError):
    """The provider has such a service already."""

    field = "name"
    message = N_("The provider has the service “%(name)s” of this kind already.")
    way_out = N_("Open that service, or give this one another name.")


class DoubledPlaceError(NetworkError):
    """The service has such a place already."""

    field = "address"
    message = N_("The service works at this address already.")
    way_out = N_("Change the capacity of that place instead.")


class ReversedDaysError(NetworkError):
    """The last day lies before the first one."""

    field = "valid_to"
    message = N_("The last day lies before the first one.")
    way_out = N_("Swap the two days or leave the last one empty.")


class NegativeCapacityError(NetworkError):
    """A capacity below zero, or not a number."""

    field = "value"
    message = N_("A capacity cannot be negative.")
    way_out = N_("Zero means that the service does not work.")


class OverlappingCapacityError(NetworkError):
    """Two capacities of one place in one unit and form would count at once."""

    field = "valid_from"
    message = N_("From %(first)s the place has a capacity of %(value)s in this unit and form already.")
    way_out = N_("End that one first, or change it.")


class HalfPointError(NetworkError):
    """Latitude without longitude, or a point off the Earth."""

    field = "lat"
    message = N_("Latitude and longitude belong together and are in degrees.")
    way_out = N_("Fill in both, or leave both empty: then the point of the municipality is used.")


class OverlappingNormError(NetworkError):
    """Two norms would convert the same capacity on the same day."""

    field = "valid_from"
    message = N_("For this unit and kind a norm of the same days exists already.")
    way_out = N_("End that norm first.")


class AlreadyCoveredError(NetworkError):
    """The coverage of the region is already stated."""

    field = "region_code"
    message = N_("For the region %(region)s a register of services has been stated already.")
    way_out = N_("Change that statement instead.")
