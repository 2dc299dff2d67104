"""Why a source could not be fetched: one sentence each, with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class FetchError(ZazemiError):
    """Any reason why a file was not fetched."""


class ForbiddenAddressError(FetchError):
    """The address leads somewhere nothing may be fetched from."""

    message = N_("Nothing is fetched from the address %(url)s.")
    way_out = N_("Only https addresses of the listed official hosts are allowed.")


class PrivateAddressError(FetchError):
    """The host leads into a private network or to this very machine."""

    message = N_("The host %(host)s leads to the address %(address)s, which is not on the public internet.")
    way_out = N_("Do not continue; tell the administrator of your network.")


class UnknownHostError(FetchError):
    """The name of the host is not known."""

    message = N_("The host %(host)s was not found.")
    way_out = N_("Check that this computer is connected to the internet and try again.")


class NoConnectionError(FetchError):
    """The host did not answer, or not safely."""

    message = N_("The connection with %(host)s failed: %(reason)s.")
    way_out = N_("Try again later; what has been fetched is kept and continues.")


class RefusedByServerError(FetchError):
    """The host answered with an error."""

    message = N_("The host %(host)s answered with the code %(code)s.")
    way_out = N_("Try again later; if it lasts, the address of the source has changed.")


class TooManyRedirectsError(FetchError):
    """The host sends on and on."""

    message = N_("The host %(host)s keeps sending the request elsewhere.")
    way_out = N_("Try again later; if it lasts, the address of the source has changed.")


class TooLargeError(FetchError):
    """More bytes than a source may have."""

    message = N_("The file %(name)s is larger than the %(limit_mb)s MB allowed for it.")
    way_out = N_("If the source has really grown, let the limit in the list of sources be raised.")


class TooSlowError(FetchError):
    """The file does not come in time."""

    message = N_("The file %(name)s did not come within %(minutes)s minutes.")
    way_out = N_("Run the command again; it continues where it stopped.")


class WrongContentError(FetchError):
    """The bytes are not what the source promises."""

    message = N_("The file %(name)s is not what was expected.")
    way_out = N_("The format of the source may have changed; nothing was kept.")


class NoDistributionError(FetchError):
    """A catalogue without the wanted file."""

    message = N_("The catalogue %(url)s does not offer the wanted file.")
    way_out = N_("The catalogue may have changed; let the list of sources be updated.")


class UncutFileError(FetchError):
    """A file that cannot be cut to a region."""

    message = N_("The file %(name)s cannot be cut to one region: the column %(column)s is missing.")
    way_out = N_("Use the whole file.")
