"""From counts of people to tables for everybody.

Units:   persons.
Source:  primary and complementary cell suppression of official statistics
         (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4);
         the limit is a dated rule of this installation.
Raises:  CellsDifferError, TablesDoNotAddUpError, NothingLeftToHideError,
         TooManyGroupsError, UnknownMemberError, StillLeakingError.
Pure:    no database, no clock, no randomness: the same tables give the same result.

What the result promises, and nothing more: from the tables given here together
with those published before (of the same version of data) no hidden count, and
no small count by subtraction, can be computed to within the limit. It does not
protect against knowledge from elsewhere, nor against guesses from the way the
hidden cells were chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zazemi.measures.disclosure.atoms import Atoms, atoms_of
from zazemi.measures.disclosure.attack import Attack, Leak, TablesDoNotAddUpError
from zazemi.measures.disclosure.covering import cover, losses
from zazemi.measures.disclosure.tables import (
    Axis,
    CellKey,
    PersonTable,
    PublishedTable,
    SmallCountRule,
    key_of,
)
from zazemi.values.errors import ZazemiError
from zazemi.values.persons import opened
from zazemi.values.text import N_

MOST_SEARCHES = 300


class CellsDifferError(ZazemiError):
    """Two tables say different numbers about the same people."""

    message = N_("The tables %(first)s and %(second)s say different numbers about the same people.")
    way_out = N_("Make both from the same version of the data.")


class StillLeakingError(ZazemiError):
    """The last examination found something that could be computed; nothing is published."""

    message = N_("From the tables of %(counted)s a small count could still be computed.")
    way_out = N_("Publish fewer tables at once and report this to those who look after the system.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A leak in words of the tables: where, and between which values the count must lie."""

    counted: str
    cell: CellKey
    without: tuple[CellKey, ...]
    lowest: int
    highest: int


def publish(
    tables: Sequence[PersonTable],
    *,
    axes: Iterable[Axis],
    rule: SmallCountRule,
    earlier: Sequence[PublishedTable] = (),
) -> tuple[PublishedTable, ...]:
    """Hide small counts, and as much more as is needed so that they cannot be computed.

    Args:
        tables: everything to be published together; the result keeps the order.
        axes: the axes of all tables, earlier ones too.
        rule: the limit that holds on the day of publishing.
        earlier: tables that are public already. What they hide stays hidden;
            what they show of the same version of data counts as known.
    """
    known = {axis.name: axis for axis in axes}
    hidden: set[CellKey] = set()
    for family in _families([*tables, *earlier]):
        own = [table for table in tables if (table.counted, table.vintage) == family]
        before = [table for table in earlier if table.counted == family[0]]
        hidden |= _hidden_in(own, before, known, rule)
    published = tuple(_written(table, hidden, known) for table in tables)
    same = {(table.counted, table.vintage) for table in tables}
    findings = examine(
        [*published, *(table for table in earlier if (table.counted, table.vintage) in same)],
        axes=known.values(),
        rule=rule,
    )
    if findings:
        raise StillLeakingError(params={"counted": findings[0].counted})
    return published


def examine(
    tables: Sequence[PublishedTable], *, axes: Iterable[Axis], rule: SmallCountRule
) -> tuple[Finding, ...]:
    """Attack published tables all together; an empty answer means that they hold."""
    known = {axis.name: axis for axis in axes}
    findings: list[Finding] = []
    for family in _families(tables):
        mine = [table for table in tables if (table.counted, table.vintage) == family]
        shown = _shown_in(mine, known)
        atoms = atoms_of(_keys_of(mine, known), known.values())
        attack = _attack(atoms, shown, rule)
        small = [cell for cell, value in attack.shown.items() if 0 < value < rule.limit]
        leaks = [*(Leak(cell, None, shown[atoms.keys[cell]], shown[atoms.keys[cell]]) for cell in small)]
        leaks += attack.leaks()
        findings += [_finding(atoms, leak) for leak in leaks]
    return tuple(findings)


def _finding(atoms: Atoms, leak: Leak) -> Finding:
    without = leak.difference.without if leak.difference else ()
    return Finding(
        counted=atoms.keys[leak.cell][0],
        cell=atoms.keys[leak.cell],
        without=tuple(atoms.keys[one] for one in without),
        lowest=leak.lowest,
        highest=leak.highest,
    )


