"""Examples of the room ``parties`` for the access test."""

from tests.house.examples import CONSOLE, MUNICIPALITY, example, foreign
from tests.house.examples_codelists import seeded

from zazemi.codelists.selectors import code_with
from zazemi.parties.choices import BodyKind, OrganisationKind, Visibility
from zazemi.parties.services import (
    BodyFields,
    ContactFields,
    FunctionFields,
    OrganisationDetails,
    PersonFields,
    SeatFields,
    add_body,
    add_contact,
    add_function,
    add_organisation,
    add_person,
    add_seat,
)
from zazemi.territory.models import Municipality


def _town(world):
    def make():
        world.region()
        details = OrganisationDetails(municipality=Municipality.objects.get(code=MUNICIPALITY))
        return add_organisation(name="Město", kind=OrganisationKind.MUNICIPALITY, details=details, by=CONSOLE)

    return world.once("town", make)


def _stranger(world):
    return world.once(
        "stranger", lambda: add_organisation(name="Cizí spolek", kind=OrganisationKind.OTHER, by=CONSOLE)
    )


def _own(world):
    is_town = world.asking is not None and world.asking == world.people["municipality"]
    return _town(world) if is_town else world.provider


def _contact_of(world, organisation, visibility):
    def make():
        seeded(world)
        fields = ContactFields(
            role=code_with("contact_roles", "general"),
            label=f"podatelna {visibility}",
            phone="485 000 000",
            visibility=visibility,
        )
        return add_contact(organisation=organisation, fields=fields, by=CONSOLE)

    return world.once(f"contact {organisation.pk} {visibility}", make)


def _person(world, number=1):
    fields = PersonFields(given_name="Jan", family_name=f"Novák {number}")
    return world.once(f"person {number}", lambda: add_person(person=fields, by=CONSOLE))


def _body(world):
    fields = BodyFields(name="Komise", kind=BodyKind.COMMISSION, founder=world.provider)
    return world.once("body", lambda: add_body(key="komise", fields=fields, by=CONSOLE))


@example("parties:contacts")
def _directory(world):
    _contact_of(world, world.provider, Visibility.PUBLIC)
    return {}


@example("parties:organisation", "parties:organisation_change", "parties:succession_add")
def _organisation(world):
    return {"pk": world.provider.pk}


@example("parties:office_change", "parties:contact_add")
def _own_organisation(world):
    seeded(world)
    return {"pk": _own(world).pk}


@foreign("parties:office_change", "parties:contact_add")
def _foreign_organisation(world):
    return {"pk": _stranger(world).pk}


@example("parties:contact_change")
def _own_contact(world):
    return {"pk": _contact_of(world, _own(world), Visibility.PUBLIC).pk}


@foreign("parties:contact_change")
def _foreign_contact(world):
    return {"pk": _contact_of(world, _stranger(world), Visibility.PUBLIC).pk}


@example("parties:contact_card")
def _public_contact(world):
    return {"pk": _contact_of(world, world.provider, Visibility.PUBLIC).pk}


@foreign("parties:contact_card")
def _hidden_contact(world):
    return {"pk": _contact_of(world, _stranger(world), Visibility.STAFF).pk}


@example("parties:organisation_merge")
def _two_organisations(world):
    return {"pk": world.provider.pk, "other": _stranger(world).pk}


@example("parties:person", "parties:person_change", "parties:person_erase", "parties:function_add")
def _one_person(world):
    seeded(world)
    return {"pk": _person(world).pk}


@example("parties:person_merge")
def _two_people(world):
    return {"pk": _person(world).pk, "other": _person(world, 2).pk}


@example("parties:function_change")
def _function(world):
    def make():
        seeded(world)
        role = code_with("organisation_roles", "officer")
        fields = FunctionFields(organisation=world.provider, role=role)
        return add_function(person=_person(world), fields=fields, by=CONSOLE)

    return {"pk": world.once("function", make).pk}


@example("parties:body", "parties:body_change", "parties:seat_add")
def _one_body(world):
    seeded(world)
    return {"key": _body(world).key}


@example("parties:seat_change")
def _seat(world):
    def make():
        seeded(world)
        return add_seat(body=_body(world), fields=SeatFields(person=_person(world)), by=CONSOLE)

    return {"pk": world.once("seat", make).pk}
