"""Words of the network of services.

Source:  names of services by Act 108/2006 Coll.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.values.services import PARAGRAPHS, ServiceForm, ServiceKind


class CapacityUnit(models.TextChoices):
    """In what a capacity is measured; only ``fte`` is comparable between services."""

    FTE = "fte", _("full-time equivalents of direct work")
    PERSONS_AT_ONCE = "persons_at_once", _("persons at one time")
    BEDS = "beds", _("beds")
    CONTACTS = "contacts", _("contacts a year")
    FAMILIES = "families", _("families a year")
    CLIENTS = "clients", _("clients")
    SHORT_CONTACTS = "short_contacts", _("contacts of ten minutes")
    INTERVENTIONS = "interventions", _("interventions of half an hour")
    CALLS = "calls", _("calls")


class Weekday(models.IntegerChoices):
    """A day of the week by ISO 8601, Monday is 1."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class NetworkLevel(models.TextChoices):
    """How firmly a service belongs to the network of the region; names differ between regions."""

    BASIC = "basic", _("basic network")
    COMPLEMENTARY = "complementary", _("complementary network")
    PREPARED = "prepared", _("prepared")


class VersionState(models.TextChoices):
    """Where a yearly version of the network stands."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")


class NormBasis(models.TextChoices):
    """What a conversion norm stands on."""

    ASSUMPTION = "assumption", _("assumption")
    SOURCED = "sourced", _("from a source")


KIND_LABELS = {
    ServiceKind.FIELD_PROGRAMME: _("field programmes"),
    ServiceKind.LOW_THRESHOLD_CLUB: _("low-threshold clubs for children and youth"),
    ServiceKind.FAMILY_ACTIVATION: _("social activation services for families with children"),
    ServiceKind.COUNSELLING: _("professional social counselling"),
    ServiceKind.EARLY_CARE: _("early care"),
    ServiceKind.SHELTER_HOUSE: _("shelter houses"),
    ServiceKind.HALFWAY_HOUSE: _("halfway houses"),
    ServiceKind.CONTACT_CENTRE: _("contact centres"),
    ServiceKind.CRISIS_HELP: _("crisis help"),
    ServiceKind.INTERVENTION_CENTRE: _("intervention centres"),
    ServiceKind.LOW_THRESHOLD_DAY_CENTRE: _("low-threshold day centres"),
    ServiceKind.NIGHT_SHELTER: _("night shelters"),
    ServiceKind.AFTERCARE: _("aftercare services"),
    ServiceKind.THERAPEUTIC_WORKSHOP: _("social therapeutic workshops"),
    ServiceKind.THERAPEUTIC_COMMUNITY: _("therapeutic communities"),
    ServiceKind.SOCIAL_REHABILITATION: _("social rehabilitation"),
    ServiceKind.PHONE_CRISIS_HELP: _("telephone crisis help"),
    ServiceKind.INTERPRETING: _("interpreting services"),
    ServiceKind.SENIOR_ACTIVATION: _("social activation services for seniors and people with disabilities"),
    ServiceKind.PERSONAL_ASSISTANCE: _("personal assistance"),
    ServiceKind.HOME_CARE: _("home care service"),
    ServiceKind.EMERGENCY_CARE: _("emergency care"),
    ServiceKind.GUIDING: _("guiding and reading services"),
    ServiceKind.INDEPENDENT_LIVING: _("support of independent living"),
    ServiceKind.RESPITE_CARE: _("respite services"),
    ServiceKind.DAY_SERVICE_CENTRE: _("centres of day services"),
    ServiceKind.DAY_CARE_CENTRE: _("day care centres"),
    ServiceKind.WEEK_CARE_CENTRE: _("week care centres"),
    ServiceKind.DISABILITY_HOME: _("homes for people with disabilities"),
    ServiceKind.SENIOR_HOME: _("homes for seniors"),
    ServiceKind.SPECIAL_REGIME_HOME: _("homes with a special regime"),
    ServiceKind.SHELTERED_HOUSING: _("sheltered housing"),
    ServiceKind.CARE_IN_HOSPITAL: _("social services in medical facilities with beds"),
}
"""Full names, as in the Act."""

KIND_SHORT = {
    ServiceKind.FIELD_PROGRAMME: "TP",
    ServiceKind.LOW_THRESHOLD_CLUB: "NZDM",
    ServiceKind.FAMILY_ACTIVATION: "SAS",
}
"""Abbreviations of the prevention network; they are not translated."""

FORM_LABELS = {
    ServiceForm.FIELD: _("field form"),
    ServiceForm.AMBULATORY: _("ambulatory form"),
    ServiceForm.RESIDENTIAL: _("residential form"),
}

UNIT_SHORT = {
    CapacityUnit.FTE: _("FTE"),
    CapacityUnit.PERSONS_AT_ONCE: _("persons at one time"),
    CapacityUnit.BEDS: _("beds"),
    CapacityUnit.CONTACTS: _("contacts"),
    CapacityUnit.FAMILIES: _("families"),
    CapacityUnit.CLIENTS: _("clients"),
    CapacityUnit.SHORT_CONTACTS: _("contacts of ten minutes"),
    CapacityUnit.INTERVENTIONS: _("interventions of half an hour"),
    CapacityUnit.CALLS: _("calls"),
}

LANGUAGES = {
    "cs": _("Czech"),
    "uk": _("Ukrainian"),
    "sk": _("Slovak"),
    "en": _("English"),
    "de": _("German"),
    "pl": _("Polish"),
    "ru": _("Russian"),
    "vi": _("Vietnamese"),
    "rom": _("Romani"),
    "cse": _("Czech sign language"),
}
"""Languages a service can be asked for, by ISO 639 (639-1 where it exists, otherwise 639-3)."""

KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]
FORM_CHOICES = [(form.value, label) for form, label in FORM_LABELS.items()]


def paragraph_of(kind: ServiceKind) -> str:
    """Return the paragraph of Act 108/2006, such as ``§ 69``."""
    return f"§\u00a0{PARAGRAPHS[kind]}"
