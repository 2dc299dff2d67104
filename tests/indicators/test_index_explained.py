"""Why 12 and not 6: the change in parts, the years with their break, what if, the profile on one page."""

import itertools
import re

import pytest
from django.urls import reverse
from tests.indicators.country import PLACES, workbook_of

from zazemi.indicators.models import IndexInputRow, IndexResult
from zazemi.indicators.official_file import check_workbook
from zazemi.indicators.selectors import (
    current_results,
    grounds_of,
    index_of,
    need_input,
    similar_to,
    years,
    years_of,
)
from zazemi.indicators.services import compute_known_years
from zazemi.intake.errors import RowsRefusedError, UnreadableFileError
from zazemi.intake.services import Provenance, load
from zazemi.measures.index_change import split_change, whole_change
from zazemi.measures.indicator_sets import Dimension

pytestmark = pytest.mark.django_db
CHISTA, BORROWER, INVENTED = "564001", "564002", "900001"
LATER = (
    (CHISTA, "Čistá", "CZ051", 3000, 2000, 90, 90.5, 65.25, 85, 5, 43, None, 50.70, 15.00),
    *PLACES[1:],
)


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def bring(path, machine):
    return load(kind="isv", path=path, by=machine, provenance=Provenance(source="Zkušební úřad"))


def without_allowances(path, places, year):
    """The workbook of a year after the break: the two allowances are gone."""
    from openpyxl import load_workbook

    book = load_workbook(workbook_of(path, places, year=year))
    sheet = book.active
    gone = [cell.column for cell in sheet[1] if re.search("PnB|PnŽ", str(cell.value))]
    for column in sorted(gone, reverse=True):
        sheet.delete_cols(column)
    book.save(path)
    return path


@pytest.fixture
def over_years(country, workbook, machine, tmp_path):
    """2022 to 2024 by the old rules, 2025 that nobody can compute, 2026 of the invented region."""
    bring(workbook, machine)
    bring(workbook_of(tmp_path / "2022.xlsx", PLACES, year=2022), machine)
    bring(workbook_of(tmp_path / "2024.xlsx", LATER, year=2024), machine)
    bring(workbook_of(tmp_path / "2025.xlsx", PLACES, year=2025), machine)
    bring(without_allowances(tmp_path / "2026.xlsx", PLACES[4:], 2026), machine)
    return compute_known_years(by=machine)


@pytest.mark.db
def test_years_that_some_rules_cover_are_computed_and_the_year_of_the_break_is_not(over_years):
    assert sorted({one.year for one in over_years}) == [2022, 2023, 2024, 2026]
    assert [one.year for one in years_of(INVENTED)] == [2022, 2023, 2024, 2026]
    assert [one.year for one in years_of(CHISTA)] == [2022, 2023, 2024]
    last = years_of(INVENTED)[-1]
    assert (last.rules.maximum, len(last.result.points), last.result.input_row.housing_allowances) == (
        18,
        3,
        None,
    )


def test_a_provisional_result_never_counts_as_the_index(over_years):
    assert years() == [2024, 2023, 2022]
    assert index_of(INVENTED).computation.year == 2024
    assert {one.computation.year for one in current_results().select_related("computation")} == {2024}
    assert need_input(["CZ0X1"], over_years[-1].computed_at.date().replace(year=2027)).year == 2024
    assert index_of(INVENTED, 2026).computation.indicator_set_id == "isv-2026-interim"


def test_the_state_of_a_year_gives_its_points_and_the_parts_sum_to_the_change(over_years):
    for code in (CHISTA, BORROWER, INVENTED):
        known = years_of(code)
        for older, newer in itertools.pairwise(known):
            parts = split_change(older.state(), newer.state())
            whole = whole_change(parts)
            assert (whole.before, whole.after) == (older.result.index, newer.result.index)
            for dimension, points in zip(newer.rules.dimensions, newer.result.points, strict=True):
                assert parts[dimension].after == sum(points)


def test_the_sums_around_are_those_the_bases_were_computed_from(over_years):
    for code in (CHISTA, BORROWER, INVENTED):
        year = years_of(code)[-1]
        grounds = grounds_of(year)
        assert [grounds[one].base_share for one in year.rules.dimensions] == pytest.approx(
            year.result.base_share
        )


def test_the_first_screen_says_why_the_index_fell(client, over_years):
    page = text_of(client.get(reverse("indicators:municipality_index", args=[CHISTA]), {"rok": "2024"}))
    older, newer = years_of(CHISTA)[-2:]
    fall = older.result.index - newer.result.index
    assert fall > 0
    head = page[page.index('class="answer"') : page.index('class="facts"')]
    assert f"Od roku 2023 klesl o {fall}" in head
    assert f"(z {older.result.index} na {newer.result.index})" in head
    assert "vlastní čísla obce −" in head
    assert "Pravidlo ověřeno pro 2023" in page
    assert "rok 2023: 250, 2 body" in page


