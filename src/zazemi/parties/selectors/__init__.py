"""Reading of parties: organisations, people, contacts, bodies on a day.

Lists never hold records that a merge turned into pointers. What of people may
be seen depends on the viewer, field by field.
"""

from zazemi.parties.selectors.bodies import (
    BodyOn,
    bodies,
    body_of,
    body_on,
    body_with,
    seat_of,
    seats_of,
    seats_of_organisation,
    seats_of_person,
)
from zazemi.parties.selectors.directory import (
    ShownContact,
    contact_of,
    contacts_of,
    directory,
    orps_with_organisations,
)
from zazemi.parties.selectors.organisations import (
    by_icos,
    by_names,
    listed_organisations,
    organisation_of,
    organisations,
    own_organisations,
    successions_of,
)
from zazemi.parties.selectors.people import (
    function_of,
    functions_of,
    functions_of_person,
    people,
    person_of,
    shown_name,
)

__all__ = [
    "BodyOn",
    "ShownContact",
    "bodies",
    "body_of",
    "body_on",
    "body_with",
    "by_icos",
    "by_names",
    "contact_of",
    "contacts_of",
    "directory",
    "function_of",
    "functions_of",
    "functions_of_person",
    "listed_organisations",
    "organisation_of",
    "organisations",
    "orps_with_organisations",
    "own_organisations",
    "people",
    "person_of",
    "seat_of",
    "seats_of",
    "seats_of_organisation",
    "seats_of_person",
    "shown_name",
    "successions_of",
]
