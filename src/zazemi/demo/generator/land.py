"""The drawn land: outlines, places, Voronoi cells with wavy borders, areas around seats.

Units:   kilometres on a drawing board (x east, y north); degrees only at the end.
Source:  the outline of the drawn map of the design, by hand.
Pure:    the seed comes from outside; the same libraries give the same land.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Voronoi

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

PIXEL_KM = 0.105
_HIGHEST_PIXEL = 470
_KM_PER_DEGREE = 111.2
_SOUTH, _WEST = 50.5, 14.6
_GRID_KM = 0.01
_WAVE = 0.24
_WAVE_OF_DISTANCE = 0.3
_WAVE_OF_OUTLINE = 0.08
_SHORTEST_WAVE_KM = 0.75
_FAR_KM = 4000.0
_STRAIGHT_POINTS = 2

DETAILED_OUTLINE_PIXELS = (
    (428, 22), (377, 20), (322, 9), (284, 10), (234, 24), (172, 37), (121, 61), (67, 84), (43, 107),
    (40, 138), (47, 181), (67, 218), (69, 247), (62, 271), (70, 291), (89, 324), (105, 358), (139, 397),
    (168, 416), (214, 421), (293, 427), (348, 433), (392, 446), (434, 452), (478, 446), (550, 445),
    (602, 437), (679, 414), (722, 389), (753, 359), (795, 332), (826, 309), (860, 264), (864, 240),
    (838, 212), (803, 176), (762, 142), (702, 122), (641, 101), (617, 87), (589, 58), (546, 38),
    (487, 19),
)  # fmt: skip
"""The region in detail, clockwise from the north, as drawn (pixels, y down)."""

_COUNTRY_PIXELS = (
    *DETAILED_OUTLINE_PIXELS[:8], (10, 84), (-60, 84), (-140, 120), (-210, 176), (-248, 260), (-232, 350),
    (-260, 430), (-214, 520), (-150, 590), (-60, 640), (40, 676), (150, 724), (260, 742), (380, 770),
    (500, 764), (620, 786), (740, 748), (850, 716), (960, 690), (1060, 620), (1120, 540), (1176, 450),
    (1168, 350), (1120, 270), (1060, 210), (980, 176), (900, 168), (830, 140), (762, 142), (702, 122),
    (641, 101), (617, 87), (589, 58), (546, 38), (487, 19),
)  # fmt: skip
_WEST_CUT = (
    (-400, 1200), (-400, -200), (67, -200), (67, 84), (43, 107), (62, 271), (105, 358), (214, 421),
    (170, 560), (200, 1200),
)  # fmt: skip
_SOUTH_CUT = (
    (200, 1200), (170, 560), (214, 421), (434, 452), (679, 414), (690, 560), (640, 1200),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Cells around places: parallel columns, one row per municipality."""

    places: FloatArray  # (n, 2) kilometres
    region: IntArray
    cells: Sequence[shapely.Polygon]
    left: IntArray
    right: IntArray

    def way_km(self, rows: IntArray, starts: IntArray, *, head_start_km: FloatArray) -> FloatArray:
        """Way over neighbours from each start to each row, less its head start; shape (starts, rows)."""
        inside = np.isin(self.left, rows) & np.isin(self.right, rows)
        left, right = self.left[inside], self.right[inside]
        km = np.linalg.norm(self.places[left] - self.places[right], axis=1)
        size = len(self.places)
        way = dijkstra(csr_array((km, (left, right)), shape=(size, size)), directed=False, indices=starts)
        return np.asarray(way)[:, rows] - head_start_km[:, None]


def outlines() -> list[shapely.Polygon]:
    """Return the detailed region and the three around it."""
    detailed = _polygon(DETAILED_OUTLINE_PIXELS)
    country = shapely.union(_polygon(_COUNTRY_PIXELS), detailed)
    rest = shapely.difference(country, detailed)
    west, south = _polygon(_WEST_CUT), _polygon(_SOUTH_CUT)
    parts = [
        detailed,
        shapely.intersection(rest, west),
        shapely.intersection(rest, south),
        shapely.difference(rest, shapely.union(west, south)),
    ]
    return [_largest(part) for part in parts]


