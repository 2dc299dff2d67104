"""From borders to whole-number SVG paths: projection, rings, lines between groups, the outer edge.

Units:   input WKB in degrees WGS 84; output units of the drawing (1000 wide unless told),
         ``km_per_unit`` kilometres in one unit.
Shapes:  one path string per area, in the order of the input.
Source:  ``visual.md`` chapter 5: longitudes times cos of the middle latitude, relative paths.
Pure:    but for a small memory of drawings, kept by the digest of their borders.
"""

import hashlib
import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zazemi.ui import map_lines
from zazemi.ui.shapes import Rings, rings_of

KM_PER_DEGREE = 111.195
"""Kilometres in one degree of latitude on a sphere of 6371 km."""
WIDTH = 1000
MARGIN = 12
KEPT_DRAWINGS = 24
MARGIN_OF_FOCUS = 0.06
_MIN_RING = 3

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become units of the drawing."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: int
    height: int

    @property
    def km_per_unit(self) -> float:
        """Kilometres in one unit of the drawing."""
        return KM_PER_DEGREE / self.scale_y

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """Return where a point lies in the drawing."""
        return round((lon - self.west) * self.scale_x) + MARGIN, round(
            (self.north - lat) * self.scale_y
        ) + MARGIN

    def places(self, lonlat: npt.NDArray[np.float64]) -> Whole:
        """Return where points (rows of longitude, latitude) lie in the drawing."""
        x = np.rint((lonlat[:, 0] - self.west) * self.scale_x) + MARGIN
        y = np.rint((self.north - lonlat[:, 1]) * self.scale_y) + MARGIN
        return np.column_stack((x, y)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything of a map that does not depend on its colours."""

    frame: Frame
    paths: tuple[str, ...]
    is_inside: tuple[bool, ...]
    group_lines: str
    edge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingOrder:
    """What to draw: borders, the group each belongs to, which are in focus (all when none), how wide."""

    wkbs: Sequence[bytes]
    groups: Sequence[str]
    focus: Sequence[bool] = ()
    width: int = WIDTH
    simplify_degrees: float = 0.0

    def digest(self) -> str:
        """Return the fingerprint of the order; equal orders give the same drawing."""
        made = hashlib.blake2b(digest_size=16)
        for wkb, group in zip(self.wkbs, self.groups, strict=True):
            made.update(len(wkb).to_bytes(4, "big") + wkb + group.encode() + b"\0")
        made.update(bytes(self.focus) + f"{self.width}/{self.simplify_degrees}".encode())
        return made.hexdigest()


_memory: OrderedDict[str, Drawing] = OrderedDict()
_lock = threading.Lock()


def drawing(order: DrawingOrder) -> Drawing:
    """Return the drawing of an order, from memory when it has been drawn before."""
    key = order.digest()
    with _lock:
        if key in _memory:
            _memory.move_to_end(key)
            return _memory[key]
    made = draw(order)
    with _lock:
        _memory[key] = made
        while len(_memory) > KEPT_DRAWINGS:
            _memory.popitem(last=False)
    return made


def draw(order: DrawingOrder) -> Drawing:
    """Draw the borders: one path per area, lines between groups, the outer edge."""
    rings = rings_of(order.wkbs, simplify_degrees=order.simplify_degrees)
    count = len(order.wkbs)
    focus = np.array(order.focus, dtype=bool) if len(order.focus) else np.ones(count, dtype=bool)
    frame = _frame_around(rings, focus, order.width)
    is_inside = _touches(rings, frame, count)
    kept = is_inside[rings.area_of_ring[rings.ring_of_point]]
    points, ring_of_point = frame.places(rings.points[kept]), rings.ring_of_point[kept]
    points, ring_of_point = _without_repeats(points, ring_of_point)
    paths = _paths(points, ring_of_point, rings.area_of_ring, count)
    group_lines, edge = map_lines.between(points, ring_of_point, rings.area_of_ring, order.groups)
    return Drawing(frame, tuple(paths), tuple(is_inside.tolist()), group_lines, edge)


def _frame_around(rings: Rings, focus: npt.NDArray[np.bool_], width: int) -> Frame:
    chosen = rings.points[focus[rings.area_of_ring[rings.ring_of_point]]]
    west, south = chosen.min(axis=0)
    east, north = chosen.max(axis=0)
    if not focus.all():
        pad_x, pad_y = (east - west) * MARGIN_OF_FOCUS, (north - south) * MARGIN_OF_FOCUS
        west, east, south, north = west - pad_x, east + pad_x, south - pad_y, north + pad_y
    shrink = math.cos(math.radians((south + north) / 2))
    scale_x = width / max(float(east - west), 1e-6)
    scale_y = scale_x / shrink
    height = round(float(north - south) * scale_y)
    return Frame(float(west), float(north), scale_x, scale_y, width + 2 * MARGIN, height + 2 * MARGIN)


def _touches(rings: Rings, frame: Frame, count: int) -> npt.NDArray[np.bool_]:
    """Say which areas reach into the frame."""
    x = (rings.points[:, 0] - frame.west) * frame.scale_x
    y = (frame.north - rings.points[:, 1]) * frame.scale_y
    area = rings.area_of_ring[rings.ring_of_point]
    boxes = np.full((4, count), np.inf)
    for row, values in enumerate((x, -x, y, -y)):
        np.minimum.at(boxes[row], area, values)
    east, south = frame.width, frame.height
    found = (boxes[0] <= east) & (-boxes[1] >= 0) & (boxes[2] <= south) & (-boxes[3] >= 0)
    return np.asarray(found, dtype=bool)


def _without_repeats(points: Whole, ring_of_point: Whole) -> tuple[Whole, Whole]:
    """Drop points that fall on the one before them in the same ring; rings stay closed."""
    moved = np.ones(len(points), dtype=bool)
    moved[1:] = (np.diff(points, axis=0) != 0).any(axis=1) | (np.diff(ring_of_point) != 0)
    return points[moved], ring_of_point[moved]


def _paths(points: Whole, ring_of_point: Whole, area_of_ring: Whole, count: int) -> list[str]:
    paths = [""] * count
    starts = (
        np.flatnonzero(np.r_[True, np.diff(ring_of_point) != 0])
        if len(points)
        else np.array([], dtype=np.int64)
    )
    ends = np.r_[starts[1:], len(points)]
    steps = np.diff(points, axis=0, prepend=points[:1]).tolist()
    whole = points.tolist()
    areas = area_of_ring[ring_of_point[starts]].tolist() if len(points) else []
    for start, end, area in zip(starts.tolist(), ends.tolist(), areas, strict=True):
        if end - start > _MIN_RING:
            paths[area] += _ring_path(whole[start], steps[start + 1 : end - 1])
        elif not paths[area]:
            paths[area] = _speck(whole[start])
    return paths


def _ring_path(first: list[int], steps: list[list[int]]) -> str:
    text = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{first[0]} {first[1]}l{text}z"


def _speck(point: list[int]) -> str:
    """Draw an area too small for this scale as a square of two units, so that it is not lost."""
    return f"M{point[0] - 1} {point[1] - 1}h2v2h-2z"
