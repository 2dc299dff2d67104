"""My municipality: the index in five lines, services within reach, what is missing and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.analysis.choices import kind_name
from zazemi.analysis.selectors import GapRow, GapTable, ServedFrom
from zazemi.indicators.choices import DIMENSION_WORDS, SHORT_DIMENSION_WORDS
from zazemi.indicators.models import IndexResult
from zazemi.measures.gaps import ReasonKind, Verdict
from zazemi.measures.indicator_sets import Dimension
from zazemi.portal.presenters.parts import bold, index_map, seat_labels, source_text
from zazemi.portal.selectors import IndexedPlace, RegionIndexView
from zazemi.territory.models import Municipality, Orp, Population
from zazemi.ui.maps import MapLayers
from zazemi.ui.typography import fte_text, minutes_text, number_text, percent_text
from zazemi.ui.words import INDEX_RANGES, index_class_of, index_class_word

POINTS_OF_DIMENSION = 6
STRONG_FROM = 4
NAMED = 2
DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """One of the five areas of the index."""

    name: str
    points: int
    most: int = POINTS_OF_DIMENSION


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCard:
    """One kind of service in the municipality: verdict, reason, who serves it."""

    name: str
    kind: str
    verdict: str
    need: Decimal
    served: Decimal | None
    reason: str
    is_near_limit: bool
    served_from: Sequence[ServedFrom]


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityPage:
    """Everything the page shows; parts that are not known are empty."""

    municipality: Municipality
    answer: SafeString
    points: int | None
    dimensions: Sequence[DimensionRow]
    lender: Municipality | None
    kinds: Sequence[KindCard]
    has_register: bool
    map: SafeString
    neighbours: Sequence[IndexedPlace]
    population: Population | None
    people: int | None
    year: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityMatter:
    """What the page is made of."""

    municipality: Municipality
    result: IndexResult | None
    view: RegionIndexView
    table: GapTable
    orps: Sequence[Orp]
    borders: Mapping[str, bytes]
    population: Sequence[Population]


def municipality_page(matter: MunicipalityMatter) -> MunicipalityPage:
    """Put the page together."""
    code, result = matter.municipality.code, matter.result
    dimensions = _dimensions(result) if result else []
    kinds = [_card(matter.table, row) for row in matter.table.by_municipality().get(code, ())]
    places = matter.view.places
    return MunicipalityPage(
        municipality=matter.municipality,
        answer=_answer(result, dimensions, kinds, has_register=matter.table.has_register),
        points=result.index if result else None,
        dimensions=dimensions,
        lender=result.lender if result else None,
        kinds=kinds,
        has_register=matter.table.has_register,
        map=index_map(
            places,
            matter.borders,
            MapLayers(labels=seat_labels(places, matter.orps), here=code),
            title=gettext("Where %(name)s lies in the region, and the index of its neighbours")
            % {"name": matter.municipality.name},
        ),
        neighbours=[place for place in places if place.orp_code == matter.municipality.orp_id],
        population=matter.population[-1] if matter.population else None,
        people=result.input_row.population_15_plus if result else None,
        year=matter.view.year,
        source=source_text(matter.view.sources, matter.view.year),
    )


def _dimensions(result: IndexResult) -> list[DimensionRow]:
    return [
        DimensionRow(name=gettext(DIMENSION_WORDS[dimension]), points=sum(points))
        for dimension, points in zip(Dimension, result.points, strict=True)
    ]


def _answer(
    result: IndexResult | None,
    dimensions: Sequence[DimensionRow],
    kinds: Sequence[KindCard],
    *,
    has_register: bool,
) -> SafeString:
    sentences = [_index_sentence(result, dimensions)]
    if kinds and has_register:
        sentences.append(_gap_sentence(kinds))
    elif kinds:
        need = sum((card.need for card in kinds), start=Decimal(0))
        sentences.append(
            format_html(
                gettext(
                    "People here need {need} of prevention services; what reaches them is not known yet."
                ),
                need=bold(fte_text(need)),
            )
        )
    return format_html("{} {}", sentences[0], sentences[-1] if len(sentences) > 1 else "")


def _index_sentence(result: IndexResult | None, dimensions: Sequence[DimensionRow]) -> SafeString:
    if result is None:
        return format_html("{}", gettext("The index of this municipality is not known."))
    words = index_class_word(result.index)
    first = format_html(
        gettext("The index of social exclusion is {points}: {word} ({range})."),
        points=bold(gettext("%(points)s of 30") % {"points": result.index}),
        word=words,
        range=INDEX_RANGES[index_class_of(result.index)],
    )
    strong = sorted((row for row in dimensions if row.points >= STRONG_FROM), key=lambda row: -row.points)
    if not strong:
        return first
    shorts = {gettext(DIMENSION_WORDS[one]): gettext(SHORT_DIMENSION_WORDS[one]) for one in Dimension}
    named = gettext(" and ").join(
        gettext("%(name)s (%(points)s of 6)") % {"name": shorts[row.name].lower(), "points": row.points}
        for row in strong[:NAMED]
    )
    return format_html(
        "{} {}", first, format_html(gettext("Most points come from {named}."), named=bold(named))
    )


def _gap_sentence(kinds: Sequence[KindCard]) -> SafeString:
    missing = [card for card in kinds if card.verdict == Verdict.MISSING]
    short = [card for card in kinds if card.verdict == Verdict.INSUFFICIENT]
    lacking = sum((card.need - (card.served or Decimal(0)) for card in [*missing, *short]), start=Decimal(0))
    if not missing and not short:
        return format_html("{}", gettext("No prevention service is missing or insufficient."))
    said = {
        (True, True): gettext("Of three kinds of services {missing} is missing and {short} insufficient"),
        (True, False): gettext("Of three kinds of services {missing} is missing"),
        (False, True): gettext("Of three kinds of services {short} is insufficient"),
    }
    first = format_html(
        said[bool(missing), bool(short)],
        missing=bold(number_text(len(missing))),
        short=bold(number_text(len(short))),
    )
    return format_html(
        "{}; {}",
        first,
        format_html(gettext("{amount} is lacking."), amount=bold(fte_text(lacking, DECIMALS))),
    )


def _card(table: GapTable, row: GapRow) -> KindCard:
    gap = row.gap
    is_known = gap.verdict is not Verdict.UNKNOWN
    return KindCard(
        name=kind_name(gap.service_kind),
        kind=gap.service_kind.value,
        verdict=gap.verdict.value,
        need=gap.need,
        served=gap.served if is_known else None,
        reason=_reason(row),
        is_near_limit=gap.is_near_limit,
        served_from=table.served_from(row.code, gap.service_kind),
    )


def _reason(row: GapRow) -> str:
    """Say briefly why; the page of needs says it with the whole computation."""
    gap = row.gap
    way = {
        "place": row.nearest.place.municipality_name if row.nearest else "",
        "minutes": minutes_text(gap.nearest_minutes),
        "share": percent_text(gap.served_share),
        "n": number_text(gap.places_in_reach),
    }
    said = {
        ReasonKind.NEED_BELOW_LIMIT: gettext("the need is too small for a service of its own"),
        ReasonKind.NO_REGISTER: gettext("no register of services is loaded"),
        ReasonKind.CAPACITY_NOT_CONVERTED: gettext("a capacity in reach cannot be converted to FTE"),
        ReasonKind.NO_PLACE_ANYWHERE: gettext("the service works nowhere in the region"),
        ReasonKind.NO_PLACE_IN_REACH: gettext("the nearest place, %(place)s, is %(minutes)s away"),
        ReasonKind.NOTHING_LEFT_IN_REACH: gettext("places in reach have no capacity to divide"),
    }
    shared = ngettext(
        "%(n)s place in reach, shared with others, covers %(share)s of the need",
        "%(n)s places in reach, shared with others, cover %(share)s of the need",
        gap.places_in_reach,
    )
    return said.get(gap.reason.kind, shared) % way
