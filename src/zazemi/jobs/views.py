"""Pages of jobs: the list, live progress, cancelling."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zazemi.jobs.choices import JobState
from zazemi.jobs.models import Job
from zazemi.jobs.permissions import sees_all_jobs
from zazemi.jobs.presenters import page_of
from zazemi.jobs.selectors import job_for, jobs_for
from zazemi.jobs.services import cancel
from zazemi.kernel import clock
from zazemi.kernel.requests import ActorRequest

LISTED = 50


def _job(request: ActorRequest, job_id: int) -> Job:
    job = job_for(request.actor, job_id)
    if job is None:
        raise Http404
    return job


@require_GET
def job_list(request: ActorRequest) -> HttpResponse:
    """List own jobs, the newest first."""
    now = clock.now()
    shown = [page_of(job, now) for job in jobs_for(request.actor)[:LISTED]]
    return render(request, "jobs/list.html", {"jobs": shown, "is_everybodys": sees_all_jobs(request.actor)})


@require_GET
def job_page(request: ActorRequest, job_id: int) -> HttpResponse:
    """Show live progress; what is finished leads its owner to the result, others may not be let in there."""
    job = _job(request, job_id)
    is_part = request.headers.get("HX-Request") == "true"
    if job.state == JobState.DONE and job.result_url and job.user_id == request.actor.user_id:
        if not is_part:
            return HttpResponseRedirect(job.result_url)
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = job.result_url
        return answer
    context: dict[str, Any] = {"page": page_of(job, clock.now()), "job": job}
    return render(request, "jobs/progress.html" if is_part else "jobs/job.html", context)


@require_POST
def job_cancel(request: ActorRequest, job_id: int) -> HttpResponse:
    """Cancel the work and show how it ends."""
    job = _job(request, job_id)
    cancel(job, by=request.actor)
    return redirect("jobs:job", job_id=job.pk)
