"""Everything as data: read back, described, without formulas and without what is not for the reader."""

import csv
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.db.models import QuerySet

from zazemi.documents.cells import Kind
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.indicators.selectors import index_points
from zazemi.kernel.actor import Role
from zazemi.network.models import Place

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def odd_table():
    rows = [
        {"jmeno": FORMULA, "cislo": Decimal("-1.5"), "den": None},
        *({"jmeno": f"ř{number}", "cislo": Decimal(number), "den": None} for number in range(1200)),
    ]
    table = OpenTable(
        name="zkouska",
        title="Zkouška",
        text="",
        columns=[
            OpenColumn(key="jmeno", title="Jméno; s středníkem"),
            OpenColumn(key="cislo", title="Číslo", kind=Kind.NUMBER, unit="ks"),
            OpenColumn(key="den", title="Den", kind=Kind.DATE),
        ],
        rows=lambda _viewer: rows,
    )
    open_tables.register("zkouska", table)
    yield rows
    open_tables.forget("zkouska")


def archive_of(response):
    assert response.status_code == 200
    assert response.streaming
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def open_data(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(f"data/{name}.csv").decode())))


def for_excel(archive, name):
    text = archive.read(f"excel/{name}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_archive_reads_back_what_the_system_knows(client, region):
    archive = archive_of(client.get("/data/zazemi.zip"))
    assert archive.testzip() is None
    rows = open_data(archive, "index_obci")
    assert {row["kod_obce"]: int(row["index"]) for row in rows} == index_points()
    assert [row["obec"] for row in open_data(archive, "obce")] == ["Žleby", "Chlumkov", "Cihlářov", "Řečkov"]


def test_both_spellings_hold_the_same_rows(client, region, odd_table):
    archive = archive_of(client.get("/data/zazemi.zip"))
    plain, excel = open_data(archive, "zkouska"), for_excel(archive, "zkouska")
    assert archive.read("excel/zkouska.csv").startswith("\ufeff".encode())
    assert excel[0] == ["Jméno; s středníkem", "Číslo (ks)", "Den"]
    assert len(plain) == len(excel) - 1 == len(odd_table)
    assert [row["cislo"].replace(".", ",") for row in plain] == [row[1] for row in excel[1:]]


def test_no_cell_starts_a_formula_and_numbers_stay_numbers(client, region, odd_table):
    archive = archive_of(client.get("/data/zazemi.zip"))
    assert open_data(archive, "zkouska")[0]["jmeno"] == f"'{FORMULA}"
    assert for_excel(archive, "zkouska")[1][:2] == [f"'{FORMULA}", "-1,5"]


def test_each_open_table_has_its_description_and_the_columns_agree(client, region):
    archive = archive_of(client.get("/data/zazemi.zip"))
    tables = [name for name in archive.namelist() if name.startswith("data/") and name.endswith(".csv")]
    assert len(tables) >= 6
    for name in tables:
        said = json.loads(archive.read(f"{name}-metadata.json"))
        header = next(csv.reader(io.StringIO(archive.read(name).decode())))
        assert [column["name"] for column in said["tableSchema"]["columns"]] == header
        assert set(said["tableSchema"].get("primaryKey", [])) <= set(header)
        assert f"{name.removeprefix('data/')}" == said["url"]


def test_primary_keys_tell_rows_apart(client, region):
    archive = archive_of(client.get("/data/zazemi.zip"))
    for name in [one for one in archive.namelist() if one.endswith("-metadata.json")]:
        keys = json.loads(archive.read(name))["tableSchema"].get("primaryKey")
        rows = open_data(archive, name.removeprefix("data/").removesuffix(".csv-metadata.json"))
        if keys:
            assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)


def test_fingerprints_fit_every_file(client, region):
    archive = archive_of(client.get("/data/zazemi.zip"))
    sums = dict(
        reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS.txt").decode().splitlines()
    )
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS.txt"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_the_read_me_names_every_table(client, region):
    archive = archive_of(client.get("/data/zazemi.zip"))
    text = archive.read("PRECTETE-SI.txt").decode("utf-8-sig")
    assert all(f"== {table.name}.csv" in text for table in open_tables if not table.roles)


def test_the_public_archive_has_no_table_for_staff_not_even_for_staff(region, signed_in):
    browser = signed_in(Role.HEAD, region_code="CZ0X1")
    public = archive_of(browser.get("/data/zazemi.zip")).namelist()
    own = archive_of(browser.get("/data/zazemi-interni.zip")).namelist()
    assert "data/vsechny_importy.csv" not in public
    assert "data/vsechny_importy.csv" in own
    assert set(public) < set(own)


def test_a_municipality_gets_no_archive_for_staff(client, region, signed_in):
    assert client.get("/data/zazemi-interni.zip").status_code == 302
    browser = signed_in(Role.MUNICIPALITY, municipality_code="990001")
    assert browser.get("/data/zazemi-interni.zip").status_code == 403


def test_public_tables_hold_no_person(client, region, signed_in):
    signed_in(Role.HEAD, region_code="CZ0X1")
    archive = archive_of(client.get("/data/zazemi.zip"))
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "Eva Malá".encode() not in everything
    assert b"ukazka.example" not in everything


def test_a_secret_municipality_of_a_service_is_in_no_file(client, region):
    QuerySet(Place).update(is_address_secret=True, is_municipality_secret=True)
    archive = archive_of(client.get("/data/zazemi.zip"))
    (row,) = open_data(archive, "kapacity_sluzeb")
    assert (row["kraj"], row["kod_obce"], row["obec"]) == ("Zkušební kraj", "", "")


def test_the_page_of_downloads_lists_what_the_archive_holds(client, region):
    page = client.get("/data/").content.decode()
    for table in open_tables:
        assert (f"<code>{table.name}.csv</code>" in page) == (not table.roles)
