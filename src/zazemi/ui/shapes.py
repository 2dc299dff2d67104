"""The adapter to shapely: borders as arrays of points. Nothing else in the room imports shapely.

Units:   degrees WGS 84.
Shapes:  ``points`` (n, 2); ``ring_of_point`` (n,); ``area_of_ring`` (m,).
Raises:  UnreadableBorderError for bytes that are no border.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class UnreadableBorderError(ZazemiError):
    """A stored border cannot be read as geometry."""

    message = N_("A stored border of an area cannot be read.")
    way_out = N_("Import the borders again.")


@dataclass(frozen=True, slots=True)
class Rings:
    """Closed rings of all areas, one after another."""

    points: npt.NDArray[np.float64]
    ring_of_point: npt.NDArray[np.int64]
    area_of_ring: npt.NDArray[np.int64]


def rings_of(wkbs: Sequence[bytes], *, simplify_degrees: float = 0.0) -> Rings:
    """Read borders; ``simplify_degrees`` above zero thins them without opening gaps between neighbours."""
    try:
        shapes = shapely.from_wkb(np.array([bytes(wkb) for wkb in wkbs], dtype=object))
    except (shapely.errors.ShapelyError, TypeError) as error:
        raise UnreadableBorderError from error
    if simplify_degrees > 0:
        shapes = shapely.coverage_simplify(shapes, simplify_degrees)
    parts, area_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    return Rings(
        points=np.asarray(points, dtype=np.float64),
        ring_of_point=np.asarray(ring_of_point, dtype=np.int64),
        area_of_ring=np.asarray(area_of_part, dtype=np.int64)[np.asarray(part_of_ring, dtype=np.int64)],
    )


def box_wkb(west: float, south: float, east: float, north: float) -> bytes:
    """Return the border of a rectangle, for examples and tests."""
    return bytes(shapely.to_wkb(shapely.box(west, south, east, north)))
