"""Invented services of the detailed region: 40 of the three prevention kinds, unevenly placed, and 80 others.

Units:   capacities in the unit of the row; days before (negative) or after the day of loading.
Pure:    the seed comes from outside.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from zazemi.demo.generator.country import Country, invented_ico

Row = dict[str, str]
FIRST_PROVIDER_ICO = 90_001

PROVIDERS = (
    "Přístav Podhoří, z. ú.",
    "Klíč ke dveřím, z. s.",
    "Lávka pro rodiny, o. p. s.",
    "Sousedé Javořinec, z. s.",
    "Dům pod Krkavčí, z. s.",
    "Společně Chlumkov, o. p. s.",
    "Druhý břeh Podhoří, z. ú.",
    "Dílna na dvoře, z. ú.",
    "Sociální služby města Doubravnova, p. o.",
    "Centrum Kompas Podhoří, o. p. s.",
    "Lucerna Rokytnov, z. s.",
    "Tichá pošta, z. ú.",
    "Nová stezka Podhoří, z. ú.",
    "Stříbrnovské sdružení pomoci, z. s.",
    "Otevřená vrátka, z. s.",
    "Sociální služby Chlumkov, p. o.",
    "Jitro nad Jasennou, z. ú.",
    "Studna, centrum pomoci, z. s.",
    "Dům U Habru, o. p. s.",
    "Rozcestí Podhoří, z. s.",
    "Pomocná ruka Krasolesí, z. s.",
    "Kotva Vrchohradec, z. ú.",
)
_SERVICE_NAMES = {
    "TP": ("Terén", "Ulice", "Vykročení", "Na cestě", "Krok ze dveří", "Terénní práce"),
    "NZDM": ("Klub Přístav", "Klub Na rohu", "Klub Střecha", "Klub Bedna", "Klub Jiskra", "Klub Kotelna"),
    "SAS": ("Rodina v pohybu", "Spolu doma", "Rodinný průvodce", "Lávka rodinám", "Domek"),
}
PREVENTION: dict[str, tuple[int, int, int]] = {
    "Doubravnov": (5, 4, 4),
    "Chlumkov": (4, 3, 3),
    "Javořinec": (4, 2, 3),
    "Stříbrnov": (1, 1, 1),
    "Sklenařov": (1, 1, 0),
    "Vrchohradec": (0, 1, 1),
    "Krasolesí": (0, 0, 1),
}
"""Services of field work, clubs and family activation by ORP: the east has nothing of its own."""
_OTHER = (
    ("odborné sociální poradenství", 14, "úvazky", "ambulantní", (1, 4), "Poradna"),
    ("sociální rehabilitace", 13, "úvazky", "ambulantní", (1, 5), "Krok k práci"),
    ("azylové domy", 9, "lůžka", "pobytová", (12, 46), "Azylový dům"),
    ("sociálně terapeutické dílny", 8, "okamžitá kapacita", "ambulantní", (6, 20), "Dílna"),
    ("nízkoprahová denní centra", 6, "okamžitá kapacita", "ambulantní", (8, 25), "Denní centrum"),
    ("raná péče", 5, "rodiny", "terénní", (20, 60), "Raná péče"),
    ("kontaktní centra", 5, "kontakty", "ambulantní", (1200, 5200), "Káčko"),
    ("noclehárny", 5, "lůžka", "ambulantní", (8, 24), "Noclehárna"),
    ("krizová pomoc", 4, "úvazky", "ambulantní", (2, 5), "Krizové centrum"),
    ("služby následné péče", 4, "úvazky", "ambulantní", (1, 4), "Doléčovací program"),
    ("domy na půl cesty", 3, "lůžka", "pobytová", (6, 12), "Dům na půl cesty"),
    ("terapeutické komunity", 2, "lůžka", "pobytová", (12, 15), "Komunita"),
    ("intervenční centra", 2, "úvazky", "ambulantní", (2, 4), "Intervenční centrum"),
)
_FORMS = {"TP": "terénní", "NZDM": "ambulantní", "SAS": "terénní"}
_FTE = ("1.5", "2", "2.5", "3", "3.5", "4", "4.5")
_STREETS = (
    "Dlouhá",
    "Nádražní",
    "Na Hrázi",
    "Školní",
    "Krátká",
    "U Mlýna",
    "Palackého",
    "Zahradní",
    "Lipová",
)
_SHARE_WITH_END = 0.2
_SHARE_OUTSIDE_SEAT = 0.35


def services(country: Country, chance: np.random.Generator) -> Iterator[Row]:
    """Yield one row per capacity, in the columns of the importer of services with days as offsets."""
    used: set[tuple[str, str, str]] = set()
    for orp_name, counts in PREVENTION.items():
        orp = next(row for row, seat in enumerate(country.seats) if country.names[seat] == orp_name)
        for kind, count in zip(_FORMS, counts, strict=True):
            for _ in range(count):
                place = _town(country, orp, chance)
                yield _row(
                    country, place, (kind, "úvazky", str(chance.choice(_FTE)), _FORMS[kind]), chance, used
                )
    towns = [office for office in country.offices if country.region[office] == 0]
    weights = np.sqrt(country.people[towns])
    for kind, count, unit, form, (low, high), name in _OTHER:
        for _ in range(count):
            place = int(chance.choice(towns, p=weights / weights.sum()))
            value = str(int(chance.integers(low, high + 1)))
            yield _row(country, place, (kind, unit, value, form), chance, used, name=name)


def _town(country: Country, orp: int, chance: np.random.Generator) -> int:
    """Mostly the seat, sometimes another of the larger municipalities of the area."""
    rows = np.flatnonzero(country.orp == orp)
    largest = rows[np.argsort(-country.people[rows])][:4]
    return int(largest[0] if chance.random() > _SHARE_OUTSIDE_SEAT else chance.choice(largest[1:]))


def _row(
    country: Country,
    place: int,
    what: tuple[str, str, str, str],
    chance: np.random.Generator,
    used: set[tuple[str, str, str]],
    *,
    name: str = "",
) -> Row:
    kind, unit, value, form = what
    provider, service = _free_name(country.names[place], kind, name, chance, used)
    ends = str(int(chance.integers(30, 700))) if chance.random() < _SHARE_WITH_END else ""
    return {
        "Poskytovatel": PROVIDERS[provider],
        "IČO": invented_ico(FIRST_PROVIDER_ICO + provider),
        "Druh služby": kind,
        "Název": service,
        "Kód obce": country.codes[place],
        "Adresa": f"{chance.choice(_STREETS)} {int(chance.integers(1, 180))}",
        "Jednotka": unit,
        "Kapacita": value,
        "Forma": form,
        "Platí od (dnů)": str(-int(chance.integers(200, 3600))),
        "Platí do (dnů)": ends,
    }


def _free_name(
    town: str, kind: str, name: str, chance: np.random.Generator, used: set[tuple[str, str, str]]
) -> tuple[int, str]:
    while True:
        provider = int(chance.integers(len(PROVIDERS)))
        base = name or str(chance.choice(_SERVICE_NAMES[kind]))
        service = f"{base} {town}"
        key = (PROVIDERS[provider], kind, service)
        if key not in used:
            used.add(key)
            return provider, service


def micro_regions(country: Country, chance: np.random.Generator) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return five unions of municipalities and their members, in the columns of the importers."""
    names = ("Krkavčí", "Povodí Jasenné", "Horní Brodná", "Podhrází", "Olšohradecko")
    unions: list[Row] = []
    members: list[Row] = []
    for number, name in enumerate(names):
        rows = np.flatnonzero(country.orp == 2 * number + 1)
        villages = rows[country.people[rows] < np.median(country.people[rows]) * 4]
        chosen = chance.permutation(villages)[: max(6, len(villages) * 2 // 3)]
        ico = invented_ico(80_001 + number)
        region, district = country.district_of_orp[2 * number + 1]
        unions.append(
            {
                "ico": ico,
                "nazev": f"Mikroregion {name}",
                "okres_sidla_lau": f"CZ0X{region + 1}{district + 1}",
                "kraj_nuts3": f"CZ0X{region + 1}",
                "zaznam_od": f"200{number}-05-01",
                "zaznam_do": "",
            }
        )
        members += [
            {"dso_ico": ico, "kod_obce": country.codes[row], "zdroj": "smyšlená data"}
            for row in sorted(chosen)
        ]
    return unions, members
