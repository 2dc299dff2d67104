"""Municipalities that resemble one, in the order of names; no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from zazemi.indicators.models import IndexResult
from zazemi.indicators.presenters.matrix import dimension_points


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRow:
    """One similar municipality."""

    code: str
    name: str
    where: str
    population: int
    points: tuple[int, ...]
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPage:
    """Similar municipalities of the region or of the country."""

    rows: tuple[SimilarRow, ...]
    is_only_region: bool


def similar_page(found: Sequence[IndexResult], *, is_only_region: bool) -> SimilarPage:
    """Lay out similar municipalities in the given order."""
    return SimilarPage(
        rows=tuple(
            SimilarRow(
                code=one.municipality_id,
                name=one.municipality.name,
                where=one.municipality.orp.name if is_only_region else one.municipality.region.name,
                population=one.input_row.population_15_plus,
                points=tuple(dimension_points(one)),
                index=one.index,
            )
            for one in found
        ),
        is_only_region=is_only_region,
    )
