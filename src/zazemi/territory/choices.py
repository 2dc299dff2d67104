"""Words of the territory that people choose from or read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MunicipalityStatus(models.TextChoices):
    """The status of a municipality, by the letter of the official workbook."""

    VILLAGE = "O", _("municipality")
    TOWN = "M", _("town")
    MARKET_TOWN = "T", _("market town")
    STATUTORY_CITY = "S", _("statutory city")
    MILITARY_AREA = "U", _("military area")
    CAPITAL = "H", _("capital city")


class OfficialList(models.IntegerChoices):
    """Code lists of the Czech Statistical Office that are read, by their number (``kodcis``)."""

    MUNICIPALITIES = 43, _("municipalities")
    BASIC_UNITS = 51, _("basic territorial units (ZÚJ)")
    OFFICES = 61, _("authorised municipal offices")
    ORPS = 65, _("municipalities with extended powers")
    REGIONS = 100, _("regions")
    DISTRICTS = 101, _("districts")


class Confidentiality(models.TextChoices):
    """Who may learn where an excluded locality is."""

    STAFF = "staff", _("only people who work with it")
    PLACE_PUBLIC = "place_public", _("the approximate place is public, the municipality agreed")
