"""What people are told of the invented services: hours, whom they serve, until when they are paid.

Telephones begin with 000, which nobody has; mailboxes are in the reserved domain ``.example``.
Units:   days before (negative) or after the day of loading.
Pure:    the seed comes from outside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Row = dict[str, str]

_GROUPS = {
    "TP": "excluded_localities,homeless,risky_way_of_life",
    "NZDM": "youth_at_risk",
    "SAS": "families_at_risk",
    "odborné sociální poradenství": "crisis,indebted,unemployed",
    "sociální rehabilitace": "disability,unemployed",
    "azylové domy": "families_at_risk,homeless",
    "sociálně terapeutické dílny": "disability,mental_illness",
    "nízkoprahová denní centra": "homeless",
    "raná péče": "families_at_risk",
    "kontaktní centra": "addiction_risk",
    "noclehárny": "homeless",
    "krizová pomoc": "crisis",
    "služby následné péče": "addiction_risk",
    "domy na půl cesty": "leaving_institutions",
    "terapeutické komunity": "addiction_risk",
    "intervenční centra": "domestic_violence_victims",
}
_SAID = {
    "TP": "Pracovnice a pracovníci chodí za lidmi tam, kde žijí. Pomohou s bydlením, dluhy i úřady.",
    "NZDM": "Místo, kam mohou děti a mladí přijít bez objednání, pobýt a poradit se.",
    "SAS": "Pracovnice dochází do rodin a pomáhá s výchovou, školou, bydlením a penězi.",
    "azylové domy": "Dočasné bydlení a podpora pro lidi, kteří přišli o domov.",
    "noclehárny": "Teplo, postel a sprcha na noc.",
    "krizová pomoc": "Rychlá pomoc v těžké chvíli, když si člověk neví rady sám.",
}
_OTHERWISE = "Bezplatná podpora lidem, kteří se ocitli v těžké situaci."
_HOURS = {
    "TP": ("po-pá 8:00-16:00", "po-čt 8:00-16:30 | pá 8:00-13:00"),
    "NZDM": ("po-pá 13:00-18:00", "út-pá 14:00-19:00 | so 13:00-17:00"),
    "SAS": ("po-čt 8:00-16:00 | pá po domluvě", "po-pá 8:00-16:30"),
    "azylové domy": ("po-ne 0:00-0:00",),
    "noclehárny": ("po-ne 18:00-7:00", "po-ne 19:00-8:00"),
    "krizová pomoc": ("po-ne 0:00-0:00",),
}
_OFFICE_HOURS = ("po 8:00-17:00 | st 8:00-17:00 | út po domluvě | čt po domluvě", "po-pá 9:00-15:00")
_AGES = {"NZDM": ("6", "26"), "domy na půl cesty": ("18", "26")}
_ACCESS = ("bez schodů", "tři schody, zvonek u dveří", "první patro bez výtahu", "nájezd ze dvora", "")
_SERVES_ITS_ORP = {"TP", "SAS", "raná péče"}
_FORMS = {"krizová pomoc": "ambulantní,pobytová", "odborné sociální poradenství": "ambulantní,terénní"}
_SOURCES = ("state_101a", "region", "opz_plus", "municipality")
WITHOUT_MAILBOX = 9
"""Every so many services have no e-mail: they get a letter on paper."""
_SHARE_PAID_KNOWN = 0.9
_SHARE_OPEN_END = 0.1
_SHARE_SOON = 0.35
_YEAR_DAYS = 365
_LONG_DAYS = 1100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Rows of the three further sheets."""

    services: Sequence[Row]
    places: Sequence[Row]
    fundings: Sequence[Row]


def details(rows: Sequence[Row], orp_of: Mapping[str, str], chance: np.random.Generator) -> Details:
    """Return what belongs to the services of the rows, in the columns of the importers."""
    first = {(row["Poskytovatel"], row["Druh služby"], row["Název"]): row for row in reversed(rows)}
    ordered = [row for row in rows if first[row["Poskytovatel"], row["Druh služby"], row["Název"]] is row]
    return Details(
        services=[_service(number, row, chance) for number, row in enumerate(ordered, start=1)],
        places=[_place(row, orp_of, chance) for row in rows],
        fundings=[one for row in ordered for one in _fundings(row, chance)],
    )


def _identity(row: Row) -> Row:
    return {name: row[name] for name in ("Poskytovatel", "IČO", "Druh služby", "Název")}


def _service(number: int, row: Row, chance: np.random.Generator) -> Row:
    kind = row["Druh služby"]
    low, high = _AGES.get(kind, ("", ""))
    return {
        **_identity(row),
        "Číslo v registru": f"99{number:05d}",
        "Telefon": f"000 {int(chance.integers(100, 1000))} {int(chance.integers(100, 1000))}",
        "E-mail": "" if number % WITHOUT_MAILBOX == 0 else f"sluzba{number}@ukazka.example",
        "Web": f"https://sluzba{number}.ukazka.example",
        "Popis": _SAID.get(kind, _OTHERWISE),
        "Jak požádat": "Zavolejte nebo přijďte v otevírací době. Objednávat se nemusíte.",
        "Co vzít s sebou": "",
        "Cena": "denní poplatek podle ceníku" if kind in {"azylové domy", "noclehárny"} else "zdarma",
        "Věk od": low,
        "Věk do": high,
        "Jazyky": "cs,uk" if chance.random() < _SHARE_SOON else "cs",
        "Nepřetržitě": "ano" if kind == "krizová pomoc" else "ne",
        "Cílové skupiny": _GROUPS[kind],
    }


def _place(row: Row, orp_of: Mapping[str, str], chance: np.random.Generator) -> Row:
    kind = row["Druh služby"]
    return {
        **_identity(row),
        "Kód obce": row["Kód obce"],
        "Adresa": row["Adresa"],
        "Telefon": "",
        "Přístupnost": str(chance.choice(_ACCESS)),
        "Formy": _FORMS.get(kind, row["Forma"]),
        "Otevírací doba": str(chance.choice(_HOURS.get(kind, _OFFICE_HOURS))),
        "Území": orp_of[row["Kód obce"]] if kind in _SERVES_ITS_ORP else "",
    }


def _fundings(row: Row, chance: np.random.Generator) -> Iterator[Row]:
    if chance.random() > _SHARE_PAID_KNOWN:
        return
    source = str(chance.choice(_SOURCES))
    share = chance.random()
    if share < _SHARE_OPEN_END:
        last = ""
    elif share < _SHARE_OPEN_END + _SHARE_SOON:
        last = str(int(chance.integers(20, _YEAR_DAYS)))
    else:
        last = str(int(chance.integers(_YEAR_DAYS, _LONG_DAYS)))
    yield {
        **_identity(row),
        "Zdroj": source,
        "Placeno od (dnů)": str(-int(chance.integers(60, _YEAR_DAYS))),
        "Placeno do (dnů)": last,
        "Částka": str(int(chance.integers(400, 6000)) * _THOUSAND),
        "Projekt": f"Smyšlený projekt {int(chance.integers(100, 1000))}",
    }
