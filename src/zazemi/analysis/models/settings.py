"""Dated settings of the problem analysis: from when, what counts as missing, how far a service reaches.

Units:   FTE of direct work, minutes by car one way, per cent.
Source:  every version says whether its numbers are an assumption or sourced, and where from.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import Basis
from zazemi.kernel.versions import Versioned

LONGEST_MINUTES = 120
WHOLE_PERCENT = 100
_MINUTES = (MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES))
_PERCENT = (MinValueValidator(1), MaxValueValidator(WHOLE_PERCENT))


class AnalysisSettings(Versioned):
    """How needs are judged from a day on, until the next settings begin."""

    valid_from = models.DateField(
        _("valid from"),
        unique=True,
        error_messages={"unique": _("Settings valid from this day already exist. Change them instead.")},
    )
    needed_from_fte = models.DecimalField(
        _("needed from"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    sufficient_from_percent = models.PositiveSmallIntegerField(_("sufficient from"), validators=_PERCENT)
    near_limit_from_percent = models.PositiveSmallIntegerField(_("near the limit from"), validators=_PERCENT)
    field_programme_minutes = models.PositiveSmallIntegerField(
        _("field programmes reach"), validators=_MINUTES
    )
    low_threshold_club_minutes = models.PositiveSmallIntegerField(_("clubs reach"), validators=_MINUTES)
    family_activation_minutes = models.PositiveSmallIntegerField(
        _("family activation reaches"), validators=_MINUTES
    )
    decay_full_minutes = models.PositiveSmallIntegerField(
        _("distance does not weaken use up to"), validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    decay_at_limit_percent = models.PositiveSmallIntegerField(
        _("use at the limit of reach"), validators=_PERCENT
    )
    workday_minutes = models.PositiveSmallIntegerField(
        _("working day of field staff"), validators=[MinValueValidator(2 * LONGEST_MINUTES + 1)]
    )
    need_model = models.CharField(_("model of need"), max_length=40)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    source = models.TextField(_("where the numbers come from"), max_length=1000)

    class Meta:
        verbose_name = _("settings of the problem analysis")
        ordering = ("-valid_from",)
        constraints = [
            models.CheckConstraint(
                name="analysis_settings_shares_are_percent",
                condition=Q(sufficient_from_percent__gte=1, sufficient_from_percent__lte=WHOLE_PERCENT)
                & Q(near_limit_from_percent__gte=1, near_limit_from_percent__lte=WHOLE_PERCENT)
                & Q(decay_at_limit_percent__gte=1, decay_at_limit_percent__lte=WHOLE_PERCENT),
                violation_error_message=_("Shares are between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="analysis_settings_reach_within_limits",
                condition=Q(field_programme_minutes__lte=LONGEST_MINUTES)
                & Q(low_threshold_club_minutes__lte=LONGEST_MINUTES)
                & Q(family_activation_minutes__lte=LONGEST_MINUTES),
                violation_error_message=_("A service reaches at most 120 minutes."),
            ),
            models.CheckConstraint(
                name="analysis_settings_day_holds_the_way",
                condition=Q(workday_minutes__gt=F("field_programme_minutes") * 2),
                violation_error_message=_("The way there and back must fit into the working day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.valid_from.isoformat()}"
