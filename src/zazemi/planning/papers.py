"""The paper a plan goes to the regional council with: what stands in it, in which order."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from zazemi.documents.council_plan import (
    CouncilPlanPaper,
    KeyFigure,
    LegendItem,
    PaperColumn,
    PaperTable,
    Picture,
    Run,
    Section,
)
from zazemi.documents.map_print import svg_for_print
from zazemi.planning.assumptions import TERM_WORDS, further_assumptions, norm_sentence
from zazemi.planning.norms import norms_on
from zazemi.planning.outcome import Funded, Outcome
from zazemi.planning.picturing import CoverageMap, coverage_map, legend_items
from zazemi.planning.wording import (
    MILLION,
    ROW_DECIMALS,
    amount_text,
    answer_pieces,
    caution_sentence,
    claim_sentence,
    ending_sentence,
    kind_name,
    listed,
    months_text,
    proof_lines,
    why_sentence,
)
from zazemi.ui.typography import czk_text, day_text, fte_text, moment_text, nbsp, number_text, percent_text

SERVED_NAMES = 8
UNCOVERED_ROWS = 15


def council_paper(outcome: Outcome, borders: Mapping[str, bytes]) -> CouncilPlanPaper:
    """Put the paper together from the stored result."""
    result = outcome.result
    maps = [coverage_map(outcome, borders, is_after=is_after) for is_after in (False, True)]
    claim = claim_sentence(outcome)
    answer = [Run(text=nbsp(one.text), is_strong=one.is_strong) for one in answer_pieces(outcome)]
    return CouncilPlanPaper(
        organisation=outcome.region.name,
        kicker=gettext("Plan %(reference)s, version %(version)s of the scenario")
        % {"reference": outcome.plan.reference, "version": outcome.plan.scenario_version},
        title=paper_title(outcome),
        answer=[*answer, Run(text=f" {nbsp(claim)}")],
        issued_on=day_text(result.computed_at.date()),
        figures=_figures(outcome),
        pictures_title=gettext("Before and after"),
        pictures_note=gettext("The stronger the colour, the larger part of the need stays uncovered."),
        pictures=[_picture(outcome, one, is_after=is_after) for is_after, one in enumerate(maps)],
        legend_title=gettext("Covered part of the need:"),
        legend=[
            *(
                LegendItem(swatch=one.css_class, label=one.word)
                for one in legend_items([one.counts for one in maps])
            ),
            LegendItem(swatch="funded", label=gettext("the plan pays here")),
        ],
        pictures_source=source_line(outcome),
        tables=[_places(outcome), _by_kind(outcome)],
        sections=[_uncovered_section(outcome), _how(outcome)],
        closing=[
            *_uncovered(outcome),
            _terms(outcome),
            _assumptions(outcome),
            _proof(outcome),
            _sources(outcome),
        ],
        invented=gettext(
            "The region, its municipalities, people and amounts are made up for the demonstration."
        )
        if outcome.region.is_fictional
        else "",
        caution=nbsp(caution_sentence(outcome)),
    )


def paper_title(outcome: Outcome) -> str:
    """Name the paper: what for, how much, how long."""
    return gettext("Services of prevention for %(amount)s and %(months)s") % {
        "amount": amount_text(outcome.scenario.budget_czk),
        "months": months_text(outcome.scenario.months),
    }


def source_line(outcome: Outcome) -> str:
    """Say which data the plan stands on."""
    provenance = outcome.provenance
    return gettext("indicators of %(year)s, %(set)s, model of need %(model)s, computed %(day)s") % {
        "year": provenance["indicator_year"],
        "set": provenance["indicator_set"],
        "model": provenance["settings"]["need_model"],
        "day": day_text(outcome.result.computed_at.date()),
    }


def _figures(outcome: Outcome) -> list[KeyFigure]:
    result = outcome.result
    newly = len(outcome.newly_names)
    return [
        KeyFigure(
            label=gettext("Money spent"),
            value=number_text(Decimal(result.cost_czk) / MILLION, 2),
            unit=gettext("million CZK"),
            note=gettext("of %(budget)s") % {"budget": czk_text(outcome.scenario.budget_czk)},
        ),
        KeyFigure(
            label=gettext("FTE paid"),
            value=number_text(outcome.fte, 1),
            note=gettext("for %(months)s") % {"months": months_text(outcome.scenario.months)},
        ),
        KeyFigure(
            label=gettext("Municipalities with a team"),
            value=number_text(outcome.places),
            note=gettext("newly opened teams: %(n)s") % {"n": number_text(outcome.opened)},
        ),
        KeyFigure(
            label=gettext("Where nothing was so far"),
            value=number_text(newly),
            unit=ngettext("municipality", "municipalities", newly),
        ),
    ]


def _picture(outcome: Outcome, drawn: CoverageMap, *, is_after: int) -> Picture:
    met = outcome.result.met_after_fte if is_after else outcome.result.met_before_fte
    is_known = is_after or outcome.has_register
    share = percent_text(met / outcome.result.need_fte, 1) if is_known and outcome.result.need_fte else "–"
    return Picture(
        title=gettext("With the plan") if is_after else gettext("Today"),
        svg=svg_for_print(str(drawn.svg)),
        alt=f"{drawn.title}. {gettext('The same numbers are in the tables of this paper.')}",
        note=gettext("covered %(share)s of the need") % {"share": share},
    )


def _places(outcome: Outcome) -> PaperTable:
    return PaperTable(
        title=gettext("Where the money goes"),
        note=gettext("Every line is one team paid for the whole length of the plan."),
        columns=[
            PaperColumn(title=gettext("Municipality")),
            PaperColumn(title=gettext("Service"), width="1.3fr"),
            PaperColumn(title=gettext("FTE"), is_number=True),
            PaperColumn(title=gettext("Opened")),
            PaperColumn(title=gettext("CZK"), is_number=True),
            PaperColumn(title=gettext("Whom it serves"), width="2fr"),
        ],
        rows=[_place_row(one) for one in outcome.funded],
        total=[
            gettext("Total"),
            "",
            number_text(outcome.fte, 1),
            number_text(outcome.opened),
            number_text(outcome.result.cost_czk),
            "",
        ],
    )


def _place_row(one: Funded) -> list[str]:
    return [
        one.name,
        kind_name(one.kind),
        number_text(one.fte, 1),
        gettext("newly") if one.is_new else gettext("grows"),
        number_text(one.cost_czk),
        f"{number_text(len(one.served))}: {listed([served.name for served in one.served], SERVED_NAMES)}",
    ]


def _by_kind(outcome: Outcome) -> PaperTable:
    def row(name: str, need: Decimal, before: Decimal, after: Decimal) -> list[str]:
        today = number_text(before, ROW_DECIMALS) if outcome.has_register else "–"
        return [name, number_text(need, ROW_DECIMALS), today, number_text(after, ROW_DECIMALS)]

    kinds = [(kind, outcome.of_kind(kind)) for kind in outcome.terms]
    result = outcome.result
    return PaperTable(
        title=gettext("Met need by kind of service"),
        columns=[
            PaperColumn(title=gettext("Service"), width="1fr"),
            PaperColumn(title=gettext("Need, FTE"), is_number=True),
            PaperColumn(title=gettext("Met today, FTE"), is_number=True),
            PaperColumn(title=gettext("Met with the plan, FTE"), is_number=True),
        ],
        rows=[row(kind_name(kind), one.need, one.before, one.after) for kind, one in kinds],
        total=row(gettext("Total"), result.need_fte, result.met_before_fte, result.met_after_fte),
    )


def _uncovered_section(outcome: Outcome) -> Section:
    points = []
    if outcome.newly_names:
        points.append(
            gettext("Where nothing was so far and now something is: %(names)s.")
            % {"names": ", ".join(outcome.newly_names)}
        )
    if outcome.beyond_names:
        points.append(
            gettext("In need, but no place of any service reaches them: %(names)s.")
            % {"names": ", ".join(outcome.beyond_names)}
        )
    if outcome.short_names:
        points.append(
            gettext("In need, but the money does not reach for the least service: %(names)s.")
            % {"names": ", ".join(outcome.short_names)}
        )
    missing = outcome.total.missing
    return Section(
        title=gettext("What stays uncovered"),
        paragraphs=[nbsp(gettext("Uncovered stays %(fte)s of the need.") % {"fte": fte_text(missing)})],
        points=[nbsp(point) for point in points],
    )


def _uncovered(outcome: Outcome) -> Sequence[PaperTable]:
    if not outcome.missing:
        return ()
    shown = outcome.missing[:UNCOVERED_ROWS]
    note = ""
    if len(shown) < len(outcome.missing):
        note = gettext("The %(shown)s largest of %(all)s; all are in the workbook of the plan.") % {
            "shown": len(shown),
            "all": len(outcome.missing),
        }
    return (
        PaperTable(
            title=gettext("Largest uncovered needs and why"),
            note=note,
            columns=[
                PaperColumn(title=gettext("Municipality")),
                PaperColumn(title=gettext("Service"), width="1fr"),
                PaperColumn(title=gettext("Lacking, FTE"), is_number=True),
                PaperColumn(title=gettext("Why"), width="1.6fr"),
            ],
            rows=[
                [one.name, kind_name(one.kind), number_text(one.missing_fte, ROW_DECIMALS), why_sentence(one)]
                for one in shown
            ],
        ),
    )


def _how(outcome: Outcome) -> Section:
    result = outcome.result
    return Section(
        title=gettext("How it was computed"),
        paragraphs=[
            nbsp(f"{ending_sentence(outcome)} {claim_sentence(outcome)}"),
            nbsp(
                gettext(
                    "The plan is stored with its question, data hash and proof, so it can be checked again, "
                    "not only believed. It is a proposal: the council and the assembly decide."
                )
            ),
        ],
        points=[
            gettext("computed %(moment)s by %(solver)s")
            % {"moment": moment_text(result.computed_at), "solver": result.solver_version},
            gettext("hash of the question: %s") % result.problem_sha256,
            gettext("hash of the data: %s") % result.data_sha256,
        ],
    )


def _terms(outcome: Outcome) -> PaperTable:
    norms = norms_on(outcome.scenario.prices_on)
    heads = [f"{gettext(word)}, {gettext(unit)}" for word, unit, _decimals in TERM_WORDS.values()]
    return PaperTable(
        title=gettext("Assumptions: prices and sizes of teams"),
        note=nbsp(norm_sentence(norms)),
        columns=[
            PaperColumn(title=gettext("Service"), width="1.6fr"),
            *(PaperColumn(title=head, is_number=True, width="1fr") for head in heads),
        ],
        rows=[
            [
                kind_name(kind),
                *(
                    _term(getattr(terms, name), getattr(norms.kinds[kind], name), decimals)
                    for name, (_word, _unit, decimals) in TERM_WORDS.items()
                ),
            ]
            for kind, terms in outcome.terms.items()
        ],
    )


def _term(number: Decimal | int, norm: Decimal | int, decimals: int) -> str:
    """Write a term; one that differs from the norm says what the norm was."""
    text = number_text(number, decimals)
    return (
        text
        if number == norm
        else gettext("%(own)s (norm %(norm)s)")
        % {
            "own": text,
            "norm": number_text(norm, decimals),
        }
    )


def _assumptions(outcome: Outcome) -> PaperTable:
    return PaperTable(
        title=gettext("Further assumptions"),
        columns=[
            PaperColumn(title=gettext("What"), width="1.6fr"),
            PaperColumn(title=gettext("Value"), is_number=True),
            PaperColumn(title=gettext("Unit")),
            PaperColumn(title=gettext("Basis")),
            PaperColumn(title=gettext("Where from"), width="1.6fr"),
        ],
        rows=[[one.what, one.value, one.unit, one.basis, one.source] for one in further_assumptions(outcome)],
    )


def _proof(outcome: Outcome) -> PaperTable:
    return PaperTable(
        title=gettext("Proof, checked by an independent program"),
        columns=[
            PaperColumn(title=gettext("Rule"), width="1.6fr"),
            PaperColumn(title=gettext("Found"), width="1fr"),
            PaperColumn(title=gettext("Holds")),
        ],
        rows=[
            [one.rule, one.found, gettext("yes") if one.is_ok else gettext("no")]
            for one in proof_lines(outcome)
        ],
    )


def _sources(outcome: Outcome) -> PaperTable:
    return PaperTable(
        title=gettext("Sources of data"),
        columns=[
            PaperColumn(title=gettext("File"), width="1fr"),
            PaperColumn(title=gettext("Publisher"), width="1fr"),
            PaperColumn(title=gettext("SHA-256, first 16 characters")),
        ],
        rows=[
            [str(run["file"]), str(run["source"]), str(run["sha256"])[:16]]
            for run in outcome.provenance["imports"]
        ],
    )
