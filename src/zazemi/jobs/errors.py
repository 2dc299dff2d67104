"""What may go wrong with background work, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class JobError(ZazemiError):
    """Anything that goes wrong with background work."""


class UnknownJobKindError(JobError):
    """Nobody registered a handler for the kind."""

    message = N_("There is no work of the kind “%(kind)s”.")
    way_out = N_("The program is not whole; tell the administrator.")


class JobCancelledError(JobError):
    """The owner cancelled the work; a handler raises or passes it on."""

    message = N_("The work was cancelled.")
    way_out = N_("Start it again when you need it. Nothing was changed.")


class JobTakenAwayError(JobError):
    """Another worker has taken the job over, because this one seemed dead."""

    message = N_("The work goes on elsewhere.")


class JobLostError(JobError):
    """The worker ended in the middle, more often than we repeat."""

    message = N_("The work was interrupted %(attempts)s times, because the program that does it was stopped.")
    way_out = N_("Start it again; if it happens again, tell the administrator.")


class JobBrokenError(JobError):
    """A mistake of the program."""

    message = N_("The work failed through a mistake in the program (%(name)s). Nothing was changed.")
    way_out = N_("Tell the administrator the number of the job; the log has the details.")


class ChildError(JobError):
    """Heavy work in a process of its own did not end well."""


class ChildMemoryError(ChildError):
    """The work wanted more memory than it was given."""

    message = N_("The work needs more memory than it is allowed (%(memory_mb)s MB), so it was stopped.")
    way_out = N_("Choose a smaller task, or ask the administrator to allow more memory.")


class ChildTimeError(ChildError):
    """The work wanted more computing time than it was given."""

    message = N_("The work did not finish within %(seconds)s seconds of computing, so it was stopped.")
    way_out = N_("Choose a smaller task or a shorter calculation.")


class ChildKilledError(ChildError):
    """Somebody or something ended the process."""

    message = N_(
        "The work was ended from outside (signal %(signal)s); most often the computer ran out of memory."
    )
    way_out = N_("Start it again; if it happens again, tell the administrator.")


class ChildBrokenError(ChildError):
    """The process raised something that is not a sentence for people."""

    message = N_("The work failed through a mistake in the program (%(name)s). Nothing was changed.")
    way_out = N_("Tell the administrator; the log has the details.")
