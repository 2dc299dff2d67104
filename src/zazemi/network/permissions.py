"""Who may write in the network: the regional office everything, a provider its own."""

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import allow, holds, is_machine, predicate
from zazemi.network.models import (
    AreaServed,
    Capacity,
    OpeningHours,
    Place,
    Service,
    ServiceFunding,
    ServiceTargetGroup,
)

Record = Service | Place | Capacity | OpeningHours | AreaServed | ServiceFunding | ServiceTargetGroup


def service_of(record: Record) -> Service:
    """Return the service a record belongs to."""
    if isinstance(record, Service):
        return record
    if isinstance(record, (Capacity, OpeningHours, AreaServed)):
        return record.place.service
    return record.service


def provider_id_of(record: Record) -> int:
    """Return the provider a record belongs to."""
    return service_of(record).provider_id


@predicate
def _is_own(viewer: Actor, record: Record | None) -> bool:
    return record is not None and provider_id_of(record) in viewer.organisation_ids


_office = holds(Role.REGIONAL_OFFICER, Role.HEAD) | is_machine

allow("network.add_service", _office)
allow("network.change", _office | (holds(Role.PROVIDER) & _is_own))
allow("network.state_coverage", _office)
allow("network.see_secret", _office | (holds(Role.PROVIDER) & _is_own))
