"""Words of the index (dimensions, measures) and of indicators (series, forms, states of a follow-up)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.measures.formulas import Form
from zazemi.measures.indicator_sets import Dimension, Measure
from zazemi.measures.series_checks import Operator
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


class Level(StrEnum):
    """Whose numbers a series holds."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named series that an importer brings; ``name`` and ``unit`` are msgids."""

    key: str
    name: str
    unit: str
    publisher: str
    level: Level = Level.MUNICIPALITY


_PEOPLE = N_("people")
_PER_CENT = N_("per cent")
_CZSO, _MPSV, _EKCR = "ČSÚ", "MPSV", "Exekutorská komora ČR"
_AGENCY = "Agentura pro sociální začleňování (MMR)"
INDEX_SERIES: dict[str, str] = {
    "isv.population_15_plus": "population_15_plus",
    "isv.population_15_64": "population_15_64",
    "isv.foreclosures": "foreclosures",
    "isv.housing_allowances": "housing_allowances",
    "isv.living_allowances": "living_allowances",
    "isv.long_term_seekers": "long_term_seekers",
    "isv.early_leavers": "early_leavers",
    "isv.pupils_finished": "pupils_finished",
}
"""Series that the inputs of the index are, by the column that holds them; the period ends with their year."""
POPULATION_SERIES = "population.total"
"""Inhabitants as the room ``territory`` holds them; a count of 1 January ends the year before."""

SERIES: dict[str, Series] = {
    one.key: one
    for one in (
        Series(
            key="isv.population_15_plus",
            name=N_("Inhabitants aged 15 and over (index)"),
            unit=_PEOPLE,
            publisher=_AGENCY,
        ),
        Series(
            key="isv.population_15_64",
            name=N_("Inhabitants aged 15 to 64 (index)"),
            unit=_PEOPLE,
            publisher=_AGENCY,
        ),
        Series(
            key="isv.foreclosures", name=N_("People in foreclosure (index)"), unit=_PEOPLE, publisher=_AGENCY
        ),
        Series(
            key="isv.housing_allowances",
            name=N_("Housing allowances, monthly mean"),
            unit=N_("allowances"),
            publisher=_AGENCY,
        ),
        Series(
            key="isv.living_allowances",
            name=N_("Living allowances, monthly mean"),
            unit=N_("allowances"),
            publisher=_AGENCY,
        ),
        Series(
            key="isv.long_term_seekers",
            name=N_("Job seekers registered for over 6 months"),
            unit=_PEOPLE,
            publisher=_AGENCY,
        ),
        Series(
            key="isv.early_leavers",
            name=N_("Early leavers of basic school"),
            unit=N_("pupils"),
            publisher=_AGENCY,
        ),
        Series(
            key="isv.pupils_finished",
            name=N_("Pupils who finished compulsory schooling"),
            unit=N_("pupils"),
            publisher=_AGENCY,
        ),
        Series(
            key=POPULATION_SERIES,
            name=N_("Inhabitants at the end of the year"),
            unit=_PEOPLE,
            publisher=_CZSO,
        ),
        Series(key="czso.population", name=N_("Inhabitants (ČSÚ 130149)"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="czso.men", name=N_("Men (ČSÚ 130149)"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="czso.women", name=N_("Women (ČSÚ 130149)"), unit=_PEOPLE, publisher=_CZSO),
        Series(
            key="czso.unemployed_share",
            name=N_("Share of unemployed (NEZ0004)"),
            unit=_PER_CENT,
            publisher=_CZSO,
        ),
        Series(key="czso.seekers", name=N_("Job seekers (NEZ0007)"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.population", name=N_("Inhabitants (planning data)"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.aged_0_14", name=N_("Aged 0 to 14"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.aged_15_64", name=N_("Aged 15 to 64"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.aged_65_plus", name=N_("Aged 65 and over"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.available_seekers", name=N_("Available job seekers"), unit=_PEOPLE, publisher=_CZSO),
        Series(key="uap.seekers", name=N_("Registered job seekers"), unit=_PEOPLE, publisher=_CZSO),
        Series(
            key="mpsv.available_seekers",
            name=N_("Available job seekers (district)"),
            unit=_PEOPLE,
            publisher=_MPSV,
            level=Level.DISTRICT,
        ),
        Series(
            key="mpsv.seekers",
            name=N_("Registered job seekers (district)"),
            unit=_PEOPLE,
            publisher=_MPSV,
            level=Level.DISTRICT,
        ),
        Series(
            key="mpsv.aged_15_64",
            name=N_("Inhabitants aged 15 to 64 (district)"),
            unit=_PEOPLE,
            publisher=_MPSV,
            level=Level.DISTRICT,
        ),
        Series(
            key="ekcr.people",
            name=N_("People in foreclosure (register of the chamber)"),
            unit=_PEOPLE,
            publisher=_EKCR,
        ),
        Series(key="ekcr.foreclosures", name=N_("Foreclosures"), unit=N_("foreclosures"), publisher=_EKCR),
    )
}

FORM_WORDS: dict[Form, str] = {
    Form.SUM: N_("sum"),
    Form.DIFFERENCE: N_("difference"),
    Form.RATIO: N_("ratio"),
    Form.PERCENT: N_("per cent"),
    Form.PER_THOUSAND: N_("per thousand"),
}
OPERATOR_WORDS: dict[Operator, str] = {
    Operator.EQUAL: N_("equals"),
    Operator.AT_MOST: N_("is at most"),
    Operator.AT_LEAST: N_("is at least"),
}
OPERATOR_SIGNS: dict[Operator, str] = {Operator.EQUAL: "=", Operator.AT_MOST: "≤", Operator.AT_LEAST: "≥"}


class FindingKind(models.TextChoices):
    """Why a value deserves a look."""

    RULE = "rule", _("broken rule")
    BOUNDS = "bounds", _("out of bounds")
    OWN = "own", _("jump against own past")
    SIMILAR = "similar", _("far from similar municipalities")


class FollowUpState(models.TextChoices):
    """How far somebody got with it."""

    OPEN = "open", _("open")
    EXPLAINED = "explained", _("explained")
    CORRECTED = "corrected", _("corrected")
