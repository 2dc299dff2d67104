"""Tables of people: before they are published, and after.

Units:   persons, whole numbers.
Raises:  AxisLoopError, UnknownMemberError, UnknownRuleError.
Pure:    no database, no clock, no randomness.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from zazemi.values.errors import ZazemiError
from zazemi.values.persons import PersonCount
from zazemi.values.text import N_

Parts = frozenset[str]
CellKey = tuple[str, tuple[tuple[str, Parts], ...]]
"""What is counted, and the parts of every axis on which the cell is not the whole."""

ALLOWED_LIMITS = (3, 5, 10)


class AxisLoopError(ZazemiError):
    """A member of an axis lies, over others, in itself."""

    message = N_("On the axis %(axis)s the member %(member)s is a part of itself.")
    way_out = N_("Correct the list of parts and wholes.")


class UnknownMemberError(ZazemiError):
    """A table names an axis or a member that nobody described."""

    message = N_("The table %(table)s names “%(member)s”, which is not on the axis %(axis)s.")
    way_out = N_("Add the member to the axis, or correct the table.")


class UnknownRuleError(ZazemiError):
    """No limit of small counts holds on the day, or the limit is not one of the allowed ones."""

    message = N_("“%(text)s” says no limit of small counts.")
    way_out = N_("Write the first day and the limit 3, 5 or 10, for example 2026-01-01:5.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCountRule:
    """From a day on, counts from 1 to ``limit`` - 1 are hidden; what is hidden spans at least ``limit``."""

    limit: int
    valid_from: dt.date


def small_count_rules(text: str) -> tuple[SmallCountRule, ...]:
    """Read dated limits such as ``2026-01-01:5 2027-01-01:10``, in the order of days."""
    rules = []
    for word in text.split():
        day, _, limit = word.partition(":")
        try:
            rule = SmallCountRule(valid_from=dt.date.fromisoformat(day), limit=int(limit))
        except ValueError:
            raise UnknownRuleError(params={"text": word}) from None
        if rule.limit not in ALLOWED_LIMITS:
            raise UnknownRuleError(params={"text": word})
        rules.append(rule)
    return tuple(sorted(rules, key=lambda rule: rule.valid_from))


def rule_on(day: dt.date, rules: Sequence[SmallCountRule]) -> SmallCountRule:
    """Return the rule that holds on the day.

    Raises UnknownRuleError when the first one starts later.
    """
    held = [rule for rule in rules if rule.valid_from <= day]
    if not held:
        raise UnknownRuleError(params={"text": day.isoformat()})
    return max(held, key=lambda rule: rule.valid_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Along what people are counted: every member as the set of its smallest parts.

    Members may overlap and lie in each other in any way: municipalities, areas
    of ORP, districts and the region; months, quarters and years.
    """

    name: str
    members: Mapping[str, Parts]

    @property
    def whole(self) -> Parts:
        """All smallest parts."""
        return frozenset[str]().union(*self.members.values())

    @classmethod
    def of(cls, name: str, lies_in: Iterable[tuple[str, str]]) -> Self:
        """Make an axis from pairs (part, whole); what is no whole of anything is a smallest part."""
        inside: dict[str, list[str]] = {}
        for part, whole in lies_in:
            inside.setdefault(whole, []).append(part)
            inside.setdefault(part, [])
        found: dict[str, Parts] = {}

        def parts_of(member: str, above: tuple[str, ...]) -> Parts:
            if member in above:
                raise AxisLoopError(params={"axis": name, "member": member})
            if member not in found:
                deeper = (parts_of(one, (*above, member)) for one in inside[member])
                found[member] = frozenset[str]().union(*deeper) if inside[member] else frozenset({member})
            return found[member]

        for member in inside:
            parts_of(member, ())
        return cls(name=name, members=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTable:
    """Counts of people along some axes; a cell is named by one member of each.

    ``counted`` names what is counted: tables with the same name speak about the
    same people, and their cells must add up. ``vintage`` is the version of the
    data: tables of another one are not compared by number.
    """

    name: str
    counted: str
    axes: tuple[str, ...]
    cells: Mapping[tuple[str, ...], PersonCount]
    vintage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """A table that everybody may read; a hidden cell is None."""

    name: str
    counted: str
    axes: tuple[str, ...]
    cells: Mapping[tuple[str, ...], int | None]
    vintage: str = ""

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(1 for value in self.cells.values() if value is None)


def key_of(
    table: PersonTable | PublishedTable, members: tuple[str, ...], axes: Mapping[str, Axis]
) -> CellKey:
    """Return what the cell is about, the same for the same people in every table.

    Raises UnknownMemberError.
    """
    places = []
    if len(members) != len(table.axes):
        raise UnknownMemberError(
            params={"table": table.name, "member": ", ".join(members), "axis": ", ".join(table.axes)}
        )
    for axis_name, member in zip(table.axes, members, strict=True):
        axis = axes.get(axis_name)
        if axis is None or member not in axis.members:
            raise UnknownMemberError(params={"table": table.name, "member": member, "axis": axis_name})
        if axis.members[member] != axis.whole:
            places.append((axis_name, axis.members[member]))
    return table.counted, tuple(sorted(places, key=lambda place: place[0]))
