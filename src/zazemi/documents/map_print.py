"""Dress a map drawn for the page so that it stands alone on paper.

On the page a map takes its colours from the style sheet and its patterns from
the page; a picture in a PDF has neither, so both are put inside. The colours
are the light ones of the visual language.
Pure:    yes.
"""

import re

PAPER_STYLE = """
path{stroke:#fff;stroke-width:1;stroke-linejoin:round}
.k0{fill:#f4ead6}.k1{fill:#e2b36b}.k2{fill:#bf5b3a}.k3{fill:#611b3c}
.vm{fill:#7a1f45}.vi{fill:url(#short)}.vs{fill:#5b93b8}.vn{fill:url(#dots)}.vu,.kn{fill:url(#hatch)}
.halo{fill:none;stroke:#2362a2;stroke-width:12;stroke-opacity:.1}.halo--2{stroke-width:5;stroke-opacity:.16}
.case{fill:none;stroke:#fff;stroke-width:3.2}.orp{fill:none;stroke:#000;stroke-width:1.2}
.edge{fill:none;stroke:#000;stroke-width:1.6}.here--case{fill:none;stroke:#fff;stroke-width:8}
.here{fill:none;stroke:#2362a2;stroke-width:3.5}.funded{fill:#fff;stroke:#0f1f33;stroke-width:2}
.scale{fill:none;stroke:#5d5d5d;stroke-width:1.2}.dot{fill:#0f1f33;stroke:#fff;stroke-width:1.5}
text{font-family:"Libertinus Serif";font-weight:700;font-size:26px;fill:#0f1f33;
paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
.hatch-ln{stroke:#5d5d5d;stroke-width:1.4}.hatch-short{stroke:#7a5a2e;stroke-width:1.4}
.dots-pt{stroke:#8a8a8a;stroke-width:1.6}
.minor{font-weight:400;font-size:20px}
"""
TILE = 240
"""Side of a pattern's tile; large, because viewers show fine seams between tiles."""
LINES_APART = 8
DOTS_APART = 12


def _lines(name: str, ground: str, css_class: str, *, is_falling: bool) -> str:
    """A pattern of slanting lines whose tiles fit together."""
    starts = range(-TILE, TILE, LINES_APART)
    slope = (f"M{at} 0l{TILE} {TILE}" if is_falling else f"M{at} {TILE}l{TILE} -{TILE}" for at in starts)
    return (
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{TILE}" height="{TILE}" fill="{ground}"/>'
        f'<path class="{css_class}" d="{"".join(slope)}"/></pattern>'
    )


def _dots(name: str, ground: str) -> str:
    steps = range(DOTS_APART // 2, TILE, DOTS_APART)
    dots = "".join(f"M{x - 1} {y}h2" for y in steps for x in steps)
    return (
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{TILE}" height="{TILE}" fill="{ground}"/><path class="dots-pt" d="{dots}"/></pattern>'
    )


PAPER_PATTERNS = (
    _lines("hatch", "#e7e7e7", "hatch-ln", is_falling=False)
    + _lines("short", "#e0a04a", "hatch-short", is_falling=True)
    + _dots("dots", "#f1f4f7")
)
_OPENING = re.compile(r"<svg\b[^>]*>")
_LINKS = re.compile(r"</?a\b[^>]*>")


def svg_for_print(svg: str) -> str:
    """Return the SVG with its colours and patterns inside and without links.

    A text without an ``<svg>`` element comes back unchanged; the typesetter
    then says what is wrong with it.
    """
    bare = _LINKS.sub("", str(svg))
    opening = _OPENING.search(bare)
    if opening is None:
        return bare
    head = opening.group(0)
    if "xmlns=" not in head:
        head = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    dress = f"<style>{PAPER_STYLE}</style><defs>{PAPER_PATTERNS}</defs>"
    return bare[: opening.start()] + head + dress + bare[opening.end() :]
