"""Organisations, what followed after them, and pointers left by merges."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.kernel.versions import Versioned
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models.spans import Dated, days_in_order
from zazemi.territory.models import Municipality, Region
from zazemi.values.names import folded, sort_key

_RUNNING = Q(merged_into__isnull=True, valid_to__isnull=True, part_of__isnull=True)
"""Units of a municipality or a region do not count as the municipality or the region itself."""


class Organisation(Versioned, Dated):
    """A legal person or its unit, with its official and its working identity.

    ``municipality`` is the seat; of a municipality it is the municipality
    itself, as ``region`` is of a region. ``merged_into`` makes the record a
    pointer: it stands in no list and every key to it has been moved.
    """

    name = models.CharField(_("name of the organisation"), max_length=200)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    legal_form = models.ForeignKey(
        Code, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("legal form")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("region"),
    )
    web = models.URLField(_("web"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail of the office"), blank=True)
    phone = models.CharField(_("phone of the office"), max_length=40, blank=True)
    data_box = models.CharField(_("id of the data box"), max_length=7, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="units",
        null=True,
        blank=True,
        verbose_name=_("unit of"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("organisation")
        ordering = ("name_sort", "pk")
        indexes = [models.Index(fields=["kind", "municipality"], name="parties_org_of_kind")]
        constraints = [
            models.UniqueConstraint(
                name="organisation_one_per_ico",
                fields=("ico",),
                condition=~Q(ico=""),
                violation_error_message=_("An organisation with this IČO exists already."),
            ),
            models.UniqueConstraint(
                name="organisation_one_per_data_box",
                fields=("data_box",),
                condition=~Q(data_box=""),
                violation_error_message=_("The data box belongs to another organisation already."),
            ),
            models.UniqueConstraint(
                name="organisation_one_per_municipality",
                fields=("municipality",),
                condition=Q(kind="municipality") & _RUNNING,
                violation_error_message=_("This municipality is entered as an organisation already."),
            ),
            models.UniqueConstraint(
                name="organisation_one_per_region",
                fields=("region",),
                condition=Q(kind="region") & _RUNNING,
                violation_error_message=_("This region is entered as an organisation already."),
            ),
            models.CheckConstraint(
                name="organisation_has_name",
                condition=~Q(name=""),
                violation_error_message=_("The organisation has no name."),
            ),
            models.CheckConstraint(
                name="organisation_not_its_own_unit",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                violation_error_message=_("An organisation is not its own unit."),
            ),
            models.CheckConstraint(
                name="organisation_pointer_is_bare",
                condition=Q(merged_into__isnull=True) | (~Q(merged_into=F("id")) & Q(ico="", data_box="")),
                violation_error_message=_("A merged record only points to another one."),
            ),
            days_in_order("organisation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Organisation":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded = folded(self.name)
        self.name_sort = sort_key(self.name)
        return self


class Succession(Versioned):
    """One organisation followed after another on a day: a move, a merger, a division, a new name."""

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="precessions", verbose_name=_("successor")
    )
    on = models.DateField(_("since"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession of organisations")
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="succession_once",
                fields=("predecessor", "successor"),
                violation_error_message=_("This succession is entered already."),
            ),
            models.CheckConstraint(
                name="succession_of_two",
                condition=~Q(predecessor=F("successor")),
                violation_error_message=_("An organisation does not follow after itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
