"""How the need of one municipality is computed, line by line, so that a reader can follow it.

Units:   counts of the indicators, clients, FTE of direct work.
Source:  the dated need model; every coefficient carries its own origin.
Pure:    no database.
"""

from dataclasses import dataclass

from zazemi.measures.need import Coefficient, NeedInput, NeedModel
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

LOADS: tuple[tuple[str, str, str], ...] = (
    ("per_foreclosure", "foreclosures", N_("people in foreclosure")),
    ("per_housing_allowance", "housing_allowances", N_("housing allowances")),
    ("per_living_allowance", "living_allowances", N_("living allowances")),
    ("per_long_term_seeker", "long_term_seekers", N_("people out of work for over 6 months")),
    ("per_early_leaver", "early_leavers", N_("early leavers from education")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """One load indicator: its count times clients per counted case."""

    name: str
    count: float
    coefficient: Coefficient

    @property
    def clients(self) -> float:
        """Clients that follow from the indicator."""
        return self.count * self.coefficient.value


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSteps:
    """All steps from the indicators to FTE; names of indicators are msgids."""

    lines: tuple[NeedLine, ...]
    clients: float
    most_clients: float
    index: int
    intensity: float
    clients_per_fte: Coefficient
    need_fte: float

    @property
    def is_capped(self) -> bool:
        """Whether the largest plausible part of the inhabitants was reached."""
        return self.clients > self.most_clients


def need_steps(inputs: NeedInput, row: int, kind: ServiceKind, model: NeedModel) -> NeedSteps:
    """Follow the need of one municipality (``row`` of ``inputs``) for one kind of service."""
    rule = model.kinds[kind]
    coefficients = rule.coefficients()
    lines = tuple(
        NeedLine(name=name, count=float(getattr(inputs, column)[row]), coefficient=coefficients[coefficient])
        for coefficient, column, name in LOADS
        if coefficients[coefficient].value
    )
    clients = sum(line.clients for line in lines)
    most = model.largest_share_of_inhabitants.value * float(inputs.population_15_plus[row])
    index = int(inputs.index[row])
    lowest = model.intensity_at_zero.value
    intensity = min(1.0, lowest + (1 - lowest) * index / model.full_intensity_from_index.value)
    return NeedSteps(
        lines=lines,
        clients=clients,
        most_clients=most,
        index=index,
        intensity=intensity,
        clients_per_fte=rule.clients_per_fte,
        need_fte=min(clients, most) * intensity / rule.clients_per_fte.value,
    )
