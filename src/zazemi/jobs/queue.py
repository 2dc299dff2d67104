"""The queue: django-tasks and its database backend are known only here and in ``worker``.

With the database backend the task is a row of the same transaction as the
job, so neither can be lost without the other. The immediate backend of unit
tests runs it after the commit.
"""

import datetime as dt

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task_backends

TASK = "zazemi.jobs.running.run_job"


def put(job_id: int) -> None:
    """Put the job at the end of the queue."""
    task = import_string(TASK)
    if task_backends["default"].supports_get_result:
        task.enqueue(job_id)
    else:
        transaction.on_commit(lambda: task.enqueue(job_id))


def queued_job_ids() -> set[int]:
    """Return the numbers of the jobs that have a place in the queue."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(task_path=TASK)
    return {int(task.args_kwargs["args"][0]) for task in waiting}


def forget_finished(before: dt.datetime) -> None:
    """Throw away places in the queue that were used up before the moment; the jobs themselves stay."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
