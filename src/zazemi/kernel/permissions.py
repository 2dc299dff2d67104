"""The slot ``permissions``: named rules over (Actor, record).

The library ``rules`` is known only here. A room writes ``permissions.py``::

    is_own_organisation = predicate(lambda viewer, place: place.organisation_id in viewer.organisation_ids)
    allow("network.change_place", holds(Role.REGIONAL_OFFICER) | (holds(Role.PROVIDER) & is_own_organisation))

and asks ``may(viewer, "network.change_place", place)``. Predicates run no queries in loops.
"""

from collections.abc import Callable
from typing import Any, cast

import rules

from zazemi.kernel.actor import Actor, Role

library: Any = rules  # untyped
Predicate = Any  # rules.Predicate: untyped, joined by & | ~
Question = Callable[..., bool]


def predicate(question: Question) -> Predicate:
    """Make a predicate of a function of the viewer, or of the viewer and the record."""
    return library.predicate(question)


def holds(*roles: Role) -> Predicate:
    """Return the predicate that the viewer holds one of the roles."""

    def has_one(viewer: Actor) -> bool:
        return viewer.has_role(*roles)

    return library.predicate(has_one)


is_signed_in: Predicate = predicate(lambda viewer: viewer.user_id is not None)
is_machine: Predicate = predicate(lambda viewer: viewer.is_machine)
everybody: Predicate = library.always_allow


def allow(name: str, rule: Predicate) -> None:
    """Give the named rule its predicate.

    Raises KeyError when the name is taken.
    """
    library.add_rule(name, rule)


def may(viewer: Actor, name: str, record: object = None) -> bool:
    """Whether the named rule lets the viewer do it with the record; an unknown rule refuses."""
    return cast("bool", library.rule_exists(name) and library.test_rule(name, viewer, record))
