"""Units of the territory with their series, and the register of excluded localities."""

from zazemi.territory.models.localities import Locality, LocalitySource
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
]
