"""The served share of one kind beside floating-catchment scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from zazemi.analysis.choices import KIND_SHORT, KIND_SLUGS, SLUG_OF_KIND, kind_name
from zazemi.analysis.selectors import GapRow, GapTable
from zazemi.analysis.selectors.access import Scores
from zazemi.measures.gaps import Verdict
from zazemi.values.services import ServiceKind

ROWS_ON_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScores:
    """One municipality."""

    row: GapRow
    url: str
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPage:
    """Everything the page shows; ``differ`` are municipalities where the scores say another thing."""

    kind_name: str
    tabs: Sequence[tuple[str, str, bool]]
    page: Page[ShownScores]
    page_address: str
    differ: int
    needed: int


def access_page(
    table: GapTable, kind: ServiceKind, scores: Mapping[str, Scores], *, number: str
) -> AccessPage:
    """Put the page together."""
    enough = float(table.provenance.settings.gaps.verdict.sufficient_from_share)
    rows = [
        ShownScores(row=row, url=reverse("analysis:municipality", args=[row.code]), scores=scores[row.code])
        for row in table.of_kind(kind)
        if row.gap.verdict is not Verdict.NOT_NEEDED
    ]
    told = [one for one in rows if one.row.is_known]
    return AccessPage(
        kind_name=kind_name(kind),
        tabs=[
            (str(KIND_SHORT[one]), f"?kraj={table.region_code}&druh={slug}", one is kind)
            for slug, one in KIND_SLUGS.items()
        ],
        page=Paginator(rows, ROWS_ON_PAGE).get_page(number),
        page_address=f"?kraj={table.region_code}&druh={SLUG_OF_KIND[kind]}&strana=",
        differ=sum(
            (one.scores.two_step >= enough) != (one.row.gap.verdict is Verdict.SUFFICIENT) for one in told
        ),
        needed=len(told),
    )
