"""What the imports of this room write, so that one of them can be taken back.

Shapes and points are columns of their own importers and no part of it.
"""

from typing import Any

from django.db.models import QuerySet

from zazemi.intake.slot import Series
from zazemi.territory.models import Affiliation, District, Municipality, Orp, Pou, Region

_OF_SHAPES = frozenset(
    {"geom_wkb", "geom_simple_wkb", "is_repaired", "boundary_run_id", "lat", "lon", "point_run_id"}
)
_COLUMNS = tuple(
    field.attname
    for field in Municipality._meta.concrete_fields  # noqa: SLF001 - Django's documented interface
    if not field.primary_key and field.attname not in _OF_SHAPES
)
UNITS = tuple(Series(model=model) for model in (Region, District, Orp, Pou))
MUNICIPALITIES = Series(model=Municipality, columns=_COLUMNS)
AFFILIATIONS = Series(model=Affiliation)
TERRITORY = (*UNITS, MUNICIPALITIES, AFFILIATIONS)


def every_row(series: Series) -> QuerySet[Any]:
    """Return all rows of a series: an import that may touch any of them keeps those it really changes."""
    return QuerySet(series.model)
