"""The official workbook without a database: years, typos, borrowed schools, ours against the published."""

import csv
import json

import pytest
from openpyxl import load_workbook
from tests.indicators.country import PLACES, workbook_of

from zazemi.indicators.errors import NoPointError, NoYearError
from zazemi.indicators.official_file import check_workbook, points_beside, year_of
from zazemi.intake.errors import UnreadableFileError

REAL = PLACES[:4]


def points_csv(folder, places=REAL):
    with (folder / "obce_cr.csv").open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["kod_obce", "lat", "lon"])
        writer.writerows([place[0], place[-2], place[-1]] for place in places)


def test_the_check_counts_equal_municipalities_and_names_every_difference(tmp_path):
    points_csv(tmp_path)
    check = check_workbook(workbook_of(tmp_path / "index.xlsx", REAL))
    result = check.as_dict()
    assert (result["total"], result["own_school"]["total"], result["year"]) == (4, 3, 2023)
    assert result["equal"] + len(result["differences"]) == 4
    different = {one["code"]: one for one in result["differences"]}
    assert different["564003"]["published"] is None
    assert different["564002"] == {
        "code": "564002",
        "name": "Chlum",
        "region": "CZ051",
        "published": 4,
        "computed": different["564002"]["computed"],
        "has_own_school": False,
        "school_from": "564001",
    }
    assert json.loads(json.dumps(result)) == result


def test_points_come_from_the_geojson_of_definition_points_first(tmp_path):
    feature = {
        "properties": {"Kod": 564001},
        "geometry": {"type": "MultiPoint", "coordinates": [[15.5, 50.5]]},
    }
    point = {"properties": {"Kod": 564002}, "geometry": {"type": "Point", "coordinates": [15.6, 50.6]}}
    (tmp_path / "obce_definicni_body.geojson").write_text(json.dumps({"features": [feature, point]}))
    points_csv(tmp_path)
    assert points_beside(tmp_path) == {"564001": (50.5, 15.5), "564002": (50.6, 15.6)}
    assert points_beside(tmp_path / "obce_cr.csv")["564001"] == (50.7, 15.0)


def test_without_points_the_way_out_is_said(tmp_path):
    path = workbook_of(tmp_path / "index.xlsx", REAL)
    with pytest.raises(NoPointError, match=r"564001.*obce_definicni_body\.geojson"):
        check_workbook(path)
    assert check_workbook(path, other_points=lambda: {p[0]: (p[-2], p[-1]) for p in REAL}).total == 4


def test_the_year_is_what_most_headers_say_and_school_years_do_not_count():
    assert year_of(["(k 31. 12. 2021)", "školní rok 2020/21", "prosinec 2021", "metodika (2020)"]) == 2021
    with pytest.raises(NoYearError):
        year_of(["Kód obce", "školní rok 2022/23"])


def test_a_broken_cell_is_named(tmp_path):
    points_csv(tmp_path)
    path = workbook_of(tmp_path / "index.xlsx", REAL)
    book = load_workbook(path)
    book.active.cell(row=3, column=14).value = "asi 20"
    book.save(path)
    with pytest.raises(UnreadableFileError, match=r"3, Počet osob v exekuci: A number is expected"):
        check_workbook(path)


def test_half_a_school_is_refused(tmp_path):
    points_csv(tmp_path)
    path = workbook_of(tmp_path / "index.xlsx", REAL)
    book = load_workbook(path)
    book.active.cell(row=3, column=26).value = 2
    book.save(path)
    with pytest.raises(UnreadableFileError, match="Only one of the two numbers"):
        check_workbook(path)


@pytest.mark.real_data
def test_the_original_workbook_is_met_in_all_but_three_municipalities(real_data):
    check = check_workbook(real_data / "index_socialniho_vylouceni_2023.xlsx")
    assert (check.total, check.equal) == (6258, 6255)
    assert (check.own_school_total, check.own_school_equal) == (1368, 1368)
    assert [one["code"] for one in check.differences] == ["561231", "545422", "559393"]
    assert {one["has_own_school"] for one in check.differences} == {False}


@pytest.mark.real_data
def test_points_of_either_file_beside_the_workbook_give_the_same_index(real_data):
    path = real_data / "index_socialniho_vylouceni_2023.xlsx"
    assert check_workbook(path, real_data / "obce_cr.csv").equal == 6255
