"""What can be wrong with an organisation."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class PartiesError(ZazemiError):
    """Any refusal of this room."""


class NamelessOrganisationError(PartiesError):
    """An organisation without a name."""

    message = N_("The organisation has no name.")
    way_out = N_("Write its name as in the register.")


class TakenIcoError(PartiesError):
    """Another organisation has the IČO."""

    message = N_("The IČO %(ico)s belongs to the organisation “%(name)s” already.")
    way_out = N_("Choose that organisation, or correct the IČO.")
