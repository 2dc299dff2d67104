"""Pages of verification: the link without an account, the overview, the decision beside what changed."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.steps import step
from zazemi.network.choices import Weekday
from zazemi.network.models import Proposal, Service, VerificationRequest
from zazemi.network.services import (
    HoursFields,
    PlaceFields,
    ServiceFacts,
    add_hours,
    add_place,
    add_service,
    change_place,
)
from zazemi.network.verification.asking import send_round
from zazemi.network.verification.links import MOST_ANSWERS, token_of
from zazemi.post.models import Letter
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceKind

MACHINE = Actor.for_machine("import")


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def link(service, place, officer):
    """The address in the letter about a service with hours."""
    with step(MACHINE, why="example"):
        service.email, service.phone = "teren@most.example", "485 111 222"
        service.save()
    monday = HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(8), closes_at=dt.time(16))
    add_hours(place=place, fields=monday, by=MACHINE)
    send_round(by=officer)
    return reverse("network:verify_by_link", args=[token_of(VerificationRequest.objects.get())])


def words(answer):
    return answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def typed_on(answer, **changes):
    """Everything the form of the page holds, as a browser would send it, with changes."""
    form = answer.context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (None, False, ""):
            data[name] = value
    return {**data, "answer": "changed", **changes}


def test_the_link_shows_what_is_published_and_looking_writes_nothing(client, link):
    before = (Service.objects.get().version, VerificationRequest.objects.get().version)
    answer = client.get(link)
    page = words(answer)
    for text in ("Terén Chlumkov", "485 111 222", "pondělí 8.00–16.00", "Nádražní 5", "Všechno platí"):
        assert text in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert (Service.objects.get().version, VerificationRequest.objects.get().version) == before


def test_one_button_confirms_and_the_link_has_done_its_work(client, link):
    seen = client.get(link).context["seen"]
    answer = client.post(link, {"answer": "holds", "seen": seen}, follow=True)
    assert "k dnešnímu dni ověřená" in words(answer)
    assert Service.objects.get().verified_on == clock.today()
    again = client.get(link)
    assert again.status_code == 404
    assert "Tento odkaz už neplatí" in words(again)


def test_what_is_typed_becomes_a_proposal_and_the_link_then_says_that_it_waits(client, link, place):
    changes = {"s-phone": "485 999 000", f"p{place.pk}-h3": "13-17", "note": "Nově."}
    data = typed_on(client.get(link), **changes)
    assert "uložený" in words(client.post(link, data, follow=True))
    proposal = Proposal.objects.get()
    assert {one.field: one.new_value for one in proposal.changes.all()} == {
        "phone": "485 999 000",
        "hours": {"1": [["08:00", "16:00"]], "3": [["13:00", "17:00"]]},
    }
    assert Service.objects.get().phone == "485 111 222"
    page = words(client.get(link))
    assert "čeká na krajský úřad" in page
    assert "485 999 000" in page


def test_unreadable_hours_stay_in_the_form_with_a_sentence(client, link, place):
    data = typed_on(client.get(link), **{f"p{place.pk}-h3": "odpoledne", "s-web": "www.most.example"})
    answer = client.post(link, data)
    assert answer.status_code == 422
    assert "není otevírací doba" in words(answer)
    assert 'value="odpoledne"' in words(answer)
    assert 'value="www.most.example"' in words(answer)
    assert not Proposal.objects.exists()


def test_what_changed_meanwhile_is_shown_and_the_typed_text_kept(client, link):
    data = typed_on(client.get(link), **{"s-web": "www.most.example"})
    with step(MACHINE, why="telefon"):
        service = Service.objects.get()
        service.phone = "485 777 777"
        service.save()
    answer = client.post(link, data)
    assert answer.status_code == 409
    assert "485 777 777" in words(answer)
    assert 'value="www.most.example"' in words(answer)
    assert client.post(link, {"answer": "holds", "seen": data["seen"]}).status_code == 409


def test_a_forged_link_is_not_there_and_many_answers_are_refused(client, link):
    assert client.get(link.replace("~", "~x")).status_code == 404
    assert client.get(reverse("network:verify_by_link", args=["abc"])).status_code == 404
    for _number in range(MOST_ANSWERS):
        client.post(link, {"answer": "holds", "seen": "wrong"})
    answer = client.post(link, {"answer": "holds", "seen": "wrong"})
    assert (answer.status_code, "příliš mnoho" in words(answer)) == (429, True)


def test_a_secret_address_is_not_behind_the_link(client, link, place, officer):
    fields = PlaceFields(municipality=place.municipality, is_municipality_secret=True)
    change_place(place, fields=fields, expected_version=place.version, by=officer)
    page = words(client.get(link))
    assert "místo s utajenou adresou" in page
    assert "Nádražní" not in page
    assert place.municipality.name not in page.replace("Terén Chlumkov", "")


def test_the_office_sees_the_typed_beside_the_present_and_decides(client, sign_in, link, place):
    visitor = type(client)()
    visitor.post(link, typed_on(visitor.get(link), **{"s-phone": "485 999 000", "s-fees": "10 Kč"}))
    client = sign_in(Role.REGIONAL_OFFICER)
    overview = words(client.get(reverse("network:verification")))
    assert "Čeká <b>jeden</b> návrh" in overview
    address = reverse("network:proposal", args=[Proposal.objects.get().pk])
    answer = client.get(address)
    assert "485 111 222" in words(answer)
    assert "485 999 000" in words(answer)
    by_field = {one.field: one.pk for one in Proposal.objects.get().changes.all()}
    data = {
        "seen": answer.context["form"]["seen"].value(),
        f"d{by_field['phone']}": "accept",
        f"d{by_field['fees']}": "refuse",
        "answer": "",
    }
    refused = client.post(address, data)
    assert (refused.status_code, "Napište důvod" in words(refused)) == (422, True)
    data[f"r{by_field['fees']}"] = "Služba je zdarma."
    assert client.post(address, data).status_code == 302
    assert Service.objects.get().phone == "485 999 000"
    assert "Služba je zdarma." in Letter.objects.order_by("pk").last().text
    assert "rozhodnuto" in words(client.get(address))


def test_a_decision_over_something_unseen_comes_back_with_both_values(client, sign_in, link):
    visitor = type(client)()
    visitor.post(link, typed_on(visitor.get(link), **{"s-phone": "485 999 000"}))
    client = sign_in(Role.HEAD)
    address = reverse("network:proposal", args=[Proposal.objects.get().pk])
    seen = client.get(address).context["form"]["seen"].value()
    with step(MACHINE, why="telefon"):
        service = Service.objects.get()
        service.phone = "485 777 777"
        service.save()
    pk = Proposal.objects.get().changes.get().pk
    answer = client.post(address, {"seen": seen, f"d{pk}": "accept"})
    assert answer.status_code == 409
    for text in ("485 999 000", "485 777 777", "485 111 222", "mezitím změněno"):
        assert text in words(answer)
    fresh = client.get(address)
    assert fresh.context["form"][f"d{pk}"].value() is None, "what both changed is never preselected"
    data = {"seen": answer.context["form"]["seen"].value(), f"d{pk}": "accept"}
    assert client.post(address, data).status_code == 302
    assert Service.objects.get().phone == "485 999 000"


def test_a_round_is_sent_once_however_often_the_button_is_pressed(sign_in, service, place):
    with step(MACHINE, why="example"):
        service.email = "teren@most.example"
        service.save()
    client = sign_in(Role.REGIONAL_OFFICER)
    address = reverse("network:verification_round")
    assert "na <b>1</b> službu" in words(client.get(address))
    key = new_form_key()
    for _click in range(2):
        client.post(address, {"form_key": key})
    assert (VerificationRequest.objects.count(), Letter.objects.count()) == (1, 1)
    assert "1 dopis" in words(client.get(reverse("network:verification")))


def test_a_service_without_an_email_gets_a_letter_on_paper(sign_in, service, place):
    client = sign_in(Role.REGIONAL_OFFICER)
    page = words(client.get(reverse("network:verification_letters")))
    assert "Terén Chlumkov" in page
    assert "podpis" in page


def test_a_provider_sees_its_own_services_and_verifies_them(sign_in, service, place, provider, officer):
    client = sign_in(Role.PROVIDER, organisation=provider)
    page = words(client.get(reverse("network:verify_mine")))
    assert "Terén Chlumkov" in page
    assert "zatím neověřeno" in page
    address = reverse("network:verify_service", args=[service.pk])
    answer = client.post(address, {"form_key": new_form_key(), "how": ""}, follow=True)
    assert "k dnešnímu dni ověřená" in words(answer)
    assert Service.objects.get().verified_on == clock.today()
    assert client.get(reverse("network:verification")).status_code == 403


def test_the_overview_asks_the_same_number_of_queries_however_long(
    sign_in, provider, officer, django_assert_max_num_queries
):
    client = sign_in(Role.REGIONAL_OFFICER)
    for number in range(30):
        facts = ServiceFacts(email=f"sluzba{number}@most.example")
        made = add_service(
            provider=provider, kind=ServiceKind.COUNSELLING, name=f"Poradna {number}", facts=facts, by=officer
        )
        where = PlaceFields(municipality=Municipality.objects.get(code="990002"))
        add_place(service=made, fields=where, by=officer)
    send_round(by=officer)
    with django_assert_max_num_queries(16):
        client.get(reverse("network:verification"))


def test_the_filter_by_age_and_name(sign_in, service, place):
    client = sign_in(Role.REGIONAL_OFFICER)
    address = reverse("network:verification")
    assert "Terén Chlumkov" in words(client.get(address + "?stav=never&q=teren"))
    assert "Terén Chlumkov" not in words(client.get(address + "?stav=fresh"))
    assert "Žádná služba tu není" in words(client.get(address + "?q=nic takového"))
    assert client.get(address + "?stav=nonsense").status_code == 200
