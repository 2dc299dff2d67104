"""Who may write about parties, and who sees what of people.

The regional office and the administrator keep organisations; a secretary and a
consultant also people and bodies; an organisation's own people its contacts.
"""

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import Predicate, allow, holds, is_machine, predicate
from zazemi.parties.choices import OrganisationKind, Visibility
from zazemi.parties.models import Organisation

STAFF = (Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT, Role.SECRETARY, Role.ADMINISTRATOR)


def is_own(viewer: Actor, organisation: Organisation) -> bool:
    """Whether the viewer acts for the organisation, or for the municipality that it is."""
    is_town = organisation.kind == OrganisationKind.MUNICIPALITY
    return organisation.pk in viewer.organisation_ids or (
        is_town and organisation.municipality_id in viewer.municipality_codes
    )


def visible_to(viewer: Actor) -> frozenset[str]:
    """Return which visibilities the viewer sees."""
    if viewer.is_machine or viewer.has_role(*STAFF):
        return frozenset(Visibility.values)
    if viewer.has_role(Role.BODY_MEMBER):
        return frozenset({Visibility.BODY.value, Visibility.PUBLIC.value})
    return frozenset({Visibility.PUBLIC.value})


@predicate
def _is_own(viewer: Actor, organisation: Organisation | None) -> bool:
    return organisation is not None and is_own(viewer, organisation)


_office: Predicate = holds(Role.REGIONAL_OFFICER, Role.HEAD, Role.ADMINISTRATOR) | is_machine
_staff: Predicate = holds(*STAFF) | is_machine

allow("parties.keep_organisations", _office)
allow("parties.keep_people", _staff)
allow("parties.keep_bodies", _staff)
allow("parties.keep_contacts", _office | (holds(Role.PROVIDER, Role.MUNICIPALITY) & _is_own))
allow("parties.merge", _office)
allow("parties.erase", holds(Role.HEAD, Role.ADMINISTRATOR) | is_machine)
allow("parties.see_people", _staff)
