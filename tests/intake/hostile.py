"""Broken and hostile files, made by hand: each is a name and its bytes."""

import io
import json
import struct
import zipfile
import zlib

from openpyxl import Workbook

HEADER = ("Kód", "Název", "Množství", "Den")
GOOD_CSV = "Kód;Název;Množství;Den\n007;Alfa;1,5;\n".encode()
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_FORMATS = "http://schemas.openxmlformats.org"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DOCUMENT = f"{_FORMATS}/officeDocument/2006/relationships"
CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_FORMATS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/></Types>'
)


def relationship(kind, target):
    return (
        f'{_XML}<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/{kind}" Target="{target}"/></Relationships>'
    )


RELS = relationship("officeDocument", "xl/workbook.xml")
WORKBOOK_RELS = relationship("worksheet", "worksheets/sheet1.xml")
WORKBOOK = (
    f'{_XML}<workbook xmlns="{_FORMATS}/spreadsheetml/2006/main" xmlns:r="{_DOCUMENT}">'
    '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def cell(reference, value):
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def sheet_of(rows, dimension="A1:D2", before=""):
    """A worksheet written by hand: rows is {number: values}."""
    written = "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{'ABCDEFGH'[at]}{number}", value) for at, value in enumerate(row))
        + "</row>"
        for number, row in rows.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{written}</sheetData></worksheet>'
    )


def package(sheet, extra=(), compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", WORKBOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in extra:
            archive.writestr(name, content)
    return stream.getvalue()


GOOD_ROWS = {1: HEADER, 2: ("007", "Alfa", 1.5, "")}


def good_xlsx():
    return package(sheet_of(GOOD_ROWS))


def written(fill):
    """A workbook written by openpyxl."""
    book = Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb_of_zeros():
    return package(sheet_of(GOOD_ROWS), [("xl/media/padding.xml", b"\0" * (30 * 1024 * 1024))])


def lying_about_its_size():
    """The directory says 10 kB, inside are 30 MB."""
    content = b" " * (30 * 1024 * 1024)
    whole = bytearray(package(sheet_of(GOOD_ROWS), [("xl/padding.xml", content)]))
    real, said = struct.pack("<I", len(content)), struct.pack("<I", 10_000)
    place = 0
    while (place := whole.find(real, place)) >= 0:
        whole[place : place + 4] = said
        place += 4
    return bytes(whole)


def many_members():
    return package(sheet_of(GOOD_ROWS), [(f"xl/media/{number}.xml", "<a/>") for number in range(300)])


def more_than_a_hundred_megabytes():
    noise = zlib.compress(b"x" * 1000)
    block = (noise * 3000)[: 1024 * 1024]
    return package(sheet_of(GOOD_ROWS), [(f"xl/media/{n}.bin", block * 15) for n in range(8)])


def billion_laughs():
    entities = '<!DOCTYPE lolz [<!ENTITY lol "lol">' + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10)
    )
    return package(sheet_of({1: HEADER, 2: ("007", "&lol9;", 1.5, "")}, before=entities + "]>"))


def external_entity():
    before = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return package(sheet_of({1: HEADER, 2: ("007", "&x;", 1.5, "")}, before=before))


def slipping_out(name):
    return package(sheet_of(GOOD_ROWS), [(name, "x")])


def symbolic_link():
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16
    return package(sheet_of(GOOD_ROWS), [(link, "/etc/passwd")])


def far_cell():
    return package(sheet_of({1: HEADER, 2: ("007", "Alfa", 1.5, ""), 1048576: ("x",)}, dimension="A1:D2"))


def far_corner():
    return package(
        sheet_of(GOOD_ROWS).replace(
            "</sheetData>", '<row r="50000"><c r="XFD50000"><v>1</v></c></row></sheetData>'
        )
    )


def formula_never_computed():
    def fill(book):
        book.active.append(HEADER)
        book.active.append(("007", "Alfa", "=1+1", None))

    return written(fill)


def only_hidden_sheets():
    book = WORKBOOK.replace('sheetId="1"', 'sheetId="1" state="veryHidden"')
    whole = io.BytesIO(good_xlsx())
    stream = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, book if name == "xl/workbook.xml" else source.read(name))
    return stream.getvalue()


def polyglot():
    """A picture in front, a workbook behind: each program sees its own."""
    return b"GIF89a" + good_xlsx()


def appended():
    return good_xlsx() + b"MZ" + b"\x90" * 4000


def plain_zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("policka.csv", GOOD_CSV)
    return stream.getvalue()


def nested_json():
    return b'{"type":"FeatureCollection","features":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def geojson(geometry, code="007"):
    properties = json.dumps({"Kód": code, "Název": "a", "Množství": 1})
    feature = f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode()


