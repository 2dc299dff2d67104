import datetime as dt

import pytest
from django.db import IntegrityError
from tests.parties.conftest import actor

from zazemi.kernel import audit, clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.history import history_of
from zazemi.kernel.integrity import version_findings
from zazemi.kernel.steps import step
from zazemi.parties.choices import SeatRole, Visibility
from zazemi.parties.errors import (
    DoubledError,
    EmptyContactError,
    ErasedPersonError,
    NamelessPersonError,
    NotYoursError,
    StrangerError,
)
from zazemi.parties.models import Contact, Function, Person, Seat
from zazemi.parties.selectors import contacts_of, directory, functions_of, people, shown_name
from zazemi.parties.selectors.directory import shown
from zazemi.parties.services import (
    ContactFields,
    FunctionFields,
    PersonFields,
    SeatFields,
    add_contact,
    add_function,
    add_seat,
    change_contact,
    change_person,
    erase_person,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)
PUBLIC = Actor.anonymous()
MEMBER = actor(Role.BODY_MEMBER)


@pytest.fixture
def works(hrana, lists, officer):
    def make(someone, role="officer", **options):
        fields = FunctionFields(organisation=hrana, role=lists("organisation_roles", role), **options)
        return add_function(person=someone, fields=fields, by=officer)

    return make


@pytest.fixture
def reach(hrana, lists, officer):
    def make(role="general", by=officer, organisation=hrana, **options):
        fields = ContactFields(role=lists("contact_roles", role), **options)
        return add_contact(organisation=organisation, fields=fields, by=by)

    return make


def test_each_field_of_a_person_is_seen_by_whom_it_is_for(person, works, reach, hrana, officer):
    jana = person(
        "Řeháková",
        "Jana",
        email="jana@hrana.example",
        phone="485 111",
        name_visibility=Visibility.PUBLIC,
        email_visibility=Visibility.BODY,
        phone_visibility=Visibility.STAFF,
    )
    works(jana, title="vedoucí služby")
    reach(person=jana, visibility=Visibility.PUBLIC)
    own = actor(Role.PROVIDER, organisation_ids=frozenset({hrana.pk}))
    seen = {
        name: [(one.who, one.function, one.email, one.phone) for one in contacts_of(hrana, viewer=viewer)]
        for name, viewer in {"public": PUBLIC, "member": MEMBER, "staff": officer, "own": own}.items()
    }
    everything = ("Jana Řeháková", "vedoucí služby", "jana@hrana.example", "485 111")
    assert seen["staff"] == seen["own"] == [everything]
    assert seen["member"] == [(*everything[:3], "")]
    assert seen["public"] == [(*everything[:2], "", "")]


def test_a_hidden_name_is_neither_shown_nor_found_by_strangers(person, works, reach, hrana, officer):
    jan = person("Tichý")
    works(jan)
    reach(person=jan, label="podatelna", phone="1", visibility=Visibility.PUBLIC)
    assert [one.who for one in contacts_of(hrana, viewer=PUBLIC)] == ["podatelna"]
    found = directory(viewer=PUBLIC, day=clock.today(), text="tichy")
    assert not found.exists()
    assert directory(viewer=officer, day=clock.today(), text="TICHÝ").count() == 1
    assert functions_of(hrana, viewer=PUBLIC) == []
    assert [str(one.person) for one in functions_of(hrana, viewer=officer)] == ["Jan Tichý"]
    assert (shown_name(jan, PUBLIC), shown_name(jan, officer)) == ("", "Jan Tichý")


def test_the_directory_filters_by_kind_territory_role_day_and_words(reach, hrana, officer):
    with clock.frozen(TODAY):
        reach("general", label="Podatelna", phone="1", visibility=Visibility.PUBLIC)
        past = dt.date(2025, 12, 31)
        reach("finance", label="Účtárna", phone="2", visibility=Visibility.PUBLIC, valid_to=past)
        reach("data", label="Údaje", phone="3", visibility=Visibility.STAFF)

    def labels(viewer=PUBLIC, day=TODAY, **options):
        return [one.label for one in directory(viewer=viewer, day=day, **options)]

    assert labels() == ["Podatelna"]
    assert labels(day=past) == ["Podatelna", "Účtárna"]
    assert labels(officer) == ["Podatelna", "Údaje"]
    assert labels(officer, role="data") == ["Údaje"]
    assert labels(kind="provider") == ["Podatelna"]
    assert labels(kind="school") == []
    assert labels(orp_code=hrana.municipality.orp_id) == ["Podatelna"]
    assert labels(orp_code="0000") == []
    for text in ("podátelna", "HRANA", "chlumkov"):
        assert labels(text=text) == ["Podatelna"]
    assert labels(text="uctarna") == []


