"""The further sheets of our workbook: what is exported is what can be imported."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.services import Provenance, load
from zazemi.network.importers.plain_texts import WrongHoursError, read_hours, write_hours
from zazemi.network.models import AreaServed, OpeningHours, Service, ServiceFunding, ServiceTargetGroup

IDENTITY = {
    "Poskytovatel": "Oblastní spolek Most",
    "IČO": "27000010",
    "Druh služby": "TP",
    "Název": "Terén Chlumkov",
}


@pytest.fixture
def bring(capacity, code_lists, machine, tmp_path):
    def bring(kind, **values: str):
        row = IDENTITY | values
        lines = io.StringIO()
        writer = csv.DictWriter(lines, fieldnames=list(row))
        writer.writeheader()
        writer.writerow(row)
        path = tmp_path / f"{kind}.csv"
        path.write_text(lines.getvalue(), encoding="utf-8")
        return load(kind=kind, path=path, by=machine, provenance=Provenance())

    return bring


def test_contacts_groups_and_ages_come_in_and_a_second_time_change_nothing(bring):
    said = {
        "Telefon": "777 000 111",
        "Věk od": "15",
        "Věk do": "26",
        "Jazyky": "rom, cs",
        "Cílové skupiny": "homeless,crisis",
        "Nepřetržitě": "ano",
    }
    assert bring("network_services", **said).state == RunState.APPLIED
    service = Service.objects.get()
    assert (service.phone, service.age_from, service.age_to, service.is_nonstop) == (
        "777 000 111",
        15,
        26,
        True,
    )
    assert service.languages == "cs,rom"
    assert ServiceTargetGroup.objects.count() == 2
    assert bring("network_services", **said).state == RunState.UNCHANGED


@pytest.mark.parametrize(
    "wrong",
    [
        {"Cílové skupiny": "nikdo"},
        {"Jazyky": "xx"},
        {"Věk od": "26", "Věk do": "6"},
        {"Název": "Neznámá služba"},
    ],
)
def test_what_is_not_known_is_refused_with_its_row(bring, wrong):
    with pytest.raises(RowsRefusedError):
        bring("network_services", **wrong)


def test_hours_and_territory_of_a_place_are_brought_to_the_row(bring):
    where = {"Kód obce": "990002", "Adresa": "Nádražní 5"}
    bring(
        "network_places", **where, **{"Otevírací doba": "po-pá 8-16"} | {"Otevírací doba": "po-st 8:00-16:00"}
    )
    assert OpeningHours.objects.count() == 3
    bring(
        "network_places",
        **where,
        **{"Otevírací doba": "st-čt 8.00-16.00 | pá po domluvě", "Území": "9901,990003", "Formy": "terénní"},
    )
    hours = [(one.weekday, one.is_by_appointment) for one in OpeningHours.objects.all()]
    assert hours == [(3, False), (4, False), (5, True)]
    assert sorted(AreaServed.objects.values_list("territory", flat=True)) == ["990003", "9901"]
    with pytest.raises(RowsRefusedError):
        bring("network_places", **where, **{"Otevírací doba": "denně"})
    with pytest.raises(RowsRefusedError):
        bring("network_places", **{"Kód obce": "990001", "Adresa": "Nikde"})


def test_a_funding_is_added_once_and_its_end_can_be_moved(bring):
    paid = {"Zdroj": "region", "Placeno od": "2026-01-01", "Projekt": "Rozhodnutí 7", "Částka": "250000"}
    bring("network_funding", **paid, **{"Placeno do": "2026-12-31"})
    bring("network_funding", **paid, **{"Placeno do": "2027-06-30"})
    funding = ServiceFunding.objects.get()
    assert (funding.valid_to, funding.amount_czk) == (dt.date(2027, 6, 30), 250_000)


def test_every_sheet_of_our_workbook_comes_back_unchanged(bring, client, machine, tmp_path):
    bring("network_services", **{"Telefon": "777 000 111", "Cílové skupiny": "homeless"})
    bring(
        "network_places", **{"Kód obce": "990002", "Adresa": "Nádražní 5", "Otevírací doba": "po 8:00-9:00"}
    )
    bring("network_funding", **{"Zdroj": "region", "Placeno od": "2026-01-01"})
    content = client.get(reverse("network:workbook")).content
    sheets = load_workbook(io.BytesIO(content)).sheetnames
    assert sheets[:4] == ["Služby", "Služby podrobně", "Místa", "Financování"]
    path = tmp_path / "sluzby.xlsx"
    path.write_bytes(content)
    for kind in ("network", "network_services", "network_places", "network_funding"):
        assert load(kind=kind, path=path, by=machine, provenance=Provenance()).state == RunState.UNCHANGED


times = st.times(min_value=dt.time(0), max_value=dt.time(23, 59)).map(
    lambda one: one.replace(second=0, microsecond=0)
)
plain = st.tuples(st.integers(1, 7), times, times, st.booleans()) | st.tuples(
    st.integers(1, 7), st.none(), st.none(), st.just(value=True)
)


@given(st.frozensets(plain, max_size=12))
def test_hours_written_into_a_cell_are_read_back(hours):
    assert read_hours(write_hours(hours)) == hours


@pytest.mark.parametrize(
    "text", ["denně", "po", "pá-po 8:00-9:00", "po 8:00", "po 25:00-26:00", "xx 8:00-9:00"]
)
def test_a_text_that_is_no_hours_is_refused(text):
    with pytest.raises(WrongHoursError):
        read_hours(text)
