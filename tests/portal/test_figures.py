"""A figure opens under a lasting address, says what it stands on, and honestly says when it has changed."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest

from zazemi.indicators.models import IndexComputation, IndexResult
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.network.models import Capacity
from zazemi.network.services import CapacityFields, change_capacity
from zazemi.ui.figures import figure_of, figures

NOBODY = Actor.anonymous()
NEED = "/data/cislo/obslouzeno-CZ0X1-teren/"
INDEX = "/data/cislo/index-2023-990001/"


def text_of(response):
    return unescape(response.content.decode()).replace("\u00a0", " ")


def link_on(page):
    found = re.search(r'<code class="hash quoted">http://testserver(.*?)</code>', text_of(page))
    return found[1]


def index_again(points):
    """The index of Žleby is computed again from other data."""
    old = IndexComputation.objects.get()
    new = IndexComputation.objects.create(
        indicator_set=old.indicator_set,
        year=2023,
        is_fictional=True,
        computed_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        by_name="test",
        municipalities=3,
        national_share=[],
        input_sha256="1" * 64,
    )
    for row in IndexResult.objects.filter(computation=old):
        IndexResult.objects.create(
            computation=new,
            municipality_id=row.municipality_id,
            input_row=row.input_row,
            values=[],
            points=row.points,
            base_share=[],
            index=points,
            category=3,
        )


def test_every_kind_of_figure_is_found_by_its_own_example(region):
    assert {"index", "potreba", "obslouzeno", "chybi", "kraj"} <= set(figures.names())
    for kind in figures:
        found = figure_of(kind.reference(kind.example()), NOBODY)
        assert found is not None, kind.kind
        assert found.reference.startswith(f"{kind.kind}-")
        assert found.how
        assert found.version
        assert found.page_url.startswith("/")


@pytest.mark.parametrize(
    "reference",
    [
        "index-2023-999999",
        "index-rok-990001",
        "index-",
        "potreba-990002",
        "potreba-990002-jina",
        "potreba-1-teren",
        "kraj-CZ0X1-nic",
        "kraj-CZ099-zatizene-obce",
        "neznamy-1",
        "bez",
    ],
)
def test_a_figure_that_never_was_is_not_found(client, region, reference):
    assert client.get(f"/data/cislo/{reference}/").status_code == 404


def test_the_page_says_value_place_year_and_how(client, indexed):
    page = text_of(client.get(INDEX))
    assert "<b>24</b> bodů z 30. Žleby, 2023." in page
    assert "Jak se počítá" in page
    assert "/napoveda/indicators-municipality_index/" in page


def test_a_link_made_today_says_tomorrow_that_nothing_has_changed(client, indexed):
    link = link_on(client.get(INDEX))
    with clock.frozen(dt.date(2026, 11, 25)):
        assert "Od 24. 11. 2026 se nic nezměnilo" in text_of(client.get(link))


def test_a_changed_figure_shows_then_and_now(client, indexed):
    link = link_on(client.get(INDEX))
    index_again(22)
    page = text_of(client.get(link))
    assert "<b>Číslo se</b> od 24. 11. 2026 <b>změnilo.</b>" in page
    assert re.search(r"24\. 11\. 2026</th><td class=\"num\">24<", page)
    assert re.search(r"dnes</th><td class=\"num\">22<", page)
    assert re.search(r"Rozdíl</th><td class=\"num\">[-−]2<", page)


def test_the_same_value_from_newer_data_is_not_called_unchanged(client, indexed):
    link = link_on(client.get(INDEX))
    index_again(24)
    assert "ale vychází z novějších dat" in text_of(client.get(link))


def test_a_link_with_another_value_is_not_confirmed(client, indexed):
    link = link_on(client.get(INDEX))
    page = text_of(client.get(link.replace("hodnota=24", "hodnota=2")))
    assert "Hodnotu v odkazu nemůžeme potvrdit" in page
    assert "tehdy" not in page


def test_a_link_of_one_figure_proves_nothing_about_another(client, indexed):
    query = link_on(client.get(INDEX)).partition("?")[2]
    assert "nemůžeme potvrdit" in text_of(client.get(f"/data/cislo/index-2023-990002/?{query}"))


def test_a_figure_that_left_still_says_what_it_was(client, indexed, monkeypatch):
    link = link_on(client.get(INDEX))
    monkeypatch.setattr(figures.get("index"), "find", lambda _key, _viewer: None)
    page = client.get(link)
    assert page.status_code == 410
    assert "Dne 24. 11. 2026 to bylo <b>24</b>" in text_of(page)


def test_numbers_of_the_analysis_follow_a_changed_capacity(client, region):
    link = link_on(client.get(NEED))
    capacity = Capacity.objects.get()
    fields = CapacityFields(unit="fte", value=Decimal("0.10"), form="field", valid_from=capacity.valid_from)
    change_capacity(
        capacity=capacity, fields=fields, expected_version=capacity.version, by=Actor.for_machine("demo")
    )
    assert "změnilo" in text_of(client.get(link))


def test_pages_lead_from_numbers_to_figures(client, region):
    assert 'href="/data/cislo/index-2023-990001/"' in text_of(client.get("/obce/990001/"))
    assert 'href="/data/cislo/kraj-CZ0X1-zatizene-obce/"' in text_of(client.get("/"))
    assert 'href="/data/cislo/chybi-990002-field_programme/"' in text_of(client.get("/potreby/990002/"))
    assert client.get("/data/cislo/chybi-990002-field_programme/").status_code == 200
