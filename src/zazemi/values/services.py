"""Kinds of social services by Act 108/2006, and their forms.

Source:  Act 108/2006 Coll. on social services, part three: counselling (section 37), care
         (39 to 52), prevention (53 to 70); names checked against the contents of decree
         505/2006 Coll. Kinds added later by amendments are not here until verified.
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
    PHONE_CRISIS_HELP = "phone_crisis_help"
    INTERPRETING = "interpreting"
    SENIOR_ACTIVATION = "senior_activation"
    PERSONAL_ASSISTANCE = "personal_assistance"
    HOME_CARE = "home_care"
    EMERGENCY_CARE = "emergency_care"
    GUIDING = "guiding"
    INDEPENDENT_LIVING = "independent_living"
    RESPITE_CARE = "respite_care"
    DAY_SERVICE_CENTRE = "day_service_centre"
    DAY_CARE_CENTRE = "day_care_centre"
    WEEK_CARE_CENTRE = "week_care_centre"
    DISABILITY_HOME = "disability_home"
    SENIOR_HOME = "senior_home"
    SPECIAL_REGIME_HOME = "special_regime_home"
    SHELTERED_HOUSING = "sheltered_housing"
    CARE_IN_HOSPITAL = "care_in_hospital"


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
    ServiceKind.PHONE_CRISIS_HELP: "55",
    ServiceKind.INTERPRETING: "56",
    ServiceKind.SENIOR_ACTIVATION: "66",
    ServiceKind.PERSONAL_ASSISTANCE: "39",
    ServiceKind.HOME_CARE: "40",
    ServiceKind.EMERGENCY_CARE: "41",
    ServiceKind.GUIDING: "42",
    ServiceKind.INDEPENDENT_LIVING: "43",
    ServiceKind.RESPITE_CARE: "44",
    ServiceKind.DAY_SERVICE_CENTRE: "45",
    ServiceKind.DAY_CARE_CENTRE: "46",
    ServiceKind.WEEK_CARE_CENTRE: "47",
    ServiceKind.DISABILITY_HOME: "48",
    ServiceKind.SENIOR_HOME: "49",
    ServiceKind.SPECIAL_REGIME_HOME: "50",
    ServiceKind.SHELTERED_HOUSING: "51",
    ServiceKind.CARE_IN_HOSPITAL: "52",
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
