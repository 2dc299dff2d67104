"""What services cost, who may pay for what, and who pays for which service until when.

Units:   ``cost_czk`` and ``revenue_czk`` whole CZK a year for one unit; ``amount_czk`` whole CZK in all.
Source:  usual costs and revenues are approved yearly by the regional council; the right to pay by the call
         or act named with the rule (practice.md C3). Codes of sources: code list ``funding_sources``.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.network.models.days import ends_after_start
from zazemi.network.models.service import Service
from zazemi.territory.models import Region


class CostNorm(Versioned):
    """Usual cost and usual revenue of one unit of a kind of service in a year."""

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("empty = everywhere without a norm of its own"),
    )
    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    form = models.CharField(
        _("form"), max_length=20, choices=FORM_CHOICES, blank=True, help_text=_("empty = all forms")
    )
    unit = models.CharField(_("unit"), max_length=20, choices=CapacityUnit.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    cost_czk = models.BigIntegerField(_("usual cost"), help_text=_("whole CZK a year for one unit"))
    revenue_czk = models.BigIntegerField(
        _("usual revenue"),
        default=0,
        help_text=_("whole CZK a year for one unit: clients, insurance, others"),
    )
    basis = models.CharField(_("stands on"), max_length=12, choices=NormBasis.choices)
    source = models.CharField(_("source"), max_length=300)
    resolution_number = models.CharField(_("resolution"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("cost norm")
        ordering = ("-year", "kind", "form", "unit", "region_id")
        constraints = [
            models.UniqueConstraint(
                name="cost_norm_once_per_region",
                fields=("region", "kind", "form", "unit", "year"),
                violation_error_message=_("For this kind, form, unit and year a norm exists already."),
            ),
            models.UniqueConstraint(
                name="cost_norm_once_everywhere",
                fields=("kind", "form", "unit", "year"),
                condition=Q(region__isnull=True),
                violation_error_message=_("For this kind, form, unit and year a norm exists already."),
            ),
            models.CheckConstraint(
                name="cost_norm_not_negative",
                condition=Q(cost_czk__gte=0, revenue_czk__gte=0),
                violation_error_message=_("Costs and revenues cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_unit_display()}, {self.year}"


class FundingRule(Versioned):
    """A source of money may pay for a kind of service, from a day to a day, by a call or an act."""

    source = models.CharField(_("source of money"), max_length=40, db_index=True)
    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    legal_basis = models.CharField(_("call or legal basis"), max_length=300)
    note = models.CharField(_("note"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("who may pay for what")
        ordering = ("source", "kind", "valid_from")
        constraints = [
            models.UniqueConstraint(
                name="funding_rule_one_per_start",
                fields=("source", "kind", "valid_from"),
                violation_error_message=_("This source may pay for this kind from that day already."),
            ),
            ends_after_start("funding_rule_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_kind_display()}"


class ServiceFunding(Versioned):
    """A source of money pays for a service, from a day to a day."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="fundings", verbose_name=_("service"))
    source = models.CharField(_("source of money"), max_length=40, db_index=True)
    amount_czk = models.BigIntegerField(
        _("amount"), null=True, blank=True, help_text=_("whole CZK from the first day to the last")
    )
    project = models.CharField(
        _("project or decision"), max_length=200, blank=True, help_text=_("number and name")
    )
    valid_from = models.DateField(_("paid from"))
    valid_to = models.DateField(_("paid to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("funding of a service")
        ordering = ("service_id", "valid_from", "source", "pk")
        constraints = [
            models.CheckConstraint(
                name="funding_not_negative",
                condition=Q(amount_czk__isnull=True) | Q(amount_czk__gte=0),
                violation_error_message=_("An amount cannot be negative."),
            ),
            ends_after_start("funding_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.source}"