def test_only_the_verified_year_carries_no_caution(client, over_years):
    address = reverse("indicators:municipality_index", args=[CHISTA])
    assert "Pravidlo ověřeno" not in text_of(client.get(address, {"rok": "2023"}))
    assert "Pravidlo ověřeno" in text_of(client.get(address, {"rok": "2022"}))


def test_the_series_says_where_it_breaks_and_joins_nothing_over_it(client, over_years):
    page = text_of(client.get(reverse("indicators:municipality_index", args=[INVENTED]), {"rok": "2026"}))
    assert "zde se řada přerušuje" in page
    assert "zákon č. 151/2025" in page
    assert "Prozatímní pravidla" in page
    assert "z 18" in page
    assert "Oba roky mají různá pravidla" in page


def test_another_year_can_be_compared_with(client, over_years):
    address = reverse("indicators:municipality_index", args=[CHISTA])
    page = text_of(client.get(address, {"rok": "2024", "srovnat": "2022"}))
    assert "Proč se index mezi roky 2022 a 2024 změnil" in page


def test_similar_places_are_in_the_order_of_names_and_never_the_place_itself(client, over_years):
    result = years_of(CHISTA)[-1].result
    assert [one.municipality.name for one in similar_to(result, is_only_region=True)] == ["Dolina", "Chlum"]
    everywhere = [one.municipality.name for one in similar_to(result, is_only_region=False)]
    assert everywhere == ["Dolina", "Chlum", "Zálesí"]
    page = text_of(client.get(reverse("indicators:municipality_index", args=[CHISTA]), {"podobne": "cr"}))
    assert "není to žebříček" in page


def test_other_numbers_are_recomputed_at_once_and_nothing_is_stored(client, over_years):
    address = reverse("indicators:what_if", args=[CHISTA])
    rows = (IndexInputRow.objects.count(), IndexResult.objects.count())
    assert "Změňte kterékoli číslo" in text_of(client.get(address, {"rok": "2023"}))
    typed = {
        "rok": "2023", "population_15_plus": "3000", "population_15_64": "2000", "pupils_finished": "43",
        "foreclosures": "90", "housing_allowances": "90,5", "living_allowances": "65,2",
        "long_term_seekers": "85", "early_leavers": "5",
    }  # fmt: skip
    now, later = years_of(CHISTA)[1].result.index, years_of(CHISTA)[2].result.index
    page = text_of(client.get(address, typed))
    assert f"by index byl <b>{later}</b> místo {now}" in page
    assert (IndexInputRow.objects.count(), IndexResult.objects.count()) == rows


def test_numbers_that_nobody_touched_give_the_published_index(client, over_years):
    form = client.get(reverse("indicators:what_if", args=[CHISTA]), {"rok": "2023"}).context["form"]
    typed = {name: field.initial for name, field in form.fields.items()} | {"rok": "2023"}
    page = client.get(reverse("indicators:what_if", args=[CHISTA]), typed)
    assert page.context["shown"].is_same
    assert page.context["shown"].index_then == years_of(CHISTA)[1].result.index


def test_wrong_numbers_are_named_at_their_fields(client, over_years):
    typed = {"rok": "2023", "population_15_plus": "10", "foreclosures": "11", "population_15_64": "x"}
    page = client.get(reverse("indicators:what_if", args=[CHISTA]), typed)
    assert page.status_code == 422
    assert "Nemůže jich být víc než všech (10)." in text_of(page)
    assert 'value="11"' in text_of(page)


def test_a_borrowed_school_cannot_be_changed(client, over_years):
    form = client.get(reverse("indicators:what_if", args=[BORROWER])).context["form"]
    assert "early_leavers" not in form.fields
    assert form.year.load(Dimension.EARLY_LEAVING).of == 43


def test_a_place_without_an_index_has_no_such_pages(client, country):
    for name in ("what_if", "profile"):
        assert client.get(reverse(f"indicators:{name}", args=[CHISTA])).status_code == 404


def test_the_profile_is_one_tagged_page(client, over_years):
    answer = client.get(reverse("indicators:profile", args=[CHISTA]), {"rok": "2024"})
    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in answer.content
    assert len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 1
    assert client.get(reverse("indicators:profile", args=[INVENTED]), {"rok": "2026"}).status_code == 200


def test_the_page_asks_a_steady_number_of_questions(client, over_years, django_assert_max_num_queries):
    address = reverse("indicators:municipality_index", args=[CHISTA])
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)


def test_a_missing_allowance_is_refused_while_the_law_counts_it(country, machine, tmp_path):
    path = without_allowances(tmp_path / "2023.xlsx", PLACES, 2023)
    with pytest.raises(RowsRefusedError):
        bring(path, machine)
    with pytest.raises(UnreadableFileError, match=r"příspěvků|allowances"):
        check_workbook(path, other_points=lambda: {one[0]: one[-2:] for one in PLACES})
