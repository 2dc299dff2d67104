"""Work in a limited process: results, messages, limits, cancel, kill."""

import os
import signal

import pytest
from tests.jobs import work_for_children as work

from zazemi.jobs.child import run_in_child
from zazemi.jobs.errors import (
    ChildBrokenError,
    ChildKilledError,
    ChildMemoryError,
    ChildTimeError,
    JobCancelledError,
)

LIMITS = {"memory_mb": 700, "cpu_s": 20}


def _is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_result_comes_back():
    assert run_in_child(work.double, 21, **LIMITS) == 42


def test_messages_come_in_order():
    told = []
    assert run_in_child(work.count, 5, on_message=told.append, **LIMITS) == 5
    assert told == [0, 1, 2, 3, 4]


def test_an_error_for_people_comes_back_whole():
    with pytest.raises(work.OddError) as caught:
        run_in_child(work.refuse, 3, **LIMITS)
    assert str(caught.value) == "cell A1: 3 is odd. Take an even one."


def test_a_mistake_comes_back_without_its_detail(caplog):
    with pytest.raises(ChildBrokenError) as caught:
        run_in_child(work.fail, 3, **LIMITS)
    assert "KeyError" in str(caught.value)
    assert "sEcReT" not in str(caught.value)
    assert "sEcReT" in caplog.text


def test_too_much_memory_is_said_in_a_sentence():
    with pytest.raises(ChildMemoryError, match="more memory than it is allowed"):
        run_in_child(work.eat_memory, None, **LIMITS)


def test_too_much_time_is_said_in_a_sentence():
    with pytest.raises(ChildTimeError):
        run_in_child(work.burn, None, memory_mb=700, cpu_s=1)


def test_a_killed_process_is_said_in_a_sentence():
    with pytest.raises(ChildKilledError, match="signal 9"):
        run_in_child(work.kill_itself, None, **LIMITS)


def test_a_process_that_leaves_without_a_word_is_a_mistake():
    with pytest.raises(ChildBrokenError, match="exit code 3"):
        run_in_child(work.leave, None, **LIMITS)


@pytest.mark.parametrize("function", [work.wait_for_ever, work.ignore_the_polite_end])
def test_cancelled_work_is_ended_even_when_it_resists(function):
    pids = []
    with pytest.raises(JobCancelledError):
        run_in_child(function, None, on_message=pids.append, is_cancelled=lambda: bool(pids), **LIMITS)
    assert _is_gone(pids[0])


def test_killing_the_process_from_outside_is_noticed():
    with pytest.raises(ChildKilledError, match="signal 9"):
        run_in_child(work.wait_for_ever, None, on_message=lambda pid: os.kill(pid, signal.SIGKILL), **LIMITS)
