"""Disclosure control: counts of people become public tables only here.

``publish`` hides small counts and what would give them away; ``examine``
attacks tables that are public already. See ADR 0017.
"""

from zazemi.measures.disclosure.atoms import TooManyGroupsError
from zazemi.measures.disclosure.attack import TablesDoNotAddUpError
from zazemi.measures.disclosure.covering import NothingLeftToHideError
from zazemi.measures.disclosure.publishing import (
    CellsDifferError,
    Finding,
    StillLeakingError,
    examine,
    publish,
)
from zazemi.measures.disclosure.tables import (
    Axis,
    AxisLoopError,
    PersonTable,
    PublishedTable,
    SmallCountRule,
    UnknownMemberError,
    UnknownRuleError,
    rule_on,
    small_count_rules,
)

__all__ = [
    "Axis",
    "AxisLoopError",
    "CellsDifferError",
    "Finding",
    "NothingLeftToHideError",
    "PersonTable",
    "PublishedTable",
    "SmallCountRule",
    "StillLeakingError",
    "TablesDoNotAddUpError",
    "TooManyGroupsError",
    "UnknownMemberError",
    "UnknownRuleError",
    "examine",
    "publish",
    "rule_on",
    "small_count_rules",
]
