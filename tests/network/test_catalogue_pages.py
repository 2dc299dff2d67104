"""Pages of the public catalogue: no cookie, few queries, light, telephone first, always a next step."""

import datetime as dt
import gzip
import re

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.clock import PRAGUE
from zazemi.kernel.steps import step
from zazemi.network.choices import Weekday
from zazemi.network.models import Place, Service
from zazemi.network.services import (
    HoursFields,
    PlaceFields,
    ServiceFacts,
    add_hours,
    add_place,
    add_service,
)
from zazemi.territory.models import Municipality, Orp
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceKind

MACHINE = Actor.for_machine("import")
MONDAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=PRAGUE)
RESULTS = "/pomoc/hledat/"


@pytest.fixture
def club(provider):
    """A club with a telephone and hours, verified a month ago."""
    facts = ServiceFacts(phone="485 111 222", web="www.klub.example", age_from=6, age_to=18, fees="zdarma")
    service = add_service(
        provider=provider, kind=ServiceKind.LOW_THRESHOLD_CLUB, name="Klub Bedna", facts=facts, by=MACHINE
    )
    where = PlaceFields(municipality=Municipality.objects.get(code="990002"), address="Školní 5")
    place = add_place(service=service, fields=where, by=MACHINE)
    hours = HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(9), closes_at=dt.time(17))
    add_hours(place=place, fields=hours, by=MACHINE)
    with step(MACHINE, why="example"):
        service.verified_on = dt.date(2026, 10, 20)
        service.save()
    return service


def words(answer):
    return answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def main_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words(answer).split("<main")[1].split("</main>")[0]))


def test_a_card_says_the_telephone_first_then_the_rest(client, club):
    with clock.frozen(MONDAY):
        page = main_of(client.get(RESULTS + "?situace=klub&obec=990001"))
    for text in (
        "1 služba pomáhá do 60 min autem od obce Dolní Lhota",
        "Zavolat 485 111 222",
        "dnes otevřeno do 17.00",
        "Školní 5, Chlumkov",
        "od 6 do 18 let",
        "zdarma",
        "ověřeno 20. 10. 2026",
        "min autem",
    ):
        assert text in page
    assert page.index("485 111 222") < page.index("dnes otevřeno")
    assert 'href="tel:+420485111222"' in words(client.get(RESULTS + "?situace=klub&obec=990001"))


