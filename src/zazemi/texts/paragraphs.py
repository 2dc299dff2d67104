"""Paragraphs: reading a text as people write it, comparing two versions, merging two people's changes.

Source:  three-way merge by paragraph, alignment by longest matching blocks (``difflib``).
Pure:    no database, no clock.

People write plain text: an empty line divides paragraphs, ``# `` begins a
heading, ``- `` an item of a list. A paragraph keeps its id while its words
change, so that comments and decisions stay with it.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

ALIKE = 0.5
"""From this share of common words on, a rewritten paragraph is the same one (difflib's ratio)."""
_BLANK = re.compile(r"\n[ \t]*\n+")


class ParagraphKind(StrEnum):
    """What a paragraph is in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; ``id`` is ``p`` and a number, unique in the life of the text."""

    id: str
    kind: ParagraphKind
    words: str

    def to_json(self) -> dict[str, str]:
        """Return the paragraph as it is stored."""
        return {"id": self.id, "kind": str(self.kind), "words": self.words}


class Change(StrEnum):
    """What happened to a paragraph between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stayed, came or went, in the order of reading."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of a comparison; ``old`` or ``new`` is None where the paragraph is not there."""

    change: Change
    old: Paragraph | None
    new: Paragraph | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One paragraph in a merge of two changes; a side is None where it is not there on that side.

    ``chosen`` is ``mine`` or ``theirs`` where only one side changed it, empty where people must decide.
    """

    id: str
    base: Paragraph | None
    mine: Paragraph | None
    theirs: Paragraph | None
    chosen: str

    @property
    def is_same(self) -> bool:
        """Whether both sides left it as it was, or changed it the same way."""
        return self.mine == self.theirs

    @property
    def is_open(self) -> bool:
        """Whether people must decide."""
        return not self.is_same and not self.chosen


MINE, THEIRS = "mine", "theirs"
_MARKS = {ParagraphKind.HEADING: "# ", ParagraphKind.ITEM: "- ", ParagraphKind.PARAGRAPH: ""}


def loaded(stored: Iterable[Mapping[str, str]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs as stored."""
    return tuple(
        Paragraph(id=one["id"], kind=ParagraphKind(one["kind"]), words=one["words"]) for one in stored
    )


def source_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text as people write it; items of one list follow each other without empty lines."""
    lines: list[str] = []
    for before, one in zip([None, *paragraphs], paragraphs, strict=False):
        in_list = before is not None and before.kind == one.kind == ParagraphKind.ITEM
        lines += [] if before is None or in_list else [""]
        lines.append(_MARKS[one.kind] + one.words)
    return "\n".join(lines)


def read(source: str, before: Sequence[Paragraph], first_number: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a typed text; those that continue old ones keep their ids.

    Args:
        source: what was typed.
        before: paragraphs of the version it was made from.
        first_number: from which number new ids are given; higher than any id ever used in the text.
    """
    typed = [_typed(block) for block in _blocks(source)]
    kept = _aligned([one.words for one in before], [words for _kind, words in typed])
    number = first_number
    found: list[Paragraph] = []
    for place, (kind, words) in enumerate(typed):
        old = before[kept[place]].id if place in kept else f"p{number}"
        number += place not in kept
        found.append(Paragraph(id=old, kind=kind, words=words))
    return tuple(found)


def compare(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Compared, ...]:
    """Return both versions line by line, in the order of the new one; removed ones stand where they stood."""
    by_id = {one.id: one for one in old}
    kept = {one.id for one in new}
    removed_after = _after(old, kept)
    rows = [_removed(one) for one in removed_after.get("", ())]
    for one in new:
        rows.append(_compared(by_id.get(one.id), one))
        rows += [_removed(gone) for gone in removed_after.get(one.id, ())]
    return tuple(rows)


def merge(
    base: Sequence[Paragraph], mine: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> tuple[Segment, ...]:
    """Return both sides' changes paragraph by paragraph, in the order of theirs.

    What I added stands after the paragraph it follows in mine; what they
    removed and I changed stands after the paragraph it followed at first.
    """
    sides = [{one.id: one for one in side} for side in (base, mine, theirs)]
    order = [one.id for one in theirs]
    for side in (base, mine):
        _weave(order, [one.id for one in side])
    return tuple(_segment(key, *(side.get(key) for side in sides)) for key in order)


def merged(segments: Sequence[Segment], picks: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs that hold after people chose; an undecided one keeps theirs."""
    done = []
    for one in segments:
        pick = picks.get(one.id, one.chosen) if not one.is_same else THEIRS
        paragraph = one.mine if pick == MINE else one.theirs
        done += [paragraph] if paragraph is not None else []
    return tuple(done)


def with_words(paragraph: Paragraph, words: str) -> Paragraph:
    """Return the paragraph with other words."""
    return replace(paragraph, words=words)


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Return which words stayed, went and came."""
    before, after = old.split(), new.split()
    found: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(change=Change.SAME, words=" ".join(after[c:d])))
            continue
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        found += [Piece(change=Change.REMOVED, words=gone)] if gone else []
        found += [Piece(change=Change.ADDED, words=come)] if come else []
    return tuple(found)


def _blocks(source: str) -> list[str]:
    """Divide by empty lines; a heading or an item also ends where the next line begins anew."""
    blocks: list[str] = []
    for part in _BLANK.split(source.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        for line in part.splitlines():
            starts_anew = line.startswith(("# ", "- ")) or bool(lines and lines[0].startswith("# "))
            if starts_anew and lines:
                blocks.append("\n".join(lines))
                lines = []
            lines.append(line)
        blocks.append("\n".join(lines))
    return [block for block in blocks if block.strip(" \t\n#-")]


def _typed(block: str) -> tuple[ParagraphKind, str]:
    text = block.strip()
    for kind in (ParagraphKind.HEADING, ParagraphKind.ITEM):
        if text.startswith(_MARKS[kind]):
            return kind, " ".join(text.removeprefix(_MARKS[kind]).split())
    return ParagraphKind.PARAGRAPH, " ".join(text.split())


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which old paragraph each new one continues: equal ones first, then rewritten ones in order."""
    kept: dict[int, int] = {}
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            kept.update(zip(range(c, d), range(a, b), strict=True))
        elif kind == "replace":
            kept.update(_rewritten(old, new, range(a, b), range(c, d)))
    return kept


def _rewritten(old: Sequence[str], new: Sequence[str], gone: range, come: range) -> dict[int, int]:
    kept: dict[int, int] = {}
    start = gone.start
    for place in come:
        ratios = [(_ratio(old[at], new[place]), -at) for at in range(start, gone.stop)]
        best, at = max(ratios, default=(0.0, 0))
        if best >= ALIKE:
            kept[place] = -at
            start = -at + 1
    return kept


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _after(old: Sequence[Paragraph], kept: set[str]) -> dict[str, list[Paragraph]]:
    """Return the removed paragraphs by the id of the kept one they followed."""
    found: dict[str, list[Paragraph]] = {}
    last = ""
    for one in old:
        if one.id in kept:
            last = one.id
        else:
            found.setdefault(last, []).append(one)
    return found


def _removed(one: Paragraph) -> Compared:
    pieces = (Piece(change=Change.REMOVED, words=one.words),)
    return Compared(change=Change.REMOVED, old=one, new=None, pieces=pieces)


def _compared(old: Paragraph | None, new: Paragraph) -> Compared:
    if old is None:
        pieces = (Piece(change=Change.ADDED, words=new.words),)
        return Compared(change=Change.ADDED, old=None, new=new, pieces=pieces)
    is_same = (old.kind, old.words) == (new.kind, new.words)
    change = Change.SAME if is_same else Change.CHANGED
    return Compared(change=change, old=old, new=new, pieces=pieces_of(old.words, new.words))


def _weave(order: list[str], keys: Sequence[str]) -> None:
    """Put the keys that are not in the order yet behind the ones they follow."""
    at = 0
    for key in keys:
        if key in order:
            at = order.index(key) + 1
        else:
            order.insert(at, key)
            at += 1


def _segment(key: str, base: Paragraph | None, mine: Paragraph | None, theirs: Paragraph | None) -> Segment:
    chosen = ""
    if mine == base:
        chosen = THEIRS
    elif theirs == base:
        chosen = MINE
    return Segment(id=key, base=base, mine=mine, theirs=theirs, chosen=chosen)
