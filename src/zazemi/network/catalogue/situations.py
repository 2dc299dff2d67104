"""Situations in which people look for help, in their own words, and the services that answer them.

Source:  kinds and their purpose by Act 108/2006 Coll., part three; codes of groups by the code list
         ``target_groups``. The mapping is ours: it says whom to ask first, not what anybody is entitled to.
"""

from dataclasses import dataclass

from zazemi.network.choices import KIND_LABELS
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation: ``kinds`` always answer it, ``kinds_for_groups`` when they are for one of ``groups``."""

    slug: str
    title: str
    hint: str
    kinds: tuple[ServiceKind, ...]
    kinds_for_groups: tuple[ServiceKind, ...] = ()
    groups: tuple[str, ...] = ()


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        slug="klub",
        title=N_("A club for a child or a teenager"),
        hint=N_("somewhere to go after school, people to talk to, help with homework"),
        kinds=(ServiceKind.LOW_THRESHOLD_CLUB,),
    ),
    Situation(
        slug="skola",
        title=N_("A child and school"),
        hint=N_("homework, absences, changing school, talking with teachers"),
        kinds=(ServiceKind.FAMILY_ACTIVATION, ServiceKind.LOW_THRESHOLD_CLUB),
        kinds_for_groups=(ServiceKind.FIELD_PROGRAMME, ServiceKind.COUNSELLING),
        groups=("families_at_risk", "youth_at_risk"),
    ),
    Situation(
        slug="rodina",
        title=N_("Family and upbringing"),
        hint=N_("quarrels, upbringing, a small child, running the household"),
        kinds=(ServiceKind.FAMILY_ACTIVATION, ServiceKind.EARLY_CARE),
        kinds_for_groups=(
            ServiceKind.COUNSELLING,
            ServiceKind.FIELD_PROGRAMME,
            ServiceKind.SHELTER_HOUSE,
        ),
        groups=("families_at_risk",),
    ),
    Situation(
        slug="dluhy",
        title=N_("Debts and enforcement"),
        hint=N_("unpaid bills, letters from a bailiff, debt relief"),
        kinds=(ServiceKind.COUNSELLING,),
        kinds_for_groups=(ServiceKind.FIELD_PROGRAMME, ServiceKind.SOCIAL_REHABILITATION),
        groups=("indebted",),
    ),
    Situation(
        slug="bydleni",
        title=N_("Housing"),
        hint=N_("I may lose my flat, I cannot find one, I need help with benefits or a landlord"),
        kinds=(ServiceKind.COUNSELLING, ServiceKind.FIELD_PROGRAMME),
        kinds_for_groups=(ServiceKind.SOCIAL_REHABILITATION, ServiceKind.SHELTER_HOUSE),
        groups=("homeless", "families_at_risk", "excluded_localities"),
    ),
    Situation(
        slug="bez-domova",
        title=N_("Nowhere to sleep"),
        hint=N_("a bed for tonight, a shower, food, a shelter for a mother with children"),
        kinds=(
            ServiceKind.NIGHT_SHELTER,
            ServiceKind.SHELTER_HOUSE,
            ServiceKind.LOW_THRESHOLD_DAY_CENTRE,
            ServiceKind.HALFWAY_HOUSE,
        ),
        kinds_for_groups=(ServiceKind.FIELD_PROGRAMME,),
        groups=("homeless",),
    ),
    Situation(
        slug="prace",
        title=N_("A job"),
        hint=N_("finding a job and keeping it, training, first steps after a long pause"),
        kinds=(ServiceKind.SOCIAL_REHABILITATION, ServiceKind.THERAPEUTIC_WORKSHOP),
        kinds_for_groups=(ServiceKind.FIELD_PROGRAMME, ServiceKind.COUNSELLING),
        groups=("unemployed",),
    ),
    Situation(
        slug="zavislost",
        title=N_("Alcohol, drugs, gambling"),
        hint=N_("mine or of somebody close to me"),
        kinds=(
            ServiceKind.CONTACT_CENTRE,
            ServiceKind.AFTERCARE,
            ServiceKind.THERAPEUTIC_COMMUNITY,
        ),
        kinds_for_groups=(ServiceKind.COUNSELLING, ServiceKind.FIELD_PROGRAMME),
        groups=("addiction_risk",),
    ),
    Situation(
        slug="nasili",
        title=N_("Violence and crime"),
        hint=N_("somebody hurts or threatens me, I became a victim"),
        kinds=(ServiceKind.INTERVENTION_CENTRE, ServiceKind.CRISIS_HELP),
        kinds_for_groups=(ServiceKind.COUNSELLING, ServiceKind.SHELTER_HOUSE),
        groups=("domestic_violence_victims", "crime_victims", "trafficking_victims"),
    ),
    Situation(
        slug="krize",
        title=N_("I do not know how to go on"),
        hint=N_("a crisis, a loss, somebody to talk to at once"),
        kinds=(ServiceKind.CRISIS_HELP, ServiceKind.PHONE_CRISIS_HELP, ServiceKind.COUNSELLING),
    ),
    Situation(
        slug="pece",
        title=N_("Care for an older or ill person"),
        hint=N_("help at home, a day centre, a rest for who cares"),
        kinds=(
            ServiceKind.HOME_CARE,
            ServiceKind.PERSONAL_ASSISTANCE,
            ServiceKind.RESPITE_CARE,
            ServiceKind.DAY_CARE_CENTRE,
            ServiceKind.DAY_SERVICE_CENTRE,
            ServiceKind.SENIOR_ACTIVATION,
        ),
        kinds_for_groups=(ServiceKind.COUNSELLING,),
        groups=("seniors", "carers", "disability"),
    ),
)
BY_SLUG = {one.slug: one for one in SITUATIONS}

PLAIN_WORDS: dict[ServiceKind, str] = {
    ServiceKind.FIELD_PROGRAMME: N_(
        "People come to you, home or on the street: they help with offices, debts, housing and papers."
    ),
    ServiceKind.LOW_THRESHOLD_CLUB: N_(
        "A club for children and young people: games and trips, help with school, somebody to talk to."
    ),
    ServiceKind.FAMILY_ACTIVATION: N_(
        "Somebody comes to the family: upbringing, school, household, money, offices."
    ),
    ServiceKind.COUNSELLING: N_(
        "Advice on debts, housing, family, work or rights; they also help to write papers."
    ),
    ServiceKind.EARLY_CARE: N_("Support at home for parents of a small child with a disability."),
    ServiceKind.SHELTER_HOUSE: N_(
        "A room for some time for people who lost their housing, also with children."
    ),
    ServiceKind.HALFWAY_HOUSE: N_(
        "Housing for young people who leave an institution, with help to stand on their own."
    ),
    ServiceKind.CONTACT_CENTRE: N_(
        "A place for people who use drugs, and for their close ones; nobody judges them there."
    ),
    ServiceKind.CRISIS_HELP: N_("Quick help when you cannot go on: talk, a safe place for a while."),
    ServiceKind.PHONE_CRISIS_HELP: N_("Somebody to talk to on the telephone when you cannot go on."),
    ServiceKind.INTERVENTION_CENTRE: N_("Help for people whom somebody close hurts or threatens."),
    ServiceKind.LOW_THRESHOLD_DAY_CENTRE: N_(
        "A warm place for the day for people without a home: food, shower, clothes, advice."
    ),
    ServiceKind.NIGHT_SHELTER: N_("A bed for one night and a shower for people without a home."),
    ServiceKind.AFTERCARE: N_("Support after treatment of an addiction, so that it lasts."),
    ServiceKind.THERAPEUTIC_WORKSHOP: N_(
        "Training of work in a workshop for people who do not find a place elsewhere."
    ),
    ServiceKind.THERAPEUTIC_COMMUNITY: N_(
        "A stay in a community where people learn to live without an addiction."
    ),
    ServiceKind.SOCIAL_REHABILITATION: N_(
        "Training of skills for living on one's own: housing, money, offices, work."
    ),
    ServiceKind.SENIOR_ACTIVATION: N_(
        "Company, courses and advice for seniors and people with disabilities."
    ),
    ServiceKind.PERSONAL_ASSISTANCE: N_(
        "An assistant helps a person with a disability or a senior with what they need."
    ),
    ServiceKind.HOME_CARE: N_("A carer comes home: washing, food, cleaning, shopping."),
    ServiceKind.RESPITE_CARE: N_("Somebody takes over for a while, so that the family who cares can rest."),
    ServiceKind.DAY_CARE_CENTRE: N_("Care and company during the day; in the evening people go home."),
    ServiceKind.DAY_SERVICE_CENTRE: N_("Care and company during the day; in the evening people go home."),
}
"""What a kind of service does, in words of everyday speech; the others are called by their names."""


def plain_words(kind: ServiceKind) -> str:
    """Return the msgid of what a kind does, or an empty text."""
    return PLAIN_WORDS.get(kind, "")


def offered_kinds() -> list[tuple[str, str]]:
    """Return (code, name) of all kinds, in the order of the Act's names."""
    return sorted(((kind.value, str(label)) for kind, label in KIND_LABELS.items()), key=lambda one: one[1])