def test_the_public_gets_no_cookie_and_no_script_is_needed(client, club):
    for address in ("/pomoc/", RESULTS + "?situace=klub", RESULTS + "?obec=990001", f"/pomoc/{club.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies, address
        assert "hx-" not in words(answer).split("<main")[1].split("</main>")[0]


def test_a_page_is_light(client, provider):
    for number in range(40):
        service = add_service(
            provider=provider, kind=ServiceKind.COUNSELLING, name=f"Poradna {number}", by=MACHINE
        )
        where = PlaceFields(municipality=Municipality.objects.get(code="990002"), address=f"Školní {number}")
        add_place(service=service, fields=where, by=MACHINE)
    for address in ("/pomoc/", RESULTS + "?obec=990001"):
        assert len(gzip.compress(client.get(address).content)) < 8_000, address


def test_a_situation_without_a_place_offers_areas_each_one_tap(client, club):
    page = words(client.get(RESULTS + "?situace=klub"))
    orp = Orp.objects.get()
    assert f"?situace=klub&amp;orp={orp.code}" in page
    assert "Klub Bedna" in words(client.get(RESULTS + f"?situace=klub&orp={orp.code}"))


def test_an_exact_name_goes_on_a_wrong_one_offers_names_and_an_unknown_one_says_so(client, club):
    answer = client.get(RESULTS + "?situace=klub&misto=chlumkov")
    assert answer["Location"] == RESULTS + "?situace=klub&obec=990002"
    assert "Chlumkov" in main_of(client.get(RESULTS + "?misto=Chlumkof"))
    assert "neznáme" in main_of(client.get(RESULTS + "?misto=Qqqqqq"))


def test_nothing_near_says_what_to_do_next(client, club):
    page = main_of(client.get(RESULTS + "?situace=zavislost&obec=990001"))
    for text in (
        "nikdo z registru nepomáhá",
        "hledat dál",
        "§ 92 zákona č. 108/2006 Sb.",
        "vše, co tu pomáhá",
    ):
        assert text in page
    place = Place.objects.get()
    with step(MACHINE, why="example"):
        place.lat, place.lon = 51.0, 17.5
        place.save()
    page = main_of(client.get(RESULTS + "?situace=klub&obec=990001&dojezd=30"))
    assert "Kdo pomáhá nejblíž" in page
    assert "Klub Bedna" in page


def test_a_secret_address_is_on_no_page_of_the_catalogue(client, provider, settings):
    service = add_service(provider=provider, kind=ServiceKind.SHELTER_HOUSE, name="Bezpečný dům", by=MACHINE)
    where = PlaceFields(
        municipality=Municipality.objects.get(code="990003"),
        is_address_secret=True,
        is_municipality_secret=True,
    )
    add_place(service=service, fields=where, by=MACHINE)
    pages = [
        main_of(client.get(address))
        for address in (
            f"/pomoc/{service.pk}/",
            RESULTS + "?situace=bez-domova&obec=990001",
            RESULTS + "?situace=bez-domova&obec=990001&mapa=1",
            RESULTS + f"?orp={Orp.objects.get().code}",
            RESULTS + "?situace=bez-domova",
        )
    ]
    assert all("Žďárek" not in page for page in pages)
    assert "Bezpečný dům" in pages[0]
    assert "adresa je utajená" in pages[1]
    assert "min autem" not in pages[1].split("Bezpečný dům")[1]


def test_the_page_of_a_service_shows_the_week_and_an_ended_one_is_not_there(client, club):
    with clock.frozen(MONDAY):
        page = main_of(client.get(f"/pomoc/{club.pk}/"))
        for text in ("pondělí 9.00–17.00", "úterý zavřeno", "O svátcích nejdřív zavolejte", "ověřeno"):
            assert text in page
    with step(MACHINE, why="example"):
        club.ended_on = dt.date(2020, 1, 1)
        club.save()
    assert client.get(f"/pomoc/{club.pk}/").status_code == 404


def test_nonsense_in_the_address_is_as_if_nothing_was_said(client, club):
    for query in (
        "?situace=x&druh=y&obec=12345678&orp=zz&dojezd=-5&strana=abc&mapa=2",
        "?obec=990001&strana=99999",
        "?misto=" + "x" * 5000,
        "?obec=%00&orp=%00",
        "?misto=%00",
    ):
        assert client.get(RESULTS + query).status_code == 200, query


def test_queries_do_not_grow_with_services_or_municipalities(client, provider, django_assert_max_num_queries):
    fill_country(provider, n_municipalities=60, n_services=200)
    with django_assert_max_num_queries(9):
        client.get(RESULTS + "?obec=990001&dojezd=120&mapa=1")
    with django_assert_max_num_queries(4):
        client.get(RESULTS + "?situace=klub")


@pytest.mark.slow
def test_the_whole_country_with_twenty_thousand_services(client, provider, django_assert_max_num_queries):
    fill_country(provider, n_municipalities=6_255, n_services=20_000)
    for query in (
        "?obec=990001&dojezd=120",
        "?situace=klub&obec=990001",
        "?misto=obec+500x",
        "?situace=krize",
    ):
        with django_assert_max_num_queries(9):
            answer = client.get(RESULTS + query)
        assert answer.status_code == 200
        assert len(gzip.compress(answer.content)) < 16_000, query


def fill_country(provider, *, n_municipalities, n_services):
    """Fill the tables past the versions: only reading is tried here."""
    pattern = Municipality.objects.select_related("orp").first()
    made = []
    for number in range(n_municipalities):
        name = f"Obec {number}"
        made.append(
            Municipality(
                code=f"{100_000 + number}",
                status="O",
                orp=pattern.orp,
                pou=pattern.pou,
                district=pattern.district,
                region=pattern.region,
                lat=48.6 + (number % 80) / 35,
                lon=12.2 + (number // 80) / 12,
                name=name,
                name_folded=folded(name),
                name_sort=sort_key(name),
            )
        )
    Municipality.objects.bulk_create(made)
    kinds = [ServiceKind.LOW_THRESHOLD_CLUB, ServiceKind.COUNSELLING, ServiceKind.FIELD_PROGRAMME]
    services = [
        Service(provider=provider, kind=kinds[number % 3], version=1).named(f"Služba {number}")
        for number in range(n_services)
    ]
    QuerySet(Service).bulk_create(services, batch_size=1000)
    places = [
        Place(service=service, municipality=made[number % n_municipalities], version=1)
        for number, service in enumerate(services)
    ]
    QuerySet(Place).bulk_create(places, batch_size=1000)


def test_the_first_page_leads_to_the_catalogue(client, club):
    assert f'action="{reverse("catalogue:results")}"' in words(client.get("/"))
    assert 'href="/pomoc/"' in words(client.get("/"))
