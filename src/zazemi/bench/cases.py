"""The cases: index, reach, served share, intake. The others: ``planning_case``, ``intake_cases``."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from openpyxl import Workbook

from zazemi.bench.instances import COUNTRY, index_input, land
from zazemi.bench.intake_cases import LONG_FILES
from zazemi.bench.peers import (
    index_row_by_row,
    largest_served,
    pairs_all_against_all,
    rows_by_openpyxl,
    served_in_steps,
)
from zazemi.bench.planning_case import planning_case
from zazemi.bench.run import Case, Side
from zazemi.intake.reading import read_table
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.measures.exclusion_index import ISV_2016_2024, compute
from zazemi.measures.gaps import GAP_SETTINGS_2026, Places, decay_of, find_gaps
from zazemi.measures.reach import reachable_pairs
from zazemi.measures.serving import served
from zazemi.values.services import PREVENTION_NETWORK

LIMIT_MINUTES = 45.0
SERVED_TOWNS, PLACES = 1500, 200
COUNTRY_PLACES = 800
ROWS = 10_000


def index_case(_folder: Path, towns: int = COUNTRY) -> Case:
    """The index of a whole country."""
    table = index_input(towns)

    def agree(ours: object, peer: object) -> str:
        differing = sum(int(mine) != int(theirs) for mine, theirs in zip(ours, peer, strict=True))  # type: ignore[call-overload]  # two sequences of numbers
        return f"{towns - differing} of {towns} equal"

    return Case(
        name="index",
        about=f"index of {towns} municipalities, 15 measures",
        ours=Side(name="measures.exclusion_index", run=lambda: compute(table).index),
        peer=Side(name="row by row in plain Python", run=lambda: index_row_by_row(table, ISV_2016_2024)),
        agree=agree,
    )


def reach_case(_folder: Path, towns: int = COUNTRY) -> Case:
    """Who reaches whom in a whole country."""
    place = land(towns)
    points = (place.lat, place.lon, place.lat, place.lon)
    return Case(
        name="reach",
        about=f"pairs within {LIMIT_MINUTES:.0f} minutes among {towns} municipalities",
        ours=Side(name="k-d tree", run=lambda: len(reachable_pairs(*points, LIMIT_MINUTES).origin)),
        peer=Side(
            name="everybody against everybody, numpy",
            run=lambda: pairs_all_against_all(place.lat, place.lon, LIMIT_MINUTES),
        ),
        agree=lambda ours, peer: f"{ours} and {peer} pairs",
    )


def served_case(_folder: Path, towns: int = SERVED_TOWNS, places: int = PLACES) -> Case:
    """Dividing capacities among needs in three regions."""
    chance = np.random.default_rng(3)
    place = land(towns)
    need = place.population / 10_000 * chance.lognormal(0, 0.6, towns)
    sites = chance.choice(towns, places, replace=False)
    capacity = chance.uniform(0.5, 4.0, places)
    pairs = reachable_pairs(place.lat, place.lon, place.lat[sites], place.lon[sites], LIMIT_MINUTES)
    decay = decay_of(pairs.minutes, LIMIT_MINUTES, GAP_SETTINGS_2026)

    def agree(ours: object, peer: object) -> str:
        return f"served {ours:.2f} FTE, no division can serve more than {peer:.2f}"

    return Case(
        name="served",
        about=f"served share: {towns} municipalities, {places} places, {len(pairs.origin)} pairs",
        ours=Side(
            name="measures.serving", run=lambda: float(served(pairs, need, capacity, decay).served_fte.sum())
        ),
        peer=Side(name="transport problem by scipy HiGHS", run=lambda: largest_served(pairs, need, capacity)),
        agree=agree,
    )


def gaps_case(_folder: Path, towns: int = COUNTRY, places: int = COUNTRY_PLACES) -> Case:
    """The whole problem analysis of a country: reach, served share and verdicts of three kinds."""
    chance = np.random.default_rng(5)
    place = land(towns)
    codes = [f"{500000 + number:06d}" for number in range(towns)]
    need = {kind: place.population / 20_000 * chance.lognormal(0, 0.6, towns) for kind in PREVENTION_NETWORK}
    sites = {kind: chance.choice(towns, places, replace=False) for kind in PREVENTION_NETWORK}
    capacity = {kind: chance.uniform(0.5, 4.0, places) for kind in PREVENTION_NETWORK}
    register = np.ones(towns, dtype=bool)

    def ours() -> float:
        served_fte = 0.0
        for kind in PREVENTION_NETWORK:
            where = sites[kind]
            found = find_gaps(
                kind,
                codes,
                (place.lat, place.lon),
                need[kind],
                Places(lat=place.lat[where], lon=place.lon[where], capacity_fte=capacity[kind]),
                has_register=register,
            )
            served_fte += float(sum(row.served for row in found.rows))
        return served_fte

    def peer() -> float:
        served_fte = 0.0
        for kind in PREVENTION_NETWORK:
            where, limit = sites[kind], GAP_SETTINGS_2026.limit_minutes[kind]
            pairs = reachable_pairs(place.lat, place.lon, place.lat[where], place.lon[where], limit)
            decay = decay_of(pairs.minutes, limit, GAP_SETTINGS_2026)
            served_fte += served_in_steps(pairs, need[kind], capacity[kind], decay)
        return served_fte

    return Case(
        name="gaps",
        about=f"reach, served share and verdicts: {towns} municipalities, 3 kinds, {places} places each",
        ours=Side(name="measures.gaps", run=ours),
        peer=Side(name="the same division in 100 steps, pair by pair in plain Python; no verdicts", run=peer),
        agree=lambda mine, theirs: f"served {mine:.2f} and {theirs:.2f} FTE",
    )


def intake_case(folder: Path, rows: int = ROWS) -> Case:
    """Reading a workbook safely, against reading it plainly."""
    path = folder / "rows.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    sheet.append(["Code", "Name", "Value", "Day", *(f"Column {number}" for number in range(8))])
    for number in range(rows):
        sheet.append([f"{500000 + number}", f"Obec {number}", number / 7, "2026-01-01", *range(8)])
    book.save(path)

    def ours() -> int:
        return len(read_table(path, limits=CONSOLE_LIMITS).rows)

    return Case(
        name="intake",
        about=f"reading a workbook of {rows} rows x 12 columns, ours in a limited child process",
        ours=Side(name="intake.reading", run=ours),
        peer=Side(name="openpyxl read-only, same process, unchecked", run=lambda: rows_by_openpyxl(path)),
        agree=lambda mine, theirs: f"{mine} and {theirs} rows",
    )


CASES: dict[str, Callable[[Path], Case]] = {
    "index": index_case,
    "reach": reach_case,
    "served": served_case,
    "gaps": gaps_case,
    "intake": intake_case,
    "planning": planning_case,
    **LONG_FILES,
}