def test_the_directory_costs_the_same_however_many_contacts_there_are(
    person, works, reach, officer, django_assert_num_queries
):
    def ask():
        return shown(directory(viewer=officer, day=clock.today()), officer)

    for number in range(6):
        someone = person(f"Novák {number}")
        works(someone)
        reach(person=someone)
    with django_assert_num_queries(2):
        assert len(ask()) == 6


def test_own_people_keep_contacts_of_their_organisation_with_their_own_colleagues(
    person, works, reach, hrana, lists
):
    own = actor(Role.PROVIDER, organisation_ids=frozenset({hrana.pk}))
    colleague, stranger = person("Kolegová"), person("Cizí")
    works(colleague)
    contact = reach(by=own, person=colleague)
    with pytest.raises(StrangerError):
        reach("finance", by=own, person=stranger)
    fields = ContactFields(role=lists("contact_roles", "general"), person=colleague, phone="9")
    assert change_contact(contact, fields=fields, expected_version=1, by=own).phone == "9"
    foreign = actor(Role.PROVIDER, organisation_ids=frozenset({hrana.pk + 1}))
    with pytest.raises(NotYoursError):
        change_contact(contact, fields=fields, expected_version=2, by=foreign)


def test_a_contact_leads_somewhere_and_stands_there_once(reach):
    with pytest.raises(EmptyContactError):
        reach(label="podatelna")
    reach(label="podatelna", phone="1")
    with pytest.raises(DoubledError, match="kontakt"):
        reach(label="podatelna", phone="2")
    reach(label="podatelna", phone="2", valid_to=dt.date(2020, 1, 1))


def test_a_person_needs_a_family_name_and_is_sorted_by_it(person, officer):
    with pytest.raises(NamelessPersonError):
        person("  ")
    person("Chalupa", "Zdeněk")
    person("Hora", "Žofie")
    person("Cílek", "Adam")
    assert [one.full_name for one in people()] == ["Adam Cílek", "Žofie Hora", "Zdeněk Chalupa"]
    assert [one.family_name for one in people(text="zofie h")] == ["Hora"]


def test_an_erased_person_is_nowhere_in_the_database_and_the_chain_is_whole(
    person, works, reach, commission, head, officer
):
    secret = "Nezapomenutelná"
    jana = person(secret, "Jana", email="jana@hrana.example", phone="485 111 222")
    changed = PersonFields(given_name="Jana", family_name=secret, title_before="Mgr.", email="j@h.example")
    jana = change_person(jana, fields=changed, expected_version=1, by=officer)
    works(jana)
    reach(person=jana, label=f"u paní {secret}", email="jana@hrana.example")
    add_seat(body=commission, fields=SeatFields(person=jana), by=officer)
    with pytest.raises(NotYoursError):
        erase_person(jana, expected_version=2, by=officer)
    with clock.frozen(TODAY):
        assert erase_person(jana, expected_version=2, by=head) >= 3
    jana = Person.objects.get()
    assert (jana.full_name, str(jana)) == ("", "člověk, jehož údaje byly vymazány")
    assert not people().exists()
    assert Seat.objects.get().valid_to == Function.objects.get().valid_to == TODAY
    assert Contact.objects.get().valid_to == TODAY
    for model in (Person, Contact):
        for row in (*model.objects.values_list(), *model.history.values_list()):
            assert secret not in str(row)
            assert "@" not in str(row)
            assert "485 111" not in str(row)
    assert audit.verify_chain().is_whole
    assert list(version_findings()) == []
    assert history_of(jana)[-1].is_erased
    for refused in (
        lambda: erase_person(jana, expected_version=jana.version, by=head),
        lambda: change_person(jana, fields=changed, expected_version=jana.version, by=officer),
        lambda: works(jana),
    ):
        with pytest.raises(ErasedPersonError):
            refused()


@pytest.mark.db
def test_the_database_itself_refuses_nameless_people_and_contacts_that_lead_nowhere(hrana, lists, officer):
    role = lists("contact_roles", "general")
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Person(given_name="Jan").save()
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Contact(organisation=hrana, role=role, label="x").save()
    with step(officer, "zkouška"):
        Contact(organisation=hrana, role=role, label="x", phone="1").save()
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Contact(organisation=hrana, role=role, label="x", phone="2").save()


def test_seats_and_functions_have_no_column_for_membership_in_a_group():
    kept = {
        model: {field.name for field in model._meta.get_fields() if field.concrete}
        for model in (Person, Seat)
    }
    assert kept[Seat] == {
        "id", "version", "body", "person", "organisation", "role", "sector", "substitute_for",
        "appointed_by", "valid_from", "valid_to",
    }  # fmt: skip
    assert kept[Person] == {
        "id", "version", "title_before", "given_name", "family_name", "title_after", "name_folded",
        "name_sort", "email", "phone", "name_visibility", "email_visibility", "phone_visibility",
        "erased_at", "merged_into",
    }  # fmt: skip
    assert SeatRole.CHAIR in SeatRole
