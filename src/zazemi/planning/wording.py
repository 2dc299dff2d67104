"""Sentences of a plan: its answer, why need stays uncovered, rules of the proof in plain words.

Units:   FTE with one decimal in sums and two in rows, whole CZK.
Source:  the stored result; ``planner`` names reasons and rules, here they are put into words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from zazemi.network.choices import KIND_LABELS, KIND_SHORT
from zazemi.planner.certify import Rule
from zazemi.planner.explain import WHY_SENTENCES, WhyUncovered
from zazemi.planning.outcome import Outcome, StillMissing
from zazemi.planning.selectors import claim_of, ending_of
from zazemi.ui.typography import czk_text, fte_text, number_text, percent_text
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

ROW_DECIMALS = 2
MILLION = 10**6
_STRONG = {"cost", "fte", "places", "after", "share"}
_GRAIN_DECIMALS = 6

RULE_WORDS: dict[Rule, str] = {
    Rule.PRICES: N_("Every team costs exactly what the assumptions say: FTE, months and opening."),
    Rule.BUDGET: N_("All teams together cost no more than the budget."),
    Rule.SHARES: N_("Every kind of service gets at least its least share of the money."),
    Rule.TEAMS: N_("Every team is within its least and largest size and grows by halves of an FTE."),
    Rule.REACH: N_("Nobody is served from a place beyond the reach of the service."),
    Rule.CAPACITY: N_("No team serves more than it has, travel of its staff included."),
    Rule.NEED: N_("Nobody is given more than the need that nothing serves today."),
    Rule.FLOOR: N_("Every municipality in need gets the least service, or is named below."),
    Rule.VALUE: N_("The value of the plan was added up again and is the same."),
    Rule.BOUND: N_("The value does not exceed the proved bound of all possible plans."),
}
_FOUND_WORDS: dict[Rule, str] = {
    Rule.PRICES: N_("recounted %(found)s, stated %(limit)s"),
    Rule.BUDGET: N_("%(found)s of %(limit)s"),
    Rule.SHARES: N_("lacking %(found)s, allowed by rounding %(limit)s"),
    Rule.TEAMS: N_("wrong teams: %(found)s"),
    Rule.REACH: N_("wrong links: %(found)s"),
    Rule.CAPACITY: N_("largest excess %(found)s FTE, tolerance %(limit)s"),
    Rule.NEED: N_("largest excess %(found)s FTE, tolerance %(limit)s"),
    Rule.FLOOR: N_("largest lack %(found)s FTE, tolerance %(limit)s"),
    Rule.VALUE: N_("recounted %(found)s, stated %(limit)s"),
    Rule.BOUND: N_("value %(found)s, bound %(limit)s"),
}
_MONEY = {Rule.PRICES, Rule.BUDGET}
_COUNTS = {Rule.TEAMS, Rule.REACH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a sentence; strong pieces carry the numbers."""

    text: str
    is_strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """One rule of the independent check in plain words."""

    rule: str
    found: str
    is_ok: bool


def kind_name(kind: ServiceKind) -> str:
    """Return the full name of a kind, as a heading."""
    return str(capfirst(str(KIND_LABELS[kind])))


def months_text(months: int) -> str:
    """Write a length: ``19 months``, as it stands after "for"."""
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": number_text(months)}


