"""Erasing a person: the name and the contacts go, also from all older versions; seats and functions stay.

Source:  GDPR, article 17; ``kernel.erasure`` keeps the chain whole.
"""

from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.erasure import erase_versions
from zazemi.kernel.steps import step
from zazemi.parties.errors import ErasedPersonError
from zazemi.parties.models import Function, Person, Seat
from zazemi.parties.services.rules import require

_PERSONAL = (
    "title_before",
    "given_name",
    "family_name",
    "title_after",
    "email",
    "phone",
    "name_folded",
    "name_sort",
)


def erase_person(person: Person, *, expected_version: int, by: Actor) -> int:
    """Erase a person, with the records merged into it.

    Who sat in a body stays known as a seat of an erased person; open seats, functions and contacts end today.

    Returns:
        How many older versions were blanked.

    Raises:
        ErasedPersonError: it was done before.
        StaleVersionError: somebody saved the person in between.
        NotYoursError: only the head of the department and the administrator may.
    """
    require(by, "parties.erase")
    why = gettext("data of a person erased")
    with step(by, why=why):
        if person.erased_at is not None:
            raise ErasedPersonError
        _blank(person, expected_version)
        blanked = erase_versions(person, by=by, why=why)
        for pointer in person.merged.all():
            _blank(pointer, pointer.version)
            blanked += erase_versions(pointer, by=by, why=why)
        blanked += _blank_contacts(person, by, why)
        open_records: list[Function | Seat] = [
            *person.functions.filter(valid_to=None),
            *person.seats.filter(valid_to=None),
        ]
        for record in open_records:
            record.valid_to = max(clock.today(), record.valid_from or clock.today())
            record.save()
    return blanked


def _blank(person: Person, expected_version: int) -> None:
    for name in _PERSONAL:
        setattr(person, name, "")
    person.erased_at = clock.now()
    person.save(expected_version=expected_version)


def _blank_contacts(person: Person, by: Actor, why: str) -> int:
    blanked = 0
    for contact in person.contacts.all():
        contact.label = contact.label_folded = contact.email = contact.phone = ""
        if contact.valid_to is None or contact.valid_to > clock.today():
            contact.valid_to = clock.today()
        if contact.valid_from is not None and contact.valid_from > contact.valid_to:
            contact.valid_from = contact.valid_to
        contact.save()
        blanked += erase_versions(contact, by=by, why=why)
    return blanked
