"""Steps with yearly versions of the network: taken from the present one, corrected, approved for good."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.kernel.versions import add_many
from zazemi.network.choices import NetworkLevel, VersionState
from zazemi.network.errors import (
    ApprovedVersionError,
    DoubledVersionError,
    EmptyVersionError,
    IncompleteApprovalError,
)
from zazemi.network.models import Capacity, NetworkVersion, NetworkVersionRow, Place
from zazemi.network.selectors import valid_on
from zazemi.network.services.guarding import require_office, tidy
from zazemi.territory.models import Region


def draft_version(
    *, region: Region, year: int, name: str, as_of: dt.date, by: Actor, note: str = ""
) -> NetworkVersion:
    """Take the network of a region over as it is on a day: places that work with what they can do.

    Forms of one place and unit are summed. Rows take the level they had in the newest earlier version.
    Raises DoubledVersionError, EmptyVersionError, NotYoursError.
    """
    require_office(by)
    name = tidy(name)
    with step(by, why=gettext("version of the network drafted")):
        if NetworkVersion.objects.filter(region=region, year=year, name=name).exists():
            raise DoubledVersionError(params={"name": name, "year": year})
        earlier = (
            NetworkVersion.objects.filter(region=region, as_of__lte=as_of).order_by("-as_of", "-pk").first()
        )
        version = NetworkVersion(region=region, year=year, name=name, as_of=as_of, note=note.strip())
        rows = _rows(version, _levels(earlier))
        if not rows:
            raise EmptyVersionError
        version.save()
        for row in rows:
            row.network_version_id = version.pk
        add_many(rows)
    return version


def change_row(
    row: NetworkVersionRow, *, value: Decimal, level: NetworkLevel, expected_version: int, by: Actor
) -> NetworkVersionRow:
    """Correct capacity or level of a row of a draft.

    Raises ApprovedVersionError, NotYoursError.
    """
    require_office(by)
    with step(by, why=gettext("row of a version of the network changed")):
        _locked_draft(row.network_version_id)
        row.value, row.level = value, level
        row.save(expected_version=expected_version)
    return row


def remove_row(row: NetworkVersionRow, *, by: Actor) -> None:
    """Leave a place out of a draft; the history keeps it.

    Raises ApprovedVersionError, NotYoursError.
    """
    require_office(by)
    with step(by, why=gettext("row of a version of the network removed")):
        _locked_draft(row.network_version_id)
        row.delete()


def approve_version(
    version: NetworkVersion,
    *,
    approved_by: str,
    resolution_number: str,
    approved_on: dt.date | None,
    expected_version: int,
    by: Actor,
) -> NetworkVersion:
    """Record who approved a version, when and by which resolution; from then on nothing in it changes.

    Raises IncompleteApprovalError, ApprovedVersionError, NotYoursError.
    """
    require_office(by)
    if not (approved_by.strip() and resolution_number.strip() and approved_on):
        raise IncompleteApprovalError
    with step(by, why=gettext("version of the network approved")):
        _locked_draft(version.pk)
        version.state = VersionState.APPROVED
        version.approved_by, version.resolution_number = tidy(approved_by), tidy(resolution_number)
        version.approved_on = approved_on
        version.save(expected_version=expected_version)
    return version


def _locked_draft(pk: int) -> None:
    """Wait for everybody who changes the version now, then make sure that it is still a draft."""
    current = NetworkVersion.objects.select_for_update().get(pk=pk)
    if current.is_approved:
        raise ApprovedVersionError


def _levels(earlier: NetworkVersion | None) -> dict[tuple[int, str], str]:
    if earlier is None:
        return {}
    rows = NetworkVersionRow.objects.filter(network_version=earlier).order_by()
    return {(place, unit): level for place, unit, level in rows.values_list("place_id", "unit", "level")}


def _rows(version: NetworkVersion, levels: dict[tuple[int, str], str]) -> list[NetworkVersionRow]:
    day = version.as_of
    places = Place.objects.filter(valid_on(day), municipality__region_id=version.region_id)
    places = places.filter(valid_on(day, "service__started_on", "service__ended_on"))
    known = {place.pk: place for place in places.select_related("service__provider")}
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    capacities = Capacity.objects.filter(valid_on(day), place__in=places).order_by("place_id", "unit", "pk")
    for place_id, unit, value in capacities.values_list("place_id", "unit", "value"):
        sums[place_id, unit] += value
    return [
        NetworkVersionRow(
            service=known[place_id].service,
            place=known[place_id],
            kind=known[place_id].service.kind,
            unit=unit,
            value=value,
            level=levels.get((place_id, unit), NetworkLevel.BASIC),
            provider_name=known[place_id].service.provider.name,
            service_name=known[place_id].service.name,
            municipality_code=known[place_id].municipality_id,
        )
        for (place_id, unit), value in sums.items()
    ]
