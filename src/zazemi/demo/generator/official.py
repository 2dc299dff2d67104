"""Invented statistics in the layouts of the official files, with a few planted errors to be found.

Units:   persons, foreclosures.
Source:  invented. Four municipalities get a number that breaks a rule, so that
         the page of suspicious values has something to show.
Pure:    the seed comes from outside.
"""

from collections.abc import Mapping, Sequence

import numpy as np

Row = Mapping[str, str]
Table = list[dict[str, str]]
_CHILDREN, _MEN = 0.155, 0.49
_PLANTED = (7, 61, 118, 190)
_MONTHS = ("2023-10-31", "2023-11-30", "2023-12-31")
_DAY = "2023-12-31"
_POPULATION = "2406"


def statistics(
    places: Sequence[Row], index: Sequence[Row], people: Sequence[Row], chance: np.random.Generator
) -> dict[str, Table]:
    """Draw the tables by the names of their files; rows follow the municipalities."""
    newest = {row["kod_obce"]: int(row["obyvatel"]) for row in people if row["roku_zpet"] == "0"}
    totals = [newest[row["kod_obce"]] for row in places]
    return {
        "uap_2020.csv": _planning(places, totals, chance),
        "obyvatelstvo_130149.csv": _population(places, totals, chance),
        "exekuce_obce.csv": _foreclosures(places, index, chance),
        "evid_pno_up_agr_frz_odata.csv": _labour(places, totals, chance),
    }


def _planning(places: Sequence[Row], totals: Sequence[int], chance: np.random.Generator) -> Table:
    rows = []
    for at, (place, total) in enumerate(zip(places, totals, strict=True)):
        children = round(total * (_CHILDREN + chance.normal(0, 0.012)))
        old = round(total * (0.215 + chance.normal(0, 0.02)))
        working = total - children - old + (10 if at == _PLANTED[0] else 0)
        available = round(working * max(0.01, chance.normal(0.038, 0.015)))
        seekers = available + round(available * 0.08) - (5 if at == _PLANTED[1] else 0)
        rows.append(
            {
                "kod_obce": place["kod_obce"],
                "U1_1_obyvatel": str(total),
                "U2a_4_n_0_14": str(children),
                "U2a_5_n_15_64": str(working),
                "U2a_6_n_65plus": str(old),
                "U8_2_uchazeci_dosazitelni": str(available),
                "U8_3_uchazeci_celkem": str(max(0, seekers)),
            }
        )
    return rows


def _population(places: Sequence[Row], totals: Sequence[int], chance: np.random.Generator) -> Table:
    rows = []
    for at, (place, total) in enumerate(zip(places, totals, strict=True)):
        men = round(total * (_MEN + chance.normal(0, 0.01)))
        women = total - men + (3 if at == _PLANTED[2] else 0)
        for sex, count in (("", total), ("1", men), ("2", women)):
            rows.append(
                {
                    "hodnota": str(count),
                    "stapro_kod": _POPULATION,
                    "pohlavi_kod": sex,
                    "vek_kod": "",
                    "uzemi_cis": "43",
                    "uzemi_kod": place["kod_obce"],
                    "obdobi": "2023",
                }
            )
    return rows


def _foreclosures(places: Sequence[Row], index: Sequence[Row], chance: np.random.Generator) -> Table:
    column = next(name for name in index[0] if "exekuci" in name)
    rows = []
    for at, (place, load) in enumerate(zip(places, index, strict=True)):
        people = int(load[column])
        count = round(people * max(1.5, chance.normal(6.1, 0.9)))
        rows.append(
            {
                "nazev_obce": place["nazev"],
                "kod_obce_zuj": place["kod_obce"],
                "obvod_orp": place["nazev_orp"],
                "okres": place["nazev_okresu"],
                "kraj": place["nazev_kraje"],
                "pocet_osob": str(people),
                "pocet_exekuci": str(people - 1 if at == _PLANTED[3] else count),
                "stav_ke_dni": _DAY,
            }
        )
    return rows


def _labour(places: Sequence[Row], totals: Sequence[int], chance: np.random.Generator) -> Table:
    people: dict[str, int] = {}
    named: dict[str, Row] = {}
    for place, total in zip(places, totals, strict=True):
        code = place["kod_okresu_lau"]
        people[code] = people.get(code, 0) + total
        named.setdefault(code, place)
    rows = []
    for month in _MONTHS:
        for code, total in people.items():
            working = round(total * 0.63)
            seekers = round(working * max(0.015, chance.normal(0.042, 0.012)))
            rows.append(
                {
                    "rozhodne_datum": month,
                    "kraj": named[code]["nazev_kraje"],
                    "kraj_kod": named[code]["kod_kraje_nuts3"],
                    "okres": named[code]["nazev_okresu"],
                    "okres_kod": code,
                    "pocet_uchazeci_dosazitelni": str(round(seekers * 0.93)),
                    "pocet_uchazeci_v_evidenci": str(seekers),
                    "pocet_obyvatel_vek_15_64": str(working),
                }
            )
    return rows
