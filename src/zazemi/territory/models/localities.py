"""Excluded localities: where people need support most, as studies and municipalities found it.

Units:   people as a range, never one number; ``lat`` and ``lon`` in degrees WGS 84.
Source:  decisions.md, Privacy and dignity: staff only; publicly the municipality, an
         approximate place only with the recorded consent of the municipality.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.kernel.versions import Versioned
from zazemi.territory.choices import Confidentiality
from zazemi.territory.models.units import Municipality
from zazemi.values.names import folded, sort_key


class Locality(Versioned):
    """A place in a municipality, who estimated how many people live there, and since when it is known."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="localities", verbose_name=_("municipality")
    )
    name = models.CharField(_("name of the locality"), max_length=120)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=120, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=420, editable=False)
    locality_type = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("type"))
    people_from = models.PositiveIntegerField(
        _("people at least"), null=True, blank=True, help_text=_("persons, lower end of the estimate")
    )
    people_to = models.PositiveIntegerField(
        _("people at most"), null=True, blank=True, help_text=_("persons, upper end of the estimate")
    )
    estimate_source = models.CharField(_("source of the estimate"), max_length=300, blank=True)
    estimated_on = models.DateField(_("day of the estimate"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("degrees, approximate"))
    lon = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("degrees, approximate"))
    confidentiality = models.CharField(
        _("who may learn the place"),
        max_length=12,
        choices=Confidentiality.choices,
        default=Confidentiality.STAFF,
    )
    consent_by = models.CharField(_("who agreed for the municipality"), max_length=200, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    consent_resolution = models.CharField(_("number of the resolution"), max_length=60, blank=True)
    public_place = models.CharField(_("public description of the place"), max_length=120, blank=True)
    found_on = models.DateField(_("known since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("excluded locality")
        ordering = ("municipality__name_sort", "municipality_id", "name_sort", "pk")
        constraints = [
            models.UniqueConstraint(
                name="locality_once_per_municipality",
                fields=("municipality", "name_folded"),
                violation_error_message=_("The municipality has a locality of this name already."),
            ),
            models.CheckConstraint(
                name="locality_people_in_a_range",
                condition=Q(people_from__isnull=True, people_to__isnull=True)
                | Q(people_from__lt=F("people_to")),
                violation_error_message=_(
                    "The number of people is a range: from a lower number to a higher."
                ),
            ),
            models.CheckConstraint(
                name="locality_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("found_on")),
                violation_error_message=_("The locality cannot end before it was found."),
            ),
            models.CheckConstraint(
                name="locality_point_on_earth",
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                violation_error_message=_("Latitude and longitude belong together and are in degrees."),
            ),
            models.CheckConstraint(
                name="locality_public_only_with_consent",
                condition=Q(confidentiality=Confidentiality.STAFF)
                | (
                    ~Q(consent_by="")
                    & Q(consent_on__isnull=False)
                    & ~Q(consent_resolution="")
                    & ~Q(public_place="")
                ),
                violation_error_message=_("A place is public only with the recorded consent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Locality":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded, self.name_sort = folded(self.name), sort_key(self.name)
        return self

    @property
    def is_open(self) -> bool:
        """Whether nobody has said that it ended."""
        return self.ended_on is None


class LocalitySource(Versioned):
    """A study, a letter or a page that the record of a locality stands on."""

    locality = models.ForeignKey(
        Locality, models.CASCADE, related_name="sources", verbose_name=_("excluded locality")
    )
    title = models.CharField(_("study or document"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source about a locality")
        ordering = ("locality_id", F("year").desc(nulls_last=True), "title", "pk")
        constraints = [
            models.UniqueConstraint(
                name="locality_source_once_a_year",
                fields=("locality", "title", "year"),
                violation_error_message=_("The locality has this source already."),
            ),
            models.UniqueConstraint(
                name="locality_source_once_without_year",
                fields=("locality", "title"),
                condition=Q(year__isnull=True),
                violation_error_message=_("The locality has this source already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title
