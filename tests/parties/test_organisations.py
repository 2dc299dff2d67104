import pytest
from django.db import IntegrityError

from zazemi.kernel.actor import Actor
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.steps import step
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.errors import NamelessOrganisationError, TakenIcoError
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import by_icos, by_names, organisations, own_organisations
from zazemi.parties.services import add_organisation, change_organisation
from zazemi.values.codes import InvalidCodeError

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor.for_machine("import")


@pytest.fixture
def hrana(by):
    return add_organisation(name="  Spolek   Hrana ", ico="27000028", kind=OrganisationKind.PROVIDER, by=by)


def test_an_organisation_keeps_its_name_tidy_and_findable(hrana):
    assert (hrana.name, hrana.name_folded, hrana.version) == ("Spolek Hrana", "spolek hrana", 1)
    assert by_icos(["27000028", ""]) == {"27000028": hrana}
    assert by_names(["SPOLEK HRANA"]) == {"spolek hrana": hrana}


def test_organisations_stand_in_czech_order(by):
    for name in ("Hrana", "Charita", "Cesta", "Řeka", "Ruka"):
        add_organisation(name=name, kind=OrganisationKind.PROVIDER, by=by)
    add_organisation(name="Obec", kind=OrganisationKind.MUNICIPALITY, by=by)
    found = [one.name for one in organisations(OrganisationKind.PROVIDER)]
    assert found == ["Cesta", "Hrana", "Charita", "Ruka", "Řeka"]


def test_an_ico_belongs_to_one_organisation(hrana, by):
    with pytest.raises(TakenIcoError, match="Spolek Hrana"):
        add_organisation(name="Jiný", ico="27000028", kind=OrganisationKind.PROVIDER, by=by)
    with pytest.raises(InvalidCodeError):
        add_organisation(name="Jiný", ico="12345678", kind=OrganisationKind.PROVIDER, by=by)
    with pytest.raises(NamelessOrganisationError):
        add_organisation(name=" ", kind=OrganisationKind.PROVIDER, by=by)


@pytest.mark.db
def test_the_database_itself_refuses_a_second_ico(hrana, by):
    with pytest.raises(IntegrityError), step(by, "zkouška"):
        Organisation(ico="27000028", kind="provider").named("Jiný").save()


def test_a_change_over_somebody_elses_is_refused(hrana, by):
    fields = {"ico": "27000028", "kind": OrganisationKind.PROVIDER, "by": by}
    change_organisation(hrana, name="Spolek Na Hraně", expected_version=1, **fields)
    with pytest.raises(StaleVersionError):
        change_organisation(hrana, name="Třetí", expected_version=1, **fields)
    assert Organisation.objects.get().name == "Spolek Na Hraně"


def test_people_have_the_organisations_of_their_mandates(hrana):
    assert list(own_organisations(Actor(organisation_ids=frozenset({hrana.pk})))) == [hrana]
    assert not own_organisations(Actor.anonymous()).exists()
