"""Kinds of social services of prevention, by Act 108/2006, and their forms.

Source:  Act 108/2006 Coll. on social services, part three; names checked
         against the contents of decree 505/2006 Coll.
Pure:    yes.
"""

from enum import StrEnum


class ServiceKind(StrEnum):
    """A kind of social service, with the paragraph of Act 108/2006 in ``PARAGRAPHS``."""

    FIELD_PROGRAMME = "field_programme"
    LOW_THRESHOLD_CLUB = "low_threshold_club"
    FAMILY_ACTIVATION = "family_activation"
    COUNSELLING = "counselling"
    EARLY_CARE = "early_care"
    SHELTER_HOUSE = "shelter_house"
    HALFWAY_HOUSE = "halfway_house"
    CONTACT_CENTRE = "contact_centre"
    CRISIS_HELP = "crisis_help"
    INTERVENTION_CENTRE = "intervention_centre"
    LOW_THRESHOLD_DAY_CENTRE = "low_threshold_day_centre"
    NIGHT_SHELTER = "night_shelter"
    AFTERCARE = "aftercare"
    THERAPEUTIC_WORKSHOP = "therapeutic_workshop"
    THERAPEUTIC_COMMUNITY = "therapeutic_community"
    SOCIAL_REHABILITATION = "social_rehabilitation"


PARAGRAPHS: dict[ServiceKind, str] = {
    ServiceKind.COUNSELLING: "37",
    ServiceKind.EARLY_CARE: "54",
    ServiceKind.SHELTER_HOUSE: "57",
    ServiceKind.HALFWAY_HOUSE: "58",
    ServiceKind.CONTACT_CENTRE: "59",
    ServiceKind.CRISIS_HELP: "60",
    ServiceKind.INTERVENTION_CENTRE: "60a",
    ServiceKind.LOW_THRESHOLD_DAY_CENTRE: "61",
    ServiceKind.LOW_THRESHOLD_CLUB: "62",
    ServiceKind.NIGHT_SHELTER: "63",
    ServiceKind.AFTERCARE: "64",
    ServiceKind.FAMILY_ACTIVATION: "65",
    ServiceKind.THERAPEUTIC_WORKSHOP: "67",
    ServiceKind.THERAPEUTIC_COMMUNITY: "68",
    ServiceKind.FIELD_PROGRAMME: "69",
    ServiceKind.SOCIAL_REHABILITATION: "70",
}

PREVENTION_NETWORK: tuple[ServiceKind, ...] = (
    ServiceKind.FIELD_PROGRAMME,
    ServiceKind.LOW_THRESHOLD_CLUB,
    ServiceKind.FAMILY_ACTIVATION,
)
"""The three kinds of the prevention network of 2014, in the order of its priority."""


class ServiceForm(StrEnum):
    """Where people are met: in the field, at the place, with a stay (Act 108/2006, section 33)."""

    FIELD = "field"
    AMBULATORY = "ambulatory"
    RESIDENTIAL = "residential"
