"""Czech names: folded for searching, keyed for sorting.

Units:   none.
Source:  ČSN 97 6030 (alphabetical ordering): č, ch, ř, š, ž are letters of their
         own; the other accents count only where everything else is equal; a
         space sorts before every letter.
Pure:    yes. The key is made of digits alone, so that every database and every
         locale of a database puts the same names in the same order.
"""

import unicodedata

_ALPHABET = (
    *("a", "b", "c", "č", "d", "e", "f", "g", "h", "ch", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r"),
    *("ř", "s", "š", "t", "u", "v", "w", "x", "y", "z", "ž"),
    *("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
)
_GAP = "10"
_END = "00"
_PRIMARY = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=11)}
_ACCENTS = {"\u0301": "2", "\u030c": "3", "\u030a": "4", "\u0308": "5", "\u0302": "6"}
_PLAIN = "1"
_OTHER_ACCENT = "9"


def folded(text: str) -> str:
    """Return ``text`` in lower case without diacritics, runs of white space as one space."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def sort_key(text: str) -> str:
    """Return a text of digits whose plain order is the Czech alphabetical order of ``text``."""
    primary: list[str] = []
    secondary: list[str] = []
    letters = unicodedata.normalize("NFC", " ".join(text.casefold().split()))
    place = 0
    while place < len(letters):
        step = 2 if letters[place : place + 2] == "ch" else 1
        main, accent = _letter(letters[place : place + step])
        primary.append(main)
        secondary.append(accent)
        place += step
    return "".join([*primary, _END, *secondary])


def _letter(letter: str) -> tuple[str, str]:
    if letter in _PRIMARY:
        return _PRIMARY[letter], _PLAIN
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base not in _PRIMARY:
        return _GAP, _PLAIN
    return _PRIMARY[base], _ACCENTS.get(marks[0] if marks else "", _OTHER_ACCENT)