def draw_land(counts: Sequence[int], chance: np.random.Generator) -> Land:
    """Draw all regions at once, so that they share their borders."""
    shapes = outlines()
    groups = [_places(shape, count, chance) for shape, count in zip(shapes, counts, strict=True)]
    places = np.vstack(groups)
    region = np.repeat(np.arange(len(counts)), counts)
    cells = _cells(places, _wavy(_largest(shapely.union_all(shapes)), chance), chance)
    tree = shapely.STRtree(cells)
    left, right = tree.query(cells, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    borders = shapely.length(shapely.intersection(np.array(cells)[left], np.array(cells)[right]))
    shared = borders > _GRID_KM
    return Land(places=places, region=region, cells=cells, left=left[shared], right=right[shared])


def degrees(km: FloatArray) -> FloatArray:
    """Turn kilometres of the drawing board into longitude and latitude, four decimals."""
    lat = _SOUTH + km[:, 1] / _KM_PER_DEGREE
    lon = _WEST + km[:, 0] / (_KM_PER_DEGREE * np.cos(np.radians(_SOUTH)))
    return np.round(np.column_stack((lon, lat)), 4)


def board_km(pixels: Sequence[tuple[float, float]]) -> FloatArray:
    """Turn pixels of the drawn map into kilometres of the drawing board."""
    return np.array([(x * PIXEL_KM, (_HIGHEST_PIXEL - y) * PIXEL_KM) for x, y in pixels])


def _polygon(pixels: Sequence[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon(board_km(pixels))


def _largest(shape: shapely.Geometry) -> shapely.Polygon:
    parts = shapely.get_parts(shape)
    largest: shapely.Polygon = parts[int(np.argmax(shapely.area(parts)))]
    return largest


def _places(shape: shapely.Polygon, count: int, chance: np.random.Generator) -> FloatArray:
    """Scatter places no nearer than allowed; where the land is mountainous they are farther apart."""
    west, south, east, north = shapely.bounds(shape)
    inner = shapely.buffer(shape, -0.8)
    spacing = np.sqrt(shapely.area(shape) / count)
    chosen = np.empty((0, 2))
    allowed = 0.66
    while len(chosen) < count:
        for place in chance.uniform((west, south), (east, north), (400, 2)):
            near = allowed * spacing * (0.7 + 0.6 * (place[1] - south) / (north - south))
            apart = np.min(np.linalg.norm(chosen - place, axis=1), initial=np.inf)
            if len(chosen) < count and apart > near and shapely.contains_xy(inner, place[0], place[1]):
                chosen = np.vstack((chosen, place))
        allowed *= 0.96
    return chosen


def _cells(
    places: FloatArray, outline: shapely.Polygon, chance: np.random.Generator
) -> list[shapely.Polygon]:
    """Cut the outline into one cell per place."""
    far = _FAR_KM * np.array([(1, 0), (-1, 0), (0, 1), (0, -1)]) + places.mean(axis=0)
    diagram = Voronoi(np.vstack((places, far)))
    lines = _borders(diagram, chance)
    net = shapely.union_all([*lines, outline.exterior], grid_size=_GRID_KM)
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
        if shapely.contains_xy(outline, *shapely.get_coordinates(shapely.point_on_surface(face))[0])
    ]
    return _faces_of(places, faces)


def _borders(diagram: Voronoi, chance: np.random.Generator) -> list[shapely.LineString]:
    """Wavy borders between cells; those whose waves cross another border stay straight."""
    straight: list[FloatArray] = []
    waves: list[shapely.LineString] = []
    for (one, other), ends in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if -1 in ends:
            continue
        start, end = diagram.vertices[ends]
        apart = float(np.linalg.norm(diagram.points[one] - diagram.points[other]))
        size = min(_WAVE, _WAVE_OF_DISTANCE * apart / max(float(np.linalg.norm(end - start)), _GRID_KM))
        straight.append(np.vstack((start, end)))
        waves.append(shapely.LineString(_wave(start, end, chance, size)))
    while crossed := _crossed(waves):
        for row in crossed:
            waves[row] = shapely.LineString(straight[row])
    return waves


def _crossed(waves: Sequence[shapely.LineString]) -> set[int]:
    first, second = shapely.STRtree(waves).query(np.array(waves), predicate="crosses")
    crossing = {*first.tolist(), *second.tolist()}
    return {row for row in crossing if shapely.get_num_points(waves[row]) > _STRAIGHT_POINTS}


def _faces_of(places: FloatArray, faces: Sequence[shapely.Polygon]) -> list[shapely.Polygon]:
    """Give every place its face; a sliver without a place joins the neighbour with the longest border."""
    tree = shapely.STRtree(faces)
    place, face = tree.query(shapely.points(places), predicate="within")
    owner = dict(zip(face.tolist(), place.tolist(), strict=True))
    if len(owner) != len(places):
        message = "two places share a cell: draw with smaller waves"
        raise ValueError(message)
    cells = {owner[row]: faces[row] for row in owner}
    for row, sliver in enumerate(faces):
        if row not in owner:
            near = [other for other in tree.query(sliver, predicate="intersects").tolist() if other in owner]
            borders = [shapely.length(shapely.intersection(sliver, faces[other])) for other in near]
            host = owner[near[int(np.argmax(borders))]]
            cells[host] = _largest(shapely.union(cells[host], sliver))
    return [cells[row] for row in range(len(places))]


def _wavy(outline: shapely.Polygon, chance: np.random.Generator) -> shapely.Polygon:
    corners = shapely.get_coordinates(outline.exterior)
    parts = [_wave(start, end, chance, _WAVE_OF_OUTLINE)[:-1] for start, end in pairwise(corners)]
    return shapely.Polygon(np.vstack(parts))


def _wave(start: FloatArray, end: FloatArray, chance: np.random.Generator, size: float) -> FloatArray:
    """Move the middle of a line aside, then the middles of its halves, until they are short."""
    length = float(np.linalg.norm(end - start))
    if length < _SHORTEST_WAVE_KM or length > _FAR_KM / 4:
        return np.vstack((start, end))
    across = np.array((start[1] - end[1], end[0] - start[0]))
    middle = (start + end) / 2 + across * chance.uniform(-size, size)
    return np.vstack((_wave(start, middle, chance, size)[:-1], _wave(middle, end, chance, size)))
