import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parties.conftest import actor

from zazemi.kernel import audit
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import CollidingReferencesError, StaleVersionError
from zazemi.kernel.history import history_of
from zazemi.kernel.integrity import version_findings
from zazemi.network.models import Service
from zazemi.network.services import add_service
from zazemi.parties.checks import pointers_bare
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.errors import (
    MergedRecordError,
    NotYoursError,
    SameRecordError,
    SucceedingError,
    TwoIdentitiesError,
)
from zazemi.parties.models import Contact, Organisation, Person
from zazemi.parties.selectors import by_icos, by_names, organisations, people
from zazemi.parties.selectors.duplicates import likely_organisations, likely_people
from zazemi.parties.services import (
    ContactFields,
    FunctionFields,
    OrganisationDetails,
    SeatFields,
    add_contact,
    add_function,
    add_organisation,
    add_seat,
    add_succession,
    change_organisation,
    erase_person,
    merge_organisations,
    merge_people,
)
from zazemi.parties.services.merging import Versions
from zazemi.parties.similarity import candidates, likeness, words_of
from zazemi.values.services import ServiceKind

ONE = Versions(kept=1, merged=1)


@pytest.fixture
def twin(chlumkov, officer):
    """The same organisation as ``hrana``, entered once more."""
    return add_organisation(
        name="HRANA, z. s.",
        kind=OrganisationKind.PROVIDER,
        details=OrganisationDetails(municipality=chlumkov, phone="485 1", data_box="8tuai67"),
        by=officer,
    )


def merge(kept, merged, officer, taken=None, versions=ONE):
    return merge_organisations(kept, merged, taken=taken or {}, versions=versions, by=officer)


@pytest.mark.db
@pytest.mark.django_db
def test_everything_of_the_merged_one_comes_to_the_kept_one_with_the_history_of_both(
    hrana, twin, lists, officer, client
):
    service = add_service(provider=twin, kind=ServiceKind.FIELD_PROGRAMME, name="Terén", by=officer)
    fields = ContactFields(role=lists("contact_roles", "general"), label="podatelna", phone="1")
    contact = add_contact(organisation=twin, fields=fields, by=officer)
    unit = add_organisation(
        name="Pobočka",
        kind=OrganisationKind.PROVIDER,
        details=OrganisationDetails(part_of=twin),
        by=officer,
    )
    assert merge(hrana, twin, officer, taken={"name": True}) == 3
    kept, pointer = Organisation.objects.get(pk=hrana.pk), Organisation.objects.get(pk=twin.pk)
    assert (kept.name, kept.ico, kept.phone, kept.data_box, kept.email) == (
        "HRANA, z. s.",
        "27000028",
        "485 1",
        "8tuai67",
        "spolek@hrana.example",
    )
    assert (pointer.merged_into, pointer.ico, pointer.data_box) == (kept, "", "")
    assert Service.objects.get(pk=service.pk).provider == kept
    assert Contact.objects.get(pk=contact.pk).organisation == kept
    assert Organisation.objects.get(pk=unit.pk).part_of == kept
    assert [one.pk for one in organisations()] == [kept.pk, unit.pk]
    assert by_names(["hrana, z. s."])["hrana, z. s."] == kept
    assert by_icos(["27000028"]) == {"27000028": kept}
    assert history_of(Service.objects.get(pk=service.pk))[0].why == "organizace „HRANA, z. s.“ sloučena"
    assert [line.version for line in history_of(pointer)] == [2, 1]
    assert audit.verify_chain().is_whole
    assert list(version_findings()) == []
    assert list(pointers_bare()) == []
    answer = client.get(reverse("parties:organisation", args=[pointer.pk]))
    assert answer["Location"] == reverse("parties:organisation", args=[kept.pk])
    with pytest.raises(MergedRecordError, match="HRANA"):
        change_organisation(pointer, name="x", ico="", kind=pointer.kind, expected_version=2, by=officer)
    with pytest.raises(MergedRecordError):
        merge(kept, pointer, officer, versions=Versions(kept=2, merged=2))


@pytest.mark.django_db
def test_what_would_be_there_twice_is_named_and_nothing_moves(hrana, twin, officer):
    for provider in (hrana, twin):
        add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name="Terén", by=officer)
    with pytest.raises(CollidingReferencesError, match="Terén"):
        merge(hrana, twin, officer)
    assert Organisation.objects.filter(merged_into=None).count() == 2
    assert Service.objects.filter(provider=twin.pk).exists()
    assert Organisation.objects.get(pk=twin.pk).data_box == "8tuai67"


@pytest.mark.django_db
def test_two_organisations_that_are_two_are_never_merged(hrana, twin, officer):
    other = add_organisation(name="Jiná Hrana", ico="27000010", kind=OrganisationKind.PROVIDER, by=officer)
    with pytest.raises(TwoIdentitiesError, match="27000010"):
        merge(hrana, other, officer)
    with pytest.raises(SameRecordError):
        merge(hrana, hrana, officer)
    with pytest.raises(NotYoursError):
        merge(hrana, twin, actor(Role.CONSULTANT, Role.PROVIDER))
    add_succession(
        predecessor=twin, successor=hrana, on=dt.date(2020, 1, 1), reason="přejmenování", by=officer
    )
    with pytest.raises(SucceedingError):
        merge(hrana, Organisation.objects.get(pk=twin.pk), officer, versions=Versions(kept=1, merged=2))


