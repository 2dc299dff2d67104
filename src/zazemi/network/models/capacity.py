"""How much services can do, and the norms that make capacities comparable.

Units:   ``Capacity.value`` in its own ``unit``; ``ConversionNorm.fte_per_unit`` in FTE of direct work.
Source:  a capacity is a list of (unit, value, form, territory, from, to), never one number (practice.md C1).
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.network.models.days import ends_after_start
from zazemi.network.models.place import Place


class Capacity(Versioned):
    """How much a service can do at a place, in one unit and one form, from a day to a day.

    ``territory`` is the code of a municipality, an ORP or a region when the capacity is meant for it only.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="capacities", verbose_name=_("place"))
    unit = models.CharField(_("unit"), max_length=20, choices=CapacityUnit.choices)
    value = models.DecimalField(
        _("capacity"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    form = models.CharField(_("form"), max_length=20, choices=FORM_CHOICES)
    territory = models.CharField(
        _("only for the territory"),
        max_length=6,
        blank=True,
        help_text=_("code; empty = wherever it reaches"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_registered_maximum = models.BooleanField(
        _("maximum by the register"),
        default=False,
        help_text=_("what the register of providers says of the whole service, not free places"),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    fields_added_later = ("territory", "note", "is_registered_maximum")

    class Meta:
        verbose_name = _("capacity")
        ordering = ("place_id", "unit", "form", "territory", "valid_from", "pk")
        constraints = [
            models.UniqueConstraint(
                name="capacity_one_per_start",
                fields=("place", "unit", "form", "territory", "valid_from"),
                violation_error_message=_(
                    "The place has a capacity in this unit and form from that day already."
                ),
            ),
            models.CheckConstraint(
                name="capacity_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("A capacity cannot be negative."),
            ),
            ends_after_start("capacity_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{localize(self.value.normalize())} {self.get_unit_display()}"


class ConversionNorm(Versioned):
    """How many FTE one unit of a kind of service stands for, as of which days, and why we think so."""

    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    unit = models.CharField(_("unit"), max_length=20, choices=CapacityUnit.choices)
    fte_per_unit = models.DecimalField(
        _("FTE per unit"), max_digits=9, decimal_places=5, validators=[MinValueValidator(0)]
    )
    basis = models.CharField(_("stands on"), max_length=12, choices=NormBasis.choices)
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("conversion norm")
        ordering = ("kind", "unit", "valid_from")
        constraints = [
            models.UniqueConstraint(
                name="norm_one_per_start",
                fields=("kind", "unit", "valid_from"),
                violation_error_message=_("For this unit and kind a norm of the same days exists already."),
            ),
            models.CheckConstraint(
                name="norm_not_negative_nor_for_fte",
                condition=Q(fte_per_unit__gt=0) & ~Q(unit=CapacityUnit.FTE),
                violation_error_message=_("A norm is a positive number; FTE need none."),
            ),
            ends_after_start("norm_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_unit_display()}: {self.fte_per_unit}"
