import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.parties.choices import OrganisationKind, SeatRole, Visibility
from zazemi.parties.exports import card_of
from zazemi.parties.models import Body, Contact, Organisation, Person, Seat
from zazemi.parties.selectors import contacts_of
from zazemi.parties.services import ContactFields, SeatFields, add_contact, add_organisation, add_seat

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")


def organisation_data(record, **changes):
    data = {
        "expected_version": record.version,
        "name": record.name,
        "kind": record.kind,
        "ico": record.ico,
        "municipality": record.municipality_id or "",
        "region": record.region_id or "",
        "email": record.email,
    }
    return data | changes


def test_two_officers_who_edit_one_organisation_keep_both_texts(hrana, lists, sign_in):
    first, second = sign_in(Role.REGIONAL_OFFICER, into=Client()), sign_in(Role.HEAD, into=Client())
    url = reverse("parties:organisation_change", args=[hrana.pk])
    assert first.get(url).status_code == 200
    mine = first.post(url, organisation_data(hrana, name="Spolek Na Hraně"))
    assert mine.status_code == 302
    theirs = second.post(url, organisation_data(hrana, name="Hrana, spolek", phone="485 22"))
    assert theirs.status_code == 409
    page = text_of(theirs)
    assert "Spolek Na Hraně" in page.replace("  ", " ")
    assert "485 22" in page
    html = theirs.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    radios = set(re.findall(r'<input type="radio" name="([^"]+)" value="mine"', html))
    assert second.post(url, hidden | dict.fromkeys(radios, "mine")).status_code == 302
    stored = Organisation.objects.get()
    assert (stored.name, stored.phone, stored.version) == ("Hrana, spolek", "485 22", 3)


def test_a_form_sent_twice_makes_one_organisation(lists, chlumkov, sign_in):
    client = sign_in(Role.REGIONAL_OFFICER)
    data = {"form_key": new_form_key(), "name": "Nová", "kind": "other", "municipality": "Chlumkov"}
    answers = [client.post(reverse("parties:organisation_add"), data) for _ in range(2)]
    made = Organisation.objects.get(name="Nová")
    assert {answer["Location"] for answer in answers} == {reverse("parties:organisation", args=[made.pk])}
    assert (made.municipality.name, made.region_id) == ("Chlumkov", "CZ0X1")


