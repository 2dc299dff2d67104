"""Words of the index: dimensions, measures, and what they are related to."""

from zazemi.measures.indicator_sets import Dimension, Measure
from zazemi.values.text import N_

DIMENSION_WORDS: dict[Dimension, str] = {
    Dimension.FORECLOSURE: N_("People in foreclosure"),
    Dimension.HOUSING_ALLOWANCE: N_("Housing allowance"),
    Dimension.LIVING_ALLOWANCE: N_("Living allowance"),
    Dimension.LONG_UNEMPLOYMENT: N_("Out of work for over 6 months"),
    Dimension.EARLY_LEAVING: N_("Early leaving of basic school"),
}
SHORT_DIMENSION_WORDS: dict[Dimension, str] = {
    Dimension.FORECLOSURE: N_("Foreclosures"),
    Dimension.HOUSING_ALLOWANCE: N_("Housing"),
    Dimension.LIVING_ALLOWANCE: N_("Living"),
    Dimension.LONG_UNEMPLOYMENT: N_("Out of work"),
    Dimension.EARLY_LEAVING: N_("School"),
}
DENOMINATOR_WORDS: dict[Dimension, str] = {
    Dimension.FORECLOSURE: N_("of inhabitants aged 15 and over"),
    Dimension.HOUSING_ALLOWANCE: N_("monthly mean, of inhabitants aged 15 and over"),
    Dimension.LIVING_ALLOWANCE: N_("monthly mean, of inhabitants aged 15 and over"),
    Dimension.LONG_UNEMPLOYMENT: N_("in December, of inhabitants aged 15 to 64"),
    Dimension.EARLY_LEAVING: N_("of pupils who finished compulsory schooling"),
}
MEASURE_WORDS: dict[Measure, tuple[str, str]] = {
    Measure.SHARE: (N_("Share"), N_("how many of a hundred")),
    Measure.LOCATION_QUOTIENT: (N_("Ratio to the mean"), N_("1.00 = mean of the country and the region")),
    Measure.COUNT: (N_("Count"), N_("how many people")),
}
"""In the order of the page: share, ratio, count."""
BREAK_YEAR = 2025
"""Act 151/2025 ends the housing and the living allowance from 1 October of this year."""
