"""The one-page profile of a municipality, as plain dataclasses.

Everything a person reads is already formatted text; the template only sets it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zazemi.documents.council_plan import KeyFigure, PaperTable

TEMPLATE = "municipality_profile.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityProfilePaper:
    """What a mayor takes to a meeting: the index, what makes it, why it changed, who is like us.

    ``pairs`` are two tables side by side; ``caution`` is what must be said about
    the rules of the year, or empty; ``sources`` stand at the foot of the page.
    """

    organisation: str
    kicker: str
    answer: str
    issued_on: str
    figures: Sequence[KeyFigure]
    measures: PaperTable
    change: PaperTable | None
    pairs: Sequence[PaperTable]
    sources: Sequence[str]
    caution: str = ""
    invented: str = ""
