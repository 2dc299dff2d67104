"""The official workbook of the index: its columns, its year, and our index against the published one.

Units:   persons, monthly means of allowances, points 0-30.
Source:  Agency for Social Inclusion (MMR), one XLSX per year, 31 columns; years
         stand in the headers, typos are in them, and the school columns hold a
         sentence instead of a number where a municipality borrows them.
Raises:  UnreadableFileError, NoYearError, NoPointError, errors of the computation.
No database is needed.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from zazemi.indicators.errors import NoPointError, NoYearError
from zazemi.intake.cells import parse_rows
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.header import with_header
from zazemi.intake.reading import read_table
from zazemi.intake.slot import CellKind, ColumnRule, ParsedRow, Refusal, Value, Values
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.measures.arrays import FloatArray
from zazemi.measures.exclusion_index import STANDING_SETS, IndexInput, IndexResult, IndicatorSet, compute
from zazemi.measures.indicator_sets import Dimension, set_for
from zazemi.values import codes
from zazemi.values.text import N_

_BORROWED = r"[a-z].*"
_YEAR = re.compile(r"20\d\d(?!\s*/)")
POINT_FILES = ("obce_definicni_body.geojson", "obce_cr.csv")
Points = Mapping[str, tuple[float, float]]


def _whole(key: str, header: str, pattern: str, *, missing: str = "") -> ColumnRule:
    return ColumnRule(
        key=key,
        header=header,
        pattern=pattern,
        kind=CellKind.WHOLE,
        minimum=0,
        is_required=not missing,
        missing=missing,
    )


def _mean(key: str, header: str, pattern: str) -> ColumnRule:
    return ColumnRule(
        key=key,
        header=header,
        pattern=pattern,
        kind=CellKind.REAL,
        minimum=0,
        is_required=False,
        may_be_absent=True,  # after the law ended them; see missing_allowances
    )


COLUMNS: tuple[ColumnRule, ...] = (
    ColumnRule(
        key="code",
        header="Kód obce",
        pattern=r"kod obce.*",
        kind=CellKind.CODE,
        max_length=6,
        parse=codes.municipality_code,
    ),
    ColumnRule(key="name", header="Název obce", pattern=r"nazev obce.*", max_length=120, is_required=False),
    ColumnRule(
        key="region_code",
        header="Kód kraj",
        pattern=r"kod kraje?\b.*",
        kind=CellKind.CODE,
        parse=codes.region_code,
        is_required=False,
        may_be_absent=True,
    ),
    _whole(
        "population_15_plus",
        "Počet obyvatel – starších 15 let",
        r"pocet obyv\w* .*(starsich|nad) 15.*",
    ),
    _whole("population_15_64", "Počet obyvatel – 15 až 64 let", r"pocet obyv\w* .*15\s*(az|-)\s*64.*"),
    _whole("foreclosures", "Počet osob v exekuci", r"pocet osob .*exekuc.*"),
    _mean("housing_allowances", "Počet vyplacených PnB", r"pocet .*(pnb|na bydleni).*"),
    _mean("living_allowances", "Počet vyplacených PnŽ", r"pocet .*(pnz|na zivobyti).*"),
    _whole(
        "long_term_seekers",
        "Počet uchazečů o zaměstnání evidovaných ÚP déle než 6 měsíců",
        r"pocet uchazec.*6 mesic.*",
    ),
    _whole(
        "early_leavers",
        "Počet předčasných odchodů ze ZŠ – běžné třídy",
        r"pocet predcasnych odchod.*",
        missing=_BORROWED,
    ),
    _whole(
        "pupils_finished",
        "Celkový počet žáků, kteří ukončili povinnou školní docházku – běžné třídy",
        r"(celkovy )?pocet zaku.*ukoncili.*",
        missing=_BORROWED,
    ),
    ColumnRule(
        key="published_index",
        header="Index soc. vyloučení (0-30 bodů)",
        pattern=r"index soc.*0\s*[-–]\s*30.*",
        kind=CellKind.WHOLE,
        minimum=0,
        maximum=30,
        is_required=False,
        may_be_absent=True,
    ),
)
ALLOWANCES = ("housing_allowances", "living_allowances")
INPUTS: tuple[str, ...] = tuple(
    rule.key
    for rule in COLUMNS
    if rule.kind in (CellKind.WHOLE, CellKind.REAL) and rule.key != "published_index"
)


def year_of(header: Sequence[str]) -> int:
    """The year that the headers speak of most often; school years do not count."""
    years = Counter(int(year) for text in header for year in _YEAR.findall(text))
    if not years:
        raise NoYearError
    return max(years, key=lambda year: (years[year], year))


def unpaired_schools(rows: Sequence[ParsedRow]) -> list[Refusal]:
    """Refuse rows that hold only one of the two numbers about a school."""
    return [
        Refusal(
            row=row.number,
            column="pupils_finished",
            cell="",
            message=N_("Only one of the two numbers about the basic school is filled in."),
            way_out=N_("Fill in both, or leave both empty when the municipality has no school."),
        )
        for row in rows
        if (row.values["early_leavers"] is None) != (row.values["pupils_finished"] is None)
    ]


def missing_allowances(rows: Sequence[ParsedRow], year: int) -> list[Refusal]:
    """Refuse rows without an allowance in a year whose rules count it, and halves of the pair in any year."""
    rules = set_for(year)
    is_counted = rules is not None and Dimension.HOUSING_ALLOWANCE in rules.dimensions
    return [
        Refusal(
            row=row.number,
            column=absent[0],
            cell="",
            message=N_("The number of allowances is missing."),
            way_out=N_("Fill in both allowances; only years after 30 September 2025 have none."),
        )
        for row in rows
        if (absent := [key for key in ALLOWANCES if row.values[key] is None])
        and (is_counted or len(absent) < len(ALLOWANCES))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCheck:
    """Our index against the published one."""

    year: int
    set_version: str
    total: int
    equal: int
    own_school_total: int
    own_school_equal: int
    differences: tuple[Mapping[str, object], ...]

    def as_dict(self) -> dict[str, object]:
        """What ``zazemi index check --json`` prints."""
        return {
            "total": self.total,
            "equal": self.equal,
            "own_school": {"total": self.own_school_total, "equal": self.own_school_equal},
            "differences": [dict(difference) for difference in self.differences],
            "year": self.year,
            "indicator_set": self.set_version,
        }


def check_workbook(
    path: Path, points_source: Path | None = None, other_points: Callable[[], Points] | None = None
) -> IndexCheck:
    """Compute the index from the original workbook and compare it with what it publishes.

    Args:
        path: the official workbook.
        points_source: the file or folder with definition points; the folder of the workbook without one.
        other_points: asked for points when there is no such file.

    Returns:
        How many municipalities are equal, and every difference with both numbers.

    Raises:
        UnreadableFileError: the file is no such workbook; the sentence names row and cell.
        NoYearError, NoPointError: see there.
    """
    table = with_header(read_table(path, limits=CONSOLE_LIMITS), COLUMNS)
    rows, refusals = parse_rows(table, COLUMNS)
    year = year_of(table.header)
    refusals += [*unpaired_schools(rows), *missing_allowances(rows, year)]
    if refusals:
        raise _refused(refusals[0])
    indicator_set = next((one for one in STANDING_SETS if one.covers(year)), STANDING_SETS[-1])
    points = points_beside(points_source or path.parent)
    if not points and other_points is not None:
        points = other_points()
    whole = _index_input([row.values for row in rows], points)
    result = compute(whole, indicator_set)
    return _compared([row.values for row in rows], whole, result, year, indicator_set)


def points_beside(source: Path) -> Points:
    """Definition points (latitude, longitude) by code from a file or the first known file of a folder."""
    if source.is_dir():
        source = next((source / name for name in POINT_FILES if (source / name).is_file()), source)
    if source.suffix in (".geojson", ".json"):
        features = json.loads(source.read_text(encoding="utf-8"))["features"]
        return {str(feature["properties"]["Kod"]): _first_point(feature["geometry"]) for feature in features}
    if source.suffix == ".csv":
        with source.open(encoding="utf-8-sig", newline="") as lines:
            return {row["kod_obce"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)}
    return {}


def as_column(values: Sequence[Value]) -> FloatArray:
    """Numbers as an array; NaN where there is none."""
    return np.array([np.nan if value is None else float(str(value)) for value in values], dtype=np.float64)


def _first_point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    place = geometry["coordinates"]
    lon, lat = place[0] if geometry["type"] == "MultiPoint" else place
    return float(lat), float(lon)


def _index_input(rows: Sequence[Values], points: Points) -> IndexInput:
    found = [str(row["code"]) for row in rows]
    homeless = next((code for code in found if code not in points), None)
    if homeless is not None:
        raise NoPointError(params={"code": homeless})
    return IndexInput(
        codes=found,
        region_codes=[str(row["region_code"]) for row in rows],
        lat=np.array([points[code][0] for code in found]),
        lon=np.array([points[code][1] for code in found]),
        **{key: as_column([row[key] for row in rows]) for key in INPUTS},
    )


def _compared(
    rows: Sequence[Values], whole: IndexInput, result: IndexResult, year: int, indicator_set: IndicatorSet
) -> IndexCheck:
    published = as_column([row["published_index"] for row in rows])
    is_equal = result.index == published
    own = whole.has_own_school
    return IndexCheck(
        year=year,
        set_version=indicator_set.version,
        total=len(rows),
        equal=int(is_equal.sum()),
        own_school_total=int(own.sum()),
        own_school_equal=int(is_equal[own].sum()),
        differences=tuple(
            {
                "code": rows[at]["code"],
                "name": rows[at]["name"],
                "region": rows[at]["region_code"],
                "published": rows[at]["published_index"],
                "computed": int(result.index[at]),
                "has_own_school": bool(own[at]),
                "school_from": whole.codes[int(result.school_from[at])],
            }
            for at in np.flatnonzero(~is_equal).tolist()
        ),
    )


def _refused(refusal: Refusal) -> UnreadableFileError:
    headers = {rule.key: rule.header for rule in COLUMNS}
    return UnreadableFileError(
        refusal.message,
        way_out=refusal.way_out,
        where=f"{refusal.row}, {headers.get(refusal.column, '')}".strip(", "),
        params=refusal.params,
    )
