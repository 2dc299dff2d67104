"""A plan as files: workbook, JSON, paper for the regional council; the numbers of the same stored result.

Units:   FTE of direct work, whole CZK.
"""

import datetime as dt
import json
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zazemi.documents.cells import Column, Kind, Row, Sheet, Source
from zazemi.documents.council_plan import TEMPLATE
from zazemi.documents.pdf import render_pdf
from zazemi.documents.xlsx import write_workbook
from zazemi.planning.assumptions import assumptions_of, norm_sentence
from zazemi.planning.models import Plan
from zazemi.planning.norms import norms_on
from zazemi.planning.outcome import Outcome
from zazemi.planning.papers import council_paper, paper_title
from zazemi.planning.selectors import plan_json
from zazemi.planning.wording import (
    answer_pieces,
    caution_sentence,
    claim_sentence,
    kind_name,
    proof_lines,
    why_sentence,
)

FTE_DECIMALS = 2
"""Shown places; the cells keep every digit."""


def plan_pdf(outcome: Outcome, borders: Mapping[str, bytes]) -> bytes:
    """Typeset the paper for the regional council: PDF/A-2a and PDF/UA-1."""
    return render_pdf(
        TEMPLATE,
        council_paper(outcome, borders),
        title=paper_title(outcome),
        issued_at=outcome.result.computed_at,
        language=(get_language() or "cs")[:2],
    )


def plan_data(plan: Plan) -> bytes:
    """Write the whole plan as JSON."""
    return json.dumps(plan_json(plan), ensure_ascii=False, indent=1).encode()


def plan_xlsx(outcome: Outcome) -> bytes:
    """Write the plan as a workbook: summary, teams, whom they serve, coverage, assumptions, proof."""
    return write_workbook(
        [
            _summary(outcome),
            _teams(outcome),
            _served(outcome),
            _coverage(outcome),
            _missing(outcome),
            _assumptions(outcome),
            _proof(outcome),
        ],
        title=f"{outcome.plan.reference}: {paper_title(outcome)}",
        sources=_sources(outcome),
        written_at=outcome.result.computed_at,
    )


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _fte(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=Kind.NUMBER, unit=_("FTE"), decimals=FTE_DECIMALS)


def _czk(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=Kind.MONEY, unit=_("CZK"), decimals=0)


def _place_columns() -> list[Column]:
    return [
        Column(key="code", title=_("Municipality code"), width=12),
        Column(key="name", title=_("Municipality")),
        Column(key="kind", title=_("Service"), width=44),
    ]


def _summary(outcome: Outcome) -> Sheet:
    result = outcome.result
    said = [
        (_("Plan"), outcome.plan.reference),
        (_("Scenario"), f"{outcome.scenario.name} ({_('version')} {outcome.plan.scenario_version})"),
        (_("Region"), outcome.region.name),
        (_("Result"), "".join(one.text for one in answer_pieces(outcome))),
        (_("Proof"), claim_sentence(outcome)),
        (_("Caution"), caution_sentence(outcome)),
        (_("Hash of the question"), result.problem_sha256),
        (_("Hash of the data"), result.data_sha256),
        (_("Solver"), result.solver_version),
    ]
    numbers: list[Row] = [
        {"what": _("Budget"), "number": outcome.scenario.budget_czk, "text": _("CZK")},
        {"what": _("Money spent"), "number": result.cost_czk, "text": _("CZK")},
        {"what": _("Need"), "number": result.need_fte, "text": _("FTE")},
        {
            "what": _("Met today"),
            "number": result.met_before_fte if outcome.has_register else None,
            "text": _("FTE"),
        },
        {"what": _("Met with the plan"), "number": result.met_after_fte, "text": _("FTE")},
        {"what": _("FTE paid"), "number": outcome.fte, "text": _("FTE")},
        {"what": _("Municipalities with a team"), "number": outcome.places, "text": ""},
        {
            "what": _("Where nothing was so far"),
            "number": len(outcome.newly_names),
            "text": _("municipalities"),
        },
        {"what": _("A better plan can be better by at most"), "number": outcome.gap_percent, "text": "%"},
    ]
    texts: list[Row] = [{"what": what, "number": None, "text": _plain(text)} for what, text in said if text]
    return Sheet(
        name=_("Summary"),
        columns=[
            Column(key="what", title=_("What"), width=44),
            Column(key="number", title=_("Number"), kind=Kind.NUMBER, decimals=FTE_DECIMALS, width=18),
            Column(key="text", title=_("Unit or text"), width=110),
        ],
        rows=[*texts, *numbers],
        note=_plain(caution_sentence(outcome)),
    )


