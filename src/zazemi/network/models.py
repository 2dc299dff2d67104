"""Services, the places where they work, their capacity; norms that make capacities comparable.

Units:   ``Capacity.value`` in its own ``unit``; ``lat`` and ``lon`` in degrees
         WGS 84; ``ConversionNorm.fte_per_unit`` in FTE of direct work per unit.
Source:  kinds by Act 108/2006 Coll.; a capacity is a list of (unit, value, form,
         from, to), never one number (practice.md C1).
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.parties.models import Organisation
from zazemi.territory.models import Municipality, Region
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceKind

_ENDS_AFTER_START = Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from"))
_DAYS_SENTENCE = _("The last day lies before the first one.")


class Service(Versioned):
    """A registered social service of a provider."""

    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="services", verbose_name=_("provider")
    )
    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    name = models.CharField(_("name of the service"), max_length=200)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("service")
        ordering = ("name_sort", "pk")
        constraints = [
            models.UniqueConstraint(
                name="service_once_per_provider",
                fields=("provider", "kind", "name_folded"),
                violation_error_message=_("The provider has such a service already."),
            ),
            models.CheckConstraint(
                name="service_has_name",
                condition=~Q(name=""),
                violation_error_message=_("The service has no name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Service":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded = folded(self.name)
        self.name_sort = sort_key(self.name)
        return self

    @property
    def service_kind(self) -> ServiceKind:
        """The kind as the cellar knows it."""
        return ServiceKind(self.kind)


class Place(Versioned):
    """Where a service works: an address in a municipality, from a day to a day."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="places", verbose_name=_("service"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="service_places", verbose_name=_("municipality")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    lat = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("degrees; empty = point of the municipality")
    )
    lon = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("degrees; empty = point of the municipality")
    )
    valid_from = models.DateField(_("works from"), null=True, blank=True)
    valid_to = models.DateField(_("works to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("place of a service")
        ordering = ("service_id", "municipality_id", "address", "pk")
        constraints = [
            models.UniqueConstraint(
                name="place_once_per_service",
                fields=("service", "municipality", "address"),
                violation_error_message=_("The service works at this address already."),
            ),
            models.CheckConstraint(
                name="place_ends_after_start",
                condition=_ENDS_AFTER_START,
                violation_error_message=_DAYS_SENTENCE,
            ),
            models.CheckConstraint(
                name="place_point_on_earth",
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                violation_error_message=_("Latitude and longitude belong together and are in degrees."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.municipality), self.address]))


class Capacity(Versioned):
    """How much a service can do at a place, in one unit and one form, from a day to a day."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="capacities", verbose_name=_("place"))
    unit = models.CharField(_("unit"), max_length=20, choices=CapacityUnit.choices)
    value = models.DecimalField(
        _("capacity"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    form = models.CharField(_("form"), max_length=20, choices=FORM_CHOICES)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("capacity")
        ordering = ("place_id", "unit", "form", "valid_from", "pk")
        constraints = [
            models.UniqueConstraint(
                name="capacity_one_per_start",
                fields=("place", "unit", "form", "valid_from"),
                violation_error_message=_(
                    "The place has a capacity in this unit and form from that day already."
                ),
            ),
            models.CheckConstraint(
                name="capacity_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("A capacity cannot be negative."),
            ),
            models.CheckConstraint(
                name="capacity_ends_after_start",
                condition=_ENDS_AFTER_START,
                violation_error_message=_DAYS_SENTENCE,
            ),
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
            models.CheckConstraint(
                name="norm_ends_after_start",
                condition=_ENDS_AFTER_START,
                violation_error_message=_DAYS_SENTENCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_unit_display()}: {self.fte_per_unit}"


class RegisterCoverage(Versioned):
    """The statement that the services of a region are all here, so that none means none."""

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="register_coverage", verbose_name=_("region")
    )
    since = models.DateField(_("complete since"))
    source = models.CharField(_("source"), max_length=300)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("register of services of a region")
        ordering = ("region_id",)

    def __str__(self) -> str:
        return f"{self.region_id}: {self.source}"
