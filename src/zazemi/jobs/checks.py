"""What must always hold with jobs: none waits without a place in the queue, none runs in silence."""

from collections.abc import Iterator

from zazemi.jobs.choices import JobState
from zazemi.jobs.models import Job
from zazemi.jobs.queue import queued_job_ids
from zazemi.jobs.services import SILENT_AFTER
from zazemi.kernel import clock
from zazemi.kernel.checks import Finding, add_check
from zazemi.values.text import N_


def waiting_jobs_are_queued() -> Iterator[Finding]:
    """Find jobs that wait although no worker will ever take them."""
    queued = queued_job_ids()
    for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
        if job.pk not in queued:
            yield Finding(message=N_("The job waits, but it is not in the queue."), where=str(job.pk))


def running_jobs_live() -> Iterator[Finding]:
    """Find jobs whose worker has been silent too long; a running worker would have returned them."""
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=clock.now() - SILENT_AFTER)
    for job in silent.order_by("pk"):
        yield Finding(message=N_("The job gives no sign of life; is a worker running?"), where=str(job.pk))


add_check("jobs.queued", N_("Every waiting job is in the queue"), waiting_jobs_are_queued)
add_check("jobs.alive", N_("Every running job gives signs of life"), running_jobs_live)
