"""One row of our workbook as one typed line: one capacity with all it hangs on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import cast

from zazemi.intake.slot import ParsedRow, Values
from zazemi.network.models import Capacity
from zazemi.territory.models import Municipality
from zazemi.values.names import folded as folded_anew

folded = lru_cache(maxsize=4096)(folded_anew)
Identity = tuple[str, str]
"""IČO, or the folded name of a provider without one."""
ServiceKey = tuple[Identity, str, str]
PlaceKey = tuple[ServiceKey, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Provider, service, place and capacity; the names of the fields are the keys of the columns."""

    provider: str
    ico: str
    kind: str
    name: str
    municipality: str
    address: str
    unit: str
    value: Decimal
    form: str
    valid_from: dt.date
    valid_to: dt.date | None
    place_name: str = ""
    territory: str = ""

    @classmethod
    def of_values(cls, values: Values) -> "Line":
        """Return the line of a row that was read; the machine has checked the types."""
        return cls(**cast("dict[str, str]", dict(values)))  # type: ignore[arg-type]  # checked by the column rules

    @property
    def values(self) -> Values:
        """The line as a row of the file."""
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def identity(self) -> Identity:
        """Who the provider is."""
        return (self.ico, "") if self.ico else ("", folded(self.provider))

    @property
    def service_key(self) -> ServiceKey:
        """Which service it is."""
        return self.identity, self.kind, folded(self.name)

    @property
    def place_key(self) -> PlaceKey:
        """Which place of the service it is."""
        return self.service_key, self.municipality, folded(self.address), folded(self.place_name)

    @property
    def series(self) -> tuple[PlaceKey, str, str, str]:
        """Which capacities follow one another in time."""
        return self.place_key, self.unit, self.form, self.territory

    @property
    def last_day(self) -> dt.date:
        """The last day, the end of time when it is open."""
        return self.valid_to or dt.date.max

    @property
    def key(self) -> str:
        """The natural key of the row."""
        return repr((self.series, self.valid_from.isoformat()))


FIELDS = tuple(field.name for field in fields(Line))
_COLUMNS = {
    "provider": "place__service__provider__name",
    "ico": "place__service__provider__ico",
    "kind": "place__service__kind",
    "name": "place__service__name",
    "municipality": "place__municipality_id",
    "address": "place__address",
    "place_name": "place__name",
}


def stored_lines(rows: Sequence[ParsedRow]) -> list[tuple[int, Line]]:
    """Return key and line of every stored capacity of the regions that the rows speak of.

    Read as bare values: a thousand records of Django would cost more than the comparison.
    """
    named = {str(row.values["municipality"]) for row in rows}
    regions = Municipality.objects.filter(code__in=named).order_by().values_list("region_id", flat=True)
    columns = [_COLUMNS.get(name, name) for name in FIELDS]
    stored = Capacity.objects.filter(place__municipality__region_id__in=set(regions)).order_by("pk")
    return [
        (row[0], Line(**dict(zip(FIELDS, row[1:], strict=True))))
        for row in stored.values_list("pk", *columns)
    ]


def every_line() -> list[Line]:
    """Return the lines of all stored capacities, by provider, service and place."""
    columns = [_COLUMNS.get(name, name) for name in FIELDS]
    order = ("place__service__provider__name_sort", "place__service__name_sort", "place_id", "unit", "form")
    rows = Capacity.objects.order_by(*order, "valid_from").values_list(*columns)
    return [Line(**dict(zip(FIELDS, row, strict=True))) for row in rows]


def lines_of(rows: Iterable[ParsedRow]) -> list[tuple[ParsedRow, Line]]:
    """Return rows with their lines."""
    return [(row, Line.of_values(row.values)) for row in rows]
