"""The slot ``person_counts``: the public tables of our own counts of people.

A room that publishes counts of people registers how to read them again::

    person_counts.register("impact.supported", Declaration(axes=..., tables=...))

``zazemi doctor`` and a test attack all declared tables together, so that two
rooms cannot give away by difference what each of them hides. Official figures
that others published (index inputs, population) are no counts of ours.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from zazemi.kernel import clock
from zazemi.kernel.checks import Finding
from zazemi.kernel.registry import Registry
from zazemi.measures.disclosure import (
    Axis,
    PublishedTable,
    SmallCountRule,
    TablesDoNotAddUpError,
    examine,
    rule_on,
    small_count_rules,
)
from zazemi.values.text import N_


@dataclass(frozen=True, slots=True)
class Declaration:
    """How to get the axes and the tables that are public now."""

    axes: Callable[[], Iterable[Axis]]
    tables: Callable[[], Iterable[PublishedTable]]


person_counts: Registry[Declaration] = Registry("person_counts")


def small_count_rule(on: dt.date | None = None) -> SmallCountRule:
    """Return the limit of small counts that holds on the day (setting ``SMALL_COUNTS``)."""
    return rule_on(on or clock.today(), small_count_rules(settings.SMALL_COUNTS))


def public_tables() -> tuple[list[Axis], list[PublishedTable]]:
    """Return the axes and tables of all rooms; axes of one name are joined."""
    axes: dict[str, dict[str, frozenset[str]]] = {}
    tables: list[PublishedTable] = []
    for declaration in person_counts:
        for axis in declaration.axes():
            axes.setdefault(axis.name, {}).update(axis.members)
        tables += declaration.tables()
    return [Axis(name=name, members=members) for name, members in sorted(axes.items())], tables


def leaking_counts() -> Iterator[Finding]:
    """Yield what anybody could compute from all public tables together."""
    axes, tables = public_tables()
    try:
        found = examine(tables, axes=axes, rule=small_count_rule()) if tables else ()
    except TablesDoNotAddUpError as error:
        yield Finding(message=error.message, params=error.params)
        return
    for one in found:
        place = ", ".join(f"{name}: {'+'.join(sorted(parts))}" for name, parts in one.cell[1])
        yield Finding(
            message=N_(
                "From public tables of “%(counted)s” a count between %(lowest)s and %(highest)s is known."
            ),
            where=place,
            params={"counted": one.counted, "lowest": one.lowest, "highest": one.highest},
        )
