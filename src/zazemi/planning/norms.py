"""Prices and sizes of teams to start from: dated, each with its basis and source.

Units:   whole CZK per FTE of direct work and year, whole CZK for opening, FTE.
Source:  gross monthly wage x 1.338 x 12 x 1.40 (levies and the flat rate of the
         European Social Fund): 22 thousand CZK give 495 thousand (2014), 38
         thousand give 855 thousand (2024); clubs and family services 10-25 % more
         for rooms and team leaders. No published table of costs was at hand.
Pure:    yes.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zazemi.planning.choices import Basis
from zazemi.planning.errors import NoNormError
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNorm:
    """What a team of one kind costs and how large it may be."""

    cost_czk_per_fte_year: int
    opening_cost_czk: int
    least_team_fte: Decimal
    largest_team_fte: Decimal
    min_share_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNorms:
    """The norms of all kinds from a day on."""

    version: str
    valid_from: dt.date
    basis: Basis
    source: str
    kinds: MappingProxyType[ServiceKind, TeamNorm]


def _norm(cost: int, opening: int, least: str, largest: str, share: int) -> TeamNorm:
    return TeamNorm(
        cost_czk_per_fte_year=cost,
        opening_cost_czk=opening,
        least_team_fte=Decimal(least),
        largest_team_fte=Decimal(largest),
        min_share_percent=share,
    )


_WAGE = N_(
    "Assumption: monthly wage × 1.338 × 12 × 1.40; clubs and family services more for rooms and team leaders."
)
NORMS: tuple[DatedNorms, ...] = (
    DatedNorms(
        version="norms-2014.1",
        valid_from=dt.date(2014, 1, 1),
        basis=Basis.ASSUMPTION,
        source=_WAGE,
        kinds=MappingProxyType(
            {
                ServiceKind.FIELD_PROGRAMME: _norm(495_000, 40_000, "0.5", "10", 50),
                ServiceKind.LOW_THRESHOLD_CLUB: _norm(600_000, 400_000, "2", "12", 0),
                ServiceKind.FAMILY_ACTIVATION: _norm(545_000, 80_000, "1", "10", 0),
            }
        ),
    ),
    DatedNorms(
        version="norms-2024.1",
        valid_from=dt.date(2024, 1, 1),
        basis=Basis.ASSUMPTION,
        source=_WAGE,
        kinds=MappingProxyType(
            {
                ServiceKind.FIELD_PROGRAMME: _norm(855_000, 60_000, "0.5", "10", 50),
                ServiceKind.LOW_THRESHOLD_CLUB: _norm(1_030_000, 650_000, "2", "12", 0),
                ServiceKind.FAMILY_ACTIVATION: _norm(940_000, 120_000, "1", "10", 0),
            }
        ),
    ),
)


def norms_on(day: dt.date) -> DatedNorms:
    """Return the norms in force on a day.

    Raises NoNormError for a day before the first.
    """
    known = [norms for norms in NORMS if norms.valid_from <= day]
    if not known:
        raise NoNormError(params={"on": day})
    return known[-1]
