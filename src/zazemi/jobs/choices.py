"""The life of a job, in the order it is lived."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class JobState(TextChoices):
    """Where a job is."""

    QUEUED = "queued", pgettext_lazy("job", "waits its turn")
    RUNNING = "running", pgettext_lazy("job", "is running")
    DONE = "done", pgettext_lazy("job", "finished")
    FAILED = "failed", pgettext_lazy("job", "failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
