"""Pages, map, files and planner say the same; changing one capacity moves them all by the same FTE."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis.conftest import MACHINE, capacity_fields

from zazemi.analysis.selectors import gap_table, plan_input
from zazemi.kernel.actor import Actor
from zazemi.network.models import Capacity
from zazemi.network.services import change_capacity
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

ANYBODY = Actor.anonymous()
NEEDS = "/potreby/?kraj=CZ0X1"


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def served_everywhere(client):
    """The sum of served FTE of field programmes in every output, and the shortfall of the planner."""
    page = text_of(client.get(f"{NEEDS}&druh=teren"))
    row = re.search(r'<th scope="row"><a href="[^"]*druh=teren">.*?</tr>', page, re.DOTALL).group(0)
    cells = re.findall(r'data-name="Obsloužen[^"]*">(?:<[^>]+>)*([\d,]+)<', row)
    on_map = re.findall(r"<title>[^<]*obslouženo ([\d,]+)\)</title>", page)
    in_rows = re.findall(r'data-name="Obsloužen[^"]*">(?:<[^>]+>)*([\d,]+)<', page.split('id="tabulka"')[1])
    plain = client.get("/potreby/data.json?kraj=CZ0X1").json()
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/potreby/tabulka.xlsx?kraj=CZ0X1&druh=teren").content)
    )
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("Obslouženo (úvazky)")
    text = client.get("/potreby/data.csv?kraj=CZ0X1&druh=teren").content.decode("utf-8-sig").splitlines()
    field = PREVENTION_NETWORK.index(ServiceKind.FIELD_PROGRAMME)
    return {
        "page": number(cells[0]),
        "map": sum(map(number, on_map)),
        "table": sum(map(number, in_rows)),
        "json": sum(Decimal(str(one["served"])) for one in plain["rows"] if one["kind"] == "field_programme"),
        "json_total": Decimal(str(plain["kinds"]["field_programme"]["served"])),
        "xlsx": sum(Decimal(str(line[column].value)) for line in sheet.iter_rows(min_row=2)),
        "csv": sum(number(line.split(";")[5]) for line in text[1:]),
        "planner": Decimal(
            str(round(float(plan_input("CZ0X1", viewer=ANYBODY).served_fte[:, field].sum()), 4))
        ),
    }


def number(text):
    return Decimal(text.replace(",", "."))


def test_one_changed_capacity_moves_page_map_files_and_planner_by_the_same_fte(client, capacity):
    before = served_everywhere(client)
    change_capacity(capacity, fields=capacity_fields("1.25"), expected_version=1, by=MACHINE)
    after = served_everywhere(client)
    moved = {name: after[name] - before[name] for name in before}
    exact = moved["json"]
    assert abs(exact - Decimal("0.25")) < Decimal("0.001")
    assert {moved[name] for name in ("json", "json_total", "xlsx", "csv", "planner")} == {exact}
    for rounded in ("page", "map", "table"):
        assert abs(moved[rounded] - exact) <= Decimal("0.06"), rounded


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=st.decimals(min_value="0.10", max_value="6.00", places=2))
def test_whatever_the_capacity_the_sums_move_together(capacity, value):
    record = Capacity.objects.get(pk=capacity.pk)
    before = gap_table("CZ0X1", viewer=ANYBODY)
    change_capacity(record, fields=capacity_fields(value), expected_version=record.version, by=MACHINE)
    after = gap_table("CZ0X1", viewer=ANYBODY)
    served = after.total.served - before.total.served
    assert before.total.shortfall - after.total.shortfall == served
    assert after.totals[ServiceKind.FIELD_PROGRAMME].capacity == value
    assert after.total.served <= value + Decimal("0.001")
    planner = plan_input("CZ0X1", viewer=ANYBODY).residual_fte().sum()
    assert planner == pytest.approx(float(after.total.shortfall))


def test_the_answer_speaks_first_with_the_numbers(client, capacity):
    page = text_of(client.get(NEEDS))
    assert "V <b>6</b> z 6 obcí některá potřebná služba chybí, v dalších <b>0</b> nestačí." in page
    assert re.search(r"Schází <b>6,7 úvazku</b>", page)


def test_one_kind_answers_for_itself(client, capacity):
    page = text_of(client.get(f"{NEEDS}&druh=nzdm"))
    assert ": chybí v <b>6</b> z 6 obcí" in page


def test_a_region_without_a_register_says_the_sentence_and_no_verdict(client, bare_region):
    page = text_of(client.get(NEEDS))
    assert "modelový výpočet bez stávajících služeb; není tvrzením o skutečných mezerách" in page
    assert "<b>není známo</b>" in page
    assert "Schází <b>" not in page
    assert '<path class="vm"' not in page


def test_rows_go_by_name_and_never_by_rank(client, capacity):
    page = text_of(client.get(f"{NEEDS}&druh=teren"))
    rows = re.findall(r'<th scope="row"><a href="/potreby/\d+/">([^<]+)</a>', page)
    assert rows == ["Cihlářov", "Dolní Lhota", "Hamerník", "Chlumkov", "Řečkov", "Žleby"]


def test_the_map_has_an_area_per_municipality_that_leads_to_its_page(client, capacity):
    page = text_of(client.get(NEEDS))
    assert len(re.findall(r'<a href="/potreby/99000\d/" aria-label=', page)) == 6


def test_the_filter_keeps_verdict_and_area_in_page_and_files(client, capacity):
    page = text_of(client.get(f"{NEEDS}&druh=teren&verdikt=nestaci&orp=1900"))
    rows = re.findall(r'<th scope="row"><a href="/potreby/(\d+)/">', page)
    lines = (
        client.get("/potreby/data.csv?kraj=CZ0X1&druh=teren&verdikt=nestaci&orp=1900")
        .content.decode()
        .splitlines()[1:]
    )
    assert rows
    assert [line.split(";")[0] for line in lines] == rows


def test_all_kinds_stand_beside_each_other_for_every_municipality(client, capacity):
    page = text_of(client.get(NEEDS)).split('id="tabulka"')[1]
    assert len(re.findall(r'<th scope="row">', page)) == 6
    assert page.count("potřeba 0,40, schází 0,40") == 6
    assert "6 obcí, podle abecedy." in page


def test_a_filter_that_fits_nothing_says_so(client, region):
    assert "Výběru neodpovídá žádná obec." in text_of(client.get(f"{NEEDS}&verdikt=staci"))


def test_a_filter_nobody_understands_is_left_out(client, region):
    assert client.get(f"{NEEDS}&verdikt=x&druh=y&strana=abc").status_code == 200


def test_an_unknown_region_is_not_found(client, region):
    assert client.get("/potreby/?kraj=CZ099").status_code == 404
    assert client.get("/potreby/data.json?kraj=CZ099").status_code == 404


@pytest.mark.django_db
def test_an_empty_installation_says_what_belongs_here(client):
    assert "Zatím žádný kraj" in text_of(client.get("/potreby/"))
    assert client.get("/potreby/data.json").status_code == 404


def test_a_municipality_shows_how_its_need_is_computed_and_who_serves_it(client, capacity):
    page = text_of(client.get("/potreby/990001/"))
    assert "Obec potřebuje <b>1,29 úvazku</b> služeb prevence" in page
    assert "Terén 990001" in page
    assert "Spolek Most" in page
    assert "lidé v exekuci" in page
    assert "služba nemá v kraji žádné místo" in page


def test_an_unknown_municipality_is_not_found(client, region):
    assert client.get("/potreby/500000/").status_code == 404


def test_the_workbook_names_assumptions_sources_and_the_hash(client, capacity):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/potreby/tabulka.xlsx?kraj=CZ0X1").content))
    assert book.sheetnames == ["Potřeby", "Součty", "Předpoklady", "Zdroje"]
    assert book["Potřeby"].max_row == 19
    table = gap_table("CZ0X1", viewer=ANYBODY)
    said = "\n".join(str(cell.value) for row in book["Zdroje"] for cell in row)
    assert table.data_hash in said
    assert "need-2026.1" in said


def test_files_are_attachments_and_json_is_read_by_machines(client, capacity):
    book = client.get("/potreby/tabulka.xlsx?kraj=CZ0X1")
    assert book["Content-Disposition"] == 'attachment; filename="potreby-CZ0X1.xlsx"'
    assert client.get("/potreby/data.json?kraj=CZ0X1")["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", [NEEDS, "/potreby/990001/", "/potreby/data.json?kraj=CZ0X1"])
def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, capacity, django_assert_max_num_queries, address
):
    from tests.analysis.conftest import give_place

    client.get(address)
    for code in ("990002", "990003", "990004", "990005"):
        give_place(code)
    with django_assert_max_num_queries(28):
        client.get(address)


def test_the_first_page_is_the_region_of_the_reader(region):
    from tests.analysis.conftest import make_region

    from zazemi.analysis.selectors import home_region
    from zazemi.territory import selectors as territory

    make_region("CZ0A2", first=991001)
    regions = territory.regions()

    def home(**who):
        return home_region(Actor(user_id=1, **who), regions).code

    assert home(region_codes=frozenset({"CZ0A2"})) == "CZ0A2"
    assert home(municipality_codes=frozenset({"991002"})) == "CZ0A2"
    assert home() == "CZ0X1"  # the one with a register of services


def test_english_readers_get_english(client, capacity):
    page = client.get(NEEDS, headers={"accept-language": "en"}).content.decode()
    assert "a needed service is missing" in page.replace("\xa0", " ")


def test_the_names_of_addresses_stay():
    assert reverse("analysis:needs") == "/potreby/"
    assert reverse("analysis:table_xlsx") == "/potreby/tabulka.xlsx"


def test_a_capacity_that_cannot_be_converted_is_said_in_the_answer_and_in_the_row(client, region):
    from tests.analysis.conftest import give_place

    from zazemi.network.choices import CapacityUnit

    give_place("990001", unit=CapacityUnit.CONTACTS, value="500")
    page = text_of(client.get(f"{NEEDS}&druh=teren"))
    assert re.search(r"U [\d,]+ úvazku potřeby to není známo\.", page)
    assert "V dosahu je 1 místo, jehož kapacitu nelze převést na úvazky." in page
    assert "co na ni dosáhne, není úplně známo" in text_of(client.get("/potreby/990001/"))


def test_a_region_without_indicators_says_that_nothing_can_be_told(client, db):
    from tests.analysis.conftest import make_region

    make_region()
    assert "potřebu proto nelze říct" in text_of(client.get(NEEDS))
    assert "její potřeba proto není známa" in text_of(client.get("/potreby/990001/"))
