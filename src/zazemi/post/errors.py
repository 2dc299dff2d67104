"""What may be wrong with a letter, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class PostError(ZazemiError):
    """Any refusal of this room; ``field`` names the part of the letter it belongs to."""

    field: str = ""


class BadAddressError(PostError):
    """Not an address of one mailbox."""

    field = "to"
    message = N_("“%(address)s” is not an e-mail address.")
    way_out = N_("Write one address, for example jana.nova@kraj.example.")


class BrokenHeaderError(PostError):
    """A line break where only one line may be: somebody tries to add lines of his own to the head."""

    field = "subject"
    message = N_("The head of a letter may not hold a line break or another control sign.")
    way_out = N_("Write it in one line.")


class EmptyLetterError(PostError):
    """Without a subject or a text."""

    field = "subject"
    message = N_("A letter needs a subject and a text.")
    way_out = N_("Write both.")


class PersonalSubjectError(PostError):
    """The subject travels unprotected and is shown on locked screens."""

    field = "subject"
    message = N_("The subject holds what looks like a birth number.")
    way_out = N_("Leave personal data out of the subject; the subject is readable on the way.")


class HeavyLetterError(PostError):
    """More than mail servers take."""

    field = "enclosures"
    message = N_("The enclosures have %(size_mb)s MB together; a letter may carry at most %(most_mb)s MB.")
    way_out = N_("Send a link to the documents instead.")


class HeavyEnclosureError(PostError):
    """Bytes that belong among the stored files."""

    field = "enclosures"
    message = N_("The enclosure “%(name)s” is too big to lie in the database.")
    way_out = N_("Keep it among the files and enclose the stored file.")


class KeyTakenError(PostError):
    """The same key would mean two different letters."""

    message = N_("Under the key %(key)s another letter to another address was posted already.")
    way_out = N_("The program is not whole; tell the administrator.")


class LetterOnItsWayError(PostError):
    """Only what was given up can be tried again by hand."""

    message = N_("The letter is not among those that could not be delivered.")
    way_out = N_("It was sent, or it waits and will be tried again by itself.")


class NotPostmasterError(PostError):
    """Somebody else than an administrator tried."""

    message = N_("Only an administrator looks after the post.")
    way_out = N_("Ask an administrator of the system.")