def _teams(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("Teams"),
        columns=[
            *_place_columns(),
            Column(key="fte", title=_("FTE"), kind=Kind.NUMBER, decimals=1),
            _fte("used", _("of it used")),
            Column(key="opened", title=_("Opened"), width=12),
            _czk("cost", _("Cost")),
            Column(key="served", title=_("Municipalities served"), kind=Kind.INT),
        ],
        rows=[
            {
                "code": one.code,
                "name": one.name,
                "kind": kind_name(one.kind),
                "fte": one.fte,
                "used": one.used_fte,
                "opened": _("newly") if one.is_new else _("grows"),
                "cost": one.cost_czk,
                "served": len(one.served),
            }
            for one in outcome.funded
        ],
        total={"name": _("Total"), "fte": outcome.fte, "cost": outcome.result.cost_czk},
    )


def _served(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("Who is served from where"),
        columns=[
            *_place_columns(),
            Column(key="to_code", title=_("Served municipality code"), width=12),
            Column(key="to_name", title=_("Served municipality")),
            _fte("fte", _("Served")),
        ],
        rows=[
            {
                "code": one.code,
                "name": one.name,
                "kind": kind_name(one.kind),
                "to_code": served.code,
                "to_name": served.name,
                "fte": served.fte,
            }
            for one in outcome.funded
            for served in one.served
        ],
    )


def _coverage(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("Before and after"),
        columns=[
            *_place_columns(),
            _fte("need", _("Need")),
            _fte("before", _("Met today")),
            _fte("after", _("Met with the plan")),
            _fte("missing", _("Lacking with the plan")),
        ],
        rows=[
            {
                "code": one.code,
                "name": one.name,
                "kind": kind_name(kind),
                "need": covered.need,
                "before": covered.before if outcome.has_register else None,
                "after": covered.after,
                "missing": covered.missing,
            }
            for one in outcome.municipalities
            for kind, covered in outcome.coverage.get(one.code, {}).items()
            if covered.need
        ],
        total={
            "name": _("Total"),
            "need": outcome.result.need_fte,
            "before": outcome.result.met_before_fte if outcome.has_register else None,
            "after": outcome.result.met_after_fte,
        },
    )


def _missing(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("What stays uncovered"),
        columns=[
            *_place_columns(),
            _fte("missing", _("Lacking with the plan")),
            Column(key="why", title=_("Why"), width=90),
        ],
        rows=[
            {
                "code": one.code,
                "name": one.name,
                "kind": kind_name(one.kind),
                "missing": one.missing_fte,
                "why": _plain(why_sentence(one)),
            }
            for one in outcome.missing
        ],
    )


def _assumptions(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("Assumptions"),
        columns=[
            Column(key="what", title=_("What"), width=60),
            Column(key="value", title=_("Value"), width=18),
            Column(key="unit", title=_("Unit"), width=12),
            Column(key="basis", title=_("Basis"), width=14),
            Column(key="source", title=_("Where from"), width=90),
        ],
        rows=[
            {
                "what": one.what,
                "value": _plain(one.value),
                "unit": one.unit,
                "basis": one.basis,
                "source": _plain(one.source),
            }
            for one in assumptions_of(outcome)
        ],
        note=_plain(norm_sentence(norms_on(outcome.scenario.prices_on))),
    )


def _proof(outcome: Outcome) -> Sheet:
    return Sheet(
        name=_("Proof"),
        columns=[
            Column(key="rule", title=_("Rule"), width=70),
            Column(key="found", title=_("Found"), width=60),
            Column(key="holds", title=_("Holds"), width=10),
        ],
        rows=[
            {"rule": one.rule, "found": _plain(one.found), "holds": _("yes") if one.is_ok else _("no")}
            for one in proof_lines(outcome)
        ],
    )


def _sources(outcome: Outcome) -> list[Source]:
    provenance = outcome.provenance
    runs = [
        Source(
            name=run["file"],
            publisher=run["source"],
            licence=run["licence"],
            taken_on=dt.date.fromisoformat(run["taken_on"]) if run["taken_on"] else None,
            sha256=run["sha256"],
            note=run["kind"],
        )
        for run in provenance["imports"]
    ]
    computed = Source(
        name=_("Computed by Zázemí"),
        taken_on=outcome.result.computed_at.date(),
        sha256=outcome.result.data_sha256,
        note=f"{provenance['settings']['label']}; {provenance['settings']['need_model']}",
    )
    return [computed, *runs]
