"""Workbooks and CSV keep types, never run a text as a formula, and repeat byte by byte."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zazemi.documents.cells import Column, Kind, Sheet, Source
from zazemi.documents.csv_text import write_csv
from zazemi.documents.errors import SheetNameError, WrongCellError
from zazemi.documents.xlsx import write_sheet, write_workbook

COLUMNS = [
    Column(key="name", title="Obec"),
    Column(key="need", title="Potřeba", kind=Kind.NUMBER, unit="úvazky", decimals=2),
    Column(key="places", title="Místa", kind=Kind.INT),
    Column(key="on", title="Dne", kind=Kind.DATE),
    Column(key="cost", title="Cena", kind=Kind.MONEY, unit="Kč"),
    Column(key="verdict", title="Verdikt", choices=["chybí", "nestačí"]),
]
ROW = {
    "name": "Žďár",
    "need": Decimal("2.25"),
    "places": 3,
    "on": dt.date(2026, 11, 24),
    "cost": Decimal("1234567.50"),
    "verdict": "chybí",
}
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_typed_cells_read_back_as_they_were_written():
    sheet = opened(write_sheet(COLUMNS, [ROW]))["data"]
    assert [cell.value for cell in sheet[1]][:2] == ["Obec", "Potřeba (úvazky)"]
    values = [cell.value for cell in sheet[2]]
    assert values[3].date() == dt.date(2026, 11, 24)
    assert values[:3] + values[4:] == ["Žďár", 2.25, 3, 1234567.5, "chybí"]
    assert sheet.freeze_panes == "A2"


def test_the_reader_of_imports_reads_the_same_rows():
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(write_sheet(COLUMNS, [ROW])))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert rows[1] == ["Žďár", 2.25, 3.0, dt.date(2026, 11, 24), 1234567.5, "chybí"]


def test_choices_become_a_list_to_choose_from():
    validations = opened(write_sheet(COLUMNS, [ROW]))["data"].data_validations.dataValidation
    assert [(rule.formula1, str(rule.sqref)) for rule in validations] == [('"chybí,nestačí"', "F2:F1001")]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_in_a_workbook(text):
    sheet = opened(write_sheet(COLUMNS, [{**ROW, "name": text}]))["data"]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_starts_as_a_formula_in_csv(text):
    line = write_csv(COLUMNS[:1], [{"name": text}]).decode("utf-8-sig").splitlines()[1]
    assert line.lstrip('"').startswith("'")


@given(st.text(max_size=40))
def test_any_text_is_written_as_text(text):
    sheet = opened(write_sheet(COLUMNS[:1], [{"name": text}]))["data"]
    assert sheet["A2"].data_type in {"s", "n"}
    assert not (sheet["A2"].data_type == "n" and sheet["A2"].value is not None)


def test_the_same_sheets_give_the_same_bytes():
    moment = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    sheet = Sheet(
        name="Potřeby", columns=COLUMNS, rows=[ROW], total={"name": "Celkem", "need": Decimal("2.25")}
    )
    source = Source(name="Index 2023", publisher="Agentura", sha256="ab" * 32, taken_on=dt.date(2026, 1, 2))
    first = write_workbook([sheet], title="Potřeby", sources=[source], written_at=moment)
    assert first == write_workbook([sheet], title="Potřeby", sources=[source], written_at=moment)
    book = opened(first)
    assert book.sheetnames == ["Potřeby", "Zdroje"]
    assert book.properties.modified.isoformat() == "2026-11-24T08:00:00"
    assert book["Potřeby"]["A3"].value == "Celkem"
    assert book["Zdroje"]["E2"].value == "ab" * 32


def test_two_sheets_of_one_name_are_refused():
    with pytest.raises(SheetNameError):
        write_workbook([Sheet(name="a", columns=COLUMNS, rows=[]), Sheet(name="a", columns=COLUMNS, rows=[])])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 3),
        ("need", "dva"),
        ("places", 2.5),
        ("places", True),
        ("on", "24. 11."),
        ("need", float("nan")),
    ],
)
def test_a_value_of_another_kind_is_refused(key, value):
    with pytest.raises(WrongCellError):
        write_sheet(COLUMNS, [{**ROW, key: value}])


def test_csv_is_what_a_czech_spreadsheet_opens():
    content = write_csv(COLUMNS, [ROW, {"name": "A;B", "need": 0.1}])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Obec;Potřeba (úvazky);Místa;Dne;Cena (Kč);Verdikt",
        "Žďár;2,25;3;2026-11-24;1234567,50;chybí",
        '"A;B";0,1;;;;',
        "",
    ]