def amount_text(czk: int) -> str:
    """Write money shortly: ``35 mil. Kč``, ``34,83 mil. Kč``, under a million ``900 000 Kč``."""
    if czk < MILLION:
        return czk_text(czk)
    if czk % MILLION:
        return czk_text(czk, "million")
    return gettext("CZK %(amount)s million") % {"amount": number_text(czk // MILLION)}


def scenario_name(budget_czk: int, months: int) -> str:
    """Name a scenario by its money and length."""
    words = {"amount": amount_text(budget_czk), "months": months_text(months)}
    return (gettext("%(amount)s for %(months)s") % words).replace("\u00a0", " ")


def kind_short(kind: ServiceKind) -> str:
    """Return the abbreviation of a kind."""
    return KIND_SHORT.get(kind, kind.value)


def answer_pieces(outcome: Outcome) -> list[Piece]:
    """Say what the money brings, before and after, with the numbers as strong pieces."""
    result = outcome.result
    words = {
        "cost": czk_text(result.cost_czk),
        "fte": fte_text(outcome.fte),
        "places": number_text(outcome.places),
        "months": months_text(outcome.scenario.months),
        "before": number_text(result.met_before_fte, 1),
        "after": number_text(result.met_after_fte, 1),
        "need": fte_text(result.need_fte),
        "share": percent_text(result.met_after_fte / result.need_fte, 1) if result.need_fte else "–",
    }
    first = ngettext(
        "For {cost} the plan pays {fte} in {places} municipality for {months}.",
        "For {cost} the plan pays {fte} in {places} municipalities for {months}.",
        outcome.places,
    )
    if outcome.has_register:
        second = gettext("The met need rises from today's {before} to {after} of {need}, that is to {share}.")
    else:
        second = gettext("In the model without existing services it meets {after} of the need of {need}.")
    return [*_pieces(first, words), Piece(text=" ", is_strong=False), *_pieces(second, words)]


def answer_html(outcome: Outcome) -> SafeString:
    """Say the same as markup."""
    parts = [
        format_html("<b>{}</b>", one.text) if one.is_strong else format_html("{}", one.text)
        for one in answer_pieces(outcome)
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


def _pieces(template: str, words: Mapping[str, str]) -> list[Piece]:
    found: list[Piece] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        if text:
            found.append(Piece(text=text, is_strong=False))
        if name:
            found.append(Piece(text=words[name], is_strong=name in _STRONG))
    return found


def claim_sentence(outcome: Outcome) -> str:
    """Say the claim with the proof as a sentence; empty for a plan without value."""
    claim = claim_of(outcome.result)
    return gettext("It is proved: %(claim)s.") % {"claim": claim} if claim else ""


def caution_sentence(outcome: Outcome) -> str:
    """Say the caution of a region without a register of services, or nothing."""
    caution = outcome.result.caution
    return f"{capfirst(gettext(caution))}." if caution else ""


def ending_sentence(outcome: Outcome) -> str:
    """Say why the search ended."""
    return ending_of(outcome.result)


def why_sentence(item: StillMissing) -> str:
    """Say why need of one kind stays uncovered in one municipality."""
    params = {name: number_text(value) for name, value in item.params.items()}
    return gettext(WHY_SENTENCES[WhyUncovered(item.reason)]) % params


def proof_lines(outcome: Outcome) -> list[ProofLine]:
    """Put the independent check into plain words, rule by rule."""
    return [
        ProofLine(
            rule=gettext(RULE_WORDS[Rule(line["rule"])]),
            found=gettext(_FOUND_WORDS[Rule(line["rule"])])
            % {
                "found": _shown(Rule(line["rule"]), line["found"]),
                "limit": _shown(Rule(line["rule"]), line["limit"]),
            },
            is_ok=line["is_ok"],
        )
        for line in outcome.result.certificate["lines"]
    ]


def _shown(rule: Rule, text: str) -> str:
    """Write a number of the certificate with its unit; what is no number stays as it is."""
    if text in {"", "-"}:
        return "–"
    number = Decimal(text)
    if rule in _MONEY:
        return czk_text(number)
    if rule is Rule.SHARES:
        return f"{number_text(number, 2)} {gettext('CZK')}"
    return number_text(number) if rule in _COUNTS else number_text(number, _GRAIN_DECIMALS)


def listed(names: Sequence[str], most: int) -> str:
    """List at most so many names and say how many more there are."""
    shown = ", ".join(names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": shown,
        "n": number_text(more),
    }
