"""The page of a plan: answer, figures with what they are made of, maps, tables, proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.planning.assumptions import Assumption, assumptions_of, norm_sentence
from zazemi.planning.coverage import Coverage
from zazemi.planning.norms import norms_on
from zazemi.planning.outcome import Funded, Outcome, StillMissing
from zazemi.planning.papers import paper_title, source_line
from zazemi.planning.picturing import coverage_map, fill_of, legend_items
from zazemi.planning.wording import (
    MILLION,
    ProofLine,
    answer_html,
    caution_sentence,
    claim_sentence,
    ending_sentence,
    kind_name,
    listed,
    months_text,
    proof_lines,
    why_sentence,
)
from zazemi.ui.legends import draw_legend
from zazemi.ui.links import linked
from zazemi.ui.typography import czk_text, fte_text, number_text
from zazemi.values.services import ServiceKind

SHOWN_NAMES = 6
LISTED_NAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """One number of the ledger."""

    name: str
    value: str
    unit: str
    note: str
    made_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFunded:
    """A funded team as it is read."""

    one: Funded
    url: str
    kind: str
    count: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlace:
    """The funded teams of one municipality, beside each other in the table."""

    name: str
    url: str
    orp_name: str
    teams: Sequence[ShownFunded]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCoverage:
    """A line of the table equal to the maps."""

    name: str
    url: str
    coverage: Coverage
    is_needed: bool
    teams: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMissing:
    """A need that stays uncovered."""

    one: StillMissing
    url: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownKind:
    """One kind of service in the whole region."""

    name: str
    coverage: Coverage
    cost_czk: int
    fte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page of a finished plan shows."""

    outcome: Outcome
    title: str
    answer: SafeString
    claim: str
    caution: str
    ending: str
    figures: Sequence[ShownFigure]
    map_before: SafeString
    map_after: SafeString
    legend: SafeString
    source: str
    kinds: Sequence[ShownKind]
    total: Coverage
    places: Sequence[ShownPlace]
    served: Sequence[ShownFunded]
    coverage: Sequence[ShownCoverage]
    missing: Sequence[ShownMissing]
    assumptions: Sequence[Assumption]
    norm: str
    proof: Sequence[ProofLine]
    imports: Sequence[Mapping[str, Any]]


def plan_page(outcome: Outcome, borders: Mapping[str, bytes]) -> PlanPage:
    """Put the page together."""
    before = coverage_map(outcome, borders, is_after=False)
    after = coverage_map(outcome, borders, is_after=True)
    teams = [_funded(one) for one in outcome.funded]
    return PlanPage(
        outcome=outcome,
        title=paper_title(outcome),
        answer=answer_html(outcome),
        claim=claim_sentence(outcome),
        caution=caution_sentence(outcome),
        ending=ending_sentence(outcome),
        figures=[_money(outcome), _fte(outcome), _places(outcome), _newly(outcome)],
        map_before=before.svg,
        map_after=after.svg,
        legend=draw_legend(legend_items([before.counts, after.counts])),
        source=source_line(outcome),
        kinds=[_kind(outcome, kind) for kind in outcome.terms],
        total=outcome.total,
        places=_grouped(teams),
        served=teams,
        coverage=_coverage(outcome),
        missing=[_missing(one) for one in outcome.missing],
        assumptions=assumptions_of(outcome),
        norm=norm_sentence(norms_on(outcome.scenario.prices_on)),
        proof=proof_lines(outcome),
        imports=outcome.provenance["imports"],
    )


def _money(outcome: Outcome) -> ShownFigure:
    by_kind = "; ".join(f"{one.name} {czk_text(one.cost_czk)}" for one in _kinds(outcome))
    made_of = gettext(
        "Exactly %(cost)s: %(kinds)s. Left of the budget: %(left)s. Prices are assumptions listed below."
    )
    return ShownFigure(
        name=gettext("Money spent"),
        value=number_text(Decimal(outcome.result.cost_czk) / MILLION, 2),
        unit=gettext("million CZK"),
        note=gettext("of %(budget)s") % {"budget": czk_text(outcome.scenario.budget_czk)},
        made_of=made_of
        % {
            "cost": czk_text(outcome.result.cost_czk),
            "kinds": by_kind,
            "left": czk_text(outcome.left_czk),
        },
    )


