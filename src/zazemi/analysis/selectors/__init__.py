"""What others may read: the problem analysis of a region, the input of a plan, the settings in force.

``gap_table`` is the one source of the numbers; everything else is made of it.
"""

from zazemi.analysis.selectors.as_json import gaps_json
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.home import home_region
from zazemi.analysis.selectors.need_steps import NeedSteps, need_steps
from zazemi.analysis.selectors.plan_input import PlanInput, plan_input, plan_input_of
from zazemi.analysis.selectors.settings import (
    SettingsInForce,
    in_force,
    settings_on,
    settings_records,
    starting_values,
)
from zazemi.analysis.selectors.tables import (
    MODEL_ONLY,
    GapRow,
    GapTable,
    KindTotal,
    NearestPlace,
    PlaceToday,
    Provenance,
    ServedFrom,
    SourceRun,
    worst_verdict,
)

__all__ = [
    "MODEL_ONLY",
    "GapRow",
    "GapTable",
    "KindTotal",
    "NearestPlace",
    "NeedSteps",
    "PlaceToday",
    "PlanInput",
    "Provenance",
    "ServedFrom",
    "SettingsInForce",
    "SourceRun",
    "gap_table",
    "gaps_json",
    "home_region",
    "in_force",
    "need_steps",
    "plan_input",
    "plan_input_of",
    "settings_on",
    "settings_records",
    "starting_values",
    "worst_verdict",
]
