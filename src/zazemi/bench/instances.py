"""Seeded instances for measurements: an invented country of 6,258 municipalities and a region of 215.

Units:   degrees WGS 84, persons, FTE.
Pure:    yes; the same seed gives the same instance everywhere.
"""

from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import FloatArray
from zazemi.measures.exclusion_index import IndexInput

COUNTRY, REGION = 6258, 215
MIDDLE_LAT, MIDDLE_LON = 49.8, 15.4
_SCHOOL_SHARE = 0.22
_ALONE_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Land:
    """Points and people of an invented land."""

    lat: FloatArray
    lon: FloatArray
    population: FloatArray


def land(size: int, seed: int = 7) -> Land:
    """Scatter ``size`` municipalities over a land as dense as Czechia: towns with villages around them."""
    chance = np.random.default_rng(seed)
    width = np.sqrt(size / COUNTRY)
    centres = chance.uniform(-1, 1, (max(4, size // 100), 2))
    around = centres[chance.integers(0, len(centres), size)] + chance.normal(0, 0.12, (size, 2))
    points = np.clip(
        np.where(chance.random((size, 1)) < _ALONE_SHARE, chance.uniform(-1, 1, (size, 2)), around), -1, 1
    )
    return Land(
        lat=MIDDLE_LAT + 1.0 * width * points[:, 0],
        lon=MIDDLE_LON + 2.7 * width * points[:, 1],
        population=np.round(chance.lognormal(6.2, 1.35, size)) + 20.0,
    )


def index_input(size: int = COUNTRY, seed: int = 7) -> IndexInput:
    """Invent the inputs of the index for a land; one municipality in five has its own school."""
    chance = np.random.default_rng(seed)
    place = land(size, seed)
    adults = np.round(place.population * 0.84)
    load = chance.lognormal(0, 0.9, size)

    def counted(share: float) -> FloatArray:
        return chance.poisson(np.minimum(adults * share * load, adults)).astype(float)

    has_school = chance.random(size) < _SCHOOL_SHARE
    pupils = np.maximum(chance.poisson(place.population * 0.011), 1).astype(float)
    leavers = chance.binomial(pupils.astype(int), np.minimum(0.03 * load, 0.9)).astype(float)
    return IndexInput(
        codes=[f"{500000 + place:06d}" for place in range(size)],
        region_codes=[f"CZ0X{place % 14:X}" for place in range(size)],
        population_15_plus=adults,
        population_15_64=np.round(adults * 0.75),
        foreclosures=counted(0.068),
        housing_allowances=counted(0.027),
        living_allowances=counted(0.007),
        long_term_seekers=counted(0.014),
        early_leavers=np.where(has_school, leavers, np.nan),
        pupils_finished=np.where(has_school, pupils, np.nan),
        lat=place.lat,
        lon=place.lon,
    )
