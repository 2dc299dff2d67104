"""How much work of each kind of service a municipality needs.

Units:   need in FTE of direct work (float arrays; rounded only in ``gaps``).
Source:  no published Czech norm of need was at hand. The model is our own; each
         coefficient says whether it is sourced or an assumption, with its text.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.

For one kind of service and one municipality::

    clients   = sum over the load indicators of  count x clients per counted case
    clients   = at most the largest plausible part of the inhabitants over 15
    intensity = from the share at index 0 linearly to 1 at the start of the highest class
    need      = clients x intensity / clients per FTE
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from zazemi.measures.arrays import FloatArray, IntArray, not_negative, same_length
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_


class Basis(StrEnum):
    """Where a number comes from."""

    ASSUMPTION = "assumption"
    SOURCED = "sourced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One number of the model with its unit and its origin; texts are English msgids."""

    value: float
    unit: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindModel:
    """How the need for one kind of service follows from the load."""

    per_foreclosure: Coefficient
    per_housing_allowance: Coefficient
    per_living_allowance: Coefficient
    per_long_term_seeker: Coefficient
    per_early_leaver: Coefficient
    clients_per_fte: Coefficient

    def coefficients(self) -> dict[str, Coefficient]:
        """All coefficients by their names."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedModel:
    """A dated version of the need model."""

    version: str
    valid_from: dt.date
    valid_to: dt.date | None
    intensity_at_zero: Coefficient
    full_intensity_from_index: Coefficient
    largest_share_of_inhabitants: Coefficient
    kinds: MappingProxyType[ServiceKind, KindModel]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedInput:
    """The load of each municipality; one row each, same order in every column.

    ``early_leavers`` is zero where the municipality has no school of its own.
    """

    population_15_plus: FloatArray
    foreclosures: FloatArray
    housing_allowances: FloatArray
    living_allowances: FloatArray
    long_term_seekers: FloatArray
    early_leavers: FloatArray
    index: IntArray

    def __post_init__(self) -> None:
        numbers = {
            "population_15_plus": self.population_15_plus,
            "foreclosures": self.foreclosures,
            "housing_allowances": self.housing_allowances,
            "living_allowances": self.living_allowances,
            "long_term_seekers": self.long_term_seekers,
            "early_leavers": self.early_leavers,
        }
        same_length(len(self.index), numbers)
        not_negative({**numbers, "index": self.index.astype(np.float64)})


def need_fte(table: NeedInput, model: NeedModel) -> dict[ServiceKind, FloatArray]:
    """Need in FTE of direct work per kind of service, one number per municipality."""
    lowest = model.intensity_at_zero.value
    intensity = np.minimum(1.0, lowest + (1 - lowest) * (table.index / model.full_intensity_from_index.value))
    most_clients = model.largest_share_of_inhabitants.value * table.population_15_plus
    return {
        kind: np.minimum(_clients(table, rule), most_clients) * intensity / rule.clients_per_fte.value
        for kind, rule in model.kinds.items()
    }


def _clients(table: NeedInput, rule: KindModel) -> FloatArray:
    return (
        rule.per_foreclosure.value * table.foreclosures
        + rule.per_housing_allowance.value * table.housing_allowances
        + rule.per_living_allowance.value * table.living_allowances
        + rule.per_long_term_seeker.value * table.long_term_seekers
        + rule.per_early_leaver.value * table.early_leavers
    )


def _assumed(value: float, unit: str, source: str) -> Coefficient:
    return Coefficient(value=value, unit=unit, basis=Basis.ASSUMPTION, source=source)


_PER_CASE = N_("clients per counted case")
_PER_FTE = N_("clients per FTE")
_NOT_USED = N_("Not used for this kind of service.")

_FIELD_PROGRAMME = KindModel(
    per_foreclosure=_assumed(0.02, _PER_CASE, N_("One person in fifty in foreclosure is met in the field.")),
    per_housing_allowance=_assumed(0.0, _PER_CASE, _NOT_USED),
    per_living_allowance=_assumed(
        0.5, _PER_CASE, N_("Every second household on the living allowance is met in the field.")
    ),
    per_long_term_seeker=_assumed(
        0.2, _PER_CASE, N_("One in five people out of work for over 6 months is met in the field.")
    ),
    per_early_leaver=_assumed(0.0, _PER_CASE, _NOT_USED),
    clients_per_fte=_assumed(35.0, _PER_FTE, N_("One worker keeps about 35 people in regular contact.")),
)

_LOW_THRESHOLD_CLUB = KindModel(
    per_foreclosure=_assumed(0.0, _PER_CASE, _NOT_USED),
    per_housing_allowance=_assumed(
        0.1, _PER_CASE, N_("One young person in a club for ten households on the housing allowance.")
    ),
    per_living_allowance=_assumed(
        0.7, _PER_CASE, N_("Seven young people of 6 to 26 years for ten households on the living allowance.")
    ),
    per_long_term_seeker=_assumed(0.0, _PER_CASE, _NOT_USED),
    per_early_leaver=_assumed(
        4.0, _PER_CASE, N_("For one early leaver in a year four more of the neighbouring years are at risk.")
    ),
    clients_per_fte=_assumed(45.0, _PER_FTE, N_("One worker keeps about 45 young people in contact.")),
)

_FAMILY_ACTIVATION = KindModel(
    per_foreclosure=_assumed(0.0, _PER_CASE, _NOT_USED),
    per_housing_allowance=_assumed(
        0.06, _PER_CASE, N_("Six families with children in need of help for a hundred housing allowances.")
    ),
    per_living_allowance=_assumed(
        0.35,
        _PER_CASE,
        N_("Every third household on the living allowance is a family with children in need of help."),
    ),
    per_long_term_seeker=_assumed(0.0, _PER_CASE, _NOT_USED),
    per_early_leaver=_assumed(1.0, _PER_CASE, N_("Every early leaver stands for one family.")),
    clients_per_fte=_assumed(25.0, _PER_FTE, N_("One worker accompanies about 25 families.")),
)

NEED_MODEL_2026 = NeedModel(
    version="need-2026.1",
    valid_from=dt.date(2016, 1, 1),
    valid_to=None,
    intensity_at_zero=_assumed(
        0.05,
        N_("share of the clients"),
        N_("Where the load is lowest, one case in twenty needs a service of its own."),
    ),
    full_intensity_from_index=Coefficient(
        value=12.0,
        unit=N_("points of the index"),
        basis=Basis.SOURCED,
        source=N_("The highest class of the official index starts at 12 points."),
    ),
    largest_share_of_inhabitants=_assumed(
        0.35,
        N_("share of the inhabitants over 15"),
        N_("At most about a third of the inhabitants are clients."),
    ),
    kinds=MappingProxyType(
        {
            ServiceKind.FIELD_PROGRAMME: _FIELD_PROGRAMME,
            ServiceKind.LOW_THRESHOLD_CLUB: _LOW_THRESHOLD_CLUB,
            ServiceKind.FAMILY_ACTIVATION: _FAMILY_ACTIVATION,
        }
    ),
)

NEED_MODELS: tuple[NeedModel, ...] = (NEED_MODEL_2026,)
