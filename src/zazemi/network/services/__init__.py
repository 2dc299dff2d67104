"""Steps with services, their places, capacities and money, and with yearly versions of the network.

Units:   capacities in their own units, money in whole CZK, days included on both ends.
Raises:  the errors of this room, StaleVersionError when somebody saved in between.
"""

from zazemi.network.services.capacities import (
    CapacityFields,
    add_capacity,
    change_capacity,
    overlapping,
)
from zazemi.network.services.money import (
    CostFields,
    FundingFields,
    RuleFields,
    add_cost_norm,
    add_funding,
    add_rule,
    change_cost_norm,
    change_funding,
    change_rule,
    remove_funding,
)
from zazemi.network.services.places import (
    AreaFields,
    HoursFields,
    PlaceFields,
    add_area,
    add_hours,
    add_place,
    change_area,
    change_hours,
    change_place,
    remove_area,
    remove_hours,
)
from zazemi.network.services.provided import (
    FACTS,
    ServiceFacts,
    add_service,
    change_service,
    set_target_groups,
)
from zazemi.network.services.stating import change_coverage, set_norm, state_coverage
from zazemi.network.services.yearly import approve_version, change_row, draft_version, remove_row

__all__ = [
    "FACTS",
    "AreaFields",
    "CapacityFields",
    "CostFields",
    "FundingFields",
    "HoursFields",
    "PlaceFields",
    "RuleFields",
    "ServiceFacts",
    "add_area",
    "add_capacity",
    "add_cost_norm",
    "add_funding",
    "add_hours",
    "add_place",
    "add_rule",
    "add_service",
    "approve_version",
    "change_area",
    "change_capacity",
    "change_cost_norm",
    "change_coverage",
    "change_funding",
    "change_hours",
    "change_place",
    "change_row",
    "change_rule",
    "change_service",
    "draft_version",
    "overlapping",
    "remove_area",
    "remove_funding",
    "remove_hours",
    "remove_row",
    "set_norm",
    "set_target_groups",
    "state_coverage",
]
