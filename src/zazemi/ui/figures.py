"""The slot ``figures``: how a room finds one of its numbers again by its reference.

A room writes ``figures.py``::

    class IndexFigure(FigureKind):
        kind = "index"
        def find(self, key, viewer): ...          # "2023-564265" -> Figure or None
        def example(self): ...                    # a key that exists now, for tests

    figures.register("index", IndexFigure())

The reference is ``<kind>-<key>``; it is stable and stands in addresses. A page
leads from a number to it by ``{% figure_link reference %}``.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from zazemi.kernel.actor import Actor
from zazemi.kernel.registry import Registry
from zazemi.ui.links import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """One input of a figure: a loaded file; ``run_id`` is the number of its import."""

    name: str
    publisher: str = ""
    licence: str = ""
    taken_on: dt.date | None = None
    sha256: str = ""
    run_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with everything it stands on.

    ``value`` is the plain number as text (``12``, ``1.25``; empty = not known),
    ``shown`` the same for people; ``how`` says in words how it is computed and
    ``help_page`` names the page whose help explains it; ``version`` is the
    version of data and rules; ``page_url`` is where the figure stands.
    """

    reference: str
    name: str
    value: str
    shown: str
    unit: str
    place: str
    period: str
    how: str
    help_page: str
    version: str
    sources: Sequence[FigureSource]
    page_url: str = ""
    is_invented: bool = False


class FigureKind(ABC):
    """Figures of one kind."""

    kind: str

    @abstractmethod
    def find(self, key: str, viewer: Actor) -> Figure | None:
        """Return the figure of a key, or None when there is no such figure for the viewer."""

    @abstractmethod
    def example(self) -> str:
        """Return a key that exists now, or an empty text."""

    def reference(self, *parts: object) -> str:
        """Return the reference of a key made of parts."""
        return "-".join([self.kind, *(str(part) for part in parts)])


figures: Registry[FigureKind] = Registry("figures")


def figure_of(reference: str, viewer: Actor) -> Figure | None:
    """Return the figure of a reference, or None."""
    kind, _, key = reference.partition("-")
    return figures.get(kind).find(key, viewer) if kind in figures and key else None


def figure_address(reference: str) -> str:
    """Return the stable address of a figure; empty when nobody shows figures."""
    return linked("figure", reference) if reference else ""
