"""The steps of the room: compute the index, define indicators and rules, follow up values, load files."""

from zazemi.indicators.services.catalogue import (
    adopt_catalogue,
    change_indicator,
    define_indicator,
    follow_up,
    set_rule,
)
from zazemi.indicators.services.index import check_workbook, compute_index, compute_known_years
from zazemi.indicators.services.packed_files import load_statistics

__all__ = [
    "adopt_catalogue",
    "change_indicator",
    "check_workbook",
    "compute_index",
    "compute_known_years",
    "define_indicator",
    "follow_up",
    "load_statistics",
    "set_rule",
]
