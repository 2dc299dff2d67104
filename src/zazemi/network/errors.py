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


class KeptSecretError(NetworkError):
    """A secret address with an address or a point."""

    field = "is_address_secret"
    message = N_("A secret address is not kept, so it cannot have a street or a point.")
    way_out = N_("Leave the address, the postal code and the point empty.")


class UnknownTerritoryError(NetworkError):
    """A code of no municipality, ORP or region."""

    field = "territory"
    message = N_("“%(code)s” is no municipality, ORP or region.")
    way_out = N_("Write the code of a municipality (six digits), of an ORP (four) or of a region.")


class TakenRegisterNumberError(NetworkError):
    """Another service has the number in the register."""

    field = "register_number"
    message = N_("The service “%(name)s” has this number in the register already.")
    way_out = N_("Check the number; one number belongs to one service.")


class ReversedAgesError(NetworkError):
    """The highest age is below the lowest one."""

    field = "age_to"
    message = N_("The highest age is below the lowest one.")
    way_out = N_("Swap the two, or leave one empty.")


class HalfHoursError(NetworkError):
    """Opening hours with one time only, or with none and not by appointment."""

    field = "opens_at"
    message = N_("Fill in both times, or none and mark “by appointment”.")
    way_out = N_("Write times as 8:00 and 16:30; a night ends on the next day: 18:00 and 7:00.")


class OverlappingAreaError(NetworkError):
    """The place serves the territory on those days already."""

    field = "territory"
    message = N_("The place serves this territory on those days already.")
    way_out = N_("Change that line instead.")


class NegativeMoneyError(NetworkError):
    """An amount below zero."""

    field = "amount_czk"
    message = N_("An amount cannot be negative.")
    way_out = N_("Write a positive number of whole CZK, or leave it empty.")


class NegativeCostError(NegativeMoneyError):
    """A usual cost or revenue below zero."""

    field = "cost_czk"
    message = N_("Costs and revenues cannot be negative.")


class DoubledNormError(NetworkError):
    """A cost norm of the same year exists."""

    field = "year"
    message = N_("For this kind, form, unit and year a norm exists already.")
    way_out = N_("Change that norm, or choose another year.")


class DoubledRuleError(NetworkError):
    """The source may pay for the kind on those days already."""

    field = "valid_from"
    message = N_("The source may pay for this kind on those days already.")
    way_out = N_("End that line first, or change it.")


class ApprovedVersionError(NetworkError):
    """An approved version of the network would change."""

    message = N_("An approved version of the network is never changed.")
    way_out = N_("Make a new version; the comparison will show what entered and what left.")


class DoubledVersionError(NetworkError):
    """The region has a version of this name in the year."""

    field = "name"
    message = N_("The region has a version “%(name)s” in the year %(year)s already.")
    way_out = N_("Give this one another name, such as “2nd update”.")


class IncompleteApprovalError(NetworkError):
    """An approval without a body, a day or a resolution."""

    field = "resolution_number"
    message = N_("Say who approved the version, when and by which resolution.")
    way_out = N_("All three stand in the minutes of the assembly.")


class EmptyVersionError(NetworkError):
    """A version without a single row."""

    message = N_("On that day the region has no place with a capacity, so the version would be empty.")
    way_out = N_("Choose another day, or enter the services first.")
