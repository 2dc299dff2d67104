"""A worker with handlers of its own, started by tests as a program."""

import os
import signal
import time

from tests.jobs import work_for_children


def double(context):
    return {"doubled": context.input["number"] * 2}


def hang_first(context):
    if context.job.attempts > 1:
        return {"attempt": "second"}
    context.report(0.1, "Working in %(pid)s", pid=os.getpid())
    while True:
        time.sleep(60)


def kill_worker(context):
    os.kill(os.getpid(), signal.SIGKILL)


def child_for_ever(context):
    from zazemi.jobs.child import run_in_child

    run_in_child(
        work_for_children.wait_for_ever,
        None,
        memory_mb=700,
        cpu_s=20,
        on_message=lambda pid: context.report(0.1, "Working in %(pid)s", pid=pid),
        is_cancelled=context.is_cancelled,
    )


def register_all():
    from zazemi.jobs.background import register

    for handler in (double, hang_first, kill_worker, child_for_ever):
        register(handler.__name__, handler)


if __name__ == "__main__":
    import django

    django.setup()
    register_all()

    from zazemi.jobs.worker import run_worker

    run_worker(interval_s=0.05)
