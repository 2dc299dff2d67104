"""What may go wrong with people, invitations and mandates, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class AccountsError(ZazemiError):
    """Anything that goes wrong with people and their mandates."""


class NotAdministratorError(AccountsError):
    """Somebody else than an administrator tried."""

    message = N_("Only an administrator may do this.")
    way_out = N_("Ask an administrator of the system.")


class AlreadyStartedError(AccountsError):
    """The first administrator exists already."""

    message = N_("The system has accounts already, so the first administrator is not made again.")
    way_out = N_("Let an administrator invite you.")


class AddressTakenError(AccountsError):
    """The e-mail has an account already."""

    message = N_("The address %(email)s already has an account.")
    way_out = N_("Give the person another mandate instead of an invitation.")


class AddressInvitedError(AccountsError):
    """The e-mail is invited already."""

    message = N_("The address %(email)s is invited already.")
    way_out = N_("Withdraw the older invitation first.")


class InvitationGoneError(AccountsError):
    """The link is unknown, used, withdrawn or too old; which one is not said."""

    message = N_("This invitation is no longer valid.")
    way_out = N_("Ask the person who invited you for a new one.")


class MandateWithdrawnError(AccountsError):
    """The mandate does not count any more."""

    message = N_("The mandate has been withdrawn already.")
    way_out = N_("Grant a new one.")


class DeputyOfDeputyError(AccountsError):
    """A deputy cannot be represented."""

    message = N_("A deputy cannot have a deputy of his own.")
    way_out = N_("Let the holder of the mandate name another deputy.")


class LastAdministratorError(AccountsError):
    """Nobody would be left who may manage people."""

    message = N_("%(name)s is the last administrator.")
    way_out = N_("Grant the role to somebody else first.")


class OutsideDemoError(AccountsError):
    """Accounts with a public password exist only in the demonstration."""

    message = N_("Accounts with a known password are made only in the demonstration.")
    way_out = N_("Invite the person.")
