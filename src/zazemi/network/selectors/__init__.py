"""Reading of the network; everything is imported from here. Nothing is cached.

Units:   FTE of direct work (``Fte``), degrees WGS 84, whole CZK.
"""

from zazemi.network.selectors.areas import areas_of, serving, territory_names
from zazemi.network.selectors.capacity import (
    NO_CAPACITY,
    NO_NORM,
    CapacitiesFte,
    Norms,
    PlaceCapacity,
    capacities_fte,
    coverage_of,
    coverage_with,
    coverages,
    fte_of,
    has_register,
    norms,
    norms_on,
)
from zazemi.network.selectors.days import valid_on
from zazemi.network.selectors.listing import (
    ServiceFilter,
    area_with,
    capacity_of,
    hours_with,
    orps_with_services,
    place_of,
    service_page,
    services,
    territories_of,
)
from zazemi.network.selectors.money import (
    cost_norm_for,
    cost_norm_with,
    cost_norms,
    funding_end,
    funding_rules,
    funding_with,
    payers_of,
    rule_with,
)

__all__ = [
    "NO_CAPACITY",
    "NO_NORM",
    "CapacitiesFte",
    "Norms",
    "PlaceCapacity",
    "ServiceFilter",
    "area_with",
    "areas_of",
    "capacities_fte",
    "capacity_of",
    "cost_norm_for",
    "cost_norm_with",
    "cost_norms",
    "coverage_of",
    "coverage_with",
    "coverages",
    "fte_of",
    "funding_end",
    "funding_rules",
    "funding_with",
    "has_register",
    "hours_with",
    "norms",
    "norms_on",
    "orps_with_services",
    "payers_of",
    "place_of",
    "rule_with",
    "service_page",
    "services",
    "serving",
    "territories_of",
    "territory_names",
    "valid_on",
]