def _families(tables: Iterable[PersonTable | PublishedTable]) -> list[tuple[str, str]]:
    return sorted({(table.counted, table.vintage) for table in tables})


def _hidden_in(
    tables: Sequence[PersonTable],
    before: Sequence[PublishedTable],
    axes: Mapping[str, Axis],
    rule: SmallCountRule,
) -> set[CellKey]:
    """Return the cells to hide among tables of one counted thing and one version of data."""
    if not tables:
        return set()
    values = _values_of(tables, axes)
    same = [table for table in before if table.vintage == tables[0].vintage]
    shown_before = _shown_in(same, axes)
    hidden_before = _keys_of(before, axes) - _shown_in(before, axes).keys()
    primary = {key for key, value in values.items() if 0 < value < rule.limit}
    must = {key for key in primary | hidden_before if values.get(key, 1)} - shown_before.keys()
    keys = values.keys() | _keys_of(same, axes)
    atoms = atoms_of(keys, axes.values())
    everything = values | shown_before
    _attack(atoms, everything, rule)
    attack = _attack(atoms, {key: value for key, value in everything.items() if key not in must}, rule)
    fixed = frozenset(number for number, key in enumerate(atoms.keys) if key in shown_before)
    secondary = _close(attack, fixed)
    attack = _show_again(attack, secondary)
    return {atoms.keys[cell] for cell in attack.hidden}


def _attack(atoms: Atoms, shown: Mapping[CellKey, int], rule: SmallCountRule) -> Attack:
    numbers = {cell: shown[key] for cell, key in enumerate(atoms.keys) if key in shown}
    attack = Attack(atoms, numbers, rule.limit)
    if not attack.is_possible():
        raise TablesDoNotAddUpError(params={"counted": atoms.keys[0][0]})
    return attack


def _close(attack: Attack, fixed: frozenset[int]) -> dict[int, int]:
    """Hide further cells until nothing leaks; return them with their values."""
    hidden: dict[int, int] = {}
    while (leak := next(attack.leaks(), None)) is not None:
        hidden |= cover(attack, leak, fixed)
    return hidden


def _show_again(attack: Attack, secondary: Mapping[int, int]) -> Attack:
    """Show further hidden cells again, the greatest loss first, where nothing leaks by it.

    Stops after MOST_SEARCHES searches; the result holds anyway, it only hides more.
    """
    loss = losses(attack.atoms, attack.shown | dict(secondary))
    searches = 0
    for cell in sorted(secondary, key=lambda one: (-loss[one], one)):
        if searches > MOST_SEARCHES:
            break
        tried = attack.with_shown(cell, secondary[cell])
        if tried.is_possible() and next(tried.leaks(), None) is None:
            attack = tried
        searches += tried.searches
    return attack


def _values_of(tables: Sequence[PersonTable], axes: Mapping[str, Axis]) -> dict[CellKey, int]:
    values: dict[CellKey, tuple[int, str]] = {}
    for table in tables:
        for members, count in table.cells.items():
            number = opened(count)
            before, first = values.setdefault(key_of(table, members, axes), (number, table.name))
            if before != number:
                raise CellsDifferError(params={"first": first, "second": table.name})
    return {key: number for key, (number, _name) in values.items()}


def _shown_in(tables: Sequence[PublishedTable], axes: Mapping[str, Axis]) -> dict[CellKey, int]:
    return {
        key_of(table, members, axes): value
        for table in tables
        for members, value in table.cells.items()
        if value is not None
    }


def _keys_of(tables: Sequence[PublishedTable], axes: Mapping[str, Axis]) -> set[CellKey]:
    return {key_of(table, members, axes) for table in tables for members in table.cells}


def _written(table: PersonTable, hidden: set[CellKey], axes: Mapping[str, Axis]) -> PublishedTable:
    return PublishedTable(
        name=table.name,
        counted=table.counted,
        axes=table.axes,
        cells={
            members: None if key_of(table, members, axes) in hidden else opened(count)
            for members, count in table.cells.items()
        },
        vintage=table.vintage,
    )
