"""Units of the territory with their series, and the register of excluded localities."""

from zazemi.territory.models.localities import Locality, LocalitySource
from zazemi.territory.models.travel import LONGEST_WAY_MINUTES, StatedTravel, TravelTime
from zazemi.territory.models.units import (
    Affiliation,
    District,
    MicroRegion,
    MicroRegionMember,
    Municipality,
    MunicipalityQuerySet,
    Named,
    Neighbours,
    OfficialItem,
    Orp,
    Population,
    Pou,
    Region,
)

__all__ = [
    "LONGEST_WAY_MINUTES",
    "Affiliation",
    "District",
    "Locality",
    "LocalitySource",
    "MicroRegion",
    "MicroRegionMember",
    "Municipality",
    "MunicipalityQuerySet",
    "Named",
    "Neighbours",
    "OfficialItem",
    "Orp",
    "Population",
    "Pou",
    "Region",
    "StatedTravel",
    "TravelTime",
]
