"""Organisations that take part: providers, municipalities, the region, the Agency, the Labour Office.

Source:  IČO by Act 304/2013, eight digits with a check digit.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.parties.choices import OrganisationKind
from zazemi.values.names import folded, sort_key


class Organisation(Versioned):
    """A legal person with its name, IČO and kind."""

    name = models.CharField(_("name of the organisation"), max_length=200)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("organisation")
        ordering = ("name_sort", "pk")
        constraints = [
            models.UniqueConstraint(
                name="organisation_one_per_ico",
                fields=("ico",),
                condition=~Q(ico=""),
                violation_error_message=_("An organisation with this IČO exists already."),
            ),
            models.CheckConstraint(
                name="organisation_has_name",
                condition=~Q(name=""),
                violation_error_message=_("The organisation has no name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Organisation":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded = folded(self.name)
        self.name_sort = sort_key(self.name)
        return self
