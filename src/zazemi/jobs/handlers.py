"""Who does which kind of work: the registry behind the slot ``jobs.background``.

An upper room registers a handler in its file ``background.py``; its
``AppConfig.ready`` imports that file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from zazemi.jobs.errors import UnknownJobKindError
from zazemi.kernel.actor import Actor


class JobContext(Protocol):
    """What a handler knows of its job and what it may say."""

    @property
    def job_id(self) -> int:
        """Number of the job."""

    @property
    def input(self) -> Mapping[str, Any]:
        """What was ordered."""

    @property
    def actor(self) -> Actor:
        """Who ordered it."""

    def report(self, progress: float, message: str = "", **params: object) -> None:
        """Say the part done (0 to 1) and an English msgid with its parameters.

        Raises:
            JobCancelledError: when the owner has cancelled in the meantime.
        """

    def is_cancelled(self) -> bool:
        """Whether the owner wants it stopped; cheap, asks the database at most twice a second."""


Outcome = dict[str, Any] | None
Handler = Callable[[JobContext], Outcome]


@dataclass(frozen=True, slots=True)
class _Registered:
    handler: Handler
    title: str
    is_repeatable: bool


_registered: dict[str, _Registered] = {}


def register(kind: str, handler: Handler, *, title: str = "", is_repeatable: bool = True) -> None:
    """Name the handler of a kind of work.

    Args:
        kind: name of the kind, lower-case English.
        handler: called in the worker with a ``JobContext``; returns JSON, whose key ``url`` says where
            the result is.
        title: English msgid of what people call such work.
        is_repeatable: whether the work may be started once more after the worker died in the middle.
    """
    _registered[kind] = _Registered(handler, title, is_repeatable)


def handler_of(kind: str) -> Handler:
    """Return the handler of a kind.

    Raises:
        UnknownJobKindError: nobody registered it.
    """
    if kind not in _registered:
        raise UnknownJobKindError(params={"kind": kind})
    return _registered[kind].handler


def is_repeatable(kind: str) -> bool:
    """Whether work of this kind may be started once more."""
    return kind in _registered and _registered[kind].is_repeatable


def title_of(kind: str) -> str:
    """Return the English msgid of what people call such work; the kind itself when nobody said."""
    return (_registered[kind].title if kind in _registered else "") or kind
