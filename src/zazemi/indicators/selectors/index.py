"""Reading of the index: one municipality, a region, the input of the need model, counts of classes.

Units:   points 0-30; see ``models``.
The newest computation of a year counts; real and fictional regions have their own.
Without a year the newest one made by a standing set counts: a provisional set is
shown only where it is asked for by its year.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import Count, F, Max, QuerySet

from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult
from zazemi.intake.models import ImportRun
from zazemi.measures.arrays import FloatArray
from zazemi.measures.exclusion_index import INDICATOR_SETS, IndexInput, IndicatorSet
from zazemi.measures.need import NeedInput
from zazemi.territory import selectors as territory

CLASSES = 4
PROVISIONAL_VERSIONS = tuple(one.version for one in INDICATOR_SETS if one.is_provisional)
_INPUTS = (
    "population_15_plus",
    "population_15_64",
    "foreclosures",
    "housing_allowances",
    "living_allowances",
    "long_term_seekers",
    "early_leavers",
    "pupils_finished",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLoad:
    """What the need model asks for, ordered by code; municipalities without inputs are absent."""

    codes: tuple[str, ...]
    table: NeedInput
    year: int | None
    set_version: str
    import_run_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionIndex:
    """A region in the list of regions: counts of municipalities by class, and the mean of their index."""

    code: str
    name: str
    is_fictional: bool
    counts: tuple[int, int, int, int]
    mean: float

    @property
    def total(self) -> int:
        """Municipalities with an index."""
        return sum(self.counts)


def rules_of(version: str) -> IndicatorSet:
    """The rules of a version as the program knows them."""
    return next(one for one in INDICATOR_SETS if one.version == version)


def years() -> list[int]:
    """Years with an index computed by a standing set, the newest first."""
    return list(dict.fromkeys(_standing().order_by("-year").values_list("year", flat=True)))


def current_results(year: int | None = None) -> QuerySet[IndexResult]:
    """Results that count: of the newest computations of a year, or of the newest year of each world."""
    found = _standing() if year is None else IndexComputation.objects.filter(year=year)
    newest: dict[bool, tuple[int, int]] = {}
    for pk, its_year, is_fictional in found.values_list("pk", "year", "is_fictional"):
        newest[is_fictional] = max(newest.get(is_fictional, (0, 0)), (its_year, pk))
    return IndexResult.objects.filter(computation_id__in=[pk for _year, pk in newest.values()])


def _standing() -> QuerySet[IndexComputation]:
    return IndexComputation.objects.exclude(indicator_set_id__in=PROVISIONAL_VERSIONS)


def index_of(code: str, year: int | None = None) -> IndexResult | None:
    """The index of a municipality with its inputs, set and place; None when it is not known."""
    return (
        current_results(year)
        .filter(municipality_id=code)
        .select_related("computation__indicator_set", "input_row", *placed("municipality"), *placed("lender"))
        .defer(*shapes("municipality"), *shapes("lender"))
        .first()
    )


def index_rows(region_code: str, year: int | None = None) -> QuerySet[IndexResult]:
    """The index of the municipalities of a region in Czech order of names, with their ORP."""
    return (
        current_results(year)
        .filter(municipality__region_id=region_code)
        .select_related("municipality__orp", "computation")
        .defer(*shapes("municipality"))
        .order_by("municipality__name_sort", "municipality_id")
    )


def index_points(region_code: str | None = None, year: int | None = None) -> dict[str, int]:
    """Index by code of municipality, of a region or of everything."""
    found = current_results(year)
    if region_code is not None:
        found = found.filter(municipality__region_id=region_code)
    return dict(found.order_by().values_list("municipality_id", "index"))


def class_counts(region_code: str, year: int | None = None) -> tuple[int, int, int, int]:
    """How many municipalities of a region are in each class, the lowest class first."""
    found = current_results(year).filter(municipality__region_id=region_code)
    counts = dict(found.order_by().values_list("category").annotate(n=Count("pk")))
    return counts.get(0, 0), counts.get(1, 0), counts.get(2, 0), counts.get(3, 0)


def region_indexes(year: int | None = None) -> list[RegionIndex]:
    """All regions with an index, in Czech order of names."""
    rows = (
        current_results(year)
        .order_by("municipality__region__name_sort", "municipality__region_id")
        .values_list(
            "municipality__region_id",
            "municipality__region__name",
            "municipality__region__is_fictional",
            "category",
            "index",
        )
    )
    gathered: dict[str, tuple[str, bool, list[int], list[int]]] = {}
    for code, name, is_fictional, category, index in rows:
        _name, _fictional, counts, indexes = gathered.setdefault(
            code, (name, is_fictional, [0] * CLASSES, [])
        )
        counts[category] += 1
        indexes.append(index)
    return [
        RegionIndex(
            code=code,
            name=name,
            is_fictional=is_fictional,
            counts=(counts[0], counts[1], counts[2], counts[3]),
            mean=sum(indexes) / len(indexes),
        )
        for code, (name, is_fictional, counts, indexes) in gathered.items()
    ]


def differing(year: int | None = None) -> dict[bool, int]:
    """How many results differ from the published index: of real and of fictional municipalities."""
    found = current_results(year).filter(input_row__published_index__isnull=False)
    other = found.exclude(input_row__published_index=F("index")).order_by()
    return dict(other.values_list("computation__is_fictional").annotate(n=Count("pk")))


def outlines(region_codes: Sequence[str]) -> dict[str, bytes]:
    """Borders of regions as WKB by code; remembered until other borders are imported."""
    return dict(_outlines(tuple(region_codes), territory.geometry_version()))


@lru_cache(maxsize=2)
def _outlines(region_codes: tuple[str, ...], _version: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    return tuple((code, territory.outline(code)) for code in region_codes)


def need_input(region_codes: Collection[str], on: dt.date) -> NeedLoad:
    """The load of the municipalities of regions, of the newest computed year not after the day.

    Early leavers are zero where a municipality has no school of its own: a
    borrowed number would be counted twice.
    """
    placed = IndexResult.objects.filter(
        municipality__region_id__in=list(region_codes),
        computation__year__lte=on.year,
        computation__in=_standing(),
    )
    year = placed.aggregate(newest=Max("computation__year"))["newest"]
    if year is None:
        return _load_of([], year=None)
    found = current_results(year).filter(municipality__region_id__in=list(region_codes))
    rows = list(found.select_related("input_row", "computation").order_by("municipality_id"))
    return _load_of(rows, year=year if rows else None)


def newest_inputs(year: int) -> list[IndexInputRow]:
    """The inputs of a year that count, ordered by code, with place and region."""
    found = (
        IndexInputRow.objects.filter(year=year)
        .select_related("municipality__region")
        .defer(*shapes("municipality"))
        .order_by("pk")
    )
    newest = {row.municipality_id: row for row in found}
    return [newest[code] for code in sorted(newest)]


def input_years() -> list[int]:
    """Years with imported inputs, the newest first."""
    return list(IndexInputRow.objects.order_by("-year").values_list("year", flat=True).distinct())


def index_input(rows: Sequence[IndexInputRow]) -> IndexInput:
    """The table that the index is computed from; every municipality must have its point."""
    columns = {name: _column([getattr(row, name) for row in rows]) for name in _INPUTS}
    return IndexInput(
        codes=[row.municipality_id for row in rows],
        region_codes=[row.municipality.region_id for row in rows],
        lat=_column([row.municipality.lat for row in rows]),
        lon=_column([row.municipality.lon for row in rows]),
        **columns,
    )


def sources_of(computation: IndexComputation) -> list[ImportRun]:
    """The imports that the inputs of a computation come from."""
    return list(ImportRun.objects.filter(pk__in=computation.import_run_ids).order_by("pk"))


def _load_of(rows: Sequence[IndexResult], *, year: int | None) -> NeedLoad:
    inputs = [row.input_row for row in rows]
    return NeedLoad(
        codes=tuple(row.municipality_id for row in rows),
        table=NeedInput(
            **{name: _column([getattr(one, name) for one in inputs]) for name in _INPUTS[:1] + _INPUTS[2:6]},
            early_leavers=np.nan_to_num(_column([one.early_leavers for one in inputs])),
            index=np.array([row.index for row in rows], dtype=np.int64),
        ),
        year=year,
        set_version=rows[0].computation.indicator_set_id if rows else "",
        import_run_ids=tuple(sorted({one.import_run_id for one in inputs if one.import_run_id is not None})),
    )


def _column(values: Sequence[float | None]) -> FloatArray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def placed(name: str) -> tuple[str, ...]:
    """What to read with a municipality: its ORP, district and region."""
    return f"{name}__orp", f"{name}__district", f"{name}__region"


def shapes(name: str) -> tuple[str, ...]:
    """What to leave unread of a municipality: its borders."""
    return f"{name}__geom_wkb", f"{name}__geom_simple_wkb"
