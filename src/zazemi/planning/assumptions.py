"""What a plan stands on: every number that was entered or assumed, with its basis and source.

Units:   written beside each value.
Source:  the version of the scenario that the plan answers, dated norms, settings stored with the result.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from zazemi.planning.choices import Basis
from zazemi.planning.models import Scenario
from zazemi.planning.norms import DatedNorms, TeamNorm, norms_on
from zazemi.planning.outcome import Outcome
from zazemi.planning.questions import KindTerms, terms_of
from zazemi.planning.wording import kind_name
from zazemi.ui.typography import day_text, number_text
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

TERM_WORDS: dict[str, tuple[str, str, int]] = {
    "cost_czk_per_fte_year": (N_("cost of one FTE"), N_("CZK a year"), 0),
    "opening_cost_czk": (N_("opening of a new place"), N_("CZK"), 0),
    "least_team_fte": (N_("least new team"), N_("FTE"), 1),
    "largest_team_fte": (N_("largest team"), N_("FTE"), 1),
    "min_share_percent": (N_("least share of the money"), N_("%"), 0),
}
"""Name, unit and decimal places of the terms of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number of the plan with its origin; ``number`` is its exact value, where it is one."""

    what: str
    value: str
    number: Decimal | None
    unit: str
    basis: str
    source: str


def assumptions_of(outcome: Outcome) -> list[Assumption]:
    """List everything the plan was given: money, terms by kind, reach, model of need, weights."""
    return [*scenario_terms(outcome.scenario), *further_assumptions(outcome)]


def further_assumptions(outcome: Outcome) -> list[Assumption]:
    """List what does not belong to one kind: money, reach, weights."""
    return [*_entered(outcome.scenario), *_model(outcome)]


def scenario_terms(scenario: Scenario) -> list[Assumption]:
    """List the terms of all kinds of a scenario; those that differ from the norm say so."""
    norms = norms_on(scenario.prices_on)
    return [
        one
        for kind, terms in terms_of(scenario).items()
        for one in _terms(kind, terms, norms.kinds.get(kind), norms)
    ]


def norm_name(norms: DatedNorms) -> str:
    """Name the norms shortly; ``norm_sentence`` says what they stand on."""
    return gettext("norms %(version)s") % {"version": norms.version}


def norm_sentence(norms: DatedNorms) -> str:
    """Say which norms they are, since when, and what they stand on."""
    return gettext("Norms %(version)s, prices since %(day)s. %(source)s") % {
        "version": norms.version,
        "day": day_text(norms.valid_from),
        "source": gettext(norms.source),
    }


def _given(what: str, number: Decimal | int, unit: str, decimals: int = 0) -> Assumption:
    return Assumption(
        what=what,
        value=number_text(Decimal(number), decimals),
        number=Decimal(number),
        unit=unit,
        basis=gettext("entered"),
        source=gettext("the scenario"),
    )


def _entered(scenario: Scenario) -> Iterator[Assumption]:
    yield _given(gettext("budget"), scenario.budget_czk, gettext("CZK"))
    yield _given(gettext("length of the plan"), scenario.months, gettext("months"))
    yield _given(
        gettext("least service of every municipality in need"), scenario.floor_fte, gettext("FTE"), 2
    )
    yield _given(gettext("asked precision of the proof"), scenario.gap_percent, "%", 2)


def _terms(
    kind: ServiceKind, terms: KindTerms, norm: TeamNorm | None, norms: DatedNorms
) -> Iterator[Assumption]:
    for name, (word, unit, decimals) in TERM_WORDS.items():
        number = Decimal(getattr(terms, name))
        is_norm = norm is not None and number == Decimal(getattr(norm, name))
        yield Assumption(
            what=f"{kind_name(kind)}: {gettext(word)}",
            value=number_text(number, decimals),
            number=number,
            unit=gettext(unit),
            basis=str(Basis(norms.basis).label) if is_norm else gettext("entered"),
            source=norm_name(norms) if is_norm else gettext("the scenario differs from the norm here"),
        )


def _model(outcome: Outcome) -> Iterator[Assumption]:
    settings = outcome.provenance["settings"]
    basis = str(Basis(settings["basis"]).label)
    source = gettext(settings["source"])

    def of_settings(what: str, number: Decimal, unit: str, decimals: int = 0) -> Assumption:
        return Assumption(
            what=what,
            value=number_text(number, decimals),
            number=number,
            unit=unit,
            basis=basis,
            source=source,
        )

    for kind in outcome.terms:
        limit = Decimal(str(settings["limit_minutes"][kind.value]))
        yield of_settings(gettext("reach: %s") % kind_name(kind), limit, gettext("min"))
    yield of_settings(gettext("needed from"), Decimal(settings["needed_from_fte"]), gettext("FTE"), 2)
    first, second = outcome.rewards
    weights = gettext("an hour of help counts more where it is scarce")
    for what, number in (
        (gettext("weight of the first half of the need of a municipality"), first),
        (gettext("weight of the second half of the need of a municipality"), second),
    ):
        yield Assumption(
            what=what,
            value=number_text(number, 1),
            number=Decimal(str(number)),
            unit="",
            basis=str(Basis.ASSUMPTION.label),
            source=weights,
        )
    yield Assumption(
        what=gettext("weight of a municipality"),
        value=gettext("1 + index / 30"),
        number=None,
        unit="",
        basis=str(Basis.ASSUMPTION.label),
        source=gettext("the highest index is 30; a municipality with it counts twice"),
    )
