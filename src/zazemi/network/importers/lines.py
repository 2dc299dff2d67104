"""One row of our workbook as one typed line: one capacity with all it hangs on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import cast

from django.db.models import QuerySet

from zazemi.intake.slot import ParsedRow, Values
from zazemi.network.models import Capacity
from zazemi.network.selectors import all_capacities
from zazemi.territory.models import Municipality
from zazemi.values.names import folded

Identity = tuple[str, str]
"""IČO, or the folded name of a provider without one."""
ServiceKey = tuple[Identity, str, str]
PlaceKey = tuple[ServiceKey, str, str]


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

    @classmethod
    def of_values(cls, values: Values) -> "Line":
        """Return the line of a row that was read; the machine has checked the types."""
        return cls(**cast("dict[str, str]", dict(values)))  # type: ignore[arg-type]  # checked by the column rules

    @classmethod
    def of_capacity(cls, one: Capacity) -> "Line":
        """Return the line of a stored capacity."""
        place, service = one.place, one.place.service
        return cls(
            provider=service.provider.name,
            ico=service.provider.ico,
            kind=service.kind,
            name=service.name,
            municipality=place.municipality_id,
            address=place.address,
            unit=one.unit,
            value=one.value,
            form=one.form,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )

    @property
    def values(self) -> Values:
        """The line as a row of the file."""
        return asdict(self)

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
        return self.service_key, self.municipality, folded(self.address)

    @property
    def series(self) -> tuple[PlaceKey, str, str]:
        """Which capacities follow one another in time."""
        return self.place_key, self.unit, self.form

    @property
    def last_day(self) -> dt.date:
        """The last day, the end of time when it is open."""
        return self.valid_to or dt.date.max

    @property
    def key(self) -> str:
        """The natural key of the row."""
        return repr((self.series, self.valid_from.isoformat()))


def lines_of(rows: Iterable[ParsedRow]) -> list[tuple[ParsedRow, Line]]:
    """Return rows with their lines."""
    return [(row, Line.of_values(row.values)) for row in rows]


def in_scope(rows: Sequence[ParsedRow]) -> QuerySet[Capacity]:
    """Return the stored capacities of the regions that the rows speak of."""
    named = {str(row.values["municipality"]) for row in rows}
    regions = Municipality.objects.filter(code__in=named).order_by().values_list("region_id", flat=True)
    return all_capacities(set(regions))
