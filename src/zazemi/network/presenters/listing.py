"""What the list of services shows, and amounts in the words of people."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from zazemi.network.choices import KIND_LABELS, KIND_SHORT, UNIT_SHORT, CapacityUnit
from zazemi.network.models import Place, Service
from zazemi.network.selectors import Norms, fte_of
from zazemi.ui.typography import number_text
from zazemi.values.services import ServiceKind

NOT_KNOWN: Mapping[int, dt.date | None] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service in the list."""

    name: str
    url: str
    provider: str
    kind: str
    short: str
    where: str
    fte: Decimal | None
    note: str
    is_paid_known: bool
    paid_until: dt.date | None
    verified_on: dt.date | None

    @property
    def decimals(self) -> int:
        """Decimal places that hide nothing."""
        return decimals_of(self.fte)


def decimals_of(value: Decimal | None) -> int:
    """Return one decimal place, or two where one would round the capacity."""
    return 1 if value is None or value * 10 == (value * 10).to_integral_value() else 2


def lines_of(
    services: Sequence[Service], norms: Norms, ends: Mapping[int, dt.date | None] = NOT_KNOWN
) -> list[ServiceLine]:
    """Return the lines of a list; places and capacities are fetched already, ``ends`` is when money ends."""
    return [_line(service, norms, ends) for service in services]


def _line(service: Service, norms: Norms, ends: Mapping[int, dt.date | None]) -> ServiceLine:
    places = list(service.places.all())
    known = [fte_of(service.kind, place.valid_capacities, norms) for place in places]  # type: ignore[attr-defined]  # set by the prefetch
    kind = service.service_kind
    total = sum_of([value for value, _reason in known])
    return ServiceLine(
        name=service.name,
        url=reverse("network:service", args=[service.pk]),
        provider=service.provider.name,
        kind=str(KIND_LABELS[kind]),
        short=KIND_SHORT.get(kind, ""),
        where=", ".join(dict.fromkeys(public_town(place) for place in places)),
        fte=total,
        note=_own_units(places) if total is None else "",
        is_paid_known=service.pk in ends,
        paid_until=ends.get(service.pk),
        verified_on=service.verified_on,
    )


def public_town(place: Place) -> str:
    """Return the municipality of a place as anybody may see it."""
    return gettext("secret place") if place.is_municipality_secret else place.municipality.name


def _own_units(places: Sequence[Place]) -> str:
    """Return capacities in their own units, such as ``16 beds``."""
    sums: dict[str, Decimal] = {}
    for place in places:
        for one in place.valid_capacities:  # type: ignore[attr-defined]  # set by the prefetch
            sums[one.unit] = sums.get(one.unit, Decimal(0)) + one.value
    return ", ".join(counted(CapacityUnit(unit), value) for unit, value in sums.items())


def counted(unit: CapacityUnit, value: Decimal) -> str:
    """Return an amount with its unit in the right number, such as ``16 beds``."""
    whole = value == value.to_integral_value()
    n = int(value) if whole else 0
    phrases = {
        CapacityUnit.PERSONS_AT_ONCE: lambda: ngettext("%(n)s person at once", "%(n)s persons at once", n),
        CapacityUnit.BEDS: lambda: ngettext("%(n)s bed", "%(n)s beds", n),
        CapacityUnit.CONTACTS: lambda: ngettext("%(n)s contact", "%(n)s contacts", n),
        CapacityUnit.CLIENTS: lambda: ngettext("%(n)s client", "%(n)s clients", n),
        CapacityUnit.FAMILIES: lambda: ngettext("%(n)s family", "%(n)s families", n),
    }
    if not whole or unit not in phrases:
        return f"{UNIT_SHORT[unit]}: {plain(value)}"
    return phrases[unit]() % {"n": plain(value)}


def plain(value: Decimal) -> str:
    """Return a capacity without superfluous zeros."""
    return number_text(value, 0 if value == value.to_integral_value() else 2)


def sum_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum; of nothing, and with anything unknown, it is not known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def answer_of(total: int, kind: str, orp: str) -> str:
    """Return what is shown, as the second half of the answer sentence."""
    parts = []
    if kind:
        parts.append(str(KIND_LABELS[ServiceKind(kind)]))
    if orp:
        parts.append(gettext("ORP %(name)s") % {"name": orp})
    return f" ({', '.join(parts)})" if parts and total else ""
