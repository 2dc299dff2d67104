"""When two names are likely to be one: the documented rule of the search for duplicates.

A name is compared without diacritics, case, punctuation, legal form and order of
words. Its likeness to another one is the Dice coefficient of pairs of letters:
twice the common pairs divided by all pairs, 0..1. Names are *equal* at 1;
*similar* from ``SIMILAR_NEARBY`` up where the records share a place or an
e-mail, from ``SIMILAR`` up otherwise.
Pure:    yes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from zazemi.values.names import folded

SIMILAR_NEARBY = 0.80
"""Likeness of two names with the same place that is worth a look."""
SIMILAR = 0.92
"""Likeness of two names without a common place that is worth a look."""
LARGEST_BLOCK = 60
"""A word that more names share than this says nothing and is not followed."""
_SHORTEST_WORD = 4

_LEGAL_FORMS = re.compile(
    r"\b(z ?s|z ?u|o ?p ?s|s ?r ?o|spol s r ?o|a ?s|p ?s|p ?o|prispevkova organizace|"
    r"obecne prospesna spolecnost|zapsany spolek|zapsany ustav|spolek|ustav|"
    r"obecni urad|mestsky urad|urad|statutarni mesto|mesto|mestys|obec)\b"
)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def words_of(name: str) -> tuple[str, ...]:
    """Return the telling words of a name in alphabetical order; all of them where none tells."""
    plain = _NO_LETTERS.sub(" ", folded(name)).strip()
    told = tuple(sorted(_LEGAL_FORMS.sub(" ", plain).split()))
    return told or tuple(sorted(plain.split()))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two names are, 0..1; the names are given by ``words_of``."""
    if tuple(one) == tuple(other):
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    total = sum(pairs.values()) + sum(others.values())
    common = sum((pairs & others).values())
    return min(2 * common / total, 1 - 1e-9) if total else 0.0


def candidates(names: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions worth comparing: they share a telling word, or its first letters."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(names):
        for block in {word[:_SHORTEST_WORD] for word in words}:
            blocks[block].append(place)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > LARGEST_BLOCK:
            continue
        for at, first in enumerate(members):
            for second in members[at + 1 :]:
                if (first, second) not in seen:
                    seen.add((first, second))
                    yield first, second


def _pairs(words: Sequence[str]) -> Counter[str]:
    return Counter(f" {word} "[at : at + 2] for word in words for at in range(len(word) + 1))
