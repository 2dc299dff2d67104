"""The problem analysis as files: workbook, CSV, JSON; the same rows and numbers as the page.

Units:   FTE of direct work with four places, minutes by car one way.
"""

import json
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from zazemi.analysis.choices import KINDS, kind_name
from zazemi.analysis.filters import NeedsFilter
from zazemi.analysis.presenters.sentences import border_words, reason_sentence
from zazemi.analysis.presenters.stated import stated_sentence
from zazemi.analysis.selectors import GapRow, GapTable, KindTotal, gaps_json
from zazemi.analysis.selectors.kinds import ALTERNATIVES
from zazemi.analysis.selectors.reasons import reason_groups
from zazemi.documents.cells import Cell, Column, Kind, Row, Sheet, Source
from zazemi.documents.csv_text import write_csv
from zazemi.documents.xlsx import write_workbook
from zazemi.kernel import clock
from zazemi.measures.gaps import Verdict
from zazemi.measures.need import Coefficient, NeedModel
from zazemi.ui.words import verdict_word

FTE_DECIMALS = 4


def needs_xlsx(table: GapTable, asked: NeedsFilter) -> bytes:
    """Write the rows that were asked for, the sums, the assumptions and the sources as a workbook."""
    rows = [row for row in table.rows if asked.keeps(row)]
    notes = [
        table.region_name,
        _(table.caution) if table.caution else "",
        _("data hash: %s") % table.data_hash,
    ]
    return write_workbook(
        [
            Sheet(
                name=_("Needs"),
                columns=_columns(),
                rows=[_row(row) for row in rows],
                note="; ".join(note for note in notes if note),
            ),
            Sheet(name=_("Sums"), columns=_total_columns(), rows=_totals(table)),
            Sheet(name=_("Assumptions"), columns=_assumption_columns(), rows=list(_assumptions(table))),
        ],
        title=_("Needs: %(region)s") % {"region": table.region_name},
        sources=_sources(table),
        written_at=clock.now(),
    )


def needs_csv(table: GapTable, asked: NeedsFilter) -> bytes:
    """Write the rows that were asked for as CSV."""
    return write_csv(_columns(), [_row(row) for row in table.rows if asked.keeps(row)])


def needs_json(table: GapTable, asked: NeedsFilter) -> bytes:
    """Write the rows that were asked for, and the sums of the whole region, as JSON."""
    plain = gaps_json(table, keeps=asked.keeps) | {"filter": asked.parts()}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _columns() -> list[Column]:
    return [
        Column(key="code", title=_("Municipality code"), width=12),
        Column(key="name", title=_("Municipality")),
        Column(key="kind", title=_("Service"), width=40),
        Column(key="verdict", title=_("Verdict"), width=14),
        _fte_column("need", _("Need")),
        _fte_column("served", _("Served")),
        _fte_column("shortfall", _("Lacking")),
        Column(key="places", title=_("Places in reach"), kind=Kind.INT),
        Column(key="nearest", title=_("Nearest place"), kind=Kind.NUMBER, unit=_("min"), decimals=1),
        Column(key="nearest_name", title=_("Nearest place is in")),
        Column(key="index", title=_("Index"), kind=Kind.INT, unit=_("points")),
        Column(key="reason", title=_("Reason"), width=80),
        Column(key="groups", title=_("Why, in short"), width=24),
        Column(key="funding", title=_("Money ends on"), kind=Kind.DATE),
        Column(key="near", title=_("Near the limit or the border"), width=24),
        _fte_column("computed", _("Need by the model")),
        Column(key="source", title=_("Where the need comes from"), width=60),
        *(
            column
            for number in range(1, ALTERNATIVES + 1)
            for column in (
                Column(key=f"near{number}", title=_("Place %s in order of the way") % number, width=50),
                Column(
                    key=f"way{number}",
                    title=_("way to it %s") % number,
                    kind=Kind.NUMBER,
                    unit=_("min"),
                    decimals=1,
                ),
                Column(
                    key=f"load{number}",
                    title=_("used part of its capacity %s") % number,
                    kind=Kind.NUMBER,
                    decimals=2,
                ),
            )
        ),
    ]


def _row(row: GapRow) -> Row:
    gap = row.gap
    return {
        "code": row.code,
        "name": row.name,
        "kind": kind_name(gap.service_kind),
        "verdict": verdict_word(gap.verdict.value),
        "need": gap.need,
        "served": gap.served if row.is_known else None,
        "shortfall": gap.shortfall if row.is_known else None,
        "places": gap.places_in_reach,
        "nearest": gap.nearest_minutes,
        "nearest_name": row.nearest.place.municipality_name if row.nearest else "",
        "index": row.index,
        "reason": _plain(reason_sentence(row)),
        "groups": ", ".join(str(group.label) for group in reason_groups(row)),
        "funding": row.funding.on if row.funding else None,
        "near": _plain(border_words(row)),
        "computed": row.computed,
        "source": _plain(" ".join(map(stated_sentence, row.stated))) or _("computed by the model"),
        **_alternatives(row),
    }


