"""Indicator sets, imported inputs of the index and computed results.

Units:   counts in persons (pupils), allowances as means of the months of the
         year, shares in per cent, location quotients as ratios, points 0-30.
Source:  every input row names its import run; every result its computation,
         and so its set, its year and its inputs.
Writes:  immutable rows. A corrected input is a newer row, a repeated
         computation a newer computation; the newest one counts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.immutable import Immutable
from zazemi.territory.models import Municipality


class IndicatorSet(Immutable):
    """A dated version of the rules of the index, as they were when first used."""

    version = models.CharField(_("version"), max_length=40, primary_key=True)
    name = models.CharField(_("name of the indicator set"), max_length=80)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    definition = models.JSONField(_("rules"), help_text=_("thresholds, classes, base of the quotient"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("indicator set")
        ordering = ("valid_from", "version")

    def __str__(self) -> str:
        return self.name


class IndexInputRow(Immutable):
    """The published inputs of one municipality and year."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    population_15_plus = models.PositiveIntegerField(_("inhabitants aged 15 and over"))
    population_15_64 = models.PositiveIntegerField(_("inhabitants aged 15 to 64"))
    foreclosures = models.PositiveIntegerField(_("people in foreclosure"))
    housing_allowances = models.FloatField(
        _("housing allowances"), null=True, help_text=_("monthly mean; none after the law ended them")
    )
    living_allowances = models.FloatField(
        _("living allowances"), null=True, help_text=_("monthly mean; none after the law ended them")
    )
    long_term_seekers = models.PositiveIntegerField(_("job seekers registered for over 6 months"))
    early_leavers = models.PositiveIntegerField(_("early leavers"), null=True)
    pupils_finished = models.PositiveIntegerField(_("pupils who finished"), null=True)
    published_index = models.PositiveSmallIntegerField(_("published index"), null=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True)

    class Meta:
        verbose_name = _("inputs of the index")
        ordering = ("year", "municipality_id", "pk")
        indexes = [models.Index(fields=["year", "municipality"], name="index_input_year_place")]
        constraints = [
            models.UniqueConstraint(
                name="index_input_once_per_import",
                fields=("municipality", "year", "import_run_id"),
                violation_error_message=_("The import already holds this municipality and year."),
            ),
            models.CheckConstraint(
                name="index_input_school_numbers_together",
                condition=Q(early_leavers__isnull=True, pupils_finished__isnull=True)
                | Q(early_leavers__isnull=False, pupils_finished__isnull=False),
                violation_error_message=_("Early leavers and pupils who finished belong together."),
            ),
            models.CheckConstraint(
                name="index_input_no_negative_means",
                condition=Q(housing_allowances__gte=0, living_allowances__gte=0),
                violation_error_message=_("The number of allowances cannot be negative."),
            ),
            models.CheckConstraint(
                name="index_input_allowances_together",
                condition=Q(housing_allowances__isnull=True, living_allowances__isnull=True)
                | Q(housing_allowances__isnull=False, living_allowances__isnull=False),
                violation_error_message=_("The two allowances are known or unknown together."),
            ),
        ]


class IndexComputation(Immutable):
    """One computation of the index: which set, year and inputs; the newest one of its kind counts.

    Fictional regions are computed among themselves, never together with real ones.
    """

    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="+", verbose_name=_("indicator set")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    is_fictional = models.BooleanField(_("fictional"), default=False)
    computed_at = models.DateTimeField(_("computed at"))
    by_name = models.CharField(_("who"), max_length=200)
    municipalities = models.PositiveIntegerField(_("municipalities"))
    national_share = models.JSONField(_("national shares"), help_text=_("per cent, five dimensions"))
    import_run_ids = models.JSONField(_("imports"), default=list)
    input_sha256 = models.CharField(_("sha256 of the inputs"), max_length=64)

    class Meta:
        verbose_name = _("computation of the index")
        ordering = ("-year", "-pk")
        get_latest_by = "pk"


class IndexResult(Immutable):
    """The index of one municipality and everything it was made of.

    ``values`` and ``points`` are lists of the dimensions of the set (five until
    2024) with three measures each (count, share, location quotient);
    ``base_share`` holds a share in per cent for each of them.
    """

    computation = models.ForeignKey(
        IndexComputation, models.CASCADE, related_name="results", verbose_name=_("computation")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    input_row = models.ForeignKey(IndexInputRow, models.PROTECT, related_name="+", verbose_name=_("inputs"))
    values = models.JSONField(_("values"))
    points = models.JSONField(_("points"))
    base_share = models.JSONField(_("bases of the quotients"))
    index = models.PositiveSmallIntegerField(_("index"), help_text=_("0-30 points"))
    category = models.PositiveSmallIntegerField(_("class"), help_text=_("0 lowest to 3 highest"))
    lender = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, verbose_name=_("lender of the school")
    )

    class Meta:
        verbose_name = _("index of a municipality")
        ordering = ("computation_id", "municipality_id")
        constraints = [
            models.UniqueConstraint(
                name="index_result_once",
                fields=("computation", "municipality"),
                violation_error_message=_("The computation already holds this municipality."),
            ),
            models.CheckConstraint(
                name="index_result_within_bounds",
                condition=Q(index__lte=30, category__lte=3),
                violation_error_message=_("The index has at most 30 points and four classes."),
            ),
        ]
