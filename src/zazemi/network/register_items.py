"""One item of the register of providers (``rpss.json``) as rows: a service, its places, its capacities.

Units:   ``Počet`` is the registered maximum in the unit of the row, not free places.
Source:  https://data.mpsv.cz/od/soubory/rpss/rpss.json, shape as measured on the live file in 2026
         (data_and_formats.md section 4). Statutory persons, heads of places and addresses for
         correspondence are never looked at; a secret address never leaves this function.
Raises:  ValueError, KeyError and the like for an item of another shape: the file is refused.
Pure:    yes; runs in the limited child, without Django settings.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zazemi.intake.table import Cell, Dropped
from zazemi.values.codes import InvalidCodeError, ico
from zazemi.values.names import folded
from zazemi.values.services import ServiceForm, ServiceKind
from zazemi.values.text import N_

Row = Mapping[str, Cell]
SERVICE, PLACE, CAPACITY = "služba", "místo", "kapacita"
NO_NUMBER = N_("a service without a number in the register")
REPEATED = N_("a place that is listed more than once")
NO_MUNICIPALITY = N_("a place without a municipality")
NO_AMOUNT = N_("a capacity without a number")
OTHER_KEY = N_("capacities under an unknown key")

KINDS_AS_OF = dt.date(2026, 9, 1)
"""The day by which the ids of kinds were looked up; an amendment of the Act may add others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKind:
    """What an id of ``DruhSocialniSluzby`` means, and whether somebody has seen it confirmed."""

    kind: ServiceKind
    is_confirmed: bool


_CONFIRMED = {
    1: ServiceKind.COUNSELLING,
    3: ServiceKind.PERSONAL_ASSISTANCE,
    4: ServiceKind.HOME_CARE,
    5: ServiceKind.EMERGENCY_CARE,
    6: ServiceKind.GUIDING,
    8: ServiceKind.RESPITE_CARE,
    9: ServiceKind.DAY_SERVICE_CENTRE,
    10: ServiceKind.DAY_CARE_CENTRE,
    11: ServiceKind.WEEK_CARE_CENTRE,
    12: ServiceKind.DISABILITY_HOME,
    13: ServiceKind.SENIOR_HOME,
    14: ServiceKind.SPECIAL_REGIME_HOME,
    15: ServiceKind.SHELTERED_HOUSING,
    18: ServiceKind.PHONE_CRISIS_HELP,
    19: ServiceKind.INTERPRETING,
    23: ServiceKind.CRISIS_HELP,
    28: ServiceKind.FAMILY_ACTIVATION,
    29: ServiceKind.SENIOR_ACTIVATION,
    30: ServiceKind.THERAPEUTIC_WORKSHOP,
    32: ServiceKind.FIELD_PROGRAMME,
    33: ServiceKind.SOCIAL_REHABILITATION,
}
_INTERPOLATED = {
    7: ServiceKind.INDEPENDENT_LIVING,
    16: ServiceKind.CARE_IN_HOSPITAL,
    17: ServiceKind.EARLY_CARE,
    20: ServiceKind.SHELTER_HOUSE,
    21: ServiceKind.HALFWAY_HOUSE,
    22: ServiceKind.CONTACT_CENTRE,
    24: ServiceKind.LOW_THRESHOLD_DAY_CENTRE,
    25: ServiceKind.LOW_THRESHOLD_CLUB,
    26: ServiceKind.NIGHT_SHELTER,
    27: ServiceKind.AFTERCARE,
    31: ServiceKind.THERAPEUTIC_COMMUNITY,
    34: ServiceKind.INTERVENTION_CENTRE,
}
"""Read from the order of the list on the portal; nobody has seen them confirmed."""

KINDS: Mapping[str, RegisterKind] = {
    **{str(n): RegisterKind(kind=kind, is_confirmed=True) for n, kind in _CONFIRMED.items()},
    **{str(n): RegisterKind(kind=kind, is_confirmed=False) for n, kind in _INTERPOLATED.items()},
}
FORMS: Mapping[str, ServiceForm] = {
    "ter": ServiceForm.FIELD,
    "amb": ServiceForm.AMBULATORY,
    "pob": ServiceForm.RESIDENTIAL,
}
UNITS: Mapping[str, str] = {
    "klient": "clients",
    "kontakt": "short_contacts",
    "interv": "interventions",
    "luzka": "beds",
    "hovor": "calls",
}
"""Types of capacity to ``CapacityUnit``; a contact is ten minutes, an intervention half an hour."""

