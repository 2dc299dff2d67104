"""GeoJSON and TopoJSON as a table: one feature, one row; shapes as hexadecimal WKB.

Units:   degrees WGS 84, longitude before latitude.
Source:  RFC 7946; TopoJSON specification 1 (quantised, delta-encoded arcs).
Raises:  UnreadableFileError.
Pure:    yes; runs in the limited child.
"""

import json
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zazemi.intake.archive import too_many_rows
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import Cell, FileFormat, Limits
from zazemi.values.text import N_

Position = tuple[float, float]

_CODES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6}
_RING_LENGTH = 4
_LON_LIMIT = 180.0
_LAT_LIMIT = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureTable:
    """Features as rows: their properties, ``id`` and ``geometry``."""

    format: FileFormat
    header: list[str]
    rows: list[list[Cell]]


def read_features(content: bytes, limits: Limits) -> FeatureTable:
    """Read a collection of features."""
    document = _document(content)
    if document.get("type") == "Topology":
        form, features = FileFormat.TOPOJSON, list(_of_topology(document))
    elif document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
        form, features = FileFormat.GEOJSON, list(_of_collection(document["features"]))
    else:
        raise UnreadableFileError(
            N_("The file is neither a GeoJSON collection of features nor a TopoJSON topology."),
            way_out=N_("Export the layer as GeoJSON in degrees (WGS 84)."),
        )
    if len(features) > limits.rows:
        raise too_many_rows(len(features), limits)
    names = dict.fromkeys(name for properties, _shape in features for name in properties)
    rows: list[list[Cell]] = [
        [*(properties.get(name) for name in names), shape] for properties, shape in features
    ]
    return FeatureTable(format=form, header=[*names, "geometry"], rows=rows)


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise UnreadableFileError(
            N_("The file is damaged: its JSON cannot be read."),
            way_out=N_("Export the layer as GeoJSON once more; numbers must be finite."),
        ) from None
    return document if isinstance(document, dict) else {}


def _no_constant(text: str) -> float:
    raise ValueError(text)


def _of_collection(features: Sequence[Any]) -> Iterator[tuple[dict[str, Cell], str | None]]:
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise _bad_shape(number)
        properties = _properties(feature)
        try:
            yield properties, _wkb(feature.get("geometry"))
        except (TypeError, ValueError, KeyError, IndexError, RecursionError, struct.error):
            raise _bad_shape(number) from None


def _properties(feature: Mapping[str, Any]) -> dict[str, Cell]:
    known = feature.get("properties")
    properties = {str(key): _plain(value) for key, value in known.items()} if isinstance(known, dict) else {}
    if feature.get("id") is not None:
        properties["id"] = _plain(feature["id"])
    return properties


def _plain(value: object) -> Cell:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)[:1000]


def _bad_shape(number: int) -> UnreadableFileError:
    return UnreadableFileError(
        N_("The shape of feature %(number)s cannot be read: it is not a shape in degrees (WGS 84)."),
        way_out=N_("Correct the layer and export it as GeoJSON in degrees."),
        params={"number": number},
    )


# ------------------------------------------------------------------ TopoJSON


def _of_topology(document: Mapping[str, Any]) -> Iterator[tuple[dict[str, Cell], str | None]]:
    number = 0
    try:
        arcs = _arcs(document)
        for thing in document["objects"].values():
            for geometry in thing["geometries"] if thing["type"] == "GeometryCollection" else [thing]:
                number += 1
                yield _properties(geometry), _wkb(_unfolded(geometry, arcs))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError, struct.error):
        raise _bad_shape(number) from None


def _arcs(document: Mapping[str, Any]) -> list[list[Position]]:
    transform = document.get("transform")
    if transform is None:
        return [[(float(x), float(y)) for x, y in arc] for arc in document["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs = []
    for arc in document["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def _unfolded(geometry: Mapping[str, Any], arcs: list[list[Position]]) -> dict[str, Any] | None:
    kind = geometry.get("type")
    if kind is None:
        return None
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_line(ring, arcs) for ring in geometry["arcs"]]}
    if kind == "MultiPolygon":
        coordinates = [[_line(ring, arcs) for ring in polygon] for polygon in geometry["arcs"]]
        return {"type": kind, "coordinates": coordinates}
    if kind == "LineString":
        return {"type": kind, "coordinates": _line(geometry["arcs"], arcs)}
    raise ValueError(kind)


def _line(indices: Sequence[int], arcs: list[list[Position]]) -> list[Position]:
    """Join arcs end to end; a negative index (ones' complement) means the arc backwards."""
    line: list[Position] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line.extend(arc[1:] if line else arc)
    return line


# ------------------------------------------------------------------ WKB


def _wkb(geometry: Any) -> str | None:  # noqa: ANN401 - JSON from outside
    if geometry is None:
        return None
    return _encoded(geometry["type"], geometry["coordinates"]).hex()


def _encoded(kind: str, coordinates: Any) -> bytes:  # noqa: ANN401 - JSON from outside
    head = struct.pack("<BI", 1, _CODES[kind])
    if kind == "Point":
        return head + _positions([coordinates])
    if kind == "LineString":
        return head + _counted_positions(coordinates)
    if kind == "Polygon":
        return head + struct.pack("<I", len(coordinates)) + b"".join(_ring(ring) for ring in coordinates)
    parts = [_encoded(kind.removeprefix("Multi"), part) for part in coordinates]
    return head + struct.pack("<I", len(parts)) + b"".join(parts)


def _ring(positions: Sequence[Any]) -> bytes:
    if len(positions) < _RING_LENGTH or list(positions[0]) != list(positions[-1]):
        raise ValueError(len(positions))
    return _counted_positions(positions)


def _counted_positions(positions: Sequence[Any]) -> bytes:
    return struct.pack("<I", len(positions)) + _positions(positions)


def _positions(positions: Sequence[Any]) -> bytes:
    flat: list[float] = []
    for position in positions:
        lon, lat = float(position[0]), float(position[1])
        if not (math.fabs(lon) <= _LON_LIMIT and math.fabs(lat) <= _LAT_LIMIT):
            raise ValueError(position)
        flat += (lon, lat)
    return struct.pack(f"<{len(flat)}d", *flat)
