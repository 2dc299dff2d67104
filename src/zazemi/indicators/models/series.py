"""Indicators over imported series: definitions, values, validation rules, follow-ups.

Units:   a series has the unit of ``choices.SERIES``; an indicator its own.
Source:  every value names its import run; every definition the text it follows.
Writes:  values are immutable, a corrected one is a newer row. Definitions, rules
         and follow-ups are tracked.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.indicators.choices import FORM_WORDS, OPERATOR_WORDS, FindingKind, FollowUpState
from zazemi.kernel.immutable import Immutable
from zazemi.kernel.versions import Versioned
from zazemi.measures.formulas import Form, Formula
from zazemi.measures.series_checks import Operator
from zazemi.territory.models import District, Municipality

_FORMS = [(form.value, word) for form, word in FORM_WORDS.items()]
_OPERATORS = [(operator.value, word) for operator, word in OPERATOR_WORDS.items()]


class SeriesValue(Immutable):
    """One imported number of a municipality or of a district in a period."""

    series = models.CharField(_("series"), max_length=40)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, verbose_name=_("municipality")
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", null=True, verbose_name=_("district")
    )
    period_end = models.DateField(_("last day of the period"))
    value = models.FloatField(_("value"))
    import_run_id = models.PositiveBigIntegerField(_("import"))

    class Meta:
        verbose_name = _("value of a series")
        ordering = ("series", "period_end", "pk")
        indexes = [
            models.Index(fields=["series", "period_end"], name="series_value_period"),
            models.Index(fields=["municipality", "series"], name="series_value_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="series_value_once_per_import",
                fields=("series", "municipality", "period_end", "import_run_id"),
                condition=Q(municipality__isnull=False),
                violation_error_message=_("The import already holds this value."),
            ),
            models.UniqueConstraint(
                name="series_district_once_per_import",
                fields=("series", "district", "period_end", "import_run_id"),
                condition=Q(district__isnull=False),
                violation_error_message=_("The import already holds this value."),
            ),
            models.CheckConstraint(
                name="series_value_of_one_place",
                condition=Q(municipality__isnull=True, district__isnull=False)
                | Q(municipality__isnull=False, district__isnull=True),
                violation_error_message=_("A value belongs to a municipality or to a district."),
            ),
        ]


class Indicator(Versioned):
    """One version of the method of an indicator, valid for periods from a day to a day."""

    key = models.SlugField(_("short name in addresses"), max_length=60)
    method = models.PositiveSmallIntegerField(_("version of the method"), default=1)
    name = models.CharField(_("name of the indicator"), max_length=120)
    description = models.CharField(_("what it says and what it does not"), max_length=500, blank=True)
    form = models.CharField(_("form of the formula"), max_length=14, choices=_FORMS)
    left = models.JSONField(_("series on the left side"), default=list)
    right = models.JSONField(_("series on the right side"), default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=1)
    minimum = models.FloatField(_("smallest possible value"), null=True, blank=True)
    maximum = models.FloatField(_("largest possible value"), null=True, blank=True)
    source = models.CharField(_("source of the method"), max_length=300)
    valid_from = models.DateField(_("for periods from"))
    valid_to = models.DateField(_("for periods to"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        ordering = ("name", "key", "-method")
        constraints = [
            models.UniqueConstraint(
                name="indicator_method_once",
                fields=("key", "method"),
                violation_error_message=_("This version of the method exists already."),
            ),
            models.CheckConstraint(
                name="indicator_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day lies before the first one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def formula(self) -> Formula:
        """The formula of this version."""
        return Formula(form=Form(self.form), left=tuple(self.left), right=tuple(self.right))


class ValidationRule(Versioned):
    """Left side, operator, right side over series; a number may stand on the right."""

    name = models.CharField(_("name of the rule"), max_length=160)
    left = models.JSONField(_("series on the left side"), default=list)
    operator = models.CharField(_("operator"), max_length=10, choices=_OPERATORS)
    right = models.JSONField(_("series on the right side"), default=list, blank=True)
    right_number = models.FloatField(_("number on the right side"), null=True, blank=True)
    tolerance = models.FloatField(_("tolerance"), default=0.0)
    is_active = models.BooleanField(_("is checked"), default=True)

    class Meta:
        verbose_name = _("validation rule")
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                name="rule_tolerance_not_negative",
                condition=Q(tolerance__gte=0),
                violation_error_message=_("A tolerance cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def check_operator(self) -> Operator:
        """The operator."""
        return Operator(self.operator)


class FollowUp(Versioned):
    """Somebody looked at a suspicious value: what they found and how far they got."""

    kind = models.CharField(_("why"), max_length=8, choices=FindingKind.choices)
    rule = models.ForeignKey(
        ValidationRule, models.PROTECT, related_name="+", null=True, verbose_name=_("validation rule")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, verbose_name=_("indicator")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    period_end = models.DateField(_("last day of the period"))
    observed = models.CharField(_("what was seen"), max_length=300)
    state = models.CharField(
        _("state"), max_length=9, choices=FollowUpState.choices, default=FollowUpState.OPEN
    )
    note = models.CharField(_("note"), max_length=1000, blank=True)
    by_name = models.CharField(_("who"), max_length=200)
    noted_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("follow-up of a suspicious value")
        ordering = ("period_end", "municipality_id", "pk")
        constraints = [
            models.UniqueConstraint(
                name="follow_up_once_per_rule",
                fields=("rule", "municipality", "period_end"),
                condition=Q(rule__isnull=False),
                violation_error_message=_("This value is followed up already."),
            ),
            models.UniqueConstraint(
                name="follow_up_once_per_indicator",
                fields=("indicator", "kind", "municipality", "period_end"),
                condition=Q(indicator__isnull=False),
                violation_error_message=_("This value is followed up already."),
            ),
            models.CheckConstraint(
                name="follow_up_of_rule_or_indicator",
                condition=Q(rule__isnull=False, indicator__isnull=True)
                | Q(rule__isnull=True, indicator__isnull=False),
                violation_error_message=_("A follow-up belongs to a rule or to an indicator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.municipality_id}, {self.period_end}"
