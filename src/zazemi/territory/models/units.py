"""Regions, districts, ORP, municipalities, their borders, population and micro-regions.

Units:   ``lat`` and ``lon`` in degrees WGS 84 (RÚIAN definition point),
         ``area_km2``, ``total`` in persons; geometry as WKB in degrees.
Source:  codes by ČSÚ (NUTS 3, LAU 1, ORP, POU) and RÚIAN (municipality).
Writes:  imported series only, in bulk, by this room's importers. They are not
         versioned: every row names the import run it comes from.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.territory.choices import MunicipalityStatus, OfficialList

_IMPORT_HELP = _("number of the import run that brought the row")


class Named(models.Model):
    """A name, with the columns for searching and for Czech sorting."""

    name = models.CharField(_("name of the place"), max_length=120)
    name_folded = models.CharField(_("name without diacritics"), max_length=120, db_index=True)
    name_sort = models.CharField(_("key for sorting"), max_length=420, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Region(Named):
    """A region (kraj), NUTS 3."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    ruian_code = models.CharField(_("code in RÚIAN"), max_length=8, blank=True)
    is_fictional = models.BooleanField(_("fictional region"), default=False)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("region")
        ordering = ("name_sort", "code")


class District(Named):
    """A district (okres), LAU 1."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    ruian_code = models.CharField(_("code in RÚIAN"), max_length=8, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="districts", verbose_name=_("region"))
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("district")
        ordering = ("name_sort", "code")


class Orp(Named):
    """The area of a municipality with extended powers."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)
    ruian_code = models.CharField(_("code in RÚIAN"), max_length=8, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="orps", verbose_name=_("region"))
    district = models.ForeignKey(District, models.PROTECT, related_name="orps", verbose_name=_("district"))
    seat_code = models.CharField(_("code of the seat"), max_length=6, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("municipality with extended powers")
        ordering = ("name_sort", "code")


class Pou(Named):
    """The area of an authorised municipal office."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    ruian_code = models.CharField(_("code in RÚIAN"), max_length=8, blank=True)
    orp = models.ForeignKey(Orp, models.PROTECT, related_name="pous", verbose_name=_("ORP"))
    seat_code = models.CharField(_("code of the seat"), max_length=6, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("area of an authorised municipal office")
        ordering = ("name_sort", "code")


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Filters of many municipalities."""

    def valid_on(self, day: dt.date) -> MunicipalityQuerySet:
        """Keep the municipalities that exist on ``day``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def without_shapes(self) -> MunicipalityQuerySet:
        """Leave the geometry in the database until somebody asks for it."""
        return self.defer("geom_wkb", "geom_simple_wkb")


class Municipality(Named):
    """A municipality (obec) with its present affiliation, definition point and border."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    status = models.CharField(_("status"), max_length=1, choices=MunicipalityStatus.choices)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    orp = models.ForeignKey(Orp, models.PROTECT, related_name="municipalities", verbose_name=_("ORP"))
    pou = models.ForeignKey(
        Pou, models.PROTECT, related_name="municipalities", verbose_name=_("authorised office")
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="municipalities", verbose_name=_("district")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="municipalities", verbose_name=_("region")
    )
    lat = models.FloatField(_("latitude"), null=True)
    lon = models.FloatField(_("longitude"), null=True)
    area_km2 = models.FloatField(_("area in km²"), null=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists to"), null=True, blank=True)
    geom_wkb = models.BinaryField(_("border"), null=True)
    geom_simple_wkb = models.BinaryField(_("simplified border"), null=True)
    is_repaired = models.BooleanField(_("border repaired at import"), default=False)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)
    point_run_id = models.PositiveBigIntegerField(_("import of the point"), null=True, help_text=_IMPORT_HELP)
    boundary_run_id = models.PositiveBigIntegerField(
        _("import of the border"), null=True, help_text=_IMPORT_HELP
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        ordering = ("name_sort", "code")
        constraints = [
            models.CheckConstraint(
                name="municipality_ends_after_start",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The municipality cannot end before it began."),
            ),
            models.CheckConstraint(
                name="municipality_point_on_earth",
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                violation_error_message=_("Latitude and longitude belong together and are in degrees."),
            ),
        ]


class Affiliation(models.Model):
    """Where a municipality belonged in a span of time; an open start means since the record knows."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="affiliations", verbose_name=_("municipality")
    )
    orp = models.ForeignKey(Orp, models.PROTECT, related_name="+", verbose_name=_("ORP"))
    pou = models.ForeignKey(Pou, models.PROTECT, related_name="+", verbose_name=_("authorised office"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("affiliation of a municipality")
        ordering = ("municipality_id", F("valid_from").asc(nulls_first=True))
        constraints = [
            models.UniqueConstraint(
                name="affiliation_one_still_open",
                fields=("municipality",),
                condition=Q(valid_to__isnull=True),
                violation_error_message=_("The municipality already has a present affiliation."),
            ),
            models.UniqueConstraint(
                name="affiliation_one_first",
                fields=("municipality",),
                condition=Q(valid_from__isnull=True),
                violation_error_message=_("The municipality already has a first affiliation."),
            ),
            models.UniqueConstraint(
                name="affiliation_one_per_start",
                fields=("municipality", "valid_from"),
                violation_error_message=_("The municipality already has an affiliation from that day."),
            ),
            models.CheckConstraint(
                name="affiliation_ends_after_start",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The affiliation cannot end before it began."),
            ),
        ]


class Population(models.Model):
    """How many people lived in a municipality on a day, as officially published."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="population", verbose_name=_("municipality")
    )
    counted_on = models.DateField(_("counted on"), db_index=True)
    total = models.PositiveIntegerField(_("inhabitants"), help_text=_("persons"))
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("population of a municipality")
        ordering = ("municipality_id", "counted_on")
        constraints = [
            models.UniqueConstraint(
                name="population_one_per_day",
                fields=("municipality", "counted_on"),
                violation_error_message=_("The population of the municipality on that day is already known."),
            ),
        ]


class MicroRegion(Named):
    """A voluntary union of municipalities (DSO)."""

    ico = models.CharField(_("IČO"), max_length=8, primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="micro_regions", verbose_name=_("region"))
    seat_district = models.ForeignKey(
        District, models.PROTECT, related_name="+", verbose_name=_("district of the seat")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("micro-region")
        ordering = ("name_sort", "ico")


class MicroRegionMember(models.Model):
    """A municipality's membership in a micro-region, from a day to a day."""

    micro_region = models.ForeignKey(
        MicroRegion, models.CASCADE, related_name="members", verbose_name=_("micro-region")
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="micro_regions", verbose_name=_("municipality")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("member of a micro-region")
        ordering = ("micro_region_id", "municipality_id")
        constraints = [
            models.UniqueConstraint(
                name="member_once_at_a_time",
                fields=("micro_region", "municipality"),
                condition=Q(valid_to__isnull=True),
                violation_error_message=_("The municipality is already a member of the micro-region."),
            ),
        ]


class Neighbours(models.Model):
    """Two municipalities that share more than a point of their borders, each pair once, lower code first."""

    left = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("municipality"))
    right = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("neighbour"))

    class Meta:
        verbose_name = _("neighbouring municipalities")
        ordering = ("left_id", "right_id")
        constraints = [
            models.UniqueConstraint(
                name="neighbours_once",
                fields=("left", "right"),
                violation_error_message=_("The two municipalities are neighbours already."),
            ),
            models.CheckConstraint(
                name="neighbours_lower_first",
                condition=Q(left__lt=F("right")),
                violation_error_message=_("Of two neighbours the lower code comes first."),
            ),
        ]


class OfficialItem(models.Model):
    """One item of a code list of the Czech Statistical Office, as last published.

    ``other_code`` is the NUTS 3 of a region (list 100) or the LAU 1 of a district (list 101).
    """

    list_number = models.PositiveSmallIntegerField(_("number of the code list"), choices=OfficialList.choices)
    code = models.CharField(_("code"), max_length=12)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    other_code = models.CharField(_("code in another list"), max_length=12, blank=True)
    ruian_code = models.CharField(_("code in RÚIAN"), max_length=8, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, help_text=_IMPORT_HELP)

    class Meta:
        verbose_name = _("item of an official code list")
        ordering = ("list_number", "code")
        constraints = [
            models.UniqueConstraint(
                name="official_item_once",
                fields=("list_number", "code"),
                violation_error_message=_("The code list has this item already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
