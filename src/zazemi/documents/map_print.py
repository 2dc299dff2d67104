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
.minor{font-weight:400;font-size:20px}
"""
PAPER_PATTERNS = (
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#e7e7e7"/>'
    '<path d="M0 0V7" stroke="#5d5d5d" stroke-width="1.6"/></pattern>'
    '<pattern id="short" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="6" height="6" fill="#e0a04a"/>'
    '<path d="M0 0V6" stroke="#7a5a2e" stroke-width="1.4"/></pattern>'
    '<pattern id="dots" width="9" height="9" patternUnits="userSpaceOnUse">'
    '<rect width="9" height="9" fill="#f1f4f7"/><circle cx="4.5" cy="4.5" r="0.9" fill="#666666"/></pattern>'
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