def test_a_wrong_ico_is_said_at_its_field_and_nothing_typed_is_lost(lists, region, sign_in):
    client = sign_in(Role.REGIONAL_OFFICER)
    data = {"form_key": new_form_key(), "name": "Nová organizace", "kind": "other", "ico": "12345678"}
    answer = client.post(reverse("parties:organisation_add"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Nová organizace"' in page
    assert 'value="12345678"' in page
    assert "12345678" in text_of(answer)
    nowhere = client.post(reverse("parties:organisation_add"), data | {"municipality": "Nikde"})
    assert "Žádné místo se nejmenuje „Nikde“" in text_of(nowhere)


def test_a_person_a_body_and_a_seat_are_entered_in_the_browser(lists, hrana, sign_in):
    client = sign_in(Role.SECRETARY)
    seen = dict.fromkeys(("name_visibility", "email_visibility", "phone_visibility"), "public")
    data = {"form_key": new_form_key(), "family_name": "Malá", "given_name": "Jana", **seen}
    assert client.post(reverse("parties:person_add"), data).status_code == 302
    jana = Person.objects.get()
    body = {"form_key": new_form_key(), "key": "komise", "name": "Komise", "kind": "commission"}
    body |= {"founder": hrana.pk, "members_visibility": "public"}
    assert client.post(reverse("parties:body_add"), body).status_code == 302
    seat = {"form_key": new_form_key(), "person": jana.pk, "role": "chair", "valid_from": "2024-01-01"}
    add = reverse("parties:seat_add", args=["komise"])
    assert client.post(add, seat).status_code == 302
    twice = client.post(add, seat | {"form_key": new_form_key()})
    assert twice.status_code == 422
    assert "sedí" in text_of(twice)
    chair = Seat.objects.get()
    change = reverse("parties:seat_change", args=[chair.pk])
    ended = {"expected_version": 1, "person": jana.pk, "role": "chair", "valid_to": "2024-12-31"}
    assert client.post(change, ended).status_code == 302
    page = reverse("parties:body", args=["komise"])
    assert "Jana Malá" in text_of(Client().get(page, {"den": "2024-06-01"}))
    assert "Dne 1. 6. 2024 v něm sedí jeden člen" in " ".join(
        text_of(Client().get(page, {"den": "2024-06-01"})).split()
    )
    assert "nikdo neseděl" in text_of(Client().get(page, {"den": "2025-06-01"}))


def test_a_closed_list_of_members_is_not_for_the_public(commission, person, officer, sign_in):
    Body.objects.get()
    from zazemi.parties.services import BodyFields, change_body

    fields = BodyFields(
        name=commission.name,
        kind=commission.kind,
        founder=commission.founder,
        members_visibility=Visibility.BODY,
    )
    change_body(commission, fields=fields, expected_version=1, by=officer)
    add_seat(body=commission, fields=SeatFields(person=person("Tichý"), role=SeatRole.CHAIR), by=officer)
    url = reverse("parties:body", args=["komise"])
    assert "Tichý" not in text_of(Client().get(url))
    assert "Tichý" in text_of(sign_in(Role.BODY_MEMBER).get(url))


def test_an_erased_person_is_gone_after_one_decided_click(person, sign_in):
    jana = person("Malá", "Jana")
    url = reverse("parties:person_erase", args=[jana.pk])
    client = sign_in(Role.HEAD)
    assert "Nejde to vrátit" in text_of(client.get(url))
    assert client.post(url, {"expected_version": 7}).status_code == 409
    assert client.post(url, {"expected_version": 1}).status_code == 302
    assert Person.objects.get().erased_at is not None
    assert client.get(url).status_code == 404
    assert "vymazány" in text_of(client.get(reverse("parties:person", args=[jana.pk])))


def test_duplicates_are_found_compared_and_merged_in_the_browser(hrana, officer, sign_in):
    twin = add_organisation(name="Hrana", kind=OrganisationKind.PROVIDER, by=officer)
    client = sign_in(Role.REGIONAL_OFFICER)
    listed = client.get(reverse("parties:organisation_duplicates")).content.decode()
    url = reverse("parties:organisation_merge", args=[hrana.pk, twin.pk])
    assert url in listed
    assert "27000028" in text_of(client.get(url))
    stale = client.post(url, {"kept_version": 9, "other_version": 1, "name": "other"})
    assert stale.status_code == 422
    done = client.post(url, {"kept_version": 1, "other_version": 1, "name": "other"})
    assert done["Location"] == reverse("parties:organisation", args=[hrana.pk])
    assert Organisation.objects.get(merged_into=None).name == "Hrana"
    assert client.get(url).status_code == 404


def test_a_card_says_only_what_may_be_seen_and_no_value_adds_a_line(hrana, lists, officer):
    fields = ContactFields(
        role=lists("contact_roles", "general"),
        label="podatelna; a, b\\c",
        phone="485 1",
        email="a@b.example",
        visibility=Visibility.PUBLIC,
    )
    contact = add_contact(organisation=hrana, fields=fields, by=officer)
    answer = Client().get(reverse("parties:contact_card", args=[contact.pk]))
    assert answer["Content-Type"].startswith("text/vcard")
    lines = answer.content.decode().split("\r\n")
    assert lines[:4] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", r"FN:podatelna\; a\, b\\c"]
    assert "TEL:485 1" in lines
    shown = contacts_of(hrana, viewer=officer)[0]
    import dataclasses

    evil = dataclasses.replace(shown, who="x\r\nTEL:666\nNOTE:y")
    assert card_of(evil).count("TEL:") == 2
    assert [line for line in card_of(evil).split("\r\n") if line.startswith("TEL:")] == ["TEL:485 1"]


def test_lists_cost_the_same_however_long_they_are(hrana, lists, person, officer, sign_in):
    client = sign_in(Role.REGIONAL_OFFICER)
    role = lists("contact_roles", "general")
    urls = [reverse(f"parties:{name}") for name in ("contacts", "organisations", "people", "bodies")]

    def cost():
        counted = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counted.append(len(queries))
        return counted

    def more(number):
        someone = person(f"Novák {number}")
        made = add_organisation(name=f"Spolek {number}", kind=OrganisationKind.OTHER, by=officer)
        add_contact(organisation=made, fields=ContactFields(role=role, person=someone), by=officer)

    more(1)
    before = cost()
    for number in range(2, 8):
        more(number)
    assert Contact.objects.count() == 7
    assert cost() == before
    assert max(before) <= 9
