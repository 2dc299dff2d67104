"""Steps with contacts: an organisation's own people keep theirs, the regional office all."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.codelists.models import Code
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.parties.choices import Visibility
from zazemi.parties.errors import EmptyContactError, StrangerError
from zazemi.parties.models import Contact, Function, Organisation, Person
from zazemi.parties.services.people import check_living
from zazemi.parties.services.rules import check_constraints, check_days, check_not_merged, require, tidy
from zazemi.values.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFields:
    """Whom to turn to with what; without own e-mail or phone the person's count, as they may be seen."""

    role: Code
    person: Person | None = None
    label: str = ""
    email: str = ""
    phone: str = ""
    visibility: str = Visibility.STAFF
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def add_contact(*, organisation: Organisation, fields: ContactFields, by: Actor) -> Contact:
    """Enter a contact of an organisation.

    Raises EmptyContactError, StrangerError (own people choose among their own), ErasedPersonError,
    ReversedDaysError, DoubledError, MergedRecordError, NotYoursError.
    """
    require(by, "parties.keep_contacts", organisation)
    with step(by, why=gettext("contact entered")):
        check_not_merged(organisation)
        contact = Contact(organisation=organisation)
        _fill(contact, fields, by)
        contact.save()
    return contact


def change_contact(contact: Contact, *, fields: ContactFields, expected_version: int, by: Actor) -> Contact:
    """Change a contact, or end it.

    Raises as ``add_contact``, and StaleVersionError.
    """
    require(by, "parties.keep_contacts", contact.organisation)
    with step(by, why=gettext("contact changed")):
        _fill(contact, fields, by)
        contact.save(expected_version=expected_version)
    return contact


def change_office(
    organisation: Organisation,
    *,
    address: str,
    web: str,
    email: str,
    phone: str,
    expected_version: int,
    by: Actor,
) -> Organisation:
    """Change how the office of an organisation is reached; its name and IČO stay with the region.

    Raises MergedRecordError, StaleVersionError, NotYoursError.
    """
    require(by, "parties.keep_contacts", organisation)
    with step(by, why=gettext("contact of the office changed")):
        check_not_merged(organisation)
        organisation.address, organisation.web = tidy(address), web.strip()
        organisation.email, organisation.phone = email.strip(), tidy(phone)
        organisation.save(expected_version=expected_version)
    return organisation


def _fill(contact: Contact, values: ContactFields, by: Actor) -> None:
    check_days(values.valid_from, values.valid_to)
    if values.person is None and not values.email.strip() and not values.phone.strip():
        raise EmptyContactError
    if values.person is not None and values.person.pk != contact.person_id:
        _check_person(values.person, contact.organisation, by)
    contact.role, contact.person = values.role, values.person
    contact.label, contact.visibility = tidy(values.label), values.visibility
    contact.label_folded = folded(contact.label)
    contact.email, contact.phone = values.email.strip(), tidy(values.phone)
    contact.valid_from, contact.valid_to = values.valid_from, values.valid_to
    check_constraints(contact)


def _check_person(person: Person, organisation: Organisation, by: Actor) -> None:
    check_living(person)
    works_there = Function.objects.filter(person=person, organisation=organisation).exists()
    if not works_there and not may(by, "parties.keep_people"):
        raise StrangerError(params={"person": str(person)})
