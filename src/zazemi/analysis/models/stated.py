"""Needs that people state: round tables, ORP suggestions, refused applicants, surveys.

Units:   FTE of direct work or people, as said by ``unit``.
Source:  every statement says who says it, when, and by which paper. Counts only, never a person.
"""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import KIND_CHOICES, NeedEffect, NeedOrigin, NeedUnit
from zazemi.kernel.versions import Versioned
from zazemi.territory.models import Municipality, Orp

LARGEST_AMOUNT = Decimal(10_000)
FEWEST_PEOPLE = 5
"""Fewer people of one municipality are not written as a number, so that nobody can be recognised."""


class StatedNeed(Versioned):
    """What people say is needed of one kind in a municipality or in the area of an ORP."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    orp = models.ForeignKey(
        Orp, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area of ORP")
    )
    kind = models.CharField(_("kind of service"), max_length=40, choices=KIND_CHOICES)
    target_group = models.CharField(_("target group"), max_length=80, blank=True)
    effect = models.CharField(_("effect"), max_length=12, choices=NeedEffect.choices)
    unit = models.CharField(_("said in"), max_length=8, choices=NeedUnit.choices)
    amount = models.DecimalField(
        _("how much"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(LARGEST_AMOUNT)],
    )
    statement = models.TextField(_("what people say"), max_length=1500)
    origin = models.CharField(_("where it comes from"), max_length=12, choices=NeedOrigin.choices)
    said_by = models.CharField(_("who says it"), max_length=200)
    said_on = models.DateField(_("said on"))
    reference = models.CharField(_("paper"), max_length=200, blank=True)
    valid_from = models.DateField(_("counts from"))
    valid_to = models.DateField(_("counts until"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("need stated by people")
        ordering = ("-said_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="stated_need_about_one_place",
                condition=Q(municipality__isnull=False, orp__isnull=True)
                | Q(municipality__isnull=True, orp__isnull=False),
                violation_error_message=_("A statement is about a municipality or about an area, not both."),
            ),
            models.CheckConstraint(
                name="stated_need_has_a_number_or_is_just_needed",
                condition=Q(unit="needed", amount__isnull=True)
                | (~Q(unit="needed") & Q(amount__isnull=False)),
                violation_error_message=_("Write how much, or choose just needed."),
            ),
            models.CheckConstraint(
                name="stated_need_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The statement cannot stop counting before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.municipality or self.orp}"
