"""Jobs as their owners and administrators see them."""

from zazemi.jobs.models import Job, JobQuerySet
from zazemi.jobs.permissions import sees_all_jobs
from zazemi.kernel.actor import Actor


def jobs_for(viewer: Actor) -> JobQuerySet:
    """Own jobs; for administrators all. The newest first."""
    return Job.objects.all() if sees_all_jobs(viewer) else Job.objects.of_user(viewer.user_id)


def job_for(viewer: Actor, job_id: int) -> Job | None:
    """One job, if the viewer may see it."""
    return jobs_for(viewer).filter(pk=job_id).first()
