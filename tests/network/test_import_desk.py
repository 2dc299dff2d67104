"""The rest of the desk of imports: encodings, marked tables, templates, taking back, history, long files."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from zazemi.intake import ordering
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.jobs.models import Job
from zazemi.kernel.actor import Role
from zazemi.kernel.steps import step
from zazemi.network.models import Capacity, Service
from zazemi.parties.models import Organisation

COLUMNS = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do"
HEADER = COLUMNS + "\n"
GOOD = "Spolek Žižka;27000028;TP;Služby pro šťastné;990001;;úvazky;4,5;terénní;1. 1. 2026;\n"
BAD = "=HYPERLINK(1);27000028;TP;Druhá;990001;;úvazky;4,5 úv.;terénní;1. 1. 2026;\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def client(sign_in, region):
    return sign_in(Role.REGIONAL_OFFICER)


@pytest.fixture
def upload(client):
    def upload(content, name="sit.csv", **fields: str):
        data = {"kind": "network", "source": "zkouška", "file": SimpleUploadedFile(name, content)} | fields
        return client.post(reverse("intake:runs"), data)

    return upload


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def workbook_of(response):
    return load_workbook(io.BytesIO(response.content))


def stored(client, upload, text=GOOD):
    upload((HEADER + text).encode())
    run = ImportRun.objects.order_by("-pk").first()
    client.post(reverse("intake:store", args=[run.pk]))
    run.refresh_from_db()
    return run


# ------------------------------------------------------------------ encodings
def test_first_rows_show_how_the_file_was_read_and_the_reader_may_switch(client, upload):
    answer = upload((HEADER + GOOD).encode("iso8859-2"), encoding="cp1250")
    assert answer.status_code == 422
    assert "Druh sluľby" in text_of(answer)
    only_capacity = HEADER.replace("Druh služby", "Druh služby").encode("iso8859-2") + GOOD.encode(
        "iso8859-2"
    )
    page = client.get(upload(only_capacity).url)
    assert "Kódování ISO-8859-2" in text_of(page)
    assert "Služby pro šťastné" in text_of(page)


def test_another_encoding_is_a_new_dry_run_and_the_old_one_is_thrown_away(client, upload):
    text = (HEADER.replace("Druh služby", "druh sluzby") + GOOD).encode("iso8859-2")
    shown = client.get(upload(text, encoding="cp1250").url)
    assert "Sluľby pro" in text_of(shown)
    first = ImportRun.objects.get()
    answer = client.post(reverse("intake:read_otherwise", args=[first.pk]), {"encoding": "iso8859-2"})
    second = ImportRun.objects.exclude(pk=first.pk).get()
    assert answer.url == reverse("intake:run", args=[second.pk])
    assert "Služby pro šťastné" in text_of(client.get(answer.url))
    first.refresh_from_db()
    assert (first.state, second.encoding) == (RunState.DISCARDED, "iso8859-2")
    client.post(reverse("intake:store", args=[second.pk]))
    assert Service.objects.get().name == "Služby pro šťastné"
    assert (
        client.post(reverse("intake:read_otherwise", args=[second.pk]), {"encoding": "cp1250"}).status_code
        == 422
    )


def test_an_encoding_that_is_none_of_ours_is_an_error(client, upload):
    upload((HEADER + GOOD).encode())
    run = ImportRun.objects.get()
    answer = client.post(reverse("intake:read_otherwise", args=[run.pk]), {"encoding": "rot13"})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == 1


# ------------------------------------------------------------------ the marked table
def test_a_text_table_comes_back_as_a_workbook_with_wrong_cells_marked(client, upload):
    upload((HEADER + GOOD + BAD).encode())
    run = ImportRun.objects.get()
    book = workbook_of(client.get(reverse("intake:marked", args=[run.pk])))
    front, sheet = book.worksheets
    assert front.title == "Chyby"
    wrong = sheet.cell(3, 8)
    assert (wrong.value, wrong.fill.fgColor.rgb) == ("4,5 úv.", "00FFD8CF")
    assert "Očekává se číslo." in wrong.comment.text
    assert "Napište jen 4,5." in wrong.comment.text
    assert sheet.cell(2, 8).comment is None
    assert [front.cell(row, 2).value for row in (4, 5)] == ["Poskytovatel", "Kapacita"]
    assert (sheet.cell(3, 1).value, sheet.cell(3, 1).data_type) == ("=HYPERLINK(1)", "s")
    assert sheet.cell(3, 1).quotePrefix
    assert front.cell(4, 3).data_type == "s"


def test_only_the_wrong_rows_come_back_when_wished(client, upload):
    upload((HEADER + GOOD + BAD + GOOD.replace("Služby", "Jiné")).encode())
    run = ImportRun.objects.get()
    book = workbook_of(client.get(reverse("intake:marked", args=[run.pk]) + "?jen=chybne"))
    sheet = book.worksheets[1]
    assert (sheet.max_row, sheet.cell(2, 4).value, sheet.cell(2, 8).value) == (2, "Druhá", "4,5 úv.")
    assert sheet.cell(2, 8).comment is not None
    assert book.worksheets[0].cell(4, 1).value == 2


def test_an_uploaded_workbook_keeps_its_looks_and_other_sheets(client, upload):
    book = Workbook()
    sheet = book.active
    sheet.title = "Služby"
    sheet["B2"] = "Přehled za rok 2026"
    for column, name in enumerate(COLUMNS.split(";"), start=2):
        sheet.cell(3, column, name)
    for row, line in enumerate((GOOD, BAD), start=4):
        for column, value in enumerate(line.strip().split(";"), start=2):
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
    sheet.column_dimensions["C"].width = 33
    book.create_sheet("Poznámky")["A1"] = "ruční"
    stream = io.BytesIO()
    book.save(stream)
    upload(stream.getvalue(), "sit.xlsx")
    run = ImportRun.objects.get()
    back = workbook_of(client.get(reverse("intake:marked", args=[run.pk])))
    assert back.sheetnames == ["Chyby", "Služby", "Poznámky"]
    marked = back["Služby"]
    assert (marked["B2"].value, marked.column_dimensions["C"].width) == ("Přehled za rok 2026", 33)
    assert "Očekává se číslo." in marked["I5"].comment.text
    assert marked["B5"].data_type == "s"
    assert marked["I4"].comment is None


def test_a_file_without_errors_has_no_marked_table(client, upload):
    upload((HEADER + GOOD).encode())
    assert client.get(reverse("intake:marked", args=[ImportRun.objects.get().pk])).status_code == 404


# ------------------------------------------------------------------ templates
def test_a_template_has_lists_hints_and_a_mark_and_imports_without_change(client, upload):
    stored(client, upload, GOOD + GOOD.replace("TP", "nízkoprahová zařízení pro děti a mládež"))
    content = client.get(reverse("intake:template", args=["network"])).content
    book = load_workbook(io.BytesIO(content))
    sheet = book["Služby"]
    lists = {
        str(rule.sqref).rstrip("0123456789"): rule.formula1 for rule in sheet.data_validations.dataValidation
    }
    assert lists["C2:C"].startswith("'Seznamy'!$A$2:$A$")
    assert "úvazky" in lists["G2:G"]
    words = [cell.value for cell in book["Seznamy"]["A"]]
    assert "nízkoprahová zařízení pro děti a mládež" in words
    assert "Musí být vyplněno." in sheet["A1"].comment.text
    assert "Nejméně 0." in sheet["H1"].comment.text
    assert book.properties.keywords.startswith("zazemi-sablona:network:")
    upload(content, "sablona.xlsx")
    run = ImportRun.objects.order_by("-pk").first()
    assert (run.state, run.rows_same) == (RunState.UNCHANGED, 2)
    assert run.findings["notes"] == []


def test_an_old_template_is_said(client, upload):
    stored(client, upload)
    book = load_workbook(io.BytesIO(client.get(reverse("intake:template", args=["network"])).content))
    for mark, said in (("network:00000000", "starší šablony"), ("population:00000000", "jiného importu")):
        book.properties.keywords = f"zazemi-sablona:{mark}"
        stream = io.BytesIO()
        book.save(stream)
        assert said in text_of(client.get(upload(stream.getvalue(), "sablona.xlsx").url))


# ------------------------------------------------------------------ taking back
def test_taking_back_asks_first_and_then_all_is_as_before(client, upload):
    run = stored(client, upload)
    url = reverse("intake:undo", args=[run.pk])
    assert "Vzít import zpět" in text_of(client.get(reverse("intake:run", args=[run.pk])))
    assert "Vzít import zpět?" in text_of(client.get(url))
    assert Capacity.objects.count() == 1
    assert client.post(url).url == reverse("intake:run", args=[run.pk])
    assert (Capacity.objects.count(), Organisation.objects.count()) == (0, 0)
    page = text_of(client.get(reverse("intake:run", args=[run.pk])))
    assert "Import byl vzat zpět" in page
    again = client.post(url)
    assert again.status_code == 422
    assert "není uložen" in text_of(again)


def test_a_refused_taking_back_lists_what_stands_in_the_way(client, upload, officer):
    run = stored(client, upload)
    capacity = Capacity.objects.get()
    capacity.value = 9
    with step(officer, "oprava"):
        capacity.save()
    url = reverse("intake:undo", args=[run.pk])
    page = text_of(client.get(url))
    assert "Import nelze vzít zpět" in page
    assert "později změněno" in page
    assert "Jana Malá" in page
    assert "button--danger" not in page
    refused = client.post(url)
    assert refused.status_code == 422
    assert "Nevzalo se zpět" in text_of(refused)
    assert Capacity.objects.get().value == 9


# ------------------------------------------------------------------ history, original
def test_the_history_is_narrowed_by_kind_state_person_and_days(client, upload):
    stored(client, upload)
    upload((HEADER + BAD).encode(), "chybna.csv")

    def files(query):
        page = text_of(client.get(reverse("intake:runs") + query))
        return [name for name in ("sit.csv", "chybna.csv") if f">{name}</a>" in page]

    assert files("") == ["sit.csv", "chybna.csv"]
    assert files("?stav=applied") == ["sit.csv"]
    assert files("?stav=refused&druh=network") == ["chybna.csv"]
    assert files("?druh=population") == []
    assert files("?kdo=nikdo") == []
    assert files("?od=2001-01-01&do=2001-01-02") == []
    assert files("?od=nesmysl&stav=nic") == ["sit.csv", "chybna.csv"]
    assert "Žádný import nevyhovuje" in text_of(client.get(reverse("intake:runs") + "?kdo=nikdo"))


def test_the_original_file_is_given_back_byte_by_byte(client, upload):
    upload((HEADER + GOOD).encode("cp1250"))
    answer = client.get(reverse("intake:original", args=[ImportRun.objects.get().pk]))
    assert answer.content == (HEADER + GOOD).encode("cp1250")
    assert answer["Content-Disposition"] == 'attachment; filename="sit.csv"'


# ------------------------------------------------------------------ long files
@pytest.fixture
def long(monkeypatch):
    monkeypatch.setattr("zazemi.intake.views.LONG_FILE_BYTES", 10)
    monkeypatch.setattr(ordering, "LONG_RUN_ROWS", 0)


def test_a_long_file_is_tried_out_and_stored_by_the_worker(
    client, upload, long, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload((HEADER + GOOD).encode())
    job = Job.objects.get()
    assert answer.url == reverse("jobs:job", args=[job.pk])
    run = ImportRun.objects.get()
    assert (run.state, run.file_name, run.source) == (RunState.CHECKED, "sit.csv", "zkouška")
    assert client.get(answer.url).url == reverse("intake:run", args=[run.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("intake:store", args=[run.pk]))
    assert Capacity.objects.count() == 1
    assert client.get(reverse("intake:original", args=[run.pk])).status_code == 200


def test_a_long_file_that_cannot_be_read_ends_as_a_failed_job_and_leaves_nothing(
    client, upload, long, django_capture_on_commit_callbacks, tmp_path
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(b"MZ\x90\x00" * 20)
    assert "program pro Windows" in text_of(client.get(answer.url))
    assert ImportRun.objects.count() == 0
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