def _fte(outcome: Outcome) -> ShownFigure:
    used = sum((one.used_fte for one in outcome.funded), Decimal(0))
    by_kind = "; ".join(f"{one.name} {number_text(one.fte, 1)}" for one in _kinds(outcome))
    made_of = gettext(
        "%(kinds)s. Direct work and travel of field staff take %(used)s; "
        "one FTE is one worker in direct work, full time."
    )
    return ShownFigure(
        name=gettext("FTE paid"),
        value=number_text(outcome.fte, 1),
        unit="",
        note=gettext("for %(months)s") % {"months": months_text(outcome.scenario.months)},
        made_of=made_of % {"kinds": by_kind, "used": fte_text(used)},
    )


def _places(outcome: Outcome) -> ShownFigure:
    teams = len(outcome.funded)
    made_of = ngettext(
        "%(teams)s team, %(opened)s of them newly opened, the others grow.",
        "%(teams)s teams, %(opened)s of them newly opened, the others grow.",
        teams,
    )
    return ShownFigure(
        name=gettext("Municipalities with a team"),
        value=number_text(outcome.places),
        unit="",
        note=gettext("newly opened teams: %(n)s") % {"n": number_text(outcome.opened)},
        made_of=made_of % {"teams": number_text(teams), "opened": number_text(outcome.opened)},
    )


def _newly(outcome: Outcome) -> ShownFigure:
    count = len(outcome.newly_names)
    if not outcome.has_register:
        note = gettext("in the model; services of today are not known")
    elif count:
        note = listed(outcome.newly_names, SHOWN_NAMES)
    else:
        note = gettext("some service reaches every municipality in need already")
    return ShownFigure(
        name=gettext("Where nothing was so far"),
        value=number_text(count),
        unit=ngettext("municipality", "municipalities", count),
        note=note,
        made_of=gettext("Municipalities in need that nothing reached today and the plan reaches.")
        + (f" {listed(outcome.newly_names, LISTED_NAMES)}." if count else ""),
    )


def _kinds(outcome: Outcome) -> list[ShownKind]:
    return [_kind(outcome, kind) for kind in outcome.terms]


def _kind(outcome: Outcome, kind: ServiceKind) -> ShownKind:
    teams = [one for one in outcome.funded if one.kind is kind]
    return ShownKind(
        name=kind_name(kind),
        coverage=outcome.of_kind(kind),
        cost_czk=sum(one.cost_czk for one in teams),
        fte=sum((one.fte for one in teams), Decimal(0)),
    )


def _address(code: str) -> str:
    return linked("needs_of_municipality", code) or reverse("planning:plans")


def _funded(one: Funded) -> ShownFunded:
    count = len(one.served)
    return ShownFunded(
        one=one,
        url=_address(one.code),
        kind=kind_name(one.kind),
        count=ngettext("%(n)s municipality", "%(n)s municipalities", count) % {"n": number_text(count)},
        names=listed([served.name for served in one.served], SHOWN_NAMES),
    )


def _grouped(teams: Sequence[ShownFunded]) -> list[ShownPlace]:
    grouped: dict[str, list[ShownFunded]] = {}
    for team in teams:
        grouped.setdefault(team.one.code, []).append(team)
    return [
        ShownPlace(name=own[0].one.name, url=own[0].url, orp_name=own[0].one.orp_name, teams=own)
        for own in grouped.values()
    ]


def _coverage(outcome: Outcome) -> list[ShownCoverage]:
    teams: dict[str, list[str]] = {}
    for one in outcome.funded:
        teams.setdefault(one.code, []).append(fte_text(one.fte))
    return [
        ShownCoverage(
            name=one.name,
            url=_address(one.code),
            coverage=covered,
            is_needed=fill_of(outcome, one.code, is_after=True) != "vn",
            teams=" + ".join(teams.get(one.code, [])),
        )
        for one in outcome.municipalities
        if (covered := outcome.of_place(one.code)) is not None
    ]


def _missing(one: StillMissing) -> ShownMissing:
    return ShownMissing(one=one, url=_address(one.code), kind=kind_name(one.kind), why=why_sentence(one))