_SHORT, _LONG, _NOTE = 200, 300, 300
_CONTACT_KEYS = ("cislo", "telefon", "email", "adresa", "url", "web", "hodnota")
_DAY_LENGTH = len("2026-12-31")


def rows_of(item: Mapping[str, Any]) -> Iterator[Row | Dropped]:
    """Yield the service, then its places, then its capacities.

    Whether anything has ended is decided later, where today is known.
    """
    number = _text(item.get("identifikator"))
    if not number:
        yield Dropped(reason=NO_NUMBER)
        return
    kind_id = _reference(item["druhSocialniSluzby"])
    known = KINDS.get(kind_id)
    if known is None:
        yield Dropped(reason=f"DruhSocialniSluzby/{kind_id}")
        return
    forms = _forms(item)
    yield {"Záznam": SERVICE, "Identifikátor": number, "Druh": str(known.kind), **_service(item)}
    chosen, n_repeated = one_of_each(item.get("zarizeni") or ())
    yield from (Dropped(reason=REPEATED) for _ in range(n_repeated))
    for place in chosen:
        yield _place(place, number, ",".join(form for form in ServiceForm if form in forms))
    yield from _capacities(item, number)


def one_of_each(places: Iterable[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], int]:
    """Return each place once, with how many repetitions were left out.

    The same name at the same address is one place; of its lines the open one counts, then the one that
    ended last, then the one that began last.
    """
    best: dict[str, Mapping[str, Any]] = {}
    n_all = 0
    for place in places:
        n_all += 1
        key = place_key(place)
        if key not in best or _lastingness(place) > _lastingness(best[key]):
            best[key] = place
    return list(best.values()), n_all - len(best)


def place_key(place: Mapping[str, Any]) -> str:
    """Return what tells a place from the others of its service: its name and where it is."""
    address = place.get("adresa") or {}
    if place.get("utajenaAdresa"):
        where = _reference(address.get("obec"))
    else:
        where = _text(address.get("kodAdresnihoMista")) or (
            f"{_reference(address.get('obec'))} {folded(_street(address))}"
        )
    return f"{folded(_text(place.get('nazev')))}|{where}"[:_LONG]


