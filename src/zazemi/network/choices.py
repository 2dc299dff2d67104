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
}

KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]
FORM_CHOICES = [(form.value, label) for form, label in FORM_LABELS.items()]


def paragraph_of(kind: ServiceKind) -> str:
    """Return the paragraph of Act 108/2006, such as ``§ 69``."""
    return f"§\u00a0{PARAGRAPHS[kind]}"
