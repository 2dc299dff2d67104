"""Imports in the browser, without scripts: upload, dry run, storing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from zazemi.files.models import StoredFile
from zazemi.intake.models import ImportRun
from zazemi.kernel.actor import Role
from zazemi.network.models import Capacity

HEADER = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do\n"
GOOD = "Spolek Hrana;27000028;TP;Terén Hrana;990001;;úvazky;4,5;terénní;1. 1. 2026;\n"
BAD = GOOD.replace("4,5", "4,5 úv.").replace("TP", "NZDN").replace("Terén", "Druhý")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def upload(sign_in, region):
    client = sign_in(Role.REGIONAL_OFFICER)

    def upload(content, name="sit.csv", **fields: str):
        data = {"kind": "network", "source": "zkouška", "file": SimpleUploadedFile(name, content)} | fields
        return client, client.post(reverse("intake:runs"), data)

    return upload


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def test_a_good_file_is_tried_out_looked_at_and_stored(upload):
    client, answer = upload((HEADER + GOOD).encode())
    run = ImportRun.objects.get()
    assert answer.url == reverse("intake:run", args=[run.pk])
    page = text_of(client.get(answer.url))
    assert "Zkouška nanečisto: vše je v pořádku" in page
    assert "Uložit jeden řádek" in page
    assert Capacity.objects.count() == 0
    stored = client.post(reverse("intake:store", args=[run.pk]))
    assert stored.status_code == 302
    assert Capacity.objects.get().value == 4.5
    assert "Import je uložen" in text_of(client.get(answer.url))
    assert "sit.csv" in text_of(client.get(reverse("intake:runs")))


def test_storing_twice_is_refused_with_a_sentence(upload):
    client, _answer = upload((HEADER + GOOD).encode())
    url = reverse("intake:store", args=[ImportRun.objects.get().pk])
    client.post(url)
    again = client.post(url)
    assert again.status_code == 422
    assert "už je uložen" in text_of(again)
    assert Capacity.objects.count() == 1


def test_a_file_with_errors_shows_row_cell_reason_and_way_out(upload):
    client, answer = upload((HEADER + GOOD + BAD).encode())
    page = text_of(client.get(answer.url))
    assert "Zkouška nanečisto: 1 řádek má chybu" in page
    for part in ("4,5 úv.", "Očekává se číslo.", "Napište jen 4,5.", "NZDN", "Nejbližší je NZDM.", ">3<"):
        assert part in page
    run = ImportRun.objects.get()
    assert client.post(reverse("intake:store", args=[run.pk])).status_code == 422
    assert Capacity.objects.count() == 0
    content = client.get(reverse("intake:errors", args=[run.pk])).content
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][:3] == (3, "Druh služby", "NZDN")
    assert client.post(reverse("intake:discard", args=[run.pk])).status_code == 302
    assert ImportRun.objects.get().state == "discarded"


def test_a_hostile_file_comes_back_with_a_sentence_and_leaves_nothing(upload):
    _client, answer = upload(b"MZ\x90\x00", "sit.csv")
    assert answer.status_code == 422
    assert "ale uvnitř je program pro Windows" in text_of(answer)
    assert (ImportRun.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_unknown_kind_or_no_file_is_an_error_of_the_form(upload):
    assert upload(b"x", kind="nesmysl")[1].status_code == 422
    client, _answer = upload(b"x")
    assert client.post(reverse("intake:runs"), {"kind": "network"}).status_code == 422


def test_the_name_of_a_file_cannot_carry_a_page(upload):
    client, answer = upload((HEADER + GOOD).encode(), "<script>alert(1)</script>.csv")
    page = text_of(client.get(answer.url))
    assert "<script>alert" not in page


def test_the_template_has_the_columns_of_the_import(upload):
    client, _answer = upload((HEADER + GOOD).encode())
    content = client.get(reverse("intake:template", args=["network"])).content
    sheet = load_workbook(io.BytesIO(content))["Služby"]
    columns = HEADER.rstrip() + ";Název místa;Jen pro území"  # the last two may be absent
    assert ";".join(cell.value for cell in sheet[1]) == columns
    assert client.get(reverse("intake:template", args=["nesmysl"])).status_code == 404


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.LABOUR_OFFICE, Role.SECRETARY])
def test_others_may_not_import(sign_in, region, role):
    client = sign_in(role)
    assert client.get(reverse("intake:runs")).status_code == 403
    assert client.post(reverse("intake:runs"), {}).status_code == 403


def test_the_history_asks_the_database_the_same_however_long_it_is(upload, django_assert_max_num_queries):
    for number in range(12):
        client, _answer = upload((HEADER + GOOD.replace("4,5", str(number))).encode())
    with django_assert_max_num_queries(10):
        page = client.get(reverse("intake:runs"))
    assert text_of(page).count("<tr>") == 13
