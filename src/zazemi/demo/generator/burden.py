"""Inputs of the index for fictional municipalities, tuned so that the classes come out as wished.

Units:   persons, monthly means of allowances.
Source:  national shares are round numbers near those of the index of 2023; the
         spread over the land is invented (old industry in the north-west, poor
         hills in the north-east, a calm plain).
Pure:    the seed comes from outside.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zazemi.demo.generator.country import REGIONS, Country
from zazemi.demo.generator.land import FloatArray, IntArray, Land, board_km, degrees
from zazemi.measures.exclusion_index import ISV_2016_2024, IndexInput, compute

WISHED_CLASSES = (118, 61, 17, 19)
_WEIGHTS = (1, 1, 1, 8)
_CLASS_ENDS = (1, 7, 11, 30)
_SHARES = {  # share of the inhabitants concerned, how strongly it follows the burden
    "foreclosures": (0.064, 0.5),
    "housing_allowances": (0.026, 0.6),
    "living_allowances": (0.0066, 0.85),
    "long_term_seekers": (0.0175, 0.55),
}
_EARLY_SHARE, _EARLY_POWER = 0.026, 0.6
_OVER_15, _WORKING_AGE = 0.842, 0.625
_PUPILS = 0.0108
_SCHOOL_FROM = (420, 1150)
_HOT_SPOTS = (  # pixel, reach in km, height
    ((124, 200), 13.0, 1.35),
    ((258, 80), 9.0, 0.8),
    ((610, 150), 12.0, 1.2),
    ((790, 235), 8.0, 1.0),
    ((420, 400), 20.0, -0.35),
)
_OWN_CHANCE, _TOWNS, _VILLAGE = 0.5, 0.5, 600
_STEP = 0.04
_PATIENCE = 6
_MOST_STEPS = 4000
_MONTHS = 12


@dataclass(slots=True, kw_only=True)
class Draw:
    """All chance of one drawing, kept, so that only the burden moves while it is tuned."""

    noise: dict[str, FloatArray]
    people_15: FloatArray
    people_15_64: FloatArray
    pupils: FloatArray  # NaN without a school of its own
    codes: list[str]
    region_codes: list[str]
    lat: FloatArray
    lon: FloatArray

    def inputs(self, burden: FloatArray) -> IndexInput:
        """The inputs that a burden gives."""
        counts = {name: self._counts(name, share, power, burden) for name, (share, power) in _SHARES.items()}
        early = _EARLY_SHARE * np.exp(_EARLY_POWER * burden) * self.pupils
        leavers = np.minimum(np.round(early + self.noise["early"] * np.sqrt(early)), self.pupils)
        return IndexInput(
            codes=self.codes,
            region_codes=self.region_codes,
            population_15_plus=self.people_15,
            population_15_64=self.people_15_64,
            foreclosures=np.round(counts["foreclosures"]),
            housing_allowances=np.round(counts["housing_allowances"] * _MONTHS) / _MONTHS,
            living_allowances=np.round(counts["living_allowances"] * _MONTHS) / _MONTHS,
            long_term_seekers=np.round(counts["long_term_seekers"]),
            early_leavers=np.maximum(leavers, 0.0),
            pupils_finished=self.pupils,
            lat=self.lat,
            lon=self.lon,
        )

    def _counts(self, name: str, share: float, power: float, burden: FloatArray) -> FloatArray:
        mean = share * np.exp(power * burden) * self.people_15
        return np.maximum(mean + self.noise[name] * np.sqrt(mean), 0.0)


def draw_burden(country: Country, land: Land, chance: np.random.Generator) -> IndexInput:
    """Draw inputs; the burden of the detailed region is tuned until its classes are those wished."""
    draw = _draw(country, land, chance)
    pattern = _pattern(country, land, chance)
    level = np.array([REGIONS[region].burden for region in land.region])
    spread = np.array([REGIONS[region].unevenness for region in land.region])
    detailed = np.flatnonzero(land.region == 0)
    options = [(mean, height) for mean in np.arange(-1.4, 0.1, 0.1) for height in np.arange(0.7, 2.1, 0.1)]

    def burden_of(mean: float, height: float) -> FloatArray:
        burden = level + spread * pattern
        burden[detailed] = mean + height * pattern[detailed]
        return burden

    best = min(options, key=lambda option: _misfit(draw.inputs(burden_of(*option)), detailed))
    return draw.inputs(_tuned(draw, burden_of(*best), detailed))


def class_counts(index: IntArray) -> tuple[int, ...]:
    """How many municipalities are in each class of the index."""
    classes = np.searchsorted(_CLASS_ENDS, index)
    return tuple(np.bincount(classes, minlength=len(_CLASS_ENDS)).tolist())


def _index(inputs: IndexInput) -> NDArray[np.int64]:
    return np.asarray(compute(inputs, ISV_2016_2024).index, dtype=np.int64)


def _misfit(inputs: IndexInput, rows: IntArray) -> int:
    counts = class_counts(_index(inputs)[rows])
    wished = zip(counts, WISHED_CLASSES, _WEIGHTS, strict=True)
    return sum(weight * abs(one - other) for one, other, weight in wished)


def _tuned(draw: Draw, burden: FloatArray, rows: IntArray) -> FloatArray:
    """Move the burden of one municipality at a time, always the one nearest to the missing class."""
    moves = np.zeros(len(rows))
    for _ in range(_MOST_STEPS):
        index = _index(draw.inputs(burden))[rows]
        above = [sum(class_counts(index)[: place + 1]) for place in range(len(_CLASS_ENDS) - 1)]
        wished = [sum(WISHED_CLASSES[: place + 1]) for place in range(len(_CLASS_ENDS) - 1)]
        wrong = next((place for place in range(len(above)) if above[place] != wished[place]), None)
        if wrong is None:
            return burden
        end = _CLASS_ENDS[wrong]
        is_too_high = above[wrong] < wished[wrong]
        candidates = np.flatnonzero(index > end if is_too_high else index <= end)
        chosen = candidates[np.argmin(np.abs(index[candidates] - end) + moves[candidates] / _PATIENCE)]
        moves[chosen] += 1
        burden[rows[chosen]] += -_STEP if is_too_high else _STEP
    return burden


def _draw(country: Country, land: Land, chance: np.random.Generator) -> Draw:
    size = len(land.places)
    people = country.people.astype(np.float64)
    people_15 = np.round(people * (_OVER_15 + chance.normal(0, 0.012, size)))
    people_15_64 = np.round(people * (_WORKING_AGE + chance.normal(0, 0.015, size)))
    low, high = _SCHOOL_FROM
    has_school = chance.uniform(0, 1, size) < (people - low) / (high - low)
    pupils = np.where(has_school, np.round(people * _PUPILS * chance.uniform(0.9, 1.35, size)), np.nan)
    place = degrees(land.places)
    return Draw(
        noise={name: np.clip(chance.normal(0, 1, size), -2, 2) for name in (*_SHARES, "early")},
        people_15=people_15,
        people_15_64=people_15_64,
        pupils=np.maximum(pupils, 4.0),
        codes=country.codes,
        region_codes=[REGIONS[region].code for region in land.region],
        lat=place[:, 1],
        lon=place[:, 0],
    )


def _pattern(country: Country, land: Land, chance: np.random.Generator) -> FloatArray:
    """Hills of burden over the land, more of it in towns, and chance of its own in every municipality."""
    pattern = chance.normal(0, _OWN_CHANCE, len(land.places))
    pattern += _TOWNS * np.log10(country.people / _VILLAGE)
    for pixel, reach_km, height in _HOT_SPOTS:
        apart = np.linalg.norm(land.places - board_km([pixel])[0], axis=1)
        pattern += height * np.exp(-0.5 * (apart / reach_km) ** 2)
    return pattern
