"""Life cycles: a state changes only by a named transition, in a step, with who and why.

django-fsm-2 is known only here. Nobody gets around a transition: history loaded from outside walks the
allowed transitions with its own dates (``record_past``).
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django_fsm import FSMField, TransitionNotAllowed
from django_fsm import transition as fsm_transition

from zazemi.kernel.actor import Actor
from zazemi.kernel.errors import PastOutOfOrderError, TransitionNotAllowedError
from zazemi.kernel.steps import step
from zazemi.kernel.versions import Versioned

Condition = Callable[[Any], bool]
Method = Callable[..., object]


class StateField(FSMField):
    """A state that only transitions change; give ``default`` and ``choices``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        kwargs.setdefault("protected", True)
        super().__init__(*args, **kwargs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """One transition that happened before the system knew the record."""

    transition: str
    at: dt.datetime
    details: Mapping[str, object] = field(default_factory=dict)


def transition(
    field_name: str,
    source: str | Sequence[str],
    target: str,
    *,
    why: str = "",
    conditions: Sequence[Condition] = (),
) -> Callable[[Method], Method]:
    """Mark a method of a tracked record as a transition.

    The method is called with ``by`` and, if it wishes to differ from the declared reason, ``why``; it runs
    in a step and the record is saved after it.

    Args:
        field_name: the ``StateField``.
        source: the state or states it may start from; ``"*"`` is any.
        target: the state after it.
        why: the reason kept in the audit chain when the caller gives none (a message marked by ``N_``).
        conditions: all must hold for the record.

    Raises (when called): TransitionNotAllowedError.
    """
    states = source if isinstance(source, str) else list(source)

    def declare(method: Method) -> Method:
        guarded = fsm_transition(field=field_name, source=states, target=target, conditions=list(conditions))(
            method
        )

        @wraps(guarded)
        def walk(record: Versioned, *, by: Actor, why: str = why, **details: object) -> object:
            with step(by, why or method.__name__):
                try:
                    result = guarded(record, by=by, **details)
                except TransitionNotAllowed as refusal:
                    raise _refusal(record, field_name, method.__name__) from refusal
                record.save()
                return result

        return walk

    return declare


def allowed_transitions(record: Versioned, field_name: str = "state") -> list[str]:
    """Return the names of the transitions possible from the present state, sorted."""
    listed = getattr(record, f"get_available_{field_name}_transitions")
    return sorted(str(one.name) for one in listed())


def record_past(record: Versioned, events: Sequence[PastEvent], *, by: Actor, why: str) -> None:
    """Walk a saved record through transitions that happened earlier, each with its own date.

    The versions bear the dates of the events, the audit chain the true moment of recording.

    Raises:
        TransitionNotAllowedError: the events are no way through the workflow.
        PastOutOfOrderError: an event precedes the one before it.
    """
    previous: dt.datetime | None = None
    with step(by, why):
        try:
            for event in events:
                if previous is not None and event.at < previous:
                    params = {"transition": event.transition, "at": event.at, "previous": previous}
                    raise PastOutOfOrderError(params=params)
                record._happened_at = previous = event.at  # noqa: SLF001 - kernel.versions keeps it for us
                getattr(record, event.transition)(by=by, why=why, **event.details)
        finally:
            record._happened_at = None  # noqa: SLF001 - as above


def _refusal(record: Versioned, field_name: str, name: str) -> TransitionNotAllowedError:
    return TransitionNotAllowedError(
        params={
            "record": str(record),
            "transition": name,
            "state": str(getattr(record, field_name)),
            "possible": ", ".join(allowed_transitions(record, field_name)) or "-",
        }
    )
