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
    "telefonická krizová pomoc": ServiceKind.PHONE_CRISIS_HELP,
    "tlumočnické služby": ServiceKind.INTERPRETING,
    "sociálně aktivizační služby pro seniory a osoby se zdravotním postižením": ServiceKind.SENIOR_ACTIVATION,
    "osobní asistence": ServiceKind.PERSONAL_ASSISTANCE,
    "pečovatelská služba": ServiceKind.HOME_CARE,
    "tísňová péče": ServiceKind.EMERGENCY_CARE,
    "průvodcovské a předčitatelské služby": ServiceKind.GUIDING,
    "podpora samostatného bydlení": ServiceKind.INDEPENDENT_LIVING,
    "odlehčovací služby": ServiceKind.RESPITE_CARE,
    "centra denních služeb": ServiceKind.DAY_SERVICE_CENTRE,
    "denní stacionáře": ServiceKind.DAY_CARE_CENTRE,
    "týdenní stacionáře": ServiceKind.WEEK_CARE_CENTRE,
    "domovy pro osoby se zdravotním postižením": ServiceKind.DISABILITY_HOME,
    "domovy pro seniory": ServiceKind.SENIOR_HOME,
    "domovy se zvláštním režimem": ServiceKind.SPECIAL_REGIME_HOME,
    "chráněné bydlení": ServiceKind.SHELTERED_HOUSING,
    "sociální služby poskytované ve zdravotnických zařízeních lůžkové péče": ServiceKind.CARE_IN_HOSPITAL,
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
    "klienti": CapacityUnit.CLIENTS,
    "desetiminutové kontakty": CapacityUnit.SHORT_CONTACTS,
    "půlhodinové intervence": CapacityUnit.INTERVENTIONS,
    "hovory": CapacityUnit.CALLS,
}
FORM_WORDS = {
    "terénní": ServiceForm.FIELD,
    "ambulantní": ServiceForm.AMBULATORY,
    "pobytová": ServiceForm.RESIDENTIAL,
}
YES_NO_WORDS = {"ano": "yes", "ne": ""}


def word_of(words: Mapping[str, object], value: object) -> str:
    """Return the first word of a value: what is written on export."""
    return next(word for word, known in words.items() if known == value)
