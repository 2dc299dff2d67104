import datetime as dt

import pytest
from django.db import IntegrityError
from tests.parties.conftest import actor

from zazemi.kernel.actor import Role
from zazemi.kernel.steps import step
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.errors import (
    CircleError,
    DoubledError,
    NotYoursError,
    ReversedDaysError,
    SameRecordError,
    TakenDataBoxError,
    TakenPlaceError,
    WrongDataBoxError,
)
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import listed_organisations, successions_of
from zazemi.parties.services import (
    OrganisationDetails,
    add_organisation,
    add_succession,
    change_office,
    change_organisation,
)
from zazemi.territory.models import Municipality

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 1, 1)


def add(officer, name, kind=OrganisationKind.OTHER, **details):
    return add_organisation(name=name, kind=kind, details=OrganisationDetails(**details), by=officer)


def test_the_seat_brings_its_region_and_texts_are_tidied(hrana, region):
    assert (hrana.region, hrana.municipality.name) == (region, "Chlumkov")
    assert hrana.email == "spolek@hrana.example"


def test_a_data_box_has_seven_signs_and_belongs_to_one_organisation(db, officer):
    assert add(officer, "A", data_box=" 8TU ai67 ").data_box == "8tuai67"
    for wrong in ("8tuai6", "8tuai678", "8tuai6-", "8tuaiřž"):
        with pytest.raises(WrongDataBoxError):
            add(officer, "B", data_box=wrong)
    with pytest.raises(TakenDataBoxError, match="“A”"):
        add(officer, "B", data_box="8tuai67")


def test_a_municipality_is_one_running_organisation(chlumkov, officer):
    first = add(officer, "Město Chlumkov", OrganisationKind.MUNICIPALITY, municipality=chlumkov)
    with pytest.raises(TakenPlaceError, match="Město Chlumkov"):
        add(officer, "Chlumkov", OrganisationKind.MUNICIPALITY, municipality=chlumkov)
    add(officer, "Dům v Chlumkově", municipality=chlumkov)
    details = OrganisationDetails(municipality=chlumkov, valid_to=DAY)
    change_organisation(
        first, name=first.name, ico="", kind=first.kind, expected_version=1, details=details, by=officer
    )
    add(officer, "Chlumkov", OrganisationKind.MUNICIPALITY, municipality=chlumkov)


def test_a_unit_never_stands_above_its_own_office(db, officer):
    office = add(officer, "Úřad")
    unit = add(officer, "Odbor", part_of=office)
    for above in (unit, office):
        with pytest.raises(CircleError):
            change_organisation(
                office,
                name="Úřad",
                ico="",
                kind=office.kind,
                expected_version=1,
                details=OrganisationDetails(part_of=above),
                by=officer,
            )


def test_the_last_day_is_not_before_the_first(db, officer):
    with pytest.raises(ReversedDaysError):
        add(officer, "A", valid_from=DAY, valid_to=DAY - dt.timedelta(days=1))


def test_the_agency_moved_from_one_office_to_another_and_both_stay(db, officer):
    old = add(officer, "Agentura (Úřad vlády)", OrganisationKind.AGENCY)
    new = add(officer, "Agentura (ministerstvo)", OrganisationKind.AGENCY, valid_from=DAY)
    add_succession(predecessor=old, successor=new, on=DAY, reason="usnesení vlády č. 552", by=officer)
    assert Organisation.objects.get(pk=old.pk).valid_to == dt.date(2019, 12, 31)
    before, after = successions_of(new)
    assert [one.predecessor for one in before] == [old]
    assert after == []
    with pytest.raises(DoubledError):
        add_succession(predecessor=old, successor=new, on=DAY, reason="", by=officer)
    with pytest.raises(SameRecordError):
        add_succession(predecessor=old, successor=old, on=DAY, reason="", by=officer)
    assert [one.name for one in listed_organisations(day=dt.date(2019, 6, 1))] == ["Agentura (Úřad vlády)"]


def test_organisations_are_found_without_diacritics_by_ico_and_by_their_town(hrana, officer):
    add(officer, "Něco jiného")
    for text in ("hrana", "HRÁNA", "270000", "chlumkov"):
        assert [one.name for one in listed_organisations(text=text)] == ["Spolek Hrana"]
    assert not listed_organisations(text="nikdo").exists()


def test_own_people_change_how_the_office_is_reached_but_not_who_it_is(hrana):
    own = actor(Role.PROVIDER, organisation_ids=frozenset({hrana.pk}))
    changed = change_office(
        hrana,
        address="Nádražní 5",
        web="",
        email="a@b.example",
        phone="485 1",
        expected_version=1,
        by=own,
    )
    assert (changed.address, changed.version) == ("Nádražní 5", 2)
    with pytest.raises(NotYoursError):
        change_organisation(hrana, name="Jiný", ico="", kind=hrana.kind, expected_version=2, by=own)
    stranger = actor(Role.PROVIDER, organisation_ids=frozenset({hrana.pk + 1}))
    with pytest.raises(NotYoursError):
        change_office(hrana, address="", web="", email="", phone="", expected_version=2, by=stranger)


def test_a_municipality_changes_the_contact_of_its_own_office_only(chlumkov, officer):
    town = add(officer, "Město Chlumkov", OrganisationKind.MUNICIPALITY, municipality=chlumkov)
    in_town = add(officer, "Škola", OrganisationKind.SCHOOL, municipality=chlumkov)
    mayor = actor(Role.MUNICIPALITY, municipality_codes=frozenset({chlumkov.code}))
    fields = {"address": "", "web": "", "email": "", "phone": "1", "expected_version": 1, "by": mayor}
    assert change_office(town, **fields).phone == "1"
    with pytest.raises(NotYoursError):
        change_office(in_town, **fields)


@pytest.mark.db
@pytest.mark.parametrize(
    "wrong",
    [
        {"data_box": "8tuai67"},
        {"kind": "municipality", "municipality_id": "990002"},
        {"valid_from": DAY, "valid_to": DAY - dt.timedelta(days=1)},
        {"name": ""},
    ],
)
def test_the_database_itself_refuses_wrong_organisations(chlumkov, officer, wrong):
    details = {"municipality": chlumkov, "data_box": "8tuai67"}
    add(officer, "Město", OrganisationKind.MUNICIPALITY, **details)
    assert Municipality.objects.filter(code="990002").exists()
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Organisation(**({"name": "B", "kind": "other"} | wrong)).save()
