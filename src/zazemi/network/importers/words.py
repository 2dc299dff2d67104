"""The Czech words of our workbook: part of its format, never translated.

Source:  names of services by Act 108/2006 Coll.
"""

from collections.abc import Mapping

from zazemi.network.choices import CapacityUnit
from zazemi.values.services import ServiceForm, ServiceKind

KIND_WORDS = {
    "terénní programy": ServiceKind.FIELD_PROGRAMME,
    "nízkoprahová zařízení pro děti a mládež": ServiceKind.LOW_THRESHOLD_CLUB,
    "sociálně aktivizační služby pro rodiny s dětmi": ServiceKind.FAMILY_ACTIVATION,
    "odborné sociální poradenství": ServiceKind.COUNSELLING,
    "raná péče": ServiceKind.EARLY_CARE,
    "azylové domy": ServiceKind.SHELTER_HOUSE,
    "domy na půl cesty": ServiceKind.HALFWAY_HOUSE,
    "kontaktní centra": ServiceKind.CONTACT_CENTRE,
    "krizová pomoc": ServiceKind.CRISIS_HELP,
    "intervenční centra": ServiceKind.INTERVENTION_CENTRE,
    "nízkoprahová denní centra": ServiceKind.LOW_THRESHOLD_DAY_CENTRE,
    "noclehárny": ServiceKind.NIGHT_SHELTER,
    "služby následné péče": ServiceKind.AFTERCARE,
    "sociálně terapeutické dílny": ServiceKind.THERAPEUTIC_WORKSHOP,
    "terapeutické komunity": ServiceKind.THERAPEUTIC_COMMUNITY,
    "sociální rehabilitace": ServiceKind.SOCIAL_REHABILITATION,
    "TP": ServiceKind.FIELD_PROGRAMME,
    "NZDM": ServiceKind.LOW_THRESHOLD_CLUB,
    "SAS": ServiceKind.FAMILY_ACTIVATION,
}
UNIT_WORDS = {
    "úvazky": CapacityUnit.FTE,
    "okamžitá kapacita": CapacityUnit.PERSONS_AT_ONCE,
    "lůžka": CapacityUnit.BEDS,
    "kontakty": CapacityUnit.CONTACTS,
    "rodiny": CapacityUnit.FAMILIES,
}
FORM_WORDS = {
    "terénní": ServiceForm.FIELD,
    "ambulantní": ServiceForm.AMBULATORY,
    "pobytová": ServiceForm.RESIDENTIAL,
}


def word_of(words: Mapping[str, object], value: object) -> str:
    """Return the first word of a value: what is written on export."""
    return next(word for word, known in words.items() if known == value)
