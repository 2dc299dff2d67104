"""Four fictional regions: seats, areas around them, people, codes and names.

Units:   kilometres, persons.
Source:  sizes of the areas, of the towns and of the villages follow the shape of
         real Czech regions (ČSÚ: heavy-tailed towns, median village about 500);
         no figure is that of a real place.
Pure:    the seed comes from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zazemi.demo.generator.land import FloatArray, IntArray, Land, board_km
from zazemi.demo.generator.names import village_names
from zazemi.values.names import folded

BoolArray = NDArray[np.bool_]
_ICO_MODULUS = 11
_TOWN_FROM, _MARKET_TOWN_FROM, _CITY_FROM = 2000, 1100, 38_000
_SMALLEST = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlan:
    """What a region should look like; ``seats`` are the towns of its ORP."""

    code: str
    name: str
    count: int
    people: int
    seats: Sequence[str]
    seat_people: Sequence[int]
    seat_pixels: Sequence[tuple[float, float]] = ()
    offices: Sequence[str] = ()
    district_of_seat: Sequence[int] = ()
    burden: float = 0.0
    unevenness: float = 0.5


REGIONS = (
    RegionPlan(
        code="CZ0X1",
        name="Podhorský kraj",
        count=215,
        people=430_000,
        seats=(
            "Doubravnov", "Chlumkov", "Javořinec", "Rokytnov", "Třešňov",
            "Stříbrnov", "Krasolesí", "Vrchohradec", "Sklenařov", "Olšohradec",
        ),
        seat_people=(101_300, 38_900, 33_400, 13_600, 11_900, 9_700, 8_100, 6_900, 6_100, 5_200),
        seat_pixels=(
            (350, 380), (258, 95), (124, 228), (577, 167), (714, 350),
            (420, 240), (560, 320), (400, 70), (250, 300), (720, 200),
        ),
        offices=(
            "Hutňov", "Sklářov", "Kostelíkov", "Hrádčina", "Mostovec", "Brodnov", "Rudníkov", "Bělohradec",
            "Solnovec", "Vinohradec", "Lázeňsko", "Tkalcov", "Papírnov", "Kovářovec", "Zámčín",
        ),
        district_of_seat=(0, 1, 2, 3, 3, 0, 0, 1, 2, 3),
    ),
    RegionPlan(
        code="CZ0X2",
        name="Zálesský kraj",
        count=52,
        people=171_000,
        seats=("Zálesín", "Habrovník", "Smolníkov", "Dřevařov"),
        seat_people=(48_200, 17_500, 9_800, 7_300),
        district_of_seat=(0, 1, 0, 1),
        burden=-0.35,
    ),
    RegionPlan(
        code="CZ0X3",
        name="Rovinský kraj",
        count=60,
        people=214_000,
        seats=("Rovinov", "Pšeničná", "Obilnovec", "Mlýnohrad", "Stohov"),
        seat_people=(61_700, 22_400, 12_600, 8_800, 6_400),
        district_of_seat=(0, 1, 0, 1, 1),
        burden=-0.55,
        unevenness=0.35,
    ),
    RegionPlan(
        code="CZ0X4",
        name="Jezerský kraj",
        count=44,
        people=148_000,
        seats=("Jezernov", "Kaprovec", "Rybnohrad", "Rákosná"),
        seat_people=(39_500, 14_900, 10_200, 5_900),
        district_of_seat=(0, 1, 0, 1),
        burden=-0.15,
        unevenness=0.6,
    ),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Country:
    """All municipalities as parallel columns, and the units above them."""

    codes: list[str]
    names: list[str]
    statuses: list[str]
    icos: list[str]
    people: IntArray
    region: IntArray
    orp: IntArray
    office: IntArray
    seats: list[int] = field(default_factory=list)
    offices: list[int] = field(default_factory=list)
    district_of_orp: list[tuple[int, int]] = field(default_factory=list)


def invented_ico(number: int) -> str:
    """An IČO with a valid check digit in the range 99xxxxxx, which nobody is known to have."""
    digits = f"99{number:05d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True))
    return f"{digits}{(_ICO_MODULUS - weighted % _ICO_MODULUS) % 10}"


def settle(land: Land, chance: np.random.Generator) -> Country:
    """Choose seats, divide the land among them, spread people, give names."""
    size = len(land.places)
    country = Country(
        codes=[], names=[""] * size, statuses=["O"] * size,
        icos=[invented_ico(row + 1) for row in range(size)],
        people=np.zeros(size, dtype=np.int64), region=land.region,
        orp=np.full(size, -1), office=np.full(size, -1),
    )  # fmt: skip
    used = {folded(town) for plan in REGIONS for town in (*plan.seats, *plan.offices)}
    for number in range(len(REGIONS)):
        rows = np.flatnonzero(land.region == number)
        country.codes += [f"9{number + 1}{place + 1:04d}" for place in range(len(rows))]
        _settle_region(country, land, number, rows, chance)
        villages = [row for row in rows.tolist() if not country.names[row]]
        for row, name in zip(villages, village_names(len(villages), chance, used=used), strict=True):
            country.names[row] = name
    _give_status(country)
    return country


def _settle_region(
    country: Country, land: Land, number: int, rows: IntArray, chance: np.random.Generator
) -> None:
    plan = REGIONS[number]
    seats = _seats(land.places, rows, plan)
    start = len(country.seats)
    country.seats += seats
    country.district_of_orp += [(number, district) for district in plan.district_of_seat]
    head_start = 1.6 * np.log(np.array(plan.seat_people) / min(plan.seat_people))
    way = land.way_km(rows, np.array(seats), head_start_km=head_start)
    country.orp[rows] = start + way.argmin(axis=0)
    country.orp[seats] = start + np.arange(len(seats))
    country.people[rows] = _people(plan, rows, seats, chance)
    for name, seat in zip(plan.seats, seats, strict=True):
        country.names[seat] = name
    _open_offices(country, land, plan, start, chance)


def _seats(places: FloatArray, rows: IntArray, plan: RegionPlan) -> list[int]:
    """The municipality nearest to the drawn place; without one, each next seat far from all before."""
    if plan.seat_pixels:
        wanted = board_km(plan.seat_pixels)
        return [int(rows[np.linalg.norm(places[rows] - place, axis=1).argmin()]) for place in wanted]
    middle = places[rows].mean(axis=0)
    from_middle = np.linalg.norm(places[rows] - middle, axis=1)
    inner = rows[from_middle < np.quantile(from_middle, 0.8)]
    seats = [int(rows[from_middle.argmin()])]
    while len(seats) < len(plan.seats):
        near = np.linalg.norm(places[inner][:, None] - places[seats][None], axis=2).min(axis=1)
        seats.append(int(inner[near.argmax()]))
    return seats


def _people(plan: RegionPlan, rows: IntArray, seats: Sequence[int], chance: np.random.Generator) -> IntArray:
    """Seats as planned, the others log-normal, in sum what the plan says."""
    is_seat = np.isin(rows, seats)
    drawn = np.sort(np.exp(chance.normal(6.2, 1.05, size=int((~is_seat).sum()))))[::-1]
    rest = plan.people - sum(plan.seat_people)
    drawn = np.maximum(np.minimum(drawn * rest / drawn.sum(), 6200), _SMALLEST)
    drawn *= rest / drawn.sum()
    people = np.zeros(len(rows), dtype=np.int64)
    people[~is_seat] = np.round(chance.permutation(drawn))
    for seat, count in zip(seats, plan.seat_people, strict=True):
        people[rows == seat] = count
    return people


def _open_offices(
    country: Country, land: Land, plan: RegionPlan, start: int, chance: np.random.Generator
) -> None:
    """Authorised offices: every seat, and the largest far municipality of the largest areas."""
    names = list(plan.offices)
    for turn in range(len(plan.seats)):
        orp = start + turn
        seat = country.seats[orp]
        rows = np.flatnonzero(country.orp == orp)
        share = len(names) / (len(plan.seats) - turn)
        extra = min(len(names), int(share + chance.random()), max(len(rows) // 6, 0))
        if turn == len(plan.seats) - 1:
            extra = len(names)
        centres = [seat]
        for _ in range(extra):
            near = np.linalg.norm(land.places[rows][:, None] - land.places[centres][None], axis=2).min(axis=1)
            town = int(rows[(near * np.sqrt(country.people[rows])).argmax()])
            centres.append(town)
            country.names[town] = names.pop(0)
            country.people[town] = max(int(country.people[town]), int(chance.integers(1900, 4300)))
        first = len(country.offices)
        country.offices += centres
        way = land.way_km(rows, np.array(centres), head_start_km=np.zeros(len(centres)))
        country.office[rows] = first + way.argmin(axis=0)
        country.office[centres] = first + np.arange(len(centres))


def _give_status(country: Country) -> None:
    for row, people in enumerate(country.people.tolist()):
        if people >= _CITY_FROM and row in country.seats:
            country.statuses[row] = "S"
        elif people >= _TOWN_FROM or row in country.offices:
            country.statuses[row] = "M"
        elif people >= _MARKET_TOWN_FROM and row % 3 == 0:
            country.statuses[row] = "T"
