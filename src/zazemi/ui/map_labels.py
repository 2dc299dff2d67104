"""Where the names on a map stand: beside their dots, never over each other.

Units:   units of the drawing; letters of a wide bold face are 0.68 of their height.
Pure:    yes. The first names in the list have the first choice of place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 0.68
SIZE = 20
SIZE_ON_PHONE = 34
_GAP = 9

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A name with its dot, the place of its text and whether phones leave it out."""

    name: str
    dot: tuple[int, int]
    text_at: tuple[int, int]
    anchor: str
    is_lesser: bool


def place_labels(spots: Sequence[tuple[str, int, int]], *, width: int, height: int) -> list[PlacedLabel]:
    """Place names (name, x, y); a name without room is left out, its dot too."""
    taken: list[Box] = []
    taken_on_phone: list[Box] = []
    placed = []
    for name, x, y in spots:
        choice = _choice(name, x, y, SIZE, taken, (width, height))
        if choice is None:
            continue
        anchor, at, box = choice
        taken.append(box)
        phone_box = _box(name, *at, SIZE_ON_PHONE, anchor)
        is_lesser = _is_hit(phone_box, taken_on_phone) or not _is_inside(phone_box, width, height)
        if not is_lesser:
            taken_on_phone.append(phone_box)
        placed.append(PlacedLabel(name, (x, y), at, anchor, is_lesser))
    return placed


def _choice(
    name: str, x: int, y: int, size: int, taken: Sequence[Box], frame: tuple[int, int]
) -> tuple[str, tuple[int, int], Box] | None:
    offers = (
        ("start", (x + _GAP, y - 3)),
        ("end", (x - _GAP, y - 3)),
        ("middle", (x, y - 12)),
        ("middle", (x, y + size + 6)),
        ("start", (x + _GAP, y + size)),
        ("end", (x - _GAP, y + size)),
        ("start", (x + _GAP, y - size)),
        ("end", (x - _GAP, y - size)),
    )
    for anchor, at in offers:
        box = _box(name, *at, size, anchor)
        if _is_inside(box, *frame) and not _is_hit(box, taken):
            return anchor, at, box
    return None


def _box(name: str, x: int, y: int, size: int, anchor: str) -> Box:
    width = len(name) * size * LETTER
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return left, y - size, left + width, y + size * 0.25


def _is_hit(box: Box, taken: Sequence[Box]) -> bool:
    return any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)


def _is_inside(box: Box, width: int, height: int) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
