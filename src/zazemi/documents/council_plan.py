"""The paper a plan goes to the regional council with, as plain dataclasses.

Everything a person reads is already formatted text (numbers with their unit,
decimal comma, dates); the template only sets it. Maps are SVG texts from
``ui.maps``, dressed for paper by ``map_print.svg_for_print``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TEMPLATE = "council_plan.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a sentence; strong pieces carry the numbers."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One of up to four numbers under the answer sentence."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """One class of a map; ``swatch`` is the CSS class of its areas, such as ``v-missing``."""

    swatch: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A map or chart: SVG text, the text that stands for it, its name and a note on the right."""

    title: str
    svg: str
    alt: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperColumn:
    """A column of a table; ``width`` is a share of the page (``2fr``), ``auto`` or a length."""

    title: str
    is_number: bool = False
    width: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table under its own heading; ``total`` is the last row or empty."""

    title: str
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with paragraphs and points."""

    title: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPlanPaper:
    """What the regional council reads about one plan.

    ``organisation`` stands at the head of every paper, ``kicker`` above the
    title (reference, version, year), ``invented`` is the sentence of demo data
    or empty, ``caution`` the sentence of a plan on a region without a register
    of services or empty.
    """

    organisation: str
    kicker: str
    title: str
    answer: Sequence[Run]
    issued_on: str
    figures: Sequence[KeyFigure] = ()
    pictures_title: str = ""
    pictures_note: str = ""
    pictures: Sequence[Picture] = ()
    legend: Sequence[LegendItem] = ()
    legend_title: str = ""
    pictures_source: str = ""
    tables: Sequence[PaperTable] = ()
    sections: Sequence[Section] = ()
    closing: Sequence[PaperTable] = ()
    invented: str = ""
    caution: str = ""
