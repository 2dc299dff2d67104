"""What may go wrong with verifying, each with the way out."""

from zazemi.network.errors import NetworkError
from zazemi.values.text import N_


class LinkGoneError(NetworkError):
    """The link is wrong, too old, or has done its work."""

    message = N_("This link does not work any more.")
    way_out = N_("If the service should be verified, ask the regional office for a new letter.")


class SeenOtherError(NetworkError):
    """The record changed between looking and answering."""

    message = N_("The data have changed since you opened the page. What you wrote is kept.")
    way_out = N_("Look at them once more and answer again.")


class ProposalWaitsError(NetworkError):
    """A proposal about the service waits already."""

    message = N_("A proposal about this service waits for the region already.")
    way_out = N_("Wait for the answer; it will come by e-mail.")


class NothingProposedError(NetworkError):
    """The form came back as it was."""

    message = N_("Nothing was changed and no note was written.")
    way_out = N_("Change what is wrong, or use the button saying that everything holds.")


class PersonalNoteError(NetworkError):
    """A birth number in a text for everybody."""

    message = N_("The text holds what looks like a birth number.")
    way_out = N_("Leave personal data out.")


class DecidedError(NetworkError):
    """Somebody else decided meanwhile."""

    message = N_("The proposal has been decided already.")
    way_out = N_("Look at the service.")


class UndecidedChangeError(NetworkError):
    """A field without a decision, or refused without a reason."""

    message = N_("Decide about every field, and give a reason where you refuse.")
    way_out = N_("The provider will read the reason.")


class TooManyAnswersError(NetworkError):
    """More answers through one link than people send."""

    message = N_("Too many answers came through this link.")
    way_out = N_("Try again in an hour.")


class DoubledRuleError(NetworkError):
    """A rule from that day exists."""

    field = "valid_from"
    message = N_("A rule valid from this day exists already.")
    way_out = N_("Choose another day.")


class LateAskingError(NetworkError):
    """Asked before it was verified."""

    field = "soon_before_days"
    message = N_("Ask later than the moment of the last verification.")
    way_out = N_("Make this number smaller than the one above.")
