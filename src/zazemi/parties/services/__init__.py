"""Steps with organisations, people, contacts, bodies and seats.

Units:   days included on both ends.
Raises:  the errors of this room, InvalidCodeError, StaleVersionError when somebody saved in between.
"""

from zazemi.parties.services.bodies import (
    BodyFields,
    SeatFields,
    add_body,
    add_seat,
    change_body,
    change_seat,
)
from zazemi.parties.services.contacts import ContactFields, add_contact, change_contact, change_office
from zazemi.parties.services.erasing import erase_person
from zazemi.parties.services.merging import merge_organisations, merge_people
from zazemi.parties.services.organisations import (
    OrganisationDetails,
    add_organisation,
    add_succession,
    change_organisation,
)
from zazemi.parties.services.people import (
    FunctionFields,
    PersonFields,
    add_function,
    add_person,
    change_function,
    change_person,
)

__all__ = [
    "BodyFields",
    "ContactFields",
    "FunctionFields",
    "OrganisationDetails",
    "PersonFields",
    "SeatFields",
    "add_body",
    "add_contact",
    "add_function",
    "add_organisation",
    "add_person",
    "add_seat",
    "add_succession",
    "change_body",
    "change_contact",
    "change_function",
    "change_office",
    "change_organisation",
    "change_person",
    "change_seat",
    "erase_person",
    "merge_organisations",
    "merge_people",
]
