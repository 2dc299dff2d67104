import datetime as dt
import tomllib

import pytest
from tests.network.conftest import make_region

from zazemi.codelists.services import seed_lists
from zazemi.demo.parties import FILE, PartiesLoader
from zazemi.kernel.actor import Actor
from zazemi.parties.checks import pointers_bare, seats_apart
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Body, Contact, Organisation, Person, Seat
from zazemi.parties.selectors import body_on
from zazemi.parties.selectors.duplicates import likely_organisations
from zazemi.parties.services import add_organisation
from zazemi.values.codes import ico

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def loaded(db):
    by = Actor.for_machine("demo")
    seed_lists(by=by)
    make_region("CZ0X1", {"990001": "Chlumkov", "990002": "Doubravnov"})
    imported = {"Jitro nad Jasennou, z. ú.": "99900173", "Společně Chlumkov, o. p. s.": "99900068"}
    for name, number in imported.items():
        add_organisation(name=name, ico=number, kind=OrganisationKind.PROVIDER, by=by)
    loader = PartiesLoader(region_code="CZ0X1", today=TODAY, by=by)
    loader.load()
    PartiesLoader(region_code="CZ0X1", today=TODAY, by=by).load()
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def test_the_commission_sits_today_and_sat_with_another_chair_before(loaded):
    now, then = body_on("komise", TODAY), body_on("komise", TODAY - dt.timedelta(days=1000))
    assert (len(now.members), len(now.seats)) == (9, 11)
    assert str(now.seats[0].person) == "PhDr. Alena Vysoká"
    assert str(then.seats[0].person) == "Radim Doubek"
    assert list(seats_apart()) == []
    assert list(pointers_bare()) == []


def test_everything_in_the_story_is_loaded_once(loaded):
    assert Organisation.objects.count() == len(loaded["organisations"]) + 2
    assert (Person.objects.count(), Contact.objects.count()) == (
        len(loaded["people"]),
        len(loaded["contacts"]),
    )
    assert Body.objects.count() == len(loaded["bodies"])
    assert Seat.objects.count() == sum(len(body["seats"]) for body in loaded["bodies"])


def test_there_is_one_duplicate_to_be_found(loaded):
    assert [{pair.one.name, pair.other.name} for pair in likely_organisations()] == [
        {"Společně Chlumkov, o. p. s.", "Společně Chlumkov"}
    ]


def test_addresses_and_numbers_are_invented():
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for row in (*rows["organisations"], *rows["people"], *rows["contacts"]):
        assert row.get("email", ".example").endswith(".example")
        assert ".example" in row.get("web", ".example")
        assert ico(row.get("ico", "99900173")).startswith("999")
