"""Writing what the register says: new records in a few statements, changed ones record by record."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from zazemi.intake.slot import Values
from zazemi.kernel.versions import add_many
from zazemi.network.importers.register_stored import PLACE_FIELDS, SERVICE_FIELDS
from zazemi.network.importers.words import KIND_WORDS, word_of
from zazemi.network.models import Capacity, Place, Service, ServiceTargetGroup
from zazemi.network.register_items import CAPACITY, PLACE, SERVICE
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import by_icos, by_names
from zazemi.values.names import folded
from zazemi.values.services import ServiceKind

Change = tuple[Values, Values]
_YES_NO = {"is_nonstop", "is_address_secret"}
_NAME_LENGTH = 200


def add_rows(rows: Sequence[Values], *, run_id: int, day: dt.date) -> None:
    """Write new services with their providers and groups, then places, then capacities from ``day`` on."""
    services = [row for row in rows if row["record"] == SERVICE]
    places = [row for row in rows if row["record"] == PLACE]
    capacities = [row for row in rows if row["record"] == CAPACITY]
    _add_services(services, places, run_id)
    by_number = {one.register_number: one for one in Service.objects.exclude(register_number="")}
    _add_places([row for row in places if row["number"] in by_number], by_number, run_id)
    _add_capacities(capacities, by_number, run_id, day)


def change_rows(changes: Sequence[Change], *, run_id: int, day: dt.date) -> None:
    """Write what has changed; a capacity of another value ends the day before and begins anew."""
    for before, after in changes:
        if after["record"] == SERVICE:
            _change_service(before, after, run_id)
        elif after["record"] == PLACE:
            _change_place(after, run_id)
        else:
            _change_capacity(after, run_id, day)


def _providers(rows: Sequence[Values], run_id: int) -> dict[tuple[str, str], Organisation]:
    icos = by_icos({str(row["ico"]) for row in rows})
    names = by_names({str(row["provider"]) for row in rows if not row["ico"]})
    found: dict[tuple[str, str], Organisation] = {}
    new: dict[tuple[str, str], Organisation] = {}
    for row in rows:
        identity = _identity(row)
        known = icos.get(str(row["ico"])) if row["ico"] else names.get(identity[1])
        if known is not None:
            found[identity] = _renamed(known, str(row["provider"]))
        elif identity not in new:
            made = Organisation(ico=str(row["ico"]), kind=OrganisationKind.PROVIDER, import_run_id=run_id)
            new[identity] = made.named(str(row["provider"]))
    return found | dict(zip(new, add_many(list(new.values())), strict=True))


def _renamed(organisation: Organisation, name: str) -> Organisation:
    if organisation.name != name:
        organisation.named(name).save()
    return organisation


def _identity(row: Values) -> tuple[str, str]:
    return (str(row["ico"]), "") if row["ico"] else ("", folded(str(row["provider"])))


def _add_services(rows: Sequence[Values], places: Sequence[Values], run_id: int) -> None:
    if not rows:
        return
    providers = _providers(rows, run_id)
    named: dict[str, set[str]] = defaultdict(set)
    for place in places:
        named[str(place["number"])].add(str(place["name"]))
    taken = set(
        Service.objects.filter(provider__in=[one.pk for one in providers.values()])
        .order_by()
        .values_list("provider_id", "kind", "name_folded")
    )
    made = []
    for row in rows:
        provider = providers[_identity(row)]
        name = _free_name(row, named[str(row["number"])], provider.pk, taken)
        service = Service(provider=provider, register_number=str(row["number"]), import_run_id=run_id).named(
            name
        )
        _fill(service, row, SERVICE_FIELDS)
        taken.add((provider.pk, service.kind, service.name_folded))
        made.append(service)
    add_many(made)
    by_number = {one.register_number: one for one in made}
    add_many(
        [
            ServiceTargetGroup(service=by_number[str(row["number"])], code=code, import_run_id=run_id)
            for row in rows
            for code in _codes(row)
        ]
    )


def _free_name(row: Values, places: set[str], provider_pk: int, taken: set[tuple[int, str, str]]) -> str:
    """Return the name of the only place, otherwise of the kind; with the number when it is taken."""
    kind = word_of(KIND_WORDS, ServiceKind(str(row["kind"])))
    name = next(iter(places)) if len(places) == 1 and "" not in places else kind.capitalize()
    if (provider_pk, str(row["kind"]), folded(name)) not in taken:
        return name
    suffix = f" ({row['number']!s})"
    return name[: _NAME_LENGTH - len(suffix)] + suffix


def _add_places(rows: Sequence[Values], services: Mapping[str, Service], run_id: int) -> None:
    """Write places; one entered by hand at the same address under the same name is taken over."""
    pks = {services[str(row["number"])].pk for row in rows}
    by_hand = {
        (one.service_id, one.municipality_id, one.address, one.name): one
        for one in Place.objects.filter(service__in=pks)
    }
    new: dict[tuple[int, str, str, str], Place] = {}
    for row in rows:
        service = services[str(row["number"])]
        key = (service.pk, str(row["municipality"]), str(row["address"]), str(row["name"]))
        place = by_hand.get(key) or Place(service=service)
        if key not in by_hand:
            new[key] = place
        place.register_key, place.import_run_id = str(row["place_key"]), run_id
        _fill(place, row, PLACE_FIELDS)
        if key in by_hand:
            place.save()
    add_many(list(new.values()))


def _add_capacities(
    rows: Sequence[Values], services: Mapping[str, Service], run_id: int, day: dt.date
) -> None:
    pks = {services[str(row["number"])].pk for row in rows if row["number"] in services}
    seats: dict[int, Place] = {}
    for place in Place.objects.filter(service__in=pks).order_by("service_id", "pk"):
        is_open = place.valid_to is None or place.valid_to >= day
        if is_open and place.register_key:
            seats.setdefault(place.service_id, place)
    made = []
    for row in rows:
        service = services.get(str(row["number"]))
        seat = seats.get(service.pk) if service else None
        if seat is not None:
            made.append(_capacity(seat, row, run_id, day))
    add_many(made)


def _capacity(place: Place, row: Values, run_id: int, day: dt.date) -> Capacity:
    return Capacity(
        place=place,
        unit=str(row["unit"]),
        form=str(row["form"]),
        value=Decimal(str(row["value"])),
        note=str(row["note"]),
        is_registered_maximum=True,
        valid_from=day,
        import_run_id=run_id,
    )


def _change_service(before: Values, after: Values, run_id: int) -> None:
    service = Service.objects.select_related("provider").get(register_number=str(after["number"]))
    if before["ico"] != after["ico"] or (not after["ico"] and before["provider"] != after["provider"]):
        service.provider = _providers([after], run_id)[_identity(after)]
    else:
        _renamed(service.provider, str(after["provider"]))
    _fill(service, after, SERVICE_FIELDS)
    service.import_run_id = run_id
    service.save()
    _change_groups(service, set(_codes(after)), run_id)


def _change_groups(service: Service, wanted: set[str], run_id: int) -> None:
    """Bring the groups that the register gave to what it says now; those added by hand stay."""
    stored = {one.code: one for one in ServiceTargetGroup.objects.filter(service=service)}
    for code, group in stored.items():
        if code in wanted and group.import_run_id is None:
            group.import_run_id = run_id
            group.save()
        elif code not in wanted and group.import_run_id is not None:
            group.delete()
    for code in sorted(wanted - set(stored)):
        ServiceTargetGroup(service=service, code=code, import_run_id=run_id).save()


def _change_place(after: Values, run_id: int) -> None:
    place = Place.objects.get(
        service__register_number=str(after["number"]), register_key=str(after["place_key"])
    )
    _fill(place, after, PLACE_FIELDS)
    if place.is_address_secret:
        place.lat = place.lon = None
    place.import_run_id = run_id
    place.save()


def _change_capacity(after: Values, run_id: int, day: dt.date) -> None:
    old = Capacity.objects.select_related("place").get(
        place__service__register_number=str(after["number"]),
        is_registered_maximum=True,
        valid_to__isnull=True,
        form=str(after["form"]),
        unit=str(after["unit"]),
    )
    if old.valid_from >= day:
        old.value, old.note, old.import_run_id = Decimal(str(after["value"])), str(after["note"]), run_id
        old.save()
        return
    old.valid_to = day - dt.timedelta(days=1)
    old.save()
    _capacity(old.place, after, run_id, day).save()


def _fill(record: Service | Place, row: Values, names: Sequence[str]) -> None:
    for name in names:
        value = row[name]
        attribute = "municipality_id" if name == "municipality" else name
        setattr(record, attribute, value == "yes" if name in _YES_NO else value)


def _codes(row: Values) -> list[str]:
    return [code for code in str(row["groups"]).split(",") if code]
