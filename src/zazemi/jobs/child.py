"""Heavy or risky work in a process of its own, with a limit of memory and of computing time.

The process is started afresh (nothing of the parent is inherited), gets its
limits before it loads the work, and ends with its parent. Messages and the
result come back through a pipe.
Units:   memory in MB of address space, time in seconds of processor time.
Raises:  JobCancelledError, ChildMemoryError, ChildTimeError, ChildKilledError, ChildBrokenError, or the
         ZazemiError of the work itself.
"""

import contextlib
import logging
import multiprocessing as mp
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, TypeVar

from zazemi.jobs.errors import (
    ChildBrokenError,
    ChildKilledError,
    ChildMemoryError,
    ChildTimeError,
    JobCancelledError,
)
from zazemi.values.errors import ZazemiError

A = TypeVar("A")
R = TypeVar("R")
MB = 1024 * 1024
ASK_EVERY_S = 0.2
PATIENCE_S = 3.0
logger = logging.getLogger(__name__)


class _Kind(Enum):
    MESSAGE = auto()
    RESULT = auto()
    ERROR = auto()
    MEMORY = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class _Limits:
    memory_mb: int
    cpu_s: int


def run_in_child(
    function: Callable[..., R],
    argument: A,
    *,
    memory_mb: int,
    cpu_s: int,
    on_message: Callable[[Any], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> R:
    """Run ``function(argument)`` in a limited process and return what it returns.

    Args:
        function: a function of a module; with ``on_message`` it is called as ``function(argument, tell)``
            and whatever it tells comes to ``on_message`` in this process.
        argument: anything that can be pickled, as the result and the messages.
        memory_mb: most address space; numpy and its libraries alone take about 600.
        cpu_s: most processor time.
        on_message: told every message, in order.
        is_cancelled: asked about five times a second; when true, the process is ended.
    """
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_child_main,
        args=(
            theirs,
            function.__module__,
            function.__qualname__,
            argument,
            _Limits(memory_mb, cpu_s),
            on_message is not None,
        ),
        daemon=True,
    )
    process.start()
    theirs.close()
    try:
        kind, content = _listen(ours, process, on_message or _ignore, is_cancelled or _never)
    finally:
        _end(process)
        ours.close()
    return _outcome(kind, content, process, _Limits(memory_mb, cpu_s))  # type: ignore[no-any-return]  # pickled


def _ignore(_message: object) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


def _listen(
    ours: Connection,
    process: SpawnProcess,
    on_message: Callable[[Any], None],
    is_cancelled: Callable[[], bool],
) -> tuple[_Kind | None, Any]:
    """Pass messages on until the process says its last word, dies, or is cancelled."""
    while True:
        if is_cancelled():
            raise JobCancelledError
        if not wait([ours, process.sentinel], timeout=ASK_EVERY_S):
            continue
        try:
            while ours.poll():
                kind, content = ours.recv()
                if kind is not _Kind.MESSAGE:
                    return kind, content
                on_message(content)
        except (EOFError, ConnectionResetError):
            process.join(PATIENCE_S)
            return None, None
        if not process.is_alive() and not ours.poll():
            return None, None


def _end(process: SpawnProcess) -> None:
    """Let it end, ask it to end, make it end."""
    process.join(PATIENCE_S if process.exitcode is not None else 0.1)
    if process.is_alive():
        process.terminate()
        process.join(PATIENCE_S)
    if process.is_alive():
        process.kill()
        process.join()


def _outcome(kind: _Kind | None, content: Any, process: SpawnProcess, limits: _Limits) -> Any:  # noqa: ANN401 - whatever the work returns
    if kind is _Kind.RESULT:
        return content
    if kind is _Kind.ERROR:
        raise content
    if kind is _Kind.MEMORY:
        raise ChildMemoryError(params={"memory_mb": limits.memory_mb})
    if kind is _Kind.BROKEN:
        name, trace = content
        logger.error("work in a child process failed:\n%s", trace)
        raise ChildBrokenError(params={"name": name})
    if process.exitcode is not None and process.exitcode >= 0:
        raise ChildBrokenError(params={"name": f"exit code {process.exitcode}"})
    number = -(process.exitcode or 0)
    if number == signal.SIGXCPU:
        raise ChildTimeError(params={"seconds": limits.cpu_s})
    raise ChildKilledError(params={"signal": number})


# ------------------------------------------------------------------ inside the child
def _child_main(
    pipe: Connection,
    module: str,
    name: str,
    argument: Any,  # noqa: ANN401 - whatever the work takes
    limits: _Limits,
    is_telling: bool,  # noqa: FBT001 - passed by position by multiprocessing
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    _limit(limits)
    try:
        work: Any = import_module(module)
        for part in name.split("."):
            work = getattr(work, part)
        arguments = [argument, lambda message: pipe.send((_Kind.MESSAGE, message))]
        pipe.send((_Kind.RESULT, work(*arguments if is_telling else arguments[:1])))
    except MemoryError:
        _say_memory(pipe)
    except ZazemiError as error:
        pipe.send((_Kind.ERROR, error))
    except Exception as error:  # noqa: BLE001 - the parent turns it into a sentence
        _say_broken(pipe, error)
    with contextlib.suppress(OSError):
        pipe.close()


def _say_memory(pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    pipe.send((_Kind.MEMORY, None))


def _say_broken(pipe: Connection, error: Exception) -> None:
    import traceback

    with contextlib.suppress(OSError):
        pipe.send((_Kind.BROKEN, (type(error).__name__, "".join(traceback.format_exception(error)))))


def _limit(limits: _Limits) -> None:
    """Set the limits; the hard one of time kills a process that survives the soft one."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * MB, hard))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    parent = mp.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="watch the parent", daemon=True).start()
