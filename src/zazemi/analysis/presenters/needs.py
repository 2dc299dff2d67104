"""The page of needs: filter, answer, map, sums by kind, rows of the table, sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.analysis.choices import (
    KIND_SHORT,
    KIND_SLUGS,
    KINDS,
    SLUG_OF_KIND,
    VERDICT_SLUGS,
    ReasonGroup,
    kind_name,
)
from zazemi.analysis.filters import NeedsFilter
from zazemi.analysis.presenters.map import layers_of, seats_of, verdict_map, verdict_map_legend
from zazemi.analysis.presenters.sentences import answer, border_words, funding_sentence, reason_sentence
from zazemi.analysis.selectors import GapRow, GapTable, KindTotal
from zazemi.measures.gaps import Verdict
from zazemi.territory.models import Municipality, Orp
from zazemi.ui.words import verdict_word

ROWS_ON_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row of the table as it is read."""

    row: GapRow
    url: str
    orp_name: str
    kind_name: str
    reason: str
    funding: str
    border: str

    @property
    def is_known(self) -> bool:
        """Whether what is served can be told."""
        return self.row.is_known


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMunicipality:
    """A line of the table of all kinds: one municipality, its kinds beside each other."""

    rows: Sequence[ShownRow]

    @property
    def first(self) -> ShownRow:
        """Any of its rows, for name and address."""
        return self.rows[0]

    @property
    def shortfall(self) -> Decimal | None:
        """FTE lacking in all kinds together; not known when one of them is not."""
        if not all(one.is_known for one in self.rows):
            return None
        return sum((one.row.gap.shortfall for one in self.rows), start=Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTotal:
    """The sums of one kind, or of all."""

    name: str
    url: str
    total: KindTotal
    missing: int
    short: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of the filter."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPage:
    """Everything the page of needs shows."""

    table: GapTable
    asked: NeedsFilter
    answer: SafeString
    tabs: Sequence[tuple[str, str, bool]]
    map: SafeString
    legend: SafeString
    map_note: str
    totals: Sequence[ShownTotal]
    page: Page[ShownRow] | Page[ShownMunicipality]
    kind_names: Sequence[str]
    page_address: str
    kind_slug: str
    regions: Sequence[Choice]
    orps: Sequence[Choice]
    verdicts: Sequence[Choice]
    groups: Sequence[Choice]
    reasons: Sequence[Choice]
    group_name: str
    export_query: str
    is_narrowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the page needs besides the table: regions to choose from, ORP, borders, seats."""

    regions: Sequence[tuple[str, str]]
    orps: Sequence[Orp]
    municipalities: Sequence[Municipality]
    borders: Mapping[str, bytes]
    group_names: Mapping[str, str]


def needs_page(table: GapTable, asked: NeedsFilter, around: Surroundings, *, number: str) -> NeedsPage:
    """Put the page together."""
    orp_names = {orp.code: orp.name for orp in around.orps}
    focus = frozenset(row.code for row in table.rows if asked.orp_code and row.orp_code == asked.orp_code)
    layers = layers_of(seats_of(around.municipalities, around.orps), focus=focus)
    return NeedsPage(
        table=table,
        asked=asked,
        answer=answer(table, asked.kind),
        tabs=_tabs(asked),
        map=verdict_map(table, asked.kind, borders=around.borders, layers=layers, is_interactive=True),
        legend=verdict_map_legend(table, asked.kind),
        map_note=gettext("all kinds together") if asked.kind is None else kind_name(asked.kind),
        totals=_totals(table, asked),
        page=_page(table, asked, orp_names, number),
        kind_names=[kind_name(kind) for kind in KINDS],
        page_address=f"?{asked.address()}&strana=",
        kind_slug=SLUG_OF_KIND[asked.kind] if asked.kind else "",
        regions=[
            Choice(value=code, name=name, is_chosen=code == asked.region_code)
            for code, name in around.regions
        ],
        orps=[
            Choice(value=orp.code, name=orp.name, is_chosen=orp.code == asked.orp_code) for orp in around.orps
        ],
        verdicts=[
            Choice(value=slug, name=verdict_word(verdict.value), is_chosen=verdict is asked.verdict)
            for slug, verdict in VERDICT_SLUGS.items()
        ],
        groups=[
            Choice(value=code, name=name, is_chosen=code == asked.target_group)
            for code, name in around.group_names.items()
        ],
        reasons=[
            Choice(value=one.value, name=str(one.label), is_chosen=one is asked.reason) for one in ReasonGroup
        ],
        group_name=around.group_names.get(asked.target_group, ""),
        export_query=asked.address(),
        is_narrowed=bool(asked.orp_code or asked.verdict or asked.reason),
    )


def _page(
    table: GapTable, asked: NeedsFilter, orp_names: Mapping[str, str], number: str
) -> Page[ShownRow] | Page[ShownMunicipality]:
    """Cut out the asked page; only its rows are put into words."""
    found: Sequence[Any]
    if asked.kind is not None:
        found = [row for row in table.rows if asked.keeps(row)]
    else:
        found = [rows for rows in table.by_municipality().values() if any(map(asked.keeps, rows))]
    page: Page[Any] = Paginator(found, ROWS_ON_PAGE).get_page(number)
    if asked.kind is not None:
        page.object_list = [shown_row(row, orp_names) for row in page.object_list]
    else:
        page.object_list = [_line(rows, orp_names) for rows in page.object_list]
    return page


def _line(rows: Sequence[GapRow], orp_names: Mapping[str, str]) -> ShownMunicipality:
    return ShownMunicipality(rows=[shown_row(row, orp_names) for row in rows])


def shown_row(row: GapRow, orp_names: Mapping[str, str]) -> ShownRow:
    """Put one row into words."""
    return ShownRow(
        row=row,
        url=reverse("analysis:municipality", args=[row.code]),
        orp_name=orp_names.get(row.orp_code, ""),
        kind_name=kind_name(row.gap.service_kind),
        reason=reason_sentence(row),
        funding=funding_sentence(row),
        border=border_words(row),
    )


def _tabs(asked: NeedsFilter) -> list[tuple[str, str, bool]]:
    kinds = [
        (str(KIND_SHORT[kind]), f"?{asked.address(druh=slug)}", asked.kind is kind)
        for slug, kind in KIND_SLUGS.items()
    ]
    return [(gettext("All kinds"), f"?{asked.address(druh='')}", asked.kind is None), *kinds]


def _totals(table: GapTable, asked: NeedsFilter) -> list[ShownTotal]:
    return [
        ShownTotal(
            name=kind_name(kind),
            url=f"?{asked.address(druh=SLUG_OF_KIND[kind])}",
            total=total,
            missing=total.counts.get(Verdict.MISSING, 0),
            short=total.counts.get(Verdict.INSUFFICIENT, 0),
        )
        for kind, total in table.totals.items()
    ]
