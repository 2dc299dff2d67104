"""Places where services work, when they are open and which territory they serve.

Units:   ``lat`` and ``lon`` in degrees WGS 84; times of day in local time; days included on both ends.
Source:  the register of providers; what it does not say is entered by hand.
A secret address (shelters for victims of violence) is never stored: no address, no point. Where even the
municipality may be dangerous, ``is_municipality_secret`` keeps it from the public.
"""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import Weekday
from zazemi.network.models.days import ends_after_start
from zazemi.network.models.service import Service
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceForm


class Place(Versioned):
    """Where a service works: an address in a municipality, from a day to a day."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="places", verbose_name=_("service"))
    name = models.CharField(_("name of the place"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="service_places", verbose_name=_("municipality")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    address_code = models.CharField(
        _("code of the address"), max_length=9, blank=True, help_text=_("code of the address point in RÚIAN")
    )
    is_address_secret = models.BooleanField(
        _("secret address"), default=False, help_text=_("no address and no point is kept")
    )
    is_municipality_secret = models.BooleanField(
        _("the municipality is secret too"), default=False, help_text=_("the public sees the region only")
    )
    lat = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("degrees; empty = point of the municipality")
    )
    lon = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("degrees; empty = point of the municipality")
    )
    phone = models.CharField(_("telephone"), max_length=200, blank=True)
    accessibility = models.CharField(
        _("how to get in"), max_length=500, blank=True, help_text=_("steps, lift, wheelchair, pram")
    )
    forms = models.CharField(
        _("forms"), max_length=60, blank=True, help_text=_("codes of forms, separated by commas")
    )
    valid_from = models.DateField(_("works from"), null=True, blank=True)
    valid_to = models.DateField(_("works to"), null=True, blank=True)
    register_key = models.CharField(_("key in the register"), max_length=300, blank=True, editable=False)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    fields_added_later = (
        "name",
        "postal_code",
        "address_code",
        "is_address_secret",
        "is_municipality_secret",
        "phone",
        "accessibility",
        "forms",
        "register_key",
    )

    class Meta:
        verbose_name = _("place of a service")
        ordering = ("service_id", "municipality_id", "address", "pk")
        constraints = [
            models.UniqueConstraint(
                name="place_once_per_service",
                fields=("service", "municipality", "address", "name"),
                violation_error_message=_("The service works at this address already."),
            ),
            ends_after_start("place_ends_after_start"),
            models.CheckConstraint(
                name="place_point_on_earth",
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                violation_error_message=_("Latitude and longitude belong together and are in degrees."),
            ),
            models.CheckConstraint(
                name="place_secret_address_not_kept",
                condition=Q(is_address_secret=False)
                | Q(address="", postal_code="", address_code="", lat__isnull=True, lon__isnull=True),
                violation_error_message=_("A secret address is not kept: leave address and point empty."),
            ),
            models.CheckConstraint(
                name="place_secret_municipality_means_secret_address",
                condition=Q(is_municipality_secret=False) | Q(is_address_secret=True),
                violation_error_message=_("Where the municipality is secret, the address is secret too."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.municipality), self.address or self.name]))

    @property
    def form_codes(self) -> list[str]:
        """The forms one by one."""
        return [code for code in self.forms.split(",") if code]

    @property
    def service_forms(self) -> list[ServiceForm]:
        """The forms as the cellar knows them."""
        return [ServiceForm(code) for code in self.form_codes]


class OpeningHours(Versioned):
    """When a place is open on one day of the week.

    Both times empty mean by appointment only. A closing time at or before the opening one is on the
    next day: 18:00-8:00 is a night, equal times are the whole day and night.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="hours", verbose_name=_("place"))
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday.choices)
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    is_by_appointment = models.BooleanField(_("by appointment"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("opening hours")
        ordering = ("place_id", "weekday", "opens_at", "pk")
        constraints = [
            models.CheckConstraint(
                name="hours_weekday_is_known",
                condition=Q(weekday__gte=Weekday.MONDAY, weekday__lte=Weekday.SUNDAY),
                violation_error_message=_("A week has the days 1 (Monday) to 7 (Sunday)."),
            ),
            models.CheckConstraint(
                name="hours_both_times_or_appointment",
                condition=Q(opens_at__isnull=False, closes_at__isnull=False)
                | Q(opens_at__isnull=True, closes_at__isnull=True, is_by_appointment=True),
                violation_error_message=_("Fill in both times, or none and mark “by appointment”."),
            ),
            ends_after_start("hours_end_after_start"),
        ]

    def __str__(self) -> str:
        if self.opens_at is None or self.closes_at is None:
            return self.get_weekday_display()
        return f"{self.get_weekday_display()} {_clock_text(self.opens_at)}–{_clock_text(self.closes_at)}"

    @property
    def passes_midnight(self) -> bool:
        """Whether it closes on the next day."""
        return bool(self.opens_at and self.closes_at and self.closes_at <= self.opens_at)


class AreaServed(Versioned):
    """A territory a place serves: a municipality, an ORP or a region, from a day to a day.

    A place with no area is reached by travel only. ``territory`` is the code: six digits a municipality,
    four an ORP, ``CZ0xx`` a region.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="areas", verbose_name=_("place"))
    territory = models.CharField(_("code of the territory"), max_length=6, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("area served")
        ordering = ("place_id", "territory", "valid_from", "pk")
        constraints = [
            models.CheckConstraint(
                name="area_has_territory",
                condition=~Q(territory=""),
                violation_error_message=_("Choose a territory."),
            ),
            ends_after_start("area_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.territory


def _clock_text(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02}"
