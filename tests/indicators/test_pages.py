"""Pages of the index: public, by name, with equal map and table, and a steady number of queries."""

import pytest
from django.urls import reverse
from shapely import box
from tests.indicators.country import PLACES, add_place, workbook_of

from zazemi.indicators.services import compute_index
from zazemi.intake.services import Provenance, load
from zazemi.territory.models import Municipality

pytestmark = pytest.mark.django_db
MANY = [
    (f"56{5100 + at}", f"Obec {at:03}", "CZ051", 500, 400, at, 1.0, 1.0, 1, 0, 5, None, 50.5, 14.5 + at / 100)
    for at in range(60)
]


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def bordered(computed):
    for one in Municipality.objects.all():
        shape = box(one.lon - 0.02, one.lat - 0.02, one.lon + 0.02, one.lat + 0.02).wkb
        Municipality.objects.filter(pk=one.pk).update(geom_wkb=shape, geom_simple_wkb=shape)
    return computed


def test_the_page_of_a_municipality_opens_with_its_sentence_and_shows_fifteen_measures(client, bordered):
    page = text_of(client.get(reverse("indicators:municipality_index", args=["564001"])))
    result_points = page.count('class="pips"')
    assert result_points == 15
    assert "Index sociálního vyloučení je <b>" in page
    assert "prahy 12 a 18" in page
    assert "prahy 2,1 a 3,0" in page
    assert "Index popisuje zátěž území, ne lidi, kteří v něm žijí." in page
    assert "Zkušební úřad" in page
    assert "pořadí" not in page.lower()


def test_a_borrowed_school_names_its_lender(client, bordered):
    page = text_of(client.get(reverse("indicators:municipality_index", args=["564002"])))
    assert "bez vlastní školy; platí údaje obce Čistá" in page
    assert reverse("indicators:municipality_index", args=["564001"]) in page


def test_the_published_index_is_compared(client, bordered):
    page = text_of(client.get(reverse("indicators:municipality_index", args=["564002"])))
    assert "Zveřejněný index je 4" in page or "souhlasí se zveřejněným" in page


def test_invented_places_carry_the_strip_and_real_ones_do_not(client, bordered):
    invented = text_of(client.get(reverse("indicators:municipality_index", args=["900001"])))
    real = text_of(client.get(reverse("indicators:municipality_index", args=["564001"])))
    assert 'class="invented"' in invented
    assert 'class="invented"' not in real


def test_a_municipality_without_numbers_says_so_and_an_unknown_one_is_not_found(client, country):
    page = client.get(reverse("indicators:municipality_index", args=["564001"]))
    assert (page.status_code, "neznáme" in text_of(page)) == (200, True)
    assert client.get(reverse("indicators:municipality_index", args=["599999"])).status_code == 404


def test_the_country_lists_regions_by_name_with_their_classes(client, bordered):
    page = text_of(client.get(reverse("indicators:index_map")))
    assert page.index("Kraj CZ042") < page.index("Kraj CZ051") < page.index("Smyšlené kraje")
    assert 'role="group"' in page
    assert "?kraj=CZ051" in page


def test_the_region_shows_the_same_municipalities_on_the_map_and_in_the_table(client, bordered):
    page = text_of(client.get(reverse("indicators:index_map"), {"kraj": "CZ051"}))
    for code in ("564001", "564002", "564003"):
        assert page.count(reverse("indicators:municipality_index", args=[code])) == 2
    assert page.index("Čistá</a>") < page.index("Dolina</a>") < page.index("Chlum</a>")


def test_an_orp_narrows_the_table(client, bordered):
    page = text_of(client.get(reverse("indicators:index_map"), {"kraj": "CZ051", "orp": "5101"}))
    assert "obvod ORP ORP 5101" in page


def test_unknown_regions_are_not_found_and_an_empty_installation_says_what_to_do(client, db):
    assert client.get(reverse("indicators:index_map"), {"kraj": "CZ099"}).status_code == 404
    assert "zatím není spočítán" in text_of(client.get(reverse("indicators:index_map")))


def test_a_region_without_numbers_says_so(client, country):
    page = text_of(client.get(reverse("indicators:index_map"), {"kraj": "CZ051"}))
    assert "Index tohoto kraje zatím neznáme." in page


@pytest.mark.parametrize("address", ["?kraj=CZ051", "", "564001/index/"])
def test_the_number_of_queries_does_not_grow_with_municipalities(
    client, bordered, machine, tmp_path, address, django_assert_max_num_queries, django_assert_num_queries
):
    url = reverse("indicators:index_map") + address
    client.get(url)
    with django_assert_max_num_queries(12) as before:
        client.get(url)
        queries = len(before)
    for place in MANY:
        add_place(place)
    path = workbook_of(tmp_path / "many.xlsx", [*PLACES, *MANY])
    load(kind="isv", path=path, by=machine, provenance=Provenance())
    compute_index(by=machine)
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


def test_a_long_region_is_divided_into_pages_of_fifty(client, country, machine, tmp_path):
    for place in MANY:
        add_place(place)
    path = workbook_of(tmp_path / "many.xlsx", [*PLACES, *MANY])
    load(kind="isv", path=path, by=machine, provenance=Provenance())
    compute_index(by=machine)
    first = text_of(client.get(reverse("indicators:index_map"), {"kraj": "CZ051"}))
    second = text_of(client.get(reverse("indicators:index_map"), {"kraj": "CZ051", "strana": "2"}))
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 13)
    assert "?kraj=CZ051&amp;strana=2" in first


def test_pages_cannot_be_posted_to(client, country):
    assert client.post(reverse("indicators:index_map")).status_code == 405
