"""The life of a job, in the order it is lived."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """Where a job is."""

    QUEUED = "queued", _("waits its turn")
    RUNNING = "running", _("is running")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
