"""What the page of one service shows, typed and formatted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.sentences import translated
from zazemi.network.choices import (
    FORM_LABELS,
    KIND_LABELS,
    KIND_SHORT,
    LANGUAGES,
    UNIT_SHORT,
    CapacityUnit,
    paragraph_of,
)
from zazemi.network.models import AreaServed, Capacity, Place, Service, ServiceFunding
from zazemi.network.presenters.hours import HoursLine, hours_lines
from zazemi.network.presenters.listing import decimals_of, plain, public_town, sum_of
from zazemi.network.selectors import Norms, fte_of
from zazemi.ui.links import linked
from zazemi.values.services import ServiceForm

Dated = Place | Capacity | AreaServed | ServiceFunding


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page needs beside the service: norms, names of codes and territories, end of money."""

    norms: Norms
    groups: Mapping[str, str]
    sources: Mapping[str, str]
    territories: Mapping[str, str]
    paid_until: Mapping[int, dt.date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLine:
    """One capacity on the page of its service."""

    amount: str
    unit: str
    form: str
    territory: str
    note: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_valid: bool
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One territory a place serves."""

    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_valid: bool
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBlock:
    """One place on the page of its service."""

    municipality: str
    municipality_url: str
    name: str
    address: str
    phone: str
    accessibility: str
    forms: str
    is_secret: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_valid: bool
    fte: Decimal | None
    note: str
    hours: Sequence[HoursLine]
    areas: Sequence[AreaLine]
    lines: Sequence[CapacityLine]
    pk: int
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingLine:
    """One funding of a service."""

    source: str
    project: str
    amount_czk: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    is_valid: bool
    change_url: str


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
    groups: Sequence[str]
    ages: str
    languages: str
    documents: Sequence[str]
    alert: str
    fundings: Sequence[FundingLine]
    is_paid_known: bool
    paid_until: dt.date | None
    may_change: bool
    is_staff: bool
    history_url: str

    @property
    def decimals(self) -> int:
        """Decimal places that hide nothing."""
        return decimals_of(self.fte)


def page_of(service: Service, told: Told, viewer: Actor) -> ServicePage:
    """Return a service as its page shows it today; of a secret place only what the viewer may see."""
    may_change = may(viewer, "network.change", service)
    today = clock.today()
    blocks = [_block(place, service, told, may_change=may_change) for place in service.places.all()]
    valid = [block for block in blocks if block.is_valid]
    return ServicePage(
        name=service.name,
        kind=str(KIND_LABELS[service.service_kind]),
        short=KIND_SHORT.get(service.service_kind, ""),
        paragraph=paragraph_of(service.service_kind),
        provider=service.provider.name,
        ico=service.provider.ico,
        fte=sum_of([block.fte for block in valid]),
        n_places=len(valid),
        blocks=blocks,
        groups=sorted(told.groups.get(one.code, one.code) for one in service.target_groups.all()),
        ages=ages_of(service),
        languages=", ".join(str(LANGUAGES.get(code, code)) for code in service.language_codes),
        documents=[line for line in service.required_documents.splitlines() if line.strip()],
        alert=service.alert if service.alert_until is None or service.alert_until >= today else "",
        fundings=[_funding(one, told, today, may_change=may_change) for one in service.fundings.all()],
        is_paid_known=service.pk in told.paid_until,
        paid_until=told.paid_until.get(service.pk),
        may_change=may_change,
        is_staff=not viewer.is_anonymous,
        history_url="" if viewer.is_anonymous else linked("history", "service", service.pk),
    )


def ages_of(service: Service) -> str:
    """Return for which ages a service is, in words; empty when nobody said."""
    low, high = service.age_from, service.age_to
    if low is not None and high is not None:
        text = gettext("from %(low)s to %(high)s years") % {"low": low, "high": high}
    elif low is not None:
        text = gettext("from %(low)s years") % {"low": low}
    elif high is not None:
        text = gettext("up to %(high)s years") % {"high": high}
    else:
        return service.age_note
    return f"{text} ({service.age_note})" if service.age_note else text


def _block(place: Place, service: Service, told: Told, *, may_change: bool) -> PlaceBlock:
    today = clock.today()
    capacities = list(place.capacities.all())
    fte, reason = fte_of(service.kind, [one for one in capacities if _covers(one, today)], told.norms)
    is_hidden = place.is_municipality_secret and not may_change
    return PlaceBlock(
        municipality=public_town(place) if is_hidden else place.municipality.name,
        municipality_url="" if is_hidden else linked("municipality", place.municipality_id),
        name=place.name,
        address=" ".join(filter(None, [place.address, _postal(place.postal_code)])),
        phone=place.phone,
        accessibility=place.accessibility,
        forms=", ".join(str(FORM_LABELS[form]) for form in place.service_forms),
        is_secret=place.is_address_secret,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        is_valid=_covers(place, today),
        fte=fte,
        note=translated(reason),
        hours=hours_lines(list(place.hours.all()), today, may_change=may_change),
        areas=[
            _area(one, told.territories, today, may_change=may_change)
            for one in place.areas.all()
            if not is_hidden
        ],
        lines=[_capacity(one, told.territories, today, may_change=may_change) for one in capacities],
        pk=place.pk,
        may_change=may_change,
    )


def _postal(code: str) -> str:
    return f"{code[:3]}\u00a0{code[3:]}" if code else ""


def _area(area: AreaServed, names: Mapping[str, str], today: dt.date, *, may_change: bool) -> AreaLine:
    return AreaLine(
        name=territory_text(area.territory, names),
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        is_valid=_covers(area, today),
        change_url=reverse("network:area_change", args=[area.pk]) if may_change else "",
    )


def territory_text(code: str, names: Mapping[str, str]) -> str:
    """Return how people call a territory: the municipality, ``ORP …`` or the region."""
    name = names.get(code, code)
    return gettext("ORP %(name)s") % {"name": name} if len(code) == len("1234") else name


def _capacity(one: Capacity, names: Mapping[str, str], today: dt.date, *, may_change: bool) -> CapacityLine:
    notes = [one.note, gettext("maximum by the register") if one.is_registered_maximum else ""]
    return CapacityLine(
        amount=plain(one.value),
        unit=str(UNIT_SHORT[CapacityUnit(one.unit)]),
        form=str(FORM_LABELS[ServiceForm(one.form)]),
        territory=territory_text(one.territory, names) if one.territory else "",
        note="; ".join(filter(None, notes)),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_valid=_covers(one, today),
        change_url=reverse("network:capacity_change", args=[one.pk]) if may_change else "",
    )


def _funding(one: ServiceFunding, told: Told, today: dt.date, *, may_change: bool) -> FundingLine:
    return FundingLine(
        source=told.sources.get(one.source, one.source),
        project=one.project,
        amount_czk=one.amount_czk,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_valid=_covers(one, today),
        change_url=reverse("network:funding_change", args=[one.pk]) if may_change else "",
    )


def _covers(record: Dated, day: dt.date) -> bool:
    return (record.valid_from is None or record.valid_from <= day) and (
        record.valid_to is None or day <= record.valid_to
    )
