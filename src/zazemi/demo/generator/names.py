"""Invented names of municipalities: plausible Czech, none of a real municipality as far as known.

Source:  stems and endings below; ``taken.txt`` lists what they make that a real
         municipality bears (compared with the list of 6,258 municipalities by
         ČSÚ), so that the result is the same without that list at hand.
Pure:    the seed comes from outside.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from zazemi.values.names import folded

KNOWN_PLACES = (
    "Bezděčnov", "Brašnovice", "Bukovanka", "Cihlářov", "Čiratov", "Dražkovec", "Dubkovec", "Habrušov",
    "Hamerník", "Hlásnov", "Hradišťko", "Jasenůvka", "Jívovice", "Kalenovice", "Kamýnec", "Klokošov",
    "Kopřivenka", "Kosmínov", "Krásnovec", "Lesnovec", "Lipnovec", "Loučkov", "Lužinec", "Markvartov",
    "Modravec", "Mýtinka", "Nedvězín", "Novosedlín", "Oborkov", "Olešenec", "Ostrůvka", "Pasečnov",
    "Peklovec", "Pohořelka", "Příbraznice", "Rakošov", "Roudnovec", "Řečkov", "Sedlovec", "Slatinkov",
    "Srnojedec", "Tichošov", "Tisovnice", "Trnovčín", "Údolnov", "Úpolí", "Vlkošice", "Vranišov",
    "Vysočanka", "Zábřezín", "Zelenkov", "Žďárkov", "Žlebovec",
)  # fmt: skip
"""Villages of the drawn pages, so that the demonstration and its design speak of the same places."""

_STEMS = (
    "Bobr", "Bol", "Borůvk", "Brusn", "Březul", "Bysn", "Cidl", "Čáp", "Čeřen", "Čihadl", "Dehtář",
    "Divok", "Dlask", "Doubrk", "Drahoš", "Drn", "Dudl", "Dubink", "Hájenk", "Hloh", "Hořeňk", "Hraběn",
    "Hrušn", "Humenk", "Chlupen", "Chotul", "Chrpen", "Chvojk", "Jalovk", "Jarmil", "Javůrk", "Jedl",
    "Jelšan", "Jeřábk", "Jezerk", "Jiskr", "Kamzík", "Kaštán", "Klenut", "Kozl", "Krahulk", "Krkavk",
    "Křemenk", "Křídl", "Kukl", "Kvasn", "Lísk", "Lískul", "Lišejk", "Lomen", "Luňák", "Mařink", "Mecht",
    "Míšen", "Mlýnul", "Mokřink", "Morušk", "Netřeb", "Netýk", "Obiln", "Ořešk", "Osičk", "Ostřičk",
    "Ovesnk", "Pahork", "Papršt", "Pečen", "Pěnkav", "Písečn", "Plavun", "Podběl", "Potůčk", "Pramen",
    "Pstruhl", "Rákosn", "Rozmar", "Růžk", "Rybničk", "Ryšán", "Řeřich", "Sasank", "Sejk", "Sivěn",
    "Skřivan", "Slavink", "Smrčk", "Sokolk", "Stračen", "Strnadl", "Studánk", "Svítal", "Šafrán",
    "Šedivk", "Šípk", "Šišk", "Škrobk", "Štírk", "Štikul", "Švestk", "Těšínk", "Topolk", "Trávník",
    "Trubač", "Tuřín", "Vápenk", "Vážk", "Vidon", "Vltavín", "Volavk", "Vrabk", "Vřesk", "Vydr",
    "Zahrádk", "Zájezdk", "Zaječk", "Zimostr", "Zlatn", "Zvonk", "Žabk", "Želvk", "Žitňan", "Žlunk",
)  # fmt: skip
_ENDINGS = ("ov", "ovec", "ovice", "ová", "ice", "any", "ín", "inec")
_WEIGHTS = np.array((0.26, 0.14, 0.2, 0.1, 0.12, 0.06, 0.07, 0.05))
_HARD = frozenset({"any", "ová", "ov", "ovec", "ovice"})
_SOFTENED = (("ch", "š"), ("k", "č"), ("h", "ž"), ("r", "ř"))
_UNSPOKEN = ("čč", "šč", "řř", "ínín", "íninec")
_STEM_USES = 3
_BEFORE = ("Horní", "Dolní", "Prostřední")
_AFTER = ("nad Jasennou", "nad Brodnou", "pod Krkavčí", "pod Klenutou", "v Údolí", "nad Řečí", "u Rokytnova")
_SHARE_OF_PAIRS = 0.04
_SHARE_OF_ATTRIBUTES = 0.12


@cache
def taken() -> frozenset[str]:
    """Folded names that a real municipality bears."""
    return frozenset(Path(__file__).with_name("taken.txt").read_text(encoding="utf-8").splitlines())


def candidates() -> Iterator[str]:
    """Every plain name that the stems can make."""
    yield from KNOWN_PLACES
    for stem in _STEMS:
        for ending in _ENDINGS:
            yield _joined(stem, ending)


def village_names(count: int, chance: np.random.Generator, *, used: set[str]) -> list[str]:
    """Draw names; ``used`` holds folded names that are gone and takes the new ones."""
    names: list[str] = []
    free = [name for name in KNOWN_PLACES if folded(name) not in used | taken()]
    while len(names) < count:
        base = free.pop(0) if free else _plain(chance)
        if folded(base) in taken() or _stem_uses(base, used) >= _STEM_USES:
            continue
        for name in _variants(base, chance):
            if folded(name) not in used | taken() and len(names) < count:
                used.add(folded(name))
                names.append(name)
    return names


def _stem_uses(name: str, used: set[str]) -> int:
    root = folded(name)[:4]
    return sum(root in {word[:4] for word in one.split()} for one in used)


def _plain(chance: np.random.Generator) -> str:
    while True:
        stem = _STEMS[int(chance.integers(len(_STEMS)))]
        name = _joined(stem, str(chance.choice(np.array(_ENDINGS), p=_WEIGHTS)))
        if not any(sound in name for sound in _UNSPOKEN):
            return name


def _joined(stem: str, ending: str) -> str:
    """A stem that ends in k, h or r is softened before i."""
    if ending not in _HARD:
        for hard, soft in _SOFTENED:
            if stem.endswith(hard):
                return stem.removesuffix(hard) + soft + ending
    return stem + ending


def _variants(base: str, chance: np.random.Generator) -> list[str]:
    roll = chance.random()
    if roll < _SHARE_OF_PAIRS:
        return [f"{_BEFORE[0]} {base}", f"{_BEFORE[1]} {base}"]
    if roll < _SHARE_OF_ATTRIBUTES:
        return [f"{base} {_AFTER[int(chance.integers(len(_AFTER)))]}"]
    return [base]