def _lastingness(place: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    return _day(place.get("poskytujeDo")) or dt.date.max, _day(place.get("poskytujeOd")) or dt.date.min


def _service(item: Mapping[str, Any]) -> Row:
    provider = item["poskytovatel"]
    groups = [_reference(one["cilovaSkupina"]) for one in item.get("ciloveSkupiny") or ()]
    nonstop = any(form.get("nepretrzitePoskytovani") for form in item.get("formy") or ())
    return {
        "IČO": _ico(provider.get("ico")),
        "Poskytovatel": _text(provider["nazev"])[:_SHORT],
        "Číslo v portálu": _text(item.get("portalId")),
        "Poskytována od": _day(item.get("datumPoskytovaniOd")),
        "Poskytována do": _day(item.get("datumPoskytovaniDo")),
        "Telefon": _listed(item.get("telefony") or provider.get("telefony"), _SHORT),
        "E-mail": _listed(item.get("emaily") or provider.get("emaily"), _SHORT),
        "Web": _listed(item.get("weby") or provider.get("weby"), _LONG),
        "Cílové skupiny": ",".join(sorted(set(groups), key=lambda one: (len(one), one))),
        "Poznámka k věku": _text(item.get("doplnujiciInformaceVekoveSkupiny"))[:_NOTE],
        "Nepřetržitě": "ano" if nonstop else "ne",
    }


def _place(place: Mapping[str, Any], number: str, forms: str) -> Row | Dropped:
    address = place.get("adresa") or {}
    municipality = _reference(address.get("obec"))
    if not municipality:
        return Dropped(reason=NO_MUNICIPALITY)
    is_secret = bool(place.get("utajenaAdresa"))
    shown: Row = (
        {"Adresa": "", "PSČ": "", "Kód adresy": ""}
        if is_secret
        else {
            "Adresa": _street(address)[:_SHORT],
            "PSČ": "".join(_text(address.get("psc")).split())[:5],
            "Kód adresy": _text(address.get("kodAdresnihoMista")),
        }
    )
    return {
        "Záznam": PLACE,
        "Identifikátor": number,
        "Klíč místa": place_key(place),
        "Název místa": _text(place.get("nazev"))[:_SHORT],
        "Kód obce": municipality,
        **shown,
        "Utajená adresa": "ano" if is_secret else "ne",
        "Formy": forms,
        "Místo od": _day(place.get("poskytujeOd")),
        "Místo do": _day(place.get("poskytujeDo")),
    }


def _forms(item: Mapping[str, Any]) -> set[ServiceForm]:
    named = (_reference(one["forma"]) for one in item.get("formy") or ())
    return {FORMS[name] for name in named if name in FORMS}


def _capacities(item: Mapping[str, Any], number: str) -> Iterator[Row | Dropped]:
    """Yield one row for a form and unit; several lines of the same are summed, their words joined."""
    sums: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for form in item.get("formy") or ():
        name = _reference(form["forma"])
        if name not in FORMS:
            yield Dropped(reason=f"FormaSocialniSluzby/{name}")
            continue
        if "kapacita" in form:
            yield Dropped(reason=OTHER_KEY)
        for capacity in form.get("kapacity") or ():
            unit = _reference(capacity.get("typ"))
            if unit not in UNITS:
                yield Dropped(reason=f"TypKapacitySocialniSluzby/{unit}")
            elif capacity.get("pocet") is None:
                yield Dropped(reason=NO_AMOUNT)
            else:
                amount = int(capacity["pocet"])
                sums.setdefault((FORMS[name], UNITS[unit]), []).append((amount, _text(capacity.get("popis"))))
    for (form_name, unit), lines in sums.items():
        yield {
            "Záznam": CAPACITY,
            "Identifikátor": number,
            "Forma": str(form_name),
            "Jednotka": unit,
            "Počet": sum(amount for amount, _words in lines),
            "Popis kapacity": _described(lines)[:_NOTE],
        }


def _described(lines: Sequence[tuple[int, str]]) -> str:
    if len(lines) == 1:
        return lines[0][1]
    return "; ".join(f"{amount} {words}".strip() for amount, words in lines)


def _street(address: Mapping[str, Any]) -> str:
    number = _text(address.get("cisloDomovni"))
    orientation = _text(address.get("cisloOrientacni"))
    house = f"{number}/{orientation}" if number and orientation else number or orientation
    street = _text((address.get("ulice") or {}).get("nazev"))
    first = f"{street} {house}".strip() if street else (f"č. p. {house}" if house else "")
    return ", ".join(filter(None, [first, _text(address.get("dodatekAdresy"))]))


def _ico(value: object) -> str:
    try:
        return str(ico(_text(value).zfill(8)))
    except InvalidCodeError:
        return ""


def _reference(value: object) -> str:
    """Return what stands after the slash of a reference such as ``{"id": "Obec/564028"}``."""
    name = value.get("id") if isinstance(value, Mapping) else value
    return _text(name).rpartition("/")[2]


def _text(value: object) -> str:
    """Return a text without superfluous white space; of a text in several languages the Czech one."""
    if isinstance(value, Mapping):
        value = value.get("cs")
    return "" if value is None else " ".join(str(value).split())


def _listed(values: object, length: int) -> str:
    """Return the contacts of a list as one text, as many whole ones as fit."""
    words: list[str] = []
    for value in values if isinstance(values, Sequence) and not isinstance(values, str) else ():
        word = _contact(value)
        if word and word not in words and len("; ".join([*words, word])) <= length:
            words.append(word)
    return "; ".join(words)


def _contact(value: object) -> str:
    if not isinstance(value, Mapping):
        return _text(value)
    return next((_text(value[name]) for name in _CONTACT_KEYS if value.get(name)), "")


def _day(value: object) -> dt.date | None:
    text = _text(value)
    return dt.date.fromisoformat(text[:_DAY_LENGTH]) if text else None
