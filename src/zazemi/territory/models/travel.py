"""Measured and stated ways between municipalities.

Units:   minutes by car, kilometres.
Writes:  a travel matrix is an imported series and not versioned; ways that people state are versioned.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.territory.models.units import Municipality

LONGEST_WAY_MINUTES = 600
_WAY_MINUTES = (MinValueValidator(0), MaxValueValidator(LONGEST_WAY_MINUTES))
_DIFFERENT = _("The way leads from one municipality to another.")


class TravelTime(models.Model):
    """One pair of an imported travel matrix, one way."""

    origin = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("from where"))
    target = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("to where"))
    minutes = models.FloatField(_("minutes by car"), validators=_WAY_MINUTES)
    km = models.FloatField(_("kilometres"), null=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True)

    class Meta:
        verbose_name = _("travel time")
        ordering = ("origin_id", "target_id")
        constraints = [
            models.UniqueConstraint(
                name="travel_time_once",
                fields=("origin", "target"),
                violation_error_message=_("The way between the two municipalities is known already."),
            ),
            models.CheckConstraint(
                name="travel_time_between_two",
                condition=~Q(origin=F("target")),
                violation_error_message=_DIFFERENT,
            ),
        ]


class StatedTravel(Versioned):
    """The way between two municipalities as a person knows it, there as well as back."""

    origin = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("from where"))
    target = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("to where"))
    minutes = models.PositiveSmallIntegerField(_("minutes by car"), validators=_WAY_MINUTES)
    source = models.CharField(_("who knows it and how"), max_length=300)
    is_ended = models.BooleanField(_("counts no more"), default=False)

    class Meta:
        verbose_name = _("stated way")
        ordering = ("origin_id", "target_id", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="stated_travel_once",
                fields=("origin", "target"),
                condition=Q(is_ended=False),
                violation_error_message=_("The way between the two municipalities is stated already."),
            ),
            models.CheckConstraint(
                name="stated_travel_between_two",
                condition=~Q(origin=F("target")),
                violation_error_message=_DIFFERENT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} - {self.target_id}: {self.minutes} min"
