"""The page of one municipality: per kind how the need is computed, who serves it, what is missing and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zazemi.analysis.choices import kind_name
from zazemi.analysis.presenters.map import layers_of, verdict_map, verdict_map_legend
from zazemi.analysis.presenters.sensitivity import ShownFlip, shown_flips
from zazemi.analysis.presenters.sentences import (
    ROW_DECIMALS,
    border_words,
    funding_sentence,
    municipality_answer,
    reason_sentence,
)
from zazemi.analysis.presenters.stated import stated_sentence
from zazemi.analysis.selectors import GapRow, GapTable, NeedSteps, ServedFrom, need_steps
from zazemi.analysis.selectors.sensitivity import Flip
from zazemi.measures.gaps import ReasonKind
from zazemi.measures.need import Basis, Coefficient
from zazemi.territory.models import Municipality
from zazemi.ui.typography import fte_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One line of the computation of the need, with the origin of its coefficient."""

    name: str
    count: float | None
    value: float
    result: float | None
    unit: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownKind:
    """One kind of service in the municipality."""

    name: str
    row: GapRow
    reason: str
    is_known: bool
    border: str
    says_reach: bool
    limit_minutes: float
    computed: str
    stated: Sequence[str]
    funding: str
    flips: Sequence[ShownFlip]
    steps: NeedSteps
    lines: Sequence[ShownStep]
    served_from: Sequence[ServedFrom]


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityPage:
    """Everything the page shows; ``kinds`` is empty where the municipality has no indicators."""

    table: GapTable
    municipality: Municipality
    answer: SafeString
    kinds: Sequence[ShownKind]
    map: SafeString
    legend: SafeString


def municipality_page(
    table: GapTable,
    municipality: Municipality,
    *,
    borders: Mapping[str, bytes],
    flips: Sequence[Flip],
) -> MunicipalityPage:
    """Put the page together."""
    rows = table.by_municipality().get(municipality.code, ())
    layers = layers_of([municipality], here=municipality.code)
    return MunicipalityPage(
        table=table,
        municipality=municipality,
        answer=municipality_answer(rows) if rows else SafeString(""),
        kinds=[_kind(table, row, flips) for row in rows],
        map=verdict_map(table, None, borders=borders, layers=layers, is_interactive=False),
        legend=verdict_map_legend(table, None),
    )


def _kind(table: GapTable, row: GapRow, flips: Sequence[Flip]) -> ShownKind:
    kind = row.gap.service_kind
    settings = table.provenance.settings
    steps = need_steps(table.inputs, table.codes.index(row.code), kind, settings.need_model)
    return ShownKind(
        name=kind_name(kind),
        row=row,
        reason=reason_sentence(row),
        is_known=row.is_known,
        border=border_words(row),
        says_reach=row.gap.reason.kind is not ReasonKind.NO_PLACE_IN_REACH,
        limit_minutes=settings.gaps.limit_minutes[kind],
        computed=fte_text(row.computed, ROW_DECIMALS),
        stated=[stated_sentence(here) for here in row.stated],
        funding=funding_sentence(row),
        flips=shown_flips([flip for flip in flips if flip.kind is kind]),
        steps=steps,
        lines=_lines(steps, table),
        served_from=table.served_from(row.code, kind),
    )


def _lines(steps: NeedSteps, table: GapTable) -> list[ShownStep]:
    model = table.provenance.settings.need_model
    loads = [_step(gettext(line.name), line.coefficient, line.count, line.clients) for line in steps.lines]
    return [
        *loads,
        _step(
            gettext("at most this part of inhabitants over 15"),
            model.largest_share_of_inhabitants,
            None,
            steps.most_clients,
        ),
        _step(
            gettext("intensity by the index (full from this many points)"),
            model.full_intensity_from_index,
            steps.index,
            steps.intensity,
        ),
        _step(gettext("clients of one FTE"), steps.clients_per_fte, None, steps.need_fte),
    ]


def _step(name: str, coefficient: Coefficient, count: float | None, result: float | None) -> ShownStep:
    return ShownStep(
        name=name,
        count=count,
        value=coefficient.value,
        result=result,
        unit=gettext(coefficient.unit),
        basis=gettext("sourced") if coefficient.basis is Basis.SOURCED else gettext("assumption"),
        source=gettext(coefficient.source),
    )