@pytest.mark.django_db
def test_a_merge_over_somebody_elses_change_is_refused(hrana, twin, officer):
    change_organisation(
        Organisation.objects.get(pk=twin.pk),
        name="Hrana jinak",
        ico="",
        kind=twin.kind,
        expected_version=1,
        by=officer,
    )
    with pytest.raises(StaleVersionError):
        merge(hrana, twin, officer)


@pytest.mark.django_db
def test_two_records_of_one_person_become_one_and_are_erased_together(
    person, hrana, commission, lists, officer, head
):
    jana, again = person("Malá", "Jana"), person("Malá", "Jana", email="jana@hrana.example")
    fields = FunctionFields(organisation=hrana, role=lists("organisation_roles", "officer"))
    add_function(person=again, fields=fields, by=officer)
    add_seat(body=commission, fields=SeatFields(person=again), by=officer)
    assert merge_people(jana, again, taken={}, versions=ONE, by=officer) == 2
    kept = Person.objects.get(pk=jana.pk)
    assert (kept.email, kept.functions.count(), kept.seats.count()) == ("jana@hrana.example", 1, 1)
    assert [one.pk for one in people()] == [jana.pk]
    erase_person(kept, expected_version=kept.version, by=head)
    stored = [*Person.objects.values_list(), *Person.history.values_list()]
    assert not any("Malá" in str(row) or "jana@" in str(row) for row in stored)
    assert list(version_findings()) == []


@pytest.mark.django_db
def test_a_person_who_sits_twice_in_a_body_is_not_merged_silently(person, commission, officer):
    one, other = person("Malá", "Jana"), person("Malá", "Jana")
    for someone in (one, other):
        add_seat(body=commission, fields=SeatFields(person=someone), by=officer)
    with pytest.raises(CollidingReferencesError, match="Komise"):
        merge_people(one, other, taken={}, versions=ONE, by=officer)


@pytest.mark.django_db
def test_likely_organisations_share_a_name_or_a_similar_one_and_a_place(
    hrana, twin, region, officer, django_assert_num_queries
):
    def add(name, ico="", **details):
        return add_organisation(
            name=name,
            ico=ico,
            kind=OrganisationKind.PROVIDER,
            details=OrganisationDetails(**details),
            by=officer,
        )

    add("Úplně něco jiného")
    add("Hrana druhá", "27000010", municipality=hrana.municipality)
    close = add("Spolek Hrany", municipality=hrana.municipality)
    with django_assert_num_queries(2):
        found = likely_organisations()
    pairs = {frozenset((pair.one.name, pair.other.name)): pair.reason for pair in found}
    assert pairs[frozenset(("Spolek Hrana", "HRANA, z. s."))] == "the same name and seat"
    assert not any({"Spolek Hrana", "Hrana druhá"} == set(pair) for pair in pairs)
    assert not any("Úplně něco jiného" in pair for pair in pairs)
    assert found[0].one == hrana
    assert close.name


@pytest.mark.django_db
def test_likely_people_share_a_name_and_better_a_work(person, hrana, lists, officer):
    one, other, third = (person("Malá", "Jana") for _ in range(3))
    person("Velká", "Jana")
    fields = FunctionFields(organisation=hrana, role=lists("organisation_roles", "officer"))
    for someone in (one, third):
        add_function(person=someone, fields=fields, by=officer)
    found = likely_people()
    assert len(found) == 3
    assert {found[0].one, found[0].other} == {one, third}
    assert other in {found[1].one, found[1].other}


names = st.text(alphabet="abcčdeěř ,.", min_size=1, max_size=25)


@given(names, names)
@settings(deadline=None)
def test_likeness_is_symmetric_and_one_for_the_same_words_in_any_order_and_dress(one, other):
    first, second = words_of(one), words_of(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    dressed = " ".join(reversed(one.upper().split()))
    assert words_of(dressed) == first
    assert words_of(f"{one}, z. s.") == first or not first


@given(st.lists(names, max_size=8))
@settings(deadline=None)
def test_each_pair_is_compared_at_most_once_and_equal_names_always(rows):
    words = [words_of(name) for name in rows]
    pairs = list(candidates(words))
    assert len(pairs) == len(set(pairs))
    assert all(first < second for first, second in pairs)
    equal = {
        (first, second)
        for first in range(len(words))
        for second in range(first + 1, len(words))
        if words[first] and words[first] == words[second]
    }
    assert equal <= set(pairs)


def test_legal_forms_and_order_do_not_tell_organisations_apart():
    same = ("Spolek Hrana", "HRANA, z. s.", "Hrana, z.s.", "Hrána o.p.s.")
    assert len({words_of(name) for name in same}) == 1
    assert words_of("Město Chlumkov") == words_of("Chlumkov")
    assert words_of("Spolek") == ("spolek",)
    assert likeness(words_of("Charita Most"), words_of("Charita Brno")) < 0.8
    assert Actor.anonymous().is_anonymous
