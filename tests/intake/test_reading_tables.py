"""Nothing is lost silently: encodings, delimiters, numbers, days, codes, lying workbooks."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.intake.hostile import HEADER, package, sheet_of, written

from zazemi.intake.cells import parse_rows
from zazemi.intake.header import with_header
from zazemi.intake.reading import read_table
from zazemi.intake.slot import CellKind, ColumnRule
from zazemi.intake.table import FileFormat

COLUMNS = (
    ColumnRule(key="code", header="Kód", kind=CellKind.CODE, aliases=("id",)),
    ColumnRule(key="name", header="Název"),
    ColumnRule(key="amount", header="Množství", kind=CellKind.DECIMAL, may_be_absent=True, is_required=False),
    ColumnRule(key="day", header="Den", kind=CellKind.DAY, is_required=False, may_be_absent=True),
)
ROW = {"code": "007", "name": "Šťáva, řeřicha", "amount": Decimal("1234.5"), "day": dt.date(2026, 12, 31)}


@pytest.fixture
def read(tmp_path):
    def read(content, name, columns=COLUMNS, **options: object):
        path = tmp_path / name
        path.write_bytes(content)
        table = with_header(read_table(path, **options), columns)
        rows, refusals = parse_rows(table, columns)
        assert refusals == []
        return table, rows

    return read


TEXT = 'Kód{0}Název{0}Množství{0}Den\r\n007{0}"Šťáva, řeřicha"{0}{1}{0}31. 12. 2026\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize(
    ("delimiter", "number"),
    [
        (";", "1 234,5"),
        (";", "1\u00a0234,5"),
        ("\t", "1\u202f234,50"),
        (",", '"1234,5"'),
        (",", "1234.5"),
        (";", "1.234,5"),
    ],
)
def test_every_encoding_delimiter_and_way_to_write_a_number(read, encoding, delimiter, number):
    if encoding == "cp1250":
        number = number.replace("\u202f", "\u00a0")
    table, (row,) = read(TEXT.format(delimiter, number).encode(encoding), "a.csv")
    assert (table.encoding, table.delimiter, table.format) == (encoding, delimiter, FileFormat.CSV)
    assert row.values == ROW
    assert row.number == 2


def test_the_header_need_not_be_first_and_rows_keep_their_numbers(read):
    text = "Přehled služeb;;\n;;\nStav k 1. 1. 2026;;\nNÁZEV;kod ;Množství *\n\nAlfa;007;1\n;;\nBeta;008;2\n"
    table, rows = read(text.encode(), "a.csv")
    assert table.header_row == 4
    assert [(row.number, row.values["code"]) for row in rows] == [(6, "007"), (8, "008")]


def test_unknown_columns_are_named_not_swallowed(read):
    table, _rows = read("Kód;Název;Poznámka\n1;a;b\n".encode(), "a.csv")
    assert [(note.message, note.params) for note in table.notes] == [
        ("Columns that were not read: %(columns)s.", {"columns": "Poznámka"})
    ]


def test_a_line_of_excel_that_names_the_delimiter(read):
    _table, (row,) = read("sep=|\nKód|Název\n007|Alfa\n".encode(), "a.csv")
    assert (row.number, row.values["name"]) == (2, "Alfa")


def test_a_lying_dimension_hides_no_row(read):
    """openpyxl reads such a sheet as two rows without any error."""
    rows = {1: HEADER} | {
        number: (f"{number:05d}", f"Řádek {number}", number / 2, "") for number in range(2, 6001)
    }
    _table, parsed = read(package(sheet_of(rows, dimension="A1:B2")), "a.xlsx")
    assert len(parsed) == 5999
    assert parsed[-1].number == 6000
    assert parsed[-1].values["code"] == "06000"
    assert sum(row.values["amount"] for row in parsed) == Decimal(sum(range(2, 6001))) / 2


def test_openpyxl_in_its_fast_mode_would_have_lost_them(tmp_path):
    from openpyxl import load_workbook

    rows = {1: HEADER} | {number: (f"{number:05d}", "a", 1, "") for number in range(2, 101)}
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(sheet_of(rows, dimension="A1:D2")))
    assert len(list(load_workbook(path, read_only=True).active.iter_rows())) == 2
    assert len(read_table(path).rows) == 100


def test_days_codes_and_numbers_of_a_workbook(read):
    def fill(book):
        sheet = book.active
        sheet.append(["Přehled", None, None, None])
        sheet.merge_cells("A1:D1")
        sheet.append(HEADER)
        sheet.append(["007", "Text", 1234.5, dt.date(2026, 12, 31)])
        sheet.append([564265, "Číslo", "1 234,5", 46387])
        sheet.append([None, None, None, None])
        sheet.append(["009", "Text", -0.0, "31.12.2026"])

    table, rows = read(written(fill), "a.xlsx")
    assert table.header_row == 2
    assert [row.values["code"] for row in rows] == ["007", "564265", "009"]
    assert [row.values["amount"] for row in rows] == [Decimal("1234.5"), Decimal("1234.5"), 0]
    assert {row.values["day"] for row in rows} == {dt.date(2026, 12, 31)}
    assert [row.number for row in rows] == [3, 4, 6]


def test_hidden_sheets_are_left_out_and_named(read):
    def fill(book):
        book.active.title = "Tajné"
        book.active.append(["Kód", "Název"])
        book.active.append(["666", "Skryté"])
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("Data")
        shown.append(["Kód", "Název"])
        shown.append(["007", "Viditelné"])
        book.create_sheet("Prázdný")
        book.active = 1

    table, rows = read(written(fill), "a.xlsx")
    assert [row.values["name"] for row in rows] == ["Viditelné"]
    said = {note.params["sheets"] for note in table.notes}
    assert said == {"Tajné", "Prázdný"}


def test_the_wanted_sheet_is_read(read):
    def fill(book):
        book.active.append(["něco", "jiného"])
        sheet = book.create_sheet("Služby")
        sheet.append(["Kód", "Název"])
        sheet.append(["007", "Alfa"])

    table, rows = read(written(fill), "a.xlsx", sheet="služby")
    assert (table.sheet, len(rows)) == ("Služby", 1)


def test_a_computed_formula_gives_its_value_and_a_note(read):
    sheet = sheet_of({1: HEADER, 2: ("007", "Alfa", 1, "")}).replace("<v>1</v>", "<f>0.5+1</f><v>1.5</v>")
    table, (row,) = read(package(sheet), "a.xlsx")
    assert row.values["amount"] == Decimal("1.5")
    assert any("formulas" in note.message for note in table.notes)


SQUARE = "[[15,50],[16,50],[16,51],[15,50]]"
GEO = (
    ColumnRule(key="code", header="id", kind=CellKind.CODE),
    ColumnRule(key="shape", header="geometry", kind=CellKind.GEOMETRY),
)


def test_a_geojson_shape_is_wkb(read):
    import shapely

    shape = f'{{"type":"MultiPolygon","coordinates":[[{SQUARE}]]}}'
    feature = f'{{"type":"Feature","id":7,"properties":{{}},"geometry":{shape}}}'
    text = f'{{"type":"FeatureCollection","features":[{feature}]}}'
    table, (row,) = read(text.encode(), "a.geojson", GEO)
    assert (table.format, row.values["code"]) == (FileFormat.GEOJSON, "7")
    assert shapely.from_wkb(row.values["shape"]).area == pytest.approx(0.5)


def test_a_topology_is_put_together_from_arcs_forwards_and_backwards(read):
    import shapely

    text = (
        '{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[15,50]},'
        '"objects":{"obce":{"type":"GeometryCollection","geometries":['
        '{"type":"Polygon","id":"007","arcs":[[0,1]]},{"type":"Polygon","id":"008","arcs":[[-1,2]]}]}},'
        '"arcs":[[[0,0],[2,0]],[[2,0],[0,2],[-2,-2]],[[0,0],[1,-2],[1,2]]]}'
    )
    table, rows = read(text.encode(), "a.json", GEO)
    assert table.format == FileFormat.TOPOJSON
    shapes = {row.values["code"]: shapely.from_wkb(row.values["shape"]) for row in rows}
    assert shapes["007"].equals(shapely.Polygon([(15, 50), (16, 50), (16, 51)]))
    assert shapes["008"].equals(shapely.Polygon([(16, 50), (15, 50), (15.5, 49)]))


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("index_socialniho_vylouceni_2023.xlsx", 6259),
        ("obce_cr.csv", 6259),
        ("obce_cr_topo.json", 6258),
        ("obce_definicni_body.geojson", 6258),
        ("obyvatelstvo_obce_2010_2021.csv", 62545),
    ],
)
def test_the_official_files_are_read_whole(real_data, name, count):
    from zazemi.intake.table import CONSOLE_LIMITS

    assert len(read_table(real_data / name, limits=CONSOLE_LIMITS).rows) == count


# ------------------------------------------------------------------ headers as offices make them
def test_columns_may_come_in_any_order_with_others_between_them(read):
    _table, (row,) = read(
        "Den;x;Množství;Název;Kód\n31.12.2026;?;1234,5;Šťáva, řeřicha;007\n".encode(), "a.csv"
    )
    assert row.values == ROW


def test_a_missing_column_is_named_with_what_stands_there_instead(read):
    from zazemi.intake.errors import UnreadableFileError

    with pytest.raises(UnreadableFileError) as caught:
        read("Kód;Nazvy;Den\n1;a;\n".encode(), "a.csv")
    assert str(caught.value) == (
        "These columns are missing: Název. The table has: Kód, Nazvy, Den. "
        "Perhaps only the name differs; rename: Nazvy → Název."
    )
    with pytest.raises(UnreadableFileError, match="Název služby → Název"):
        read("Kód;Název služby;Den\n1;a;\n".encode(), "a.csv")


GROUPED = (
    ColumnRule(key="code", header="Kód", kind=CellKind.CODE),
    ColumnRule(key="fte", header="Kapacita úvazky", kind=CellKind.DECIMAL),
    ColumnRule(key="beds", header="Kapacita lůžka", kind=CellKind.DECIMAL),
    ColumnRule(key="day", header="Platí od", kind=CellKind.DAY),
)


def grouped_header(book):
    sheet = book.active
    sheet.append(["Přehled služeb", None, None, None])
    sheet.append(["Kód", "Kapacita", None, "Platí"])
    sheet.append([None, "úvazky", "lůžka", "od"])
    sheet.append(["007", 4.5, 12, dt.date(2026, 1, 1)])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:C2")


def test_a_header_over_two_rows_with_merged_cells(read):
    table, (row,) = read(written(grouped_header), "a.xlsx", GROUPED)
    assert row.values == {
        "code": "007",
        "fte": Decimal("4.5"),
        "beds": 12,
        "day": dt.date(2026, 1, 1),
    }
    assert (row.number, table.header_row) == (4, 2)
    assert any("two rows, %(first)s and %(second)s" in note.message for note in table.notes)


def test_a_header_over_two_rows_in_a_text_file(read):
    text = "Kód;Kapacita;;Platí\n;úvazky;lůžka;od\n007;4,5;12;1. 1. 2026\n"
    _table, (row,) = read(text.encode(), "a.csv", GROUPED)
    assert (row.values["fte"], row.values["beds"]) == (Decimal("4.5"), 12)


def test_a_row_of_data_is_never_taken_for_the_second_half_of_the_header(read):
    _table, rows = read("Kód;Název;Název místa\n007;Den;Množství\n008;x;y\n".encode(), "a.csv")
    assert [row.values["code"] for row in rows] == ["007", "008"]


def test_cells_merged_downwards_count_for_every_row_and_it_is_said(read):
    def fill(book):
        sheet = book.active
        sheet.append(["", "Kód", "Název"])
        for code in ("007", "008", "009"):
            sheet.append(["", code, "Alfa" if code == "007" else None])
        sheet.append(["", "010", "Beta"])
        sheet.merge_cells("C2:C4")

    table, rows = read(written(fill), "a.xlsx")
    assert [row.values["name"] for row in rows] == ["Alfa", "Alfa", "Alfa", "Beta"]
    assert any(note.params.get("cells") == "C2:C4" for note in table.notes)


def test_a_table_that_does_not_begin_in_the_first_column_knows_where_it_stands(read):
    def fill(book):
        for place, row in enumerate([["Kód", "Název"], ["007", "Alfa"]], start=5):
            for column, value in enumerate(row, start=3):
                book.active.cell(place, column, value)

    table, (row,) = read(written(fill), "a.xlsx")
    assert (table.first_column, table.header_row, row.number) == (2, 5, 6)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["csv_case", "xlsx_case"])
def test_a_hundred_thousand_rows_pass_within_the_limits_of_the_console(tmp_path, case):
    """Memory and processor time are limits of the child: more of either would end it."""
    from zazemi.bench import intake_cases
    from zazemi.intake.table import CONSOLE_LIMITS

    getattr(intake_cases, case)(tmp_path, rows=100_000)
    (path,) = tmp_path.iterdir()
    table = read_table(path, limits=CONSOLE_LIMITS)
    assert len(table.rows) == 100_001


# ------------------------------------------------------------------ ISO-8859-2 against Windows-1250
LETTERS = "Kód;Název\n007;Služba pro rodiny, šťastná Žofie\n008;Ježek\n"


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_the_two_central_european_encodings_are_told_apart(read, encoding):
    table, rows = read(LETTERS.encode(encoding), "a.csv")
    assert (table.encoding, rows[0].values["name"]) == (encoding, "Služba pro rodiny, šťastná Žofie")


def test_people_may_read_the_file_in_another_encoding(read):
    content = "Kód;Název\n007;služby\n".encode("iso8859-2")
    assert read(content, "a.csv", encoding="iso8859-2")[1][0].values["name"] == "služby"
    assert read(content, "a.csv", encoding="cp1250")[1][0].values["name"] == "sluľby"


def test_letters_that_do_not_exist_in_the_chosen_encoding_are_said(read):
    from zazemi.intake.errors import UnreadableFileError

    with pytest.raises(UnreadableFileError, match="cannot be read in the encoding UTF-8"):
        read("Kód;Název\n007;služby\n".encode("cp1250"), "a.csv", encoding="utf-8")
