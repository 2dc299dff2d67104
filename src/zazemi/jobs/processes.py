"""Names of worker processes, and whether such a process still lives."""

import os
import socket

SEPARATOR = ":"


def own_name() -> str:
    """Return the name of this process: computer, process number, moment of its start."""
    pid = os.getpid()
    return SEPARATOR.join([socket.gethostname(), str(pid), _started(pid)])


def is_gone(name: str) -> bool:
    """Whether the named process surely does not live any more; of other computers nothing is sure."""
    host, _colon, rest = name.rpartition(SEPARATOR)[0].rpartition(SEPARATOR)
    started = name.rpartition(SEPARATOR)[2]
    if host != socket.gethostname() or not rest.isdigit():
        return False
    return not _lives(int(rest)) or _started(int(rest)) != started


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> str:
    """Moment of start in ticks since boot, where the system tells it; numbers of processes are used again."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stream:  # noqa: PTH123 - a kernel file
            text = stream.read()
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    is_zombie = fields[0] == "Z"
    return "" if is_zombie else fields[19]
