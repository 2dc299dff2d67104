"""What others may read: the problem analysis of a region, the input of a plan, the settings in force.

``gap_table`` is the one source of the numbers; everything else is made of it.
"""

from zazemi.analysis.selectors.as_json import gaps_json
from zazemi.analysis.selectors.effects import effect_of
from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.home import home_region
from zazemi.analysis.selectors.need_models import (
    ListedModel,
    coefficients_of,
    listed_models,
    model_of,
    need_model,
    was_in_force,
)
from zazemi.analysis.selectors.need_steps import NeedSteps, need_steps
from zazemi.analysis.selectors.outcomes import Comparison, OutcomeRow, Pair, compare, outcome_of
from zazemi.analysis.selectors.plan_input import PlanInput, plan_input, plan_input_of
from zazemi.analysis.selectors.settings import (
    SettingsInForce,
    in_force,
    settings_on,
    settings_records,
    starting_values,
)
from zazemi.analysis.selectors.stated import StatedHere, statements, statements_of
from zazemi.analysis.selectors.tables import (
    AS_IT_IS,
    MODEL_ONLY,
    GapRow,
    GapTable,
    KindTotal,
    NearestPlace,
    NeedSource,
    PlaceToday,
    Provenance,
    ServedFrom,
    SourceRun,
    Trial,
    worst_verdict,
)

__all__ = [
    "AS_IT_IS",
    "MODEL_ONLY",
    "Comparison",
    "GapRow",
    "GapTable",
    "KindTotal",
    "ListedModel",
    "NearestPlace",
    "NeedSource",
    "NeedSteps",
    "OutcomeRow",
    "Pair",
    "PlaceToday",
    "PlanInput",
    "Provenance",
    "ServedFrom",
    "SettingsInForce",
    "SourceRun",
    "StatedHere",
    "Trial",
    "coefficients_of",
    "compare",
    "effect_of",
    "gap_table",
    "gaps_json",
    "home_region",
    "in_force",
    "listed_models",
    "model_of",
    "need_model",
    "need_steps",
    "outcome_of",
    "plan_input",
    "plan_input_of",
    "settings_on",
    "settings_records",
    "starting_values",
    "statements",
    "statements_of",
    "was_in_force",
    "worst_verdict",
]
