"""Maps drawn on the server as SVG: static pictures and maps one can walk by keyboard.

A static map is one picture (``role=img``) with a title on every area and no
links; the way in is the equal table beside it. An interactive map is a group
of links, one per area; ``static/ui/map.js`` adds pan, zoom and arrow keys.
Units:   degrees in, units of the drawing out (see ``map_drawing``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from zazemi.ui.map_drawing import WIDTH, Drawing, DrawingOrder, Frame, drawing
from zazemi.ui.map_labels import PlacedLabel, place_labels
from zazemi.ui.typography import number_text

FILLS = {"vi": "url(#short)", "vn": "url(#dots)", "vu": "url(#hatch)", "none": "url(#hatch)"}
"""Classes that are a hatching; the others are colours of the style sheet (k0..k3, vm, vs)."""
SCALE_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200)
SCALE_SHARE = 0.22
FOOT = 30
FADED = ' opacity=".45"'


@dataclass(frozen=True, slots=True, kw_only=True)
class MapArea:
    """One area: border as WKB in degrees, class of its fill, what it says and leads to, its group (ORP)."""

    code: str
    name: str
    wkb: bytes
    css_class: str
    title: str = ""
    href: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """A name on the map, most important first; seats only."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """A mark on the map: ``funded`` (what the plan adds) or ``place`` (a service today)."""

    lon: float
    lat: float
    title: str = ""
    kind: str = "funded"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayers:
    """What lies over the areas: names, marks, the area we are in, areas in focus (zoom)."""

    labels: Sequence[MapLabel] = ()
    marks: Sequence[MapMark] = ()
    here: str = ""
    focus: frozenset[str] = frozenset()
    has_scale: bool = True


def draw_map(
    areas: Sequence[MapArea],
    *,
    title: str,
    description: str = "",
    layers: MapLayers | None = None,
    interactive: bool = False,
    width: int = WIDTH,
    simplify_degrees: float = 0.0,
    map_id: str = "map",
) -> SafeString:
    """Draw areas; ``title`` names the picture, ``map_id`` must differ when a page has two maps.

    An empty sequence gives an empty string. Areas without a border are left out.
    """
    over = layers or MapLayers()
    known = [area for area in areas if area.wkb]
    if not known:
        return mark_safe("")
    made = drawing(
        DrawingOrder(
            wkbs=[bytes(area.wkb) for area in known],
            groups=[area.group for area in known],
            focus=[area.code in over.focus for area in known] if over.focus else (),
            width=width,
            simplify_degrees=simplify_degrees,
        )
    )
    foot = FOOT if over.has_scale else 0
    parts = [
        _opening(made.frame, foot, title, description, map_id, interactive=interactive),
        _halo(made),
        _linked(known, made, over) if interactive else _pictured(known, made, over),
        _lines(made),
        _here(known, made, over.here),
        _marks(made.frame, over.marks),
        _labels(made.frame, over.labels),
        _scale(made.frame) if over.has_scale else "",
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every part is made here, texts are escaped


def _opening(frame: Frame, foot: int, title: str, description: str, map_id: str, *, interactive: bool) -> str:
    described = f"{map_id}-t {map_id}-d" if description else f"{map_id}-t"
    role = "group" if interactive else "img"
    kind = " map--walk" if interactive else ""
    tools = _tool_words() if interactive else ""
    detail = f'<desc id="{escape(map_id)}-d">{escape(description)}</desc>' if description else ""
    return (
        f'<svg class="map{kind}" viewBox="0 0 {frame.width} {frame.height + foot}" role="{role}" '
        f'fill-rule="evenodd"{tools} aria-labelledby="{escape(described)}">'
        f'<title id="{escape(map_id)}-t">{escape(title)}</title>{detail}'
    )


def _tool_words() -> str:
    """Give the script its words."""
    words = {"nearer": gettext("Zoom in"), "farther": gettext("Zoom out"), "whole": gettext("Whole map")}
    return "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())


def _halo(made: Drawing) -> str:
    return (
        f'<path class="halo" d="{made.edge}"/><path class="halo halo--2" d="{made.edge}"/>'
        if made.edge
        else ""
    )


def paint(css_class: str) -> str:
    """Return the attribute that fills a shape of a class."""
    fill = FILLS.get(css_class)
    return f'fill="{fill}"' if fill else f'class="{escape(css_class)}"'


def _pictured(areas: Sequence[MapArea], made: Drawing, over: MapLayers) -> str:
    """Draw areas as one picture, gathered by class to keep the page small."""
    gathered: dict[tuple[bool, str], list[str]] = {}
    for area, path, is_inside in zip(areas, made.paths, made.is_inside, strict=True):
        if not is_inside:
            continue
        is_beyond = bool(over.focus) and area.code not in over.focus
        text = escape(area.title or area.name)
        piece = f'<path d="{path}"><title>{text}</title></path>'
        gathered.setdefault((is_beyond, area.css_class), []).append(piece)
    groups = sorted(gathered.items(), reverse=True)
    return "".join(
        f"<g{FADED if is_beyond else ''} {paint(css_class)}>{''.join(pieces)}</g>"
        for (is_beyond, css_class), pieces in groups
    )


def _linked(areas: Sequence[MapArea], made: Drawing, over: MapLayers) -> str:
    """Draw areas as links, in the given order, which is the order of the keyboard."""
    drawn = []
    for area, path, is_inside in zip(areas, made.paths, made.is_inside, strict=True):
        if not is_inside:
            continue
        text = escape(area.title or area.name)
        faded = FADED if over.focus and area.code not in over.focus else ""
        shape = f'<path {paint(area.css_class)} d="{path}"{faded}><title>{text}</title></path>'
        drawn.append(f'<a href="{escape(area.href)}" aria-label="{text}">{shape}</a>' if area.href else shape)
    return f'<g class="walk">{"".join(drawn)}</g>'


def _lines(made: Drawing) -> str:
    inner = f'<path class="case" d="{made.group_lines}"/><path class="orp" d="{made.group_lines}"/>'
    return (inner if made.group_lines else "") + f'<path class="edge" d="{made.edge}"/>'


def _here(areas: Sequence[MapArea], made: Drawing, code: str) -> str:
    for area, path in zip(areas, made.paths, strict=True):
        if code and area.code == code:
            return f'<path class="here here--case" d="{path}"/><path class="here" d="{path}"/>'
    return ""


def _marks(frame: Frame, marks: Sequence[MapMark]) -> str:
    drawn = []
    for mark in marks:
        x, y = frame.place(mark.lon, mark.lat)
        title = f"<title>{escape(mark.title)}</title>" if mark.title else ""
        if mark.kind == "funded":
            drawn.append(f'<path class="funded" d="M{x} {y - 7}l7 7-7 7-7-7z">{title}</path>')
        else:
            drawn.append(f'<circle class="dot" cx="{x}" cy="{y}" r="5">{title}</circle>')
    return "".join(drawn)


def _labels(frame: Frame, labels: Sequence[MapLabel]) -> str:
    spots = [(label.name, *frame.place(label.lon, label.lat)) for label in labels]
    return "".join(_label(one) for one in place_labels(spots, width=frame.width, height=frame.height))


def _label(one: PlacedLabel) -> str:
    lesser = ' class="lesser"' if one.is_lesser else ""
    anchor = "" if one.anchor == "start" else f' text-anchor="{one.anchor}"'
    x, y = one.text_at
    dot = f'<circle class="dot" cx="{one.dot[0]}" cy="{one.dot[1]}" r="3.5"/>'
    return f'{dot}<text{lesser} x="{x}" y="{y}"{anchor}>{escape(one.name)}</text>'


def _scale(frame: Frame) -> str:
    most = frame.width * SCALE_SHARE * frame.km_per_unit
    km = max((step for step in SCALE_STEPS_KM if step <= most), default=SCALE_STEPS_KM[0])
    length = round(km / frame.km_per_unit)
    x, y = frame.width - length - FOOT // 2, frame.height + 4
    name = f"{number_text(km)}\u00a0km"
    return (
        f'<path class="scale" d="M{x} {y}v8h{length}v-8"/>'
        f'<text class="minor" x="{x + length // 2}" y="{y}" text-anchor="middle">{name}</text>'
    )
