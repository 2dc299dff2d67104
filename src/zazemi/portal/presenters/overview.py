"""Overview of a region: what is missing and insufficient, the map, the table, what waits for the viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.analysis.choices import KIND_SHORT, KIND_SLUGS, KINDS, SLUG_OF_KIND, kind_name
from zazemi.analysis.selectors import GapRow, GapTable, KindTotal, worst_verdict
from zazemi.measures.gaps import Verdict
from zazemi.planning.choices import PlanState
from zazemi.planning.models import Plan
from zazemi.portal.presenters.parts import Choice, bold, region_choices, seat_labels
from zazemi.portal.selectors import IndexedPlace
from zazemi.territory.models import Orp, Region
from zazemi.ui.legends import VERDICT_FILLS, draw_legend, verdict_legend
from zazemi.ui.links import linked
from zazemi.ui.maps import MapArea, MapLayers, draw_map
from zazemi.ui.typography import fte_text, number_text
from zazemi.ui.words import verdict_word
from zazemi.values.services import ServiceKind

ALL_KINDS = "vse"
PLAN_SIGNS = {
    PlanState.COMPUTING: "run",
    PlanState.DRAFT: "done",
    PlanState.EMPTY: "late",
    PlanState.FAILED: "late",
    PlanState.CANCELLED: "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """One kind of service in the table of the region."""

    name: str
    url: str
    total: KindTotal
    missing: int
    insufficient: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One municipality in the table equal to the map."""

    name: str
    url: str
    orp_name: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan in the list of the newest ones."""

    reference: str
    name: str
    state: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Everything the page shows."""

    table: GapTable
    answer: SafeString
    tabs: Sequence[tuple[str, str, bool]]
    slug: str
    kind_words: str
    map: SafeString
    legend: SafeString
    orps: Sequence[Choice]
    orp_code: str
    regions: Sequence[Choice]
    kinds: Sequence[KindRow]
    kind_heads: Sequence[str]
    places: Sequence[PlaceRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewMatter:
    """What the page is made of; ``slug`` says the kind of service, ``orp_code`` the part in focus."""

    table: GapTable
    places: Sequence[IndexedPlace]
    orps: Sequence[Orp]
    regions: Sequence[Region]
    borders: Mapping[str, bytes]
    slug: str
    orp_code: str


def overview_page(matter: OverviewMatter) -> OverviewPage:
    """Put the page together."""
    kind = KIND_SLUGS.get(matter.slug)
    slug = matter.slug if kind else ALL_KINDS
    orp_codes = {orp.code for orp in matter.orps}
    orp_code = matter.orp_code if matter.orp_code in orp_codes else ""
    return OverviewPage(
        table=matter.table,
        answer=_answer(matter.table),
        tabs=_tabs(slug, orp_code, matter.table.region_code),
        slug=slug,
        kind_words=kind_name(kind) if kind else gettext("all three kinds together"),
        map=_map(matter, kind, orp_code),
        legend=_legend(matter.table, kind),
        orps=[
            Choice("", gettext("whole region"), not orp_code),
            *(Choice(orp.code, orp.name, orp.code == orp_code) for orp in matter.orps),
        ],
        orp_code=orp_code,
        regions=region_choices(matter.regions, matter.table.region_code),
        kinds=[_kind_row(matter.table, one) for one in KINDS],
        kind_heads=[str(KIND_SHORT[one]) for one in KINDS],
        places=_place_rows(matter),
    )


def _answer(table: GapTable) -> SafeString:
    if not table.rows:
        return format_html(
            "{}", gettext("There are no indicators for this region yet, so its need is not known.")
        )
    if not table.has_register:
        return format_html(
            gettext(
                "People here need {need} of direct work. What is missing is {unknown}: "
                "no register of services is loaded for the region."
            ),
            need=bold(fte_text(table.total.need)),
            unknown=bold(gettext("not known")),
        )
    worst = [worst_verdict(rows) for rows in table.by_municipality().values()]
    missing, short = worst.count(Verdict.MISSING), worst.count(Verdict.INSUFFICIENT)
    first = ngettext(
        "In {missing} of {all} municipality some needed service is missing, "
        "in {short} more it is insufficient.",
        "In {missing} of {all} municipalities some needed service is missing, "
        "in {short} more it is insufficient.",
        len(worst),
    )
    return format_html(
        "{} {}",
        format_html(
            first,
            missing=bold(number_text(missing)),
            all=number_text(len(worst)),
            short=bold(number_text(short)),
        ),
        format_html(
            gettext("{amount} of direct work is lacking."), amount=bold(fte_text(table.total.shortfall))
        ),
    )


def _tabs(slug: str, orp_code: str, region_code: str) -> list[tuple[str, str, bool]]:
    rest = f"&kraj={region_code}" + (f"&orp={orp_code}" if orp_code else "")
    kinds = [(str(KIND_SHORT[kind]), SLUG_OF_KIND[kind]) for kind in KINDS]
    found = [(gettext("All together"), ALL_KINDS), *kinds]
    return [(name, f"?druh={one}{rest}#mapa", one == slug) for name, one in found]


def _rows_of(rows: Sequence[GapRow], kind: ServiceKind | None) -> list[GapRow]:
    return [row for row in rows if kind in {None, row.gap.service_kind}]


def _map(matter: OverviewMatter, kind: ServiceKind | None, orp_code: str) -> SafeString:
    grouped = matter.table.by_municipality()
    areas = [
        _area(place, _rows_of(grouped.get(place.code, ()), kind), matter.borders[place.code])
        for place in matter.places
        if place.code in matter.borders
    ]
    focus = frozenset(place.code for place in matter.places if place.orp_code == orp_code)
    return draw_map(
        areas,
        title=gettext("Map of the region: where services are missing, insufficient or sufficient"),
        description=gettext("The same verdicts are in the table of municipalities on this page."),
        layers=MapLayers(
            labels=seat_labels(matter.places, matter.orps), focus=focus if orp_code else frozenset()
        ),
        interactive=True,
        map_id="verdict-map",
    )


def _area(place: IndexedPlace, rows: Sequence[GapRow], border: bytes) -> MapArea:
    verdict = worst_verdict(rows)
    return MapArea(
        code=place.code,
        name=place.name,
        wkb=border,
        css_class=VERDICT_FILLS[verdict.value],
        title=f"{place.name}: {_words(rows)}",
        href=linked("municipality", place.code),
        group=place.orp_code,
    )


def _words(rows: Sequence[GapRow]) -> str:
    if len(rows) <= 1:
        return verdict_word(worst_verdict(rows).value)
    said = [f"{KIND_SHORT[row.gap.service_kind]} {verdict_word(row.gap.verdict.value)}" for row in rows]
    return ", ".join(said)


def _legend(table: GapTable, kind: ServiceKind | None) -> SafeString:
    worst = [worst_verdict(_rows_of(rows, kind)).value for rows in table.by_municipality().values()]
    verdicts = [*worst, *[Verdict.UNKNOWN.value] * len(table.without_indicators)]
    return draw_legend(verdict_legend(verdicts), as_rows=True)


def _kind_row(table: GapTable, kind: ServiceKind) -> KindRow:
    total = table.totals[kind]
    return KindRow(
        name=kind_name(kind),
        url=f"{linked('needs')}?kraj={table.region_code}&druh={SLUG_OF_KIND[kind]}",
        total=total,
        missing=total.counts.get(Verdict.MISSING, 0),
        insufficient=total.counts.get(Verdict.INSUFFICIENT, 0),
        unknown=total.counts.get(Verdict.UNKNOWN, 0),
    )


def _place_rows(matter: OverviewMatter) -> list[PlaceRow]:
    grouped = matter.table.by_municipality()
    return [
        PlaceRow(
            name=place.name,
            url=linked("municipality", place.code),
            orp_name=place.orp_name,
            verdicts=tuple(row.gap.verdict.value for row in grouped.get(place.code, ()))
            or (Verdict.UNKNOWN.value,) * len(KINDS),
        )
        for place in matter.places
    ]


def plan_rows(plans: Sequence[tuple[Plan, PlanState]]) -> list[PlanRow]:
    """Return the newest plans as the list shows them."""
    return [
        PlanRow(
            reference=plan.reference,
            name=plan.scenario.name,
            state=str(state.label),
            sign=PLAN_SIGNS.get(state, "off"),
        )
        for plan, state in plans
    ]
