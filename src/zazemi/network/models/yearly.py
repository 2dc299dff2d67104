"""Yearly versions of the network of a region: what belongs to it, and who approved it when.

Units:   ``value`` in ``unit`` (see ``CapacityUnit``), forms of one place together.
Source:  the network of a region is approved by its assembly, usually several times a year (practice.md C2).
An approved version is never changed: it keeps the names of the day, so that later renaming leaves it alone.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import KIND_CHOICES, CapacityUnit, NetworkLevel, VersionState
from zazemi.network.errors import ApprovedVersionError
from zazemi.network.models.place import Place
from zazemi.network.models.service import Service
from zazemi.territory.models import Region


class NetworkVersion(Versioned):
    """The network of a region in a year, as drafted or approved."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=120)
    as_of = models.DateField(_("as of"), help_text=_("the day whose capacities were taken over"))
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT
    )
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    resolution_number = models.CharField(_("resolution"), max_length=40, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("version of the network")
        ordering = ("region_id", "-year", "-as_of", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="network_version_once",
                fields=("region", "year", "name"),
                violation_error_message=_("The region has a version of this name in this year already."),
            ),
            models.CheckConstraint(
                name="network_version_approved_is_complete",
                condition=Q(state=VersionState.DRAFT)
                | (Q(approved_on__isnull=False) & ~Q(approved_by="") & ~Q(resolution_number="")),
                violation_error_message=_("Say who approved the version, when and by which resolution."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    @property
    def is_approved(self) -> bool:
        """Whether nothing may change any more."""
        return self.state == VersionState.APPROVED

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Write the version; an approved one is refused.

        Raises ApprovedVersionError.
        """
        _refuse_approved(self.pk)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's
        """Delete a draft; an approved version is refused.

        Raises ApprovedVersionError.
        """
        _refuse_approved(self.pk)
        return super().delete(*args, **options)


class NetworkVersionRow(Versioned):
    """One place of a service in a version of the network, with its capacity in one unit."""

    network_version = models.ForeignKey(
        NetworkVersion, models.PROTECT, related_name="rows", verbose_name=_("version of the network")
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("service"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    unit = models.CharField(_("unit"), max_length=20, choices=CapacityUnit.choices)
    value = models.DecimalField(_("capacity"), max_digits=9, decimal_places=2)
    level = models.CharField(
        _("level"), max_length=20, choices=NetworkLevel.choices, default=NetworkLevel.BASIC
    )
    provider_name = models.CharField(_("provider of the day"), max_length=200)
    service_name = models.CharField(_("name of the day"), max_length=200)
    municipality_code = models.CharField(_("code of the municipality"), max_length=6)

    class Meta:
        verbose_name = _("row of a version of the network")
        ordering = ("network_version_id", "provider_name", "service_name", "place_id", "unit", "pk")
        constraints = [
            models.UniqueConstraint(
                name="network_version_row_once",
                fields=("network_version", "place", "unit"),
                violation_error_message=_("The version has this place in this unit already."),
            ),
            models.CheckConstraint(
                name="network_version_row_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("A capacity cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_name}, {self.municipality_code}"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Write the row; in an approved version it is refused.

        Raises ApprovedVersionError.
        """
        _refuse_approved(self.network_version_id)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's
        """Delete the row of a draft; in an approved version it is refused.

        Raises ApprovedVersionError.
        """
        _refuse_approved(self.network_version_id)
        return super().delete(*args, **options)


def _refuse_approved(pk: int | None) -> None:
    if pk is not None and NetworkVersion.objects.filter(pk=pk, state=VersionState.APPROVED).exists():
        raise ApprovedVersionError
