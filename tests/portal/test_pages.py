"""The portal says the state first, opens every number, and shows each role its own."""

import re

import pytest
from django.test import override_settings

from zazemi.kernel.actor import Actor, Role
from zazemi.portal.selectors import chosen_region, region_index


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def plain(response):
    """Return the words of the page without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text_of(response)))


def test_an_empty_installation_says_what_belongs_there(client, db):
    for address in ("/", "/kraj/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Instalace je zatím prázdná" in text_of(page)
        assert "První kroky" in text_of(page)
        assert "/ucet/" in text_of(page)


def test_territory_alone_claims_nothing(client, territory):
    page = text_of(client.get("/"))
    assert "Index tohoto kraje zatím není načten" in page
    assert "V 0 z" not in page


def test_the_first_page_says_the_state_in_one_sentence(client, indexed):
    page = plain(client.get("/"))
    assert "V 1 z 3 obcí je zátěž území nejvyšší. Žije v nich 22 % obyvatel kraje starších 15 let." in page
    assert "Index mluví o zátěži území, nikdy o jeho lidech." in page
    assert "Zkušební kraj" in page


def test_every_number_of_the_first_page_can_be_opened(client, region):
    page = text_of(client.get("/"))
    assert page.count('class="figure__value"') == 4
    assert page.count("<details") >= 4
    assert "Zdroj: zkušební registr." in page
    assert "2,0" in page


def test_the_map_of_the_index_says_what_its_table_says(client, indexed):
    page = text_of(client.get("/"))
    on_map = dict(re.findall(r"<title>([^:<]+): (\d+) z 30", page))
    in_table = dict(
        re.findall(r'<a href="/obce/\d+/">([^<]+)</a></th>.*?class="class class--\d">(\d+)</span>', page)
    )
    assert on_map == {"Žleby": "24", "Chlumkov": "9", "Cihlářov": "3"}
    assert in_table == on_map
    assert "Řečkov: bez údaje" in page


def test_the_overview_says_what_is_missing(client, region):
    page = plain(client.get("/kraj/"))
    assert re.search(r"V \d z 3 obcí některá potřebná služba chybí, v dalších \d nestačí.", page)
    assert "Schází" in page
    assert "Čeká na vás" not in page


def test_the_map_of_verdicts_says_what_its_table_says(client, region):
    page = text_of(client.get("/kraj/?druh=teren"))
    on_map = dict(re.findall(r'aria-label="([^:"]+): ([^"]+)"', page))
    rows = re.findall(
        r'<a href="/obce/\d+/">([^<]+)</a></th><td>Chlumkov</td><td><span class="verdict[^"]*">([^<]+)<',
        page,
    )
    assert len(on_map) == 4
    assert dict(rows) == on_map


def test_without_a_register_nothing_is_called_missing(client, indexed):
    page = plain(client.get("/kraj/"))
    assert "modelový výpočet bez stávajících služeb; není tvrzením o skutečných mezerách" in page
    assert "některá potřebná služba chybí" not in page
    municipality = plain(client.get("/obce/990001/"))
    assert "zatím není známo" in municipality


def test_zoom_works_without_a_script(client, region):
    page = text_of(client.get("/kraj/?orp=1901"))
    assert '<option value="1901" selected>' in page
    assert client.get("/kraj/?orp=nonsense&druh=nonsense&kraj=nonsense").status_code == 200


def test_staff_see_what_waits_and_the_public_do_not(client, region, signed_in):
    assert "Čeká na vás" in text_of(signed_in("head", region_code="CZ0X1").get("/kraj/"))
    assert "Čeká na vás" not in text_of(client.get("/kraj/"))


@pytest.mark.parametrize(
    ("role", "where", "landing"),
    [
        ("head", {"region_code": "CZ0X1"}, "/kraj/"),
        ("regional_officer", {"region_code": "CZ0X1"}, "/kraj/"),
        ("municipality", {"municipality_code": "990001"}, "/obce/990001/"),
        ("labour_office", {"region_code": "CZ0X1"}, "/kraj/"),
        ("administrator", {}, "/kraj/"),
    ],
)
def test_everybody_lands_where_their_work_is(region, signed_in, role, where, landing):
    browser = signed_in(role, **where)
    answer = browser.get("/")
    assert (answer.status_code, answer["Location"]) == (302, landing)
    assert browser.get("/?kraj=CZ0X1").status_code == 200


def test_a_municipality_sees_its_index_its_services_and_why(region, signed_in):
    page = plain(signed_in("municipality", municipality_code="990001").get("/obce/990001/"))
    assert "Moje obec" in page
    assert "24 z 30" in page
    assert "exekuce (6 ze 6) a bydlení (4 ze 6)" in page
    assert "Obyvatel 1. 1. 2026 1 234" in page
    assert "Terén Most (Chlumkov" in page
    assert "služba v kraji nikde nefunguje" in page.lower()


def test_a_municipality_without_an_index_is_honest(client, region):
    page = plain(client.get("/obce/990004/"))
    assert "Index této obce není znám." in page
    assert "Potřeba není známa" in page


def test_an_unknown_municipality_is_a_kind_404(client, region):
    answer = client.get("/obce/111111/")
    assert answer.status_code == 404
    assert "Na této adrese nic není" in text_of(answer)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("ZLEBY", "Žleby"), ("řeč", "Řečkov"), ("teren", "Terén Most"), ("990002", "Chlumkov")],
)
def test_search_does_not_mind_accents_and_case(client, region, asked, found):
    assert found in text_of(client.get("/hledat/", {"q": asked}))


def test_search_says_when_nothing_is_found_and_escapes_what_was_asked(client, region):
    page = text_of(client.get("/hledat/", {"q": "<script>alert(1)</script>"}))
    assert "Zkuste kratší část názvu" in page
    assert "<script>alert" not in page
    assert client.get("/hledat/").status_code == 200


@pytest.mark.parametrize("address", ["/o-datech/", "/pristupnost/", "/osobni-udaje/", "/vzhled/", "/hledat/"])
@pytest.mark.parametrize("language", ["cs", "en"])
def test_small_pages_answer_first_in_both_languages(client, db, address, language):
    client.cookies["django_language"] = language
    page = client.get(address)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in text_of(page)
    assert 'class="answer"' in text_of(page)


def test_the_region_shown_follows_the_mandate(territory, indexed):
    assert chosen_region(Actor.anonymous()).code == "CZ0X1"
    mayor = Actor(user_id=1, roles=frozenset({Role.MUNICIPALITY}), municipality_codes=frozenset({"990001"}))
    assert chosen_region(mayor).code == "CZ0X1"
    assert chosen_region(Actor.anonymous(), "CZ999").code == "CZ0X1"
    assert [place.index for place in region_index("CZ0X1").places] == [
        3,
        9,
        None,
        24,
    ]  # Czech order: c, ch, ř, ž


@pytest.mark.parametrize(
    ("address", "most"), [("/", 14), ("/kraj/", 30), ("/obce/990001/", 34), ("/hledat/?q=most", 12)]
)
def test_pages_ask_the_database_a_few_times_whatever_the_size(
    client, region, django_assert_max_num_queries, address, most
):
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_invented_data_say_so_and_real_do_not(client, region):
    assert 'class="invented"' in text_of(client.get("/kraj/"))
    region.is_fictional = False
    region.save()
    assert 'class="invented"' not in text_of(client.get("/kraj/"))


@override_settings(DEBUG=False)
def test_pages_carry_nothing_inline(client, region):
    for address in ("/", "/kraj/", "/obce/990001/", "/hledat/?q=most", "/o-datech/"):
        page = text_of(client.get(address))
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*src=)", page)
