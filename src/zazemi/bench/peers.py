"""The peers: how the same thing is done plainly, without our care for speed.

They are also a second opinion: a case fails when ours and the peer disagree.
"""

import math
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from openpyxl import load_workbook
from scipy.optimize import linprog

from zazemi.measures.arrays import FloatArray
from zazemi.measures.exclusion_index import IndexInput, IndicatorSet
from zazemi.measures.reach import DEFAULT_TRAVEL, EARTH_RADIUS_KM, Pairs, travel_minutes

_PER_CENT = 100.0


def index_row_by_row(table: IndexInput, rules: IndicatorSet) -> list[int]:
    """Compute the index one municipality after another, as a spreadsheet would."""
    columns = [
        (table.foreclosures, table.population_15_plus),
        (table.housing_allowances, table.population_15_plus),
        (table.living_allowances, table.population_15_plus),
        (table.long_term_seekers, table.population_15_64),
        (table.early_leavers, table.pupils_finished),
    ]
    regions = sorted(set(table.region_codes))
    bases = [_bases(list(above), list(below), list(table.region_codes), regions) for above, below in columns]
    schools = [place for place, count in enumerate(table.pupils_finished) if not math.isnan(count)]
    result = []
    for place in range(len(table.codes)):
        total = 0
        for number, (above, below) in enumerate(columns):
            source = _nearest(table, place, schools) if math.isnan(above[place]) else place
            share = _PER_CENT * above[source] / below[source] if below[source] else 0.0
            values = (float(above[source]), share, share / bases[number][table.region_codes[source]])
            dimension = rules.rules[number]
            marks = (dimension.count, dimension.share, dimension.location_quotient)
            total += sum(
                int(value >= mark.one_from) + int(value > mark.two_above)
                for value, mark in zip(values, marks, strict=True)
            )
        result.append(total)
    return result


def _bases(above: list[float], below: list[float], homes: list[str], regions: list[str]) -> dict[str, float]:
    def share(pick: str | None) -> float:
        rows = [
            i for i, home in enumerate(homes) if (pick is None or home == pick) and not math.isnan(above[i])
        ]
        return _PER_CENT * sum(above[i] for i in rows) / sum(below[i] for i in rows)

    national = share(None)
    return {region: (national + share(region)) / 2 for region in regions}


def _nearest(table: IndexInput, place: int, schools: list[int]) -> int:
    here = (math.radians(table.lat[place]), math.radians(table.lon[place]))

    def away(other: int) -> float:
        lat, lon = math.radians(table.lat[other]), math.radians(table.lon[other])
        across = math.cos(lat) * math.cos(here[0]) * math.sin((lon - here[1]) / 2) ** 2
        return math.asin(math.sqrt(math.sin((lat - here[0]) / 2) ** 2 + across))

    return min(schools, key=away)


def pairs_all_against_all(lat: FloatArray, lon: FloatArray, limit_minutes: float) -> int:
    """Count who reaches whom by measuring everybody against everybody."""
    count = 0
    for start in range(0, len(lat), 500):
        rows = slice(start, start + 500)
        first_lat, first_lon = np.radians(lat[rows, None]), np.radians(lon[rows, None])
        half = np.sin((np.radians(lat) - first_lat) / 2) ** 2
        half += np.cos(first_lat) * np.cos(np.radians(lat)) * np.sin((np.radians(lon) - first_lon) / 2) ** 2
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
        count += int((travel_minutes(km, DEFAULT_TRAVEL) <= limit_minutes).sum())
    return count


def largest_served(pairs: Pairs, need: FloatArray, capacity: FloatArray) -> float:
    """The most FTE that any division of the capacities could serve: a transport problem."""
    m = len(pairs.origin)
    column = np.arange(m)
    rows = sp.vstack(
        [
            sp.csr_array((np.ones(m), (pairs.origin, column)), shape=(pairs.origins, m)),
            sp.csr_array((np.ones(m), (pairs.target, column)), shape=(pairs.targets, m)),
        ]
    )
    limits = np.concatenate([need, capacity])
    answer = linprog(-np.ones(m), A_ub=rows, b_ub=limits, method="highs")  # type: ignore[call-overload]  # the stubs know no sparse rows
    return -float(answer.fun)


def served_in_steps(
    pairs: Pairs, need: FloatArray, capacity: FloatArray, decay: FloatArray, steps: int = 100
) -> float:
    """Divide capacities by the same rule pair by pair, in small steps of time: near the exact division."""
    links = list(zip(pairs.origin.tolist(), pairs.target.tolist(), decay.tolist(), strict=True))
    left = need.tolist()
    weight = [row * share for row, share in zip(need[pairs.origin].tolist(), decay.tolist(), strict=True)]
    parts = (capacity / steps).tolist()
    for _step in range(steps):
        wanted = [0.0] * pairs.targets
        for (row, place, _share), heavy in zip(links, weight, strict=True):
            if left[row] > 0:
                wanted[place] += heavy
        given = [0.0] * pairs.origins
        for (row, place, _share), heavy in zip(links, weight, strict=True):
            if left[row] > 0:
                given[row] += parts[place] * heavy / wanted[place]
        left = [max(before - some, 0.0) for before, some in zip(left, given, strict=True)]
    return float(need.sum() - sum(left))


def rows_by_openpyxl(path: Path) -> int:
    """Read a workbook the plain way and count its rows; nothing is checked."""
    book = load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return sum(1 for _row in sheet.iter_rows(values_only=True))
