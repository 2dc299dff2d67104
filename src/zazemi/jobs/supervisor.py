"""Keeps one worker alive beside the web server: starts it, starts it again when it dies, stops it."""

import logging
import os
import subprocess
import sys
import time
from threading import Event, Thread
from typing import Self

from django.conf import settings

from zazemi.jobs.worker import SUPERVISED_BY

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
HEALTHY_AFTER_S = 20.0
PATIENCE_S = 10.0
logger = logging.getLogger(__name__)


class Supervisor:
    """A worker process and the thread that watches it."""

    def __init__(self, command: list[str] | None = None, environment: dict[str, str] | None = None) -> None:
        self._command = command or [sys.executable, "-m", "zazemi.jobs"]
        self._environment = {
            "DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE),
            **os.environ,
            SUPERVISED_BY: str(os.getpid()),
            **(environment or {}),
        }
        self._stop = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._watch, name="supervisor of the worker", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """Number of the worker's process, while one runs."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        """Start the worker and watch it."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to finish its job, twice if need be, and then end it."""
        self._stop.set()
        process = self._process
        if process is not None:
            for _time in range(2):
                process.terminate()
                if _has_ended(process, PATIENCE_S):
                    break
            else:
                process.kill()
        self._thread.join()

    def _watch(self) -> None:
        pause_s = SHORTEST_PAUSE_S
        while not self._stop.is_set():
            started = time.monotonic()
            self._process = subprocess.Popen(self._command, env=self._environment)
            code = self._process.wait()
            if self._stop.is_set():
                return
            is_healthy = time.monotonic() - started > HEALTHY_AFTER_S
            pause_s = SHORTEST_PAUSE_S if is_healthy else min(LONGEST_PAUSE_S, pause_s * 2)
            logger.warning("the worker ended with code %s; it starts again in %.1f s", code, pause_s)
            self._stop.wait(pause_s)


def _has_ended(process: "subprocess.Popen[bytes]", patience_s: float) -> bool:
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def start_worker_child(environment: dict[str, str] | None = None) -> Supervisor:
    """Start a supervised worker; call ``stop()`` or use it as a context manager."""
    supervisor = Supervisor(environment=environment)
    supervisor.start()
    return supervisor
