"""Shapes of municipalities as bytes: repair, simplify, dissolve, neighbours.

Units:   WKB in degrees WGS 84, longitude first; tolerances in degrees.
Raises:  GeometryError for bytes that are no area or no point.
Pure:    yes.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from zazemi.territory.errors import GeometryError

_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
SIMPLIFY_TOLERANCE_DEGREES = 0.002
"""Root of the area of a corner that a map of a region may leave out, about 0.2 km."""


def as_area(wkb: bytes, *, code: str = "") -> tuple[bytes, bool]:
    """Return the area with a valid border, and whether it had to be repaired."""
    shape = _read(wkb, code=code)
    is_repaired = not shapely.is_valid(shape)
    if is_repaired:
        shape = _polygons_only(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    if shapely.is_empty(shape) or shapely.get_type_id(shape) not in _AREAS:
        raise GeometryError(params={"code": code})
    return shapely.to_wkb(shape), is_repaired


def as_point(wkb: bytes, *, code: str = "") -> tuple[float, float]:
    """Return latitude and longitude of a point or of the first of many."""
    places = shapely.get_coordinates(_read(wkb, code=code))
    if not len(places):
        raise GeometryError(params={"code": code})
    lon, lat = places[0]
    return float(lat), float(lon)


def point_wkb(lat: float, lon: float) -> bytes:
    """Return a point as WKB."""
    return shapely.to_wkb(shapely.Point(lon, lat))


def simplified(areas: Mapping[str, bytes]) -> dict[str, bytes]:
    """Simplify areas together, so that neighbours keep one common border."""
    if not areas:
        return {}
    shapes = shapely.from_wkb(list(areas.values()))
    slim = shapely.coverage_simplify(shapes, SIMPLIFY_TOLERANCE_DEGREES)
    return dict(zip(areas, (bytes(wkb) for wkb in shapely.to_wkb(slim)), strict=True))


def dissolved(areas: Sequence[bytes]) -> bytes:
    """Join areas into one, without the hairline gaps between rounded borders."""
    shapes = shapely.from_wkb([bytes(area) for area in areas])
    joined = (
        shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)
    )
    return shapely.to_wkb(joined)


def at_edge(outline: bytes, areas: Mapping[str, bytes]) -> frozenset[str]:
    """Return the codes of areas whose border runs along the outline, more than in a point."""
    if not areas:
        return frozenset()
    edge = shapely.boundary(shapely.from_wkb(bytes(outline)))
    shared = shapely.intersection(shapely.boundary(shapely.from_wkb(list(areas.values()))), edge)
    return frozenset(
        code for code, length in zip(areas, shapely.length(shared).tolist(), strict=True) if length > 0
    )


def neighbours(areas: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return row numbers of areas that share more than a point, each pair once, lower number first.

    Most neighbours share a whole side of their borders, which is cheap to see;
    only the rest of the touching pairs is cut with each other.
    """
    shapes = shapely.from_wkb([bytes(area) for area in areas])
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    is_border = np.isin(left * len(shapes) + right, _sharing_a_side(shapes))
    rest = np.flatnonzero(~is_border)
    shared = shapely.intersection(shapes[left[rest]], shapes[right[rest]], grid_size=0)
    is_border[rest] = shapely.get_dimensions(shared) > 0
    left, right = left[is_border], right[is_border]
    order = np.lexsort((right, left))
    return left[order].astype(np.int64), right[order].astype(np.int64)


def _sharing_a_side(shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return ``left * number of shapes + right`` of pairs with exactly the same side, left below right."""
    rings, of_shape = shapely.get_rings(shapes, return_index=True)
    if not len(rings):
        return np.empty(0, dtype=np.int64)
    places, of_ring = shapely.get_coordinates(rings, return_index=True)
    is_side = of_ring[1:] == of_ring[:-1]
    ends = np.stack([places[:-1][is_side], places[1:][is_side]], axis=1)
    is_swapped = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[is_swapped] = ends[is_swapped][:, ::-1]
    _sides, number = np.unique(ends.reshape(len(ends), 4), axis=0, return_inverse=True)
    owner = of_shape[of_ring[:-1][is_side]]
    order = np.lexsort((owner, number))
    number, owner = number[order], owner[order]
    is_common = (number[1:] == number[:-1]) & (owner[1:] != owner[:-1])
    return np.unique(owner[:-1][is_common] * len(shapes) + owner[1:][is_common]).astype(np.int64)


def _read(wkb: bytes, *, code: str) -> shapely.Geometry:
    try:
        return shapely.from_wkb(bytes(wkb))
    except shapely.errors.ShapelyError as error:
        raise GeometryError(params={"code": code}) from error


def _polygons_only(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), _AREAS)])
