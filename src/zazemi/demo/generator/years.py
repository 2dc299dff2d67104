"""Earlier and later years of the index, drawn from the year 2023: the same places, other numbers.

Units:   persons, monthly means of allowances.
Source:  invented. Foreclosures fall and allowances swing, so that the parts of a
         change can be seen; after the break of 2025 the two allowances are no more.
Pure:    the seed comes from outside.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

Row = Mapping[str, str]
OTHER_YEARS: Mapping[int, Mapping[str, float]] = {  # how the numbers of the year stand to those of 2023
    2020: {"exekuci": 1.16, "PnB": 0.86, "PnŽ": 1.18, "uchazečů": 1.05},
    2021: {"exekuci": 1.09, "PnB": 0.84, "PnŽ": 1.09, "uchazečů": 1.22},
    2022: {"exekuci": 1.03, "PnB": 0.93, "PnŽ": 0.98, "uchazečů": 0.95},
    2026: {"exekuci": 0.95, "uchazečů": 1.12},
}
FIRST_YEAR_WITHOUT_ALLOWANCES = 2025
_ALLOWANCES = ("PnB", "PnŽ")
_BASE_YEAR = 2023
_MONTHS = 12
_DRIFT = 0.06
_PEOPLE_DRIFT = 0.004
_SCHOOL_DRIFT = 0.25
_HEAD = 3  # code, name and region stay
_TAIL = 2  # early leavers and pupils come last


def other_year(rows: Sequence[Row], year: int, chance: np.random.Generator) -> list[dict[str, str]]:
    """Draw one other year from the rows of 2023."""
    return [dict(_cells(row, year, chance)) for row in rows]


def _cells(row: Row, year: int, chance: np.random.Generator) -> Iterator[tuple[str, str]]:
    apart = abs(year - _BASE_YEAR) ** 0.5
    headers = list(row)
    people = 1 + chance.normal(0, _PEOPLE_DRIFT) * apart
    for at, header in enumerate(headers):
        word = next((one for one in OTHER_YEARS[year] if one in header), "")
        noise = chance.normal(0, 1)
        if year >= FIRST_YEAR_WITHOUT_ALLOWANCES and any(one in header for one in _ALLOWANCES):
            continue
        dated = header.replace(str(_BASE_YEAR), str(year))
        if at < _HEAD:
            yield dated, row[header]
        elif at >= len(headers) - _TAIL:
            yield dated, _school(row[header], noise, row[headers[-1]])
        elif not word:
            yield dated, str(round(int(row[header]) * people))
        else:
            yield dated, _count(row[header], OTHER_YEARS[year][word], noise, apart)


def _count(text: str, level: float, noise: float, apart: float) -> str:
    """A count moves with the year, with a drift of its own, and by chance as small numbers do."""
    mean = float(text) * level
    moved = max(0.0, mean * (1 + _DRIFT * apart * noise) + 0.6 * noise * mean**0.5)
    if "." in text:
        return str(round(round(moved * _MONTHS) / _MONTHS, 6))
    return str(round(moved))


def _school(text: str, noise: float, pupils: str) -> str:
    """Pupils stay, early leavers move by chance; who borrows a school still borrows it."""
    if not text.isdigit() or text == pupils:
        return text
    return str(max(0, min(int(pupils), round(int(text) * (1 + _SCHOOL_DRIFT * noise)))))
