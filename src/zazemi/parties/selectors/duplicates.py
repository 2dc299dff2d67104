"""Which records are likely to be one: found by the rule of ``similarity``, decided by people.

Organisations: equal names with the same seat or an unknown one; similar names
with the same seat, e-mail or web; very similar names anywhere. Two records
with an IČO of their own are two and never offered. (Two records with the
same IČO cannot exist: the database refuses them.)
People: equal names with a common organisation or e-mail, or equal names alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from zazemi.parties.models import Function, Organisation, Person, Succession
from zazemi.parties.selectors.organisations import organisations
from zazemi.parties.selectors.people import people
from zazemi.parties.similarity import SIMILAR, SIMILAR_NEARBY, candidates, likeness, words_of
from zazemi.values.text import N_

SAME_NAME_AND_PLACE = N_("the same name and seat")
SAME_NAME = N_("the same name")
SIMILAR_NAME_NEARBY = N_("a similar name and the same seat, e-mail or web")
SIMILAR_NAME = N_("a very similar name")
SAME_NAME_AND_WORK = N_("the same name, and an organisation or e-mail in common")

R = TypeVar("R", Organisation, Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely(Generic[R]):
    """Two records that may be one; ``reason`` is a msgid, ``likeness`` 0..1."""

    one: R
    other: R
    reason: str
    likeness: float


def likely_organisations() -> list[Likely[Organisation]]:
    """Return pairs of organisations worth a look, the likeliest first; two queries.

    Of a pair the one with an IČO comes first, otherwise the older one.
    """
    rows = list(
        organisations().only("name", "name_sort", "ico", "kind", "email", "web", "municipality", "region")
    )
    following = set(Succession.objects.order_by().values_list("predecessor_id", "successor_id"))
    names = [words_of(one.name) for one in rows]
    found = []
    for first, second in candidates(names):
        one, other = sorted((rows[first], rows[second]), key=lambda row: (not row.ico, row.pk))
        if (one.ico and other.ico) or {(one.pk, other.pk), (other.pk, one.pk)} & following:
            continue
        measured = likeness(names[first], names[second])
        reason = _reason(one, other, measured)
        if reason:
            found.append(Likely(one=one, other=other, reason=reason, likeness=measured))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one.name_sort, pair.other.pk))


def _reason(one: Organisation, other: Organisation, measured: float) -> str:
    seats = {one.municipality_id, other.municipality_id} - {None}
    if measured >= 1:
        return (
            SAME_NAME_AND_PLACE
            if len(seats) == 1 and one.municipality_id == other.municipality_id
            else (SAME_NAME if len(seats) <= 1 else "")
        )
    is_near = one.municipality_id is not None and one.municipality_id == other.municipality_id
    shares = (
        is_near or (bool(one.email) and one.email == other.email) or (bool(one.web) and one.web == other.web)
    )
    if shares and measured >= SIMILAR_NEARBY:
        return SIMILAR_NAME_NEARBY
    return SIMILAR_NAME if measured >= SIMILAR and len(seats) <= 1 else ""


def likely_people() -> list[Likely[Person]]:
    """Return pairs of people with one name, those who share a work first; two queries."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people():
        by_name[person.name_folded].append(person)
    doubled = [group for group in by_name.values() if len(group) > 1]
    works = _works([person.pk for group in doubled for person in group])
    found = []
    for group in doubled:
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                shares = works[one.pk] & works[other.pk] or (one.email and one.email == other.email)
                reason = SAME_NAME_AND_WORK if shares else SAME_NAME
                found.append(Likely(one=one, other=other, reason=reason, likeness=1.0))
    return sorted(
        found, key=lambda pair: (pair.reason != SAME_NAME_AND_WORK, pair.one.name_sort, pair.other.pk)
    )


def _works(pks: Sequence[int]) -> dict[int, set[int]]:
    works: dict[int, set[int]] = defaultdict(set)
    rows = Function.objects.filter(person__in=pks).order_by().values_list("person_id", "organisation_id")
    for person_id, organisation_id in rows:
        works[person_id].add(organisation_id)
    return works
