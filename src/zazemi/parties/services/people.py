"""Steps with people and their functions in organisations."""

import datetime as dt
from dataclasses import dataclass, fields

from django.utils.translation import gettext

from zazemi.codelists.models import Code
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.parties.choices import Visibility
from zazemi.parties.errors import ErasedPersonError, NamelessPersonError
from zazemi.parties.models import Function, Organisation, Person
from zazemi.parties.services.rules import check_constraints, check_days, check_not_merged, require, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """What is kept of a person: name, work contact, and who sees each. Nothing else, on purpose."""

    family_name: str
    given_name: str = ""
    title_before: str = ""
    title_after: str = ""
    email: str = ""
    phone: str = ""
    name_visibility: str = Visibility.STAFF
    email_visibility: str = Visibility.STAFF
    phone_visibility: str = Visibility.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFields:
    """What a person is in an organisation, and when."""

    organisation: Organisation
    role: Code
    title: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def add_person(*, person: PersonFields, by: Actor) -> Person:
    """Enter a person.

    Raises NamelessPersonError, NotYoursError.
    """
    require(by, "parties.keep_people")
    with step(by, why=gettext("person entered")):
        made = Person()
        _fill(made, person)
        made.save()
    return made


def change_person(person: Person, *, fields: PersonFields, expected_version: int, by: Actor) -> Person:
    """Change name, contact and who sees them.

    Raises NamelessPersonError, ErasedPersonError, MergedRecordError, StaleVersionError, NotYoursError.
    """
    require(by, "parties.keep_people")
    with step(by, why=gettext("person changed")):
        check_living(person)
        _fill(person, fields)
        person.save(expected_version=expected_version)
    return person


def add_function(*, person: Person, fields: FunctionFields, by: Actor) -> Function:
    """Enter a function of a person in an organisation.

    Raises ErasedPersonError, MergedRecordError, ReversedDaysError, DoubledError, NotYoursError.
    """
    require(by, "parties.keep_people")
    with step(by, why=gettext("function of a person entered")):
        check_living(person)
        function = Function(person=person)
        _fill_function(function, fields)
        function.save()
    return function


def change_function(
    function: Function, *, fields: FunctionFields, expected_version: int, by: Actor
) -> Function:
    """Change a function, or end it.

    Raises as ``add_function``, and StaleVersionError.
    """
    require(by, "parties.keep_people")
    with step(by, why=gettext("function of a person changed")):
        _fill_function(function, fields)
        function.save(expected_version=expected_version)
    return function


def check_living(person: Person) -> None:
    """Refuse to write about an erased or merged person."""
    if person.erased_at is not None:
        raise ErasedPersonError
    check_not_merged(person)


def _fill(person: Person, values: PersonFields) -> None:
    if not values.family_name.strip():
        raise NamelessPersonError
    for field in fields(PersonFields):
        setattr(person, field.name, tidy(str(getattr(values, field.name))))
    person.sorted_by_name()


def _fill_function(function: Function, values: FunctionFields) -> None:
    check_days(values.valid_from, values.valid_to)
    check_not_merged(values.organisation)
    function.organisation, function.role = values.organisation, values.role
    function.title = tidy(values.title)
    function.valid_from, function.valid_to = values.valid_from, values.valid_to
    check_constraints(function)
