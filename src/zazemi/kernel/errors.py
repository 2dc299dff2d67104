"""Errors of the kernel, each with the way out."""

from typing import TYPE_CHECKING

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

if TYPE_CHECKING:
    from django.db.models import Model

    from zazemi.kernel.versions import Versioned


class OutsideStepError(ZazemiError):
    """A tracked record was written outside a step, so nobody would know who did it and why."""

    message = N_("The record %(record)s may be written only inside a step.")
    way_out = N_("Wrap the writing in kernel.steps.step(by, why).")


class UntrackedWriteError(ZazemiError):
    """A mass write would pass by the versions."""

    message = N_("%(model)s is tracked: %(operation)s would leave no version.")
    way_out = N_("Save the records one by one inside a step, or add new ones by kernel.versions.add_many.")


class StaleVersionError(ZazemiError):
    """Somebody else has saved the record since it was read."""

    message = N_("“%(record)s” has been saved by somebody else in the meantime.")
    way_out = N_("Compare both texts and save again; nothing you have typed is lost.")

    def __init__(self, current: "Versioned", base: "Model | None", *, expected_version: int) -> None:
        super().__init__(
            params={"record": str(current), "current": current.version, "expected": expected_version}
        )
        self.current = current
        self.base = base
        self.expected_version = expected_version

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Pickle with the current record and the base."""
        return _stale, (self.current, self.base, self.expected_version)


def _stale(current: "Versioned", base: "Model | None", expected_version: int) -> StaleVersionError:
    return StaleVersionError(current, base, expected_version=expected_version)


class RecordGoneError(ZazemiError):
    """The record was deleted since it was read."""

    message = N_("“%(record)s” has been deleted in the meantime.")
    way_out = N_("Its last version is on its page History.")


class AlreadyRegisteredError(ZazemiError):
    """Two things claim one name of a slot."""

    message = N_("The name “%(name)s” is already registered in the slot %(slot)s.")
    way_out = N_("Choose another name or remove one of the two.")


class NotRegisteredError(ZazemiError):
    """Nothing of that name is in the slot."""

    message = N_("Nothing named “%(name)s” is registered in the slot %(slot)s.")
    way_out = N_("Known names: %(known)s.")


class TransitionNotAllowedError(ZazemiError):
    """The workflow knows no such way from the present state."""

    message = N_("“%(record)s” cannot go the way “%(transition)s” from the state “%(state)s”.")
    way_out = N_("Possible from here: %(possible)s.")


class PastOutOfOrderError(ZazemiError):
    """A history loaded from outside goes back in time."""

    message = N_("“%(transition)s” on %(at)s comes before the preceding event on %(previous)s.")
    way_out = N_("Put the events in the order in which they happened.")


class BrokenHeadError(ZazemiError):
    """The one-row head of the audit chain is missing though entries exist."""

    message = N_("The audit chain has entries but no head.")
    way_out = N_("Run “zazemi doctor” and restore the last backup; nothing is written until then.")


class CollidingReferencesError(ZazemiError):
    """Moving what points at one record to another would break rules of the moved records."""

    message = N_("What belongs to “%(record)s” cannot be moved: %(listed)s.")
    way_out = N_("Settle these first: rename, end or correct them.")
