"""What would change if another model of need were in force today.

Units:   FTE of direct work.
"""

import dataclasses

from zazemi.analysis.selectors.gap_table import gap_table
from zazemi.analysis.selectors.outcomes import Comparison, compare, outcome_of
from zazemi.analysis.selectors.settings import settings_on
from zazemi.analysis.selectors.tables import Trial
from zazemi.kernel.actor import Actor
from zazemi.measures.need import NeedModel


def effect_of(model: NeedModel, region_code: str, *, viewer: Actor) -> Comparison:
    """Compare the table in force today with the one that ``model`` would give; nothing is written."""
    trial = Trial(settings=dataclasses.replace(settings_on(), need_model=model))
    return compare(
        outcome_of(gap_table(region_code, viewer=viewer)),
        outcome_of(gap_table(region_code, viewer=viewer, trial=trial)),
    )