def _alternatives(row: GapRow) -> Row:
    found: dict[str, Cell] = {
        f"{name}{number}": None for name in ("near", "way", "load") for number in range(1, ALTERNATIVES + 1)
    }
    for number, one in enumerate(row.alternatives, start=1):
        place = one.place
        found[f"near{number}"] = f"{place.service_name}, {place.provider_name}, {place.municipality_name}"
        found[f"way{number}"] = one.minutes
        found[f"load{number}"] = one.load
    return found


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _total_columns() -> list[Column]:
    return [
        Column(key="kind", title=_("Service"), width=44),
        _fte_column("need", _("Need")),
        _fte_column("served", _("Served")),
        _fte_column("shortfall", _("Lacking")),
        _fte_column("unknown", _("Need without a verdict")),
        _fte_column("capacity", _("Capacity today")),
        *(Column(key=verdict.value, title=verdict_word(verdict.value), kind=Kind.INT) for verdict in Verdict),
    ]


def _fte_column(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=Kind.NUMBER, unit=_("FTE"), decimals=FTE_DECIMALS)


def _totals(table: GapTable) -> list[Row]:
    named = [(kind_name(kind), table.totals[kind]) for kind in KINDS]
    return [_total(table, name, total) for name, total in [*named, (_("Total"), table.total)]]


def _total(table: GapTable, name: str, total: KindTotal) -> Row:
    is_known = table.has_register
    return {
        "kind": name,
        "need": total.need,
        "served": total.served if is_known else None,
        "shortfall": total.shortfall if is_known else None,
        "unknown": total.unknown_need,
        "capacity": total.capacity if is_known else None,
        **{verdict.value: total.counts.get(verdict, 0) for verdict in Verdict},
    }


def _assumption_columns() -> list[Column]:
    return [
        Column(key="what", title=_("What"), width=60),
        Column(key="value", title=_("Value"), width=16),
        Column(key="unit", title=_("Unit"), width=34),
        Column(key="basis", title=_("Basis"), width=14),
        Column(key="source", title=_("Where from"), width=90),
    ]


def _assumptions(table: GapTable) -> Iterator[Row]:
    settings = table.provenance.settings
    origin = {"basis": str(settings.basis.label), "source": _(settings.source)}
    verdict = settings.gaps.verdict
    yield {"what": _("needed from"), "value": str(verdict.needed_from_fte), "unit": _("FTE"), **origin}
    yield {
        "what": _("sufficient from"),
        "value": str(verdict.sufficient_from_share),
        "unit": _("share"),
        **origin,
    }
    for kind in KINDS:
        limit = f"{settings.gaps.limit_minutes[kind]:g}"
        yield {"what": _("reach: %s") % kind_name(kind), "value": limit, "unit": _("min"), **origin}
    yield from _model_rows(settings.need_model)


def _model_rows(model: NeedModel) -> Iterator[Row]:
    common: Sequence[tuple[str, Coefficient]] = (
        (_("intensity where the index is zero"), model.intensity_at_zero),
        (_("full intensity from the index"), model.full_intensity_from_index),
        (_("at most this part of inhabitants over 15"), model.largest_share_of_inhabitants),
    )
    for name, coefficient in common:
        yield _coefficient(name, coefficient)
    for kind, rule in model.kinds.items():
        for name, coefficient in rule.coefficients().items():
            if coefficient.value:
                yield _coefficient(f"{kind_name(kind)}: {name}", coefficient)


def _coefficient(name: str, coefficient: Coefficient) -> Row:
    return {
        "what": name,
        "value": f"{coefficient.value:g}",
        "unit": _(coefficient.unit),
        "basis": _(coefficient.basis.value),
        "source": _(coefficient.source),
    }


def _sources(table: GapTable) -> list[Source]:
    provenance = table.provenance
    runs = [
        Source(
            name=run.file_name,
            publisher=run.source,
            licence=run.licence,
            taken_on=run.taken_on,
            sha256=run.sha256,
            note=run.kind,
        )
        for run in provenance.runs
    ]
    computed = Source(
        name=_("Computed by Zázemí"),
        taken_on=provenance.computed_on,
        note="; ".join(
            [
                _("indicators of the year %s") % provenance.indicator_year,
                _("indicator set %s") % provenance.indicator_set,
                _("settings %s") % provenance.settings.label,
                _("model of need %s") % provenance.settings.need_model.version,
            ]
        ),
    )
    return [computed, *runs]
