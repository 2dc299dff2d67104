"""Tables of the room: the index, and indicators over imported series."""

from zazemi.indicators.models.index import IndexComputation, IndexInputRow, IndexResult, IndicatorSet
from zazemi.indicators.models.series import FollowUp, Indicator, SeriesValue, ValidationRule

__all__ = [
    "FollowUp",
    "IndexComputation",
    "IndexInputRow",
    "IndexResult",
    "Indicator",
    "IndicatorSet",
    "SeriesValue",
    "ValidationRule",
]
