"""What can be wrong with a stored file."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class FilesError(ZazemiError):
    """Any refusal of this room."""


class FileLostError(FilesError):
    """The row exists, but its bytes are not on the disk."""

    message = N_("The stored file %(name)s is not on the disk.")
    way_out = N_("Ask the administrator to restore it from a backup.")


class FileDamagedError(FilesError):
    """The bytes on the disk are not those that were stored."""

    message = N_("The stored file %(name)s was damaged: its checksum does not fit.")
    way_out = N_("Ask the administrator to restore it from a backup.")
