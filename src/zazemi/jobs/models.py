"""Work done in the background, with progress and an honest end.

A job is not an official record: it has no versions and no place in the audit
chain. What it makes (a plan, an import) has both.
"""

import datetime as dt

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.jobs.choices import OPEN_STATES, JobState

WHOLE = 1.0
ENOUGH_TO_ESTIMATE = 0.03


class JobQuerySet(models.QuerySet["Job"]):
    """Many jobs."""

    def open(self) -> "JobQuerySet":
        """Those that wait or run."""
        return self.filter(state__in=OPEN_STATES)

    def of_user(self, user_id: int | None) -> "JobQuerySet":
        """Those one person ordered; nobody's are nobody's."""
        return self.filter(user_id=user_id) if user_id is not None else self.none()


class Job(models.Model):
    """One piece of background work that somebody ordered."""

    kind = models.CharField(_("kind"), max_length=50)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.FloatField(_("part done, 0 to 1"), default=0.0)
    message = models.CharField(_("what it does now"), max_length=300, blank=True)
    message_params = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    input = models.JSONField(_("what was ordered"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    result = models.JSONField(_("what came out"), null=True, blank=True, encoder=DjangoJSONEncoder)
    result_url = models.CharField(_("where the result is"), max_length=300, blank=True)
    problem = models.JSONField(
        _("what went wrong: message, way_out, where, params"),
        null=True,
        blank=True,
        encoder=DjangoJSONEncoder,
    )
    user_id = models.BigIntegerField(_("number of the person who ordered it"), null=True, blank=True)
    actor = models.JSONField(_("who ordered it, as of that moment"))
    created_at = models.DateTimeField(_("ordered"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    cancel_requested = models.BooleanField(_("to be cancelled"), default=False)
    attempts = models.PositiveSmallIntegerField(_("times started"), default=0)
    worker = models.CharField(_("worker: computer and process number"), max_length=120, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user_id", "-created_at"], name="jobs_job_of_user"),
            models.Index(fields=["state"], name="jobs_job_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0.0, progress__lte=1.0),
                name="jobs_job_progress_is_a_share",
                violation_error_message=_("Progress is a number from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN_STATES, finished_at=None)
                | ~models.Q(state__in=OPEN_STATES) & models.Q(finished_at__isnull=False),
                name="jobs_job_ends_once",
                violation_error_message=_("Work that ended has the moment of its end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in OPEN_STATES

    def remaining_seconds(self, now: dt.datetime) -> float | None:
        """Estimate the time left, in seconds, from the speed so far; None while nothing can be judged."""
        if self.state != JobState.RUNNING or self.started_at is None or self.progress < ENOUGH_TO_ESTIMATE:
            return None
        elapsed_s = (now - self.started_at).total_seconds()
        return max(0.0, elapsed_s * (WHOLE - self.progress) / self.progress)