FILES = {
    "empty": ("a.csv", b""),
    "white_space": ("a.csv", b"\xef\xbb\xbf \n\n"),
    "only_a_header": ("a.csv", "Kód;Název;Množství;Den\n".encode()),
    "other_columns": ("a.csv", "Jméno;Věk\nJan;40\n".encode()),
    "a_column_missing": ("a.csv", "Kód;Název\n007;Alfa\n".encode()),
    "a_column_twice": ("a.csv", "Kód;Název;Množství;Název\n007;a;1;b\n".encode()),
    "open_quotation_mark": ("a.csv", 'Kód;Název;Množství\n007;"Alfa;1\n008;Beta;2\n'.encode()),
    "letters_of_no_code_page": ("a.csv", "Kód;Název;Množství\n007;".encode("cp1250") + b"\x81\x83;1\n"),
    "program_as_csv": ("a.csv", b"MZ\x90\x00\x03" + b"\x00" * 500),
    "picture_as_workbook": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500),
    "pdf_as_workbook": ("a.xlsx", b"%PDF-1.7\n" + b"x" * 500),
    "workbook_as_csv": ("a.csv", good_xlsx()),
    "script_as_csv": ("a.csv", b"<html><script>alert(1)</script>"),
    "zeros_inside": ("a.csv", GOOD_CSV + b"008;\x00;1;\n"),
    "old_or_locked_workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000),
    "old_ending": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000),
    "macro_ending": ("a.xlsm", good_xlsx()),
    "macros_inside": ("a.xlsx", package(sheet_of(GOOD_ROWS), [("xl/vbaProject.bin", "x")])),
    "unknown_ending": ("a.exe", b"MZ"),
    "no_ending": ("policka", GOOD_CSV),
    "torn_workbook": ("a.xlsx", good_xlsx()[:-200]),
    "half_a_workbook": ("a.xlsx", good_xlsx()[:300]),
    "damaged_inside": ("a.xlsx", package("<worksheet><sheetData><row r='1'><c")),
    "bomb_of_zeros": ("a.xlsx", bomb_of_zeros()),
    "lying_about_its_size": ("a.xlsx", lying_about_its_size()),
    "many_members": ("a.xlsx", many_members()),
    "too_much_unpacked": ("a.xlsx", more_than_a_hundred_megabytes()),
    "billion_laughs": ("a.xlsx", billion_laughs()),
    "external_entity": ("a.xlsx", external_entity()),
    "entity_in_utf_16": ("a.xlsx", package(sheet_of(GOOD_ROWS, before="<!DOCTYPE a>").encode("utf-16"))),
    "slip_up": ("a.xlsx", slipping_out("../../etc/cron.d/x")),
    "slip_absolute": ("a.xlsx", slipping_out("/etc/x")),
    "slip_windows": ("a.xlsx", slipping_out("..\\x.dll")),
    "symbolic_link": ("a.xlsx", symbolic_link()),
    "cell_in_the_last_row": ("a.xlsx", far_cell()),
    "cell_in_the_far_corner": ("a.xlsx", far_corner()),
    "formula_never_computed": ("a.xlsx", formula_never_computed()),
    "only_hidden_sheets": ("a.xlsx", only_hidden_sheets()),
    "polyglot": ("a.xlsx", polyglot()),
    "something_appended": ("a.xlsx", appended()),
    "plain_archive": ("a.xlsx", plain_zip()),
    "too_many_rows": ("a.csv", b"K\xc3\xb3d\n" + b"1\n" * 50_001),
    "too_many_cells": ("a.csv", b"a;" * 600 + b"\n" + (b"1;" * 600 + b"\n") * 1000),
    "more_than_twenty_megabytes": ("a.csv", GOOD_CSV + b"x" * (20 * 1024 * 1024)),
    "json_that_is_no_map": ("a.json", b'{"a": 1}'),
    "json_with_nan": ("a.geojson", geojson('{"type":"Point","coordinates":[NaN,50]}')),
    "json_deeper_than_deep": ("a.json", nested_json()),
    "map_in_metres": ("a.geojson", geojson('{"type":"Point","coordinates":[-686000,-968000]}')),
    "shape_of_nothing": ("a.geojson", geojson('{"type":"Polygon","coordinates":[[[15,50],[16,50]]]}')),
    "topology_without_arcs": (
        "a.json",
        b'{"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[5]]}},"arcs":[]}',
    ),
}

ROWS = {
    "not_a_number": ("NaN", "Množství"),
    "infinity": ("inf", "Množství"),
    "beyond_all_limits": ("1e308", "Množství"),
    "negative": ("-3", "Množství"),
    "words": ("tři", "Množství"),
    "two_numbers": ("1 2", "Množství"),
}
