"""What the pages of the network show, typed and formatted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.sentences import translated
from zazemi.network.choices import (
    FORM_LABELS,
    KIND_LABELS,
    KIND_SHORT,
    UNIT_SHORT,
    CapacityUnit,
    paragraph_of,
)
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.selectors import Norms, fte_of
from zazemi.ui.links import linked
from zazemi.ui.typography import number_text
from zazemi.values.services import ServiceForm, ServiceKind


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

    @property
    def decimals(self) -> int:
        """Decimal places that hide nothing."""
        return decimals_of(self.fte)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLine:
    """One capacity on the page of its service."""

    amount: str
    unit: str
    form: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_valid: bool
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBlock:
    """One place on the page of its service."""

    municipality: str
    municipality_url: str
    address: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_valid: bool
    fte: Decimal | None
    note: str
    lines: Sequence[CapacityLine]
    change_url: str
    capacity_add_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """A service with its places."""

    name: str
    kind: str
    short: str
    paragraph: str
    provider: str
    ico: str
    fte: Decimal | None
    n_places: int
    blocks: Sequence[PlaceBlock]
    may_change: bool
    history_url: str

    @property
    def decimals(self) -> int:
        """Decimal places that hide nothing."""
        return decimals_of(self.fte)


def decimals_of(value: Decimal | None) -> int:
    """Return one decimal place, or two where one would round the capacity."""
    return 1 if value is None or value * 10 == (value * 10).to_integral_value() else 2


def lines_of(services: Sequence[Service], norms: Norms) -> list[ServiceLine]:
    """Return the lines of a list; places and capacities are fetched already."""
    return [_line(service, norms) for service in services]


def _line(service: Service, norms: Norms) -> ServiceLine:
    places = list(service.places.all())
    known = [fte_of(service.kind, place.valid_capacities, norms) for place in places]  # type: ignore[attr-defined]  # set by the prefetch
    kind = service.service_kind
    return ServiceLine(
        name=service.name,
        url=reverse("network:service", args=[service.pk]),
        provider=service.provider.name,
        kind=str(KIND_LABELS[kind]),
        short=KIND_SHORT.get(kind, ""),
        where=", ".join(dict.fromkeys(place.municipality.name for place in places)),
        fte=_sum([value for value, _reason in known]),
        note=_own_units(places) if _sum([value for value, _reason in known]) is None else "",
    )


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
        CapacityUnit.FAMILIES: lambda: ngettext("%(n)s family", "%(n)s families", n),
    }
    if not whole or unit not in phrases:
        return f"{UNIT_SHORT[unit]}: {_plain(value)}"
    return phrases[unit]() % {"n": _plain(value)}


def _plain(value: Decimal) -> str:
    return number_text(value, 0 if value == value.to_integral_value() else 2)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum; of nothing, and with anything unknown, it is not known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def page_of(service: Service, norms: Norms, viewer: Actor) -> ServicePage:
    """Return a service as its page shows it today."""
    may_change = may(viewer, "network.change", service)
    blocks = [_block(place, service, norms, may_change=may_change) for place in service.places.all()]
    valid = [block for block in blocks if block.is_valid]
    return ServicePage(
        name=service.name,
        kind=str(KIND_LABELS[service.service_kind]),
        short=KIND_SHORT.get(service.service_kind, ""),
        paragraph=paragraph_of(service.service_kind),
        provider=service.provider.name,
        ico=service.provider.ico,
        fte=_sum([block.fte for block in valid]),
        n_places=len(valid),
        blocks=blocks,
        may_change=may_change,
        history_url="" if viewer.is_anonymous else linked("history", "service", service.pk),
    )


def _block(place: Place, service: Service, norms: Norms, *, may_change: bool) -> PlaceBlock:
    today = clock.today()
    capacities = list(place.capacities.all())
    fte, reason = fte_of(service.kind, [one for one in capacities if _covers(one, today)], norms)
    return PlaceBlock(
        municipality=place.municipality.name,
        municipality_url=linked("municipality", place.municipality_id),
        address=place.address,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        is_valid=_covers(place, today),
        fte=fte,
        note=translated(reason),
        lines=[_capacity_line(one, today, may_change=may_change) for one in capacities],
        change_url=reverse("network:place_change", args=[place.pk]) if may_change else "",
        capacity_add_url=reverse("network:capacity_add", args=[place.pk]) if may_change else "",
    )


def _capacity_line(one: Capacity, today: dt.date, *, may_change: bool) -> CapacityLine:
    return CapacityLine(
        amount=_plain(one.value),
        unit=str(UNIT_SHORT[CapacityUnit(one.unit)]),
        form=str(FORM_LABELS[ServiceForm(one.form)]),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_valid=_covers(one, today),
        change_url=reverse("network:capacity_change", args=[one.pk]) if may_change else "",
    )


def _covers(record: Place | Capacity, day: dt.date) -> bool:
    return (record.valid_from is None or record.valid_from <= day) and (
        record.valid_to is None or day <= record.valid_to
    )


def answer_of(total: int, kind: str, orp: str) -> str:
    """Return what is shown, as the second half of the answer sentence."""
    parts = []
    if kind:
        parts.append(str(KIND_LABELS[ServiceKind(kind)]))
    if orp:
        parts.append(gettext("ORP %(name)s") % {"name": orp})
    return f" ({', '.join(parts)})" if parts and total else ""
