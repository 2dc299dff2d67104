"""A business step: one transaction, one entry of the audit chain, however many services take part."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from zazemi.kernel import audit, clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.digests import RowReference, written_of
from zazemi.kernel.errors import OutsideStepError


@dataclass(slots=True)
class Step:
    """The running step: who, why, when, and what has been written so far."""

    by: Actor
    why: str
    at: dt.datetime
    rows: list[RowReference] = field(default_factory=list)
    erased: list[audit.Written] = field(default_factory=list)


_running: ContextVar[Step | None] = ContextVar("running_step", default=None)


def require_step(what: object) -> Step:
    """Return the running step.

    Raises OutsideStepError naming what would have been written without one.
    """
    running = _running.get()
    if running is None:
        raise OutsideStepError(params={"record": str(what)})
    return running


@contextmanager
def step(by: Actor, why: str) -> Iterator[Step]:
    """Run a business step; the outermost one is the transaction, nested ones join it.

    Args:
        by: who acts; of nested steps the outermost one counts.
        why: a few words for people, kept in the audit chain and shown in histories.

    Raises:
        RuntimeError: when a foreign transaction is open, since the step could not promise that its
            end is the commit (the transaction of a test case is allowed).
    """
    outer = _running.get()
    if outer is not None:
        with _joined(outer):
            yield outer
        return
    with transaction.atomic(durable=True):
        running = Step(by=by, why=str(why), at=clock.now())
        token = _running.set(running)
        try:
            yield running
            _close(running)
        finally:
            _running.reset(token)


@contextmanager
def _joined(outer: Step) -> Iterator[None]:
    rows, erased = len(outer.rows), len(outer.erased)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del outer.rows[rows:]
        del outer.erased[erased:]
        raise


def _close(running: Step) -> None:
    items = [*written_of(running.rows), *running.erased]
    if items:
        audit.append(by=running.by, why=running.why, at=running.at, items=items)
