"""Functions that tests run in a child process; they must be importable there."""

import os
import signal
import time

from zazemi.values.errors import ZazemiError


class OddError(ZazemiError):
    message = "%(number)s is odd."
    way_out = "Take an even one."


def double(number):
    return number * 2


def count(number, tell):
    for step in range(number):
        tell(step)
    return number


def refuse(number):
    raise OddError(where="cell A1", params={"number": number})


def fail(_):
    raise KeyError("sEcReT")


def eat_memory(_):
    return len(bytearray(4 * 1024 * 1024 * 1024))


def burn(_):
    while True:
        pass


def kill_itself(_):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_):
    os._exit(3)


def wait_for_ever(_, tell):
    tell(os.getpid())
    while True:
        time.sleep(60)


def ignore_the_polite_end(_, tell):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    tell(os.getpid())
    while True:
        time.sleep(60)
