"""Writing of our workbook: what is new level by level in a few statements, what changed record by record."""

from collections.abc import Mapping, Sequence

from zazemi.intake.slot import ParsedRow
from zazemi.kernel.versions import add_many
from zazemi.network.importers.lines import Identity, Line, PlaceKey, ServiceKey, lines_of, stored_lines
from zazemi.network.models import Capacity, Place, Service
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import by_icos, by_names
from zazemi.values.names import folded


def add_lines(lines: Sequence[Line], run_id: int) -> None:
    """Write new capacities with the providers, services and places they lack."""
    places = _places(lines, _services(lines, _providers(lines, run_id), run_id), run_id)
    add_many(
        [
            Capacity(
                place=places[line.place_key],
                unit=line.unit,
                value=line.value,
                form=line.form,
                territory=line.territory,
                valid_from=line.valid_from,
                valid_to=line.valid_to,
                import_run_id=run_id,
            )
            for line in lines
        ]
    )


def change_lines(rows: Sequence[ParsedRow], run_id: int) -> None:
    """Write changed capacities, and the names of what they hang on where those are written otherwise."""
    lines = {line.key: line for _row, line in lines_of(rows)}
    keys = {pk: line.key for pk, line in stored_lines(rows) if line.key in lines}
    capacities = Capacity.objects.select_related("place").in_bulk(list(keys))
    for pk, key in keys.items():
        _change(capacities[pk], lines[key], run_id)


def _change(capacity: Capacity, line: Line, run_id: int) -> None:
    service = Service.objects.select_related("provider").get(pk=capacity.place.service_id)
    _renamed(service.provider, line.provider)
    if service.name != line.name:
        service.named(line.name).save()
    place = Place.objects.get(pk=capacity.place_id)
    if place.address != line.address:
        place.address = line.address
        place.save()
    if (capacity.value, capacity.valid_to) != (line.value, line.valid_to):
        capacity.value, capacity.valid_to, capacity.import_run_id = line.value, line.valid_to, run_id
        capacity.save()


def _providers(lines: Sequence[Line], run_id: int) -> dict[Identity, Organisation]:
    icos = by_icos({line.ico for line in lines})
    names = by_names({line.provider for line in lines if not line.ico})
    found: dict[Identity, Organisation] = {}
    new: dict[Identity, Organisation] = {}
    for line in lines:
        known = icos.get(line.ico) if line.ico else names.get(folded(line.provider))
        if known is not None:
            found[line.identity] = _renamed(known, line.provider)
        elif line.identity not in new:
            made = Organisation(ico=line.ico, kind=OrganisationKind.PROVIDER, import_run_id=run_id)
            new[line.identity] = made.named(line.provider)
    return found | dict(zip(new, add_many(list(new.values())), strict=True))


def _services(
    lines: Sequence[Line], providers: Mapping[Identity, Organisation], run_id: int
) -> dict[ServiceKey, Service]:
    owners = {provider.pk: identity for identity, provider in providers.items()}
    stored = Service.objects.filter(provider__in=owners)
    found = {(owners[one.provider_id], one.kind, one.name_folded): one for one in stored}
    new: dict[ServiceKey, Service] = {}
    for line in lines:
        if line.service_key not in found and line.service_key not in new:
            made = Service(provider=providers[line.identity], kind=line.kind, import_run_id=run_id)
            new[line.service_key] = made.named(line.name)
    return found | dict(zip(new, add_many(list(new.values())), strict=True))


def _places(
    lines: Sequence[Line], services: Mapping[ServiceKey, Service], run_id: int
) -> dict[PlaceKey, Place]:
    owners = {service.pk: key for key, service in services.items()}
    stored = Place.objects.filter(service__in=owners)
    found = {
        (owners[one.service_id], one.municipality_id, folded(one.address), folded(one.name)): one
        for one in stored
    }
    new: dict[PlaceKey, Place] = {}
    for line in lines:
        if line.place_key not in found and line.place_key not in new:
            new[line.place_key] = Place(
                service=services[line.service_key],
                municipality_id=line.municipality,
                address=line.address,
                name=line.place_name,
                import_run_id=run_id,
            )
    return found | dict(zip(new, add_many(list(new.values())), strict=True))


def _renamed(organisation: Organisation, name: str) -> Organisation:
    if organisation.name != name:
        organisation.named(name).save()
    return organisation
