"""The fictional data as they lie in the repository."""

import csv
import json
from collections import Counter

import numpy as np
import pytest
import shapely

from zazemi.demo.generator.__main__ import main
from zazemi.demo.generator.burden import WISHED_CLASSES, class_counts
from zazemi.demo.loader import DATA
from zazemi.measures.exclusion_index import ISV_2016_2024, IndexInput, compute
from zazemi.values import codes
from zazemi.values.names import folded, sort_key

MEGABYTE = 1_000_000
WRITTEN_BY_HAND = {"lokality.csv"}
"""Data of the demonstration that the workshop does not draw."""


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def places():
    return rows_of("obce.csv")


def test_the_detailed_region_has_the_promised_shape(places):
    detailed = [row for row in places if row["kod_kraje_nuts3"] == "CZ0X1"]
    assert len(detailed) == 215
    assert len({row["kod_orp_csu"] for row in detailed}) == 10
    assert len({row["kod_okresu_lau"] for row in detailed}) == 4
    assert len({row["kod_opou_csu"] for row in detailed}) == 25
    assert Counter(row["nazev_kraje"] for row in places)["Podhorský kraj"] == 215
    assert len({row["kod_kraje_nuts3"] for row in places}) == 4


def test_codes_and_ico_are_valid_and_fictional(places):
    for row in places:
        assert codes.municipality_code(row["kod_obce"]).startswith("9")
        assert codes.ico(row["ico"]).startswith("99")
        assert codes.orp_code(row["kod_orp_csu"]).startswith("9")
        assert codes.district_code(row["kod_okresu_lau"]).startswith("CZ0X")
    for row in rows_of("sluzby.csv"):
        assert codes.ico(row["IČO"]).startswith("99")


def test_every_seat_lies_in_its_own_area(places):
    for kind in ("orp", "opou"):
        for name in {row[f"nazev_{kind}"] for row in places}:
            seat = next(row for row in places if row["nazev"] == name)
            assert seat[f"nazev_{kind}"] == name


def test_names_are_not_repeated_and_sort_in_czech(places):
    names = [row["nazev"] for row in places]
    assert len({folded(name) for name in names}) == len(names)
    assert min(names, key=sort_key)[0] in "AB"
    assert max(names, key=sort_key)[0] == "Ž"


@pytest.mark.real_data
def test_no_name_is_that_of_a_real_municipality_or_region(places, real_data):
    with (real_data / "obce_cr.csv").open(encoding="utf-8-sig") as lines:
        real = list(csv.DictReader(lines))
    names = {folded(row["nazev"]) for row in real} | {folded(row["nazev_kraje"]) for row in real}
    assert not {row["nazev"] for row in places if folded(row["nazev"]) in names}
    assert not {row["nazev_kraje"] for row in places} & {row["nazev_kraje"] for row in real}
    assert not {row["kod_obce"] for row in places} & {row["kod_obce"] for row in real}
    assert not {row["ico"] for row in places} & {row["ico"] for row in real}


def test_people_are_about_440_000_with_one_large_city(places):
    people = {
        row["kod_obce"]: int(row["obyvatel"])
        for row in rows_of("obyvatelstvo.csv")
        if row["roku_zpet"] == "0"
    }
    detailed = sorted(
        (people[row["kod_obce"]] for row in places if row["kod_kraje_nuts3"] == "CZ0X1"), reverse=True
    )
    assert sum(detailed) == pytest.approx(440_000, rel=0.01)
    assert detailed[0] == pytest.approx(100_000, rel=0.02)
    assert detailed[1] < 40_000
    assert 400 < np.median(detailed) < 700


def test_the_classes_of_the_index_are_those_wished(places):
    points = json.loads((DATA / "obce_definicni_body.geojson").read_text(encoding="utf-8"))["features"]
    place = {one["properties"]["Kod"]: one["geometry"]["coordinates"][0] for one in points}
    rows = rows_of("index.csv")
    keys = list(rows[0])

    def column(number):
        values = [row[keys[number]] for row in rows]
        return np.array([float(value) if value[0].isdigit() else np.nan for value in values])

    table = IndexInput(
        codes=[row["Kód obce"] for row in rows],
        region_codes=[row["Kód kraj"] for row in rows],
        population_15_plus=column(3),
        population_15_64=column(4),
        foreclosures=column(5),
        housing_allowances=column(6),
        living_allowances=column(7),
        long_term_seekers=column(8),
        early_leavers=column(9),
        pupils_finished=column(10),
        lat=np.array([place[row["Kód obce"]][1] for row in rows]),
        lon=np.array([place[row["Kód obce"]][0] for row in rows]),
    )
    index = compute(table, ISV_2016_2024).index
    detailed = np.array([row["Kód kraj"] == "CZ0X1" for row in rows])
    assert class_counts(index[detailed]) == WISHED_CLASSES


def test_services_are_120_and_a_third_is_prevention_unevenly_placed(places):
    services = rows_of("sluzby.csv")
    kinds = Counter(row["Druh služby"] for row in services)
    assert len(services) == 120
    assert sum(kinds[kind] for kind in ("TP", "NZDM", "SAS")) == 40
    orp = {row["kod_obce"]: row["nazev_orp"] for row in places}
    served = {orp[row["Kód obce"]] for row in services if row["Druh služby"] in {"TP", "NZDM", "SAS"}}
    assert {"Rokytnov", "Olšohradec", "Třešňov"}.isdisjoint(served)


def test_borders_fit_together_and_hold_their_points():
    shapes = json.loads((DATA / "obce_hranice.geojson").read_text(encoding="utf-8"))["features"]
    areas = shapely.from_geojson([json.dumps(one["geometry"]) for one in shapes])
    points = json.loads((DATA / "obce_definicni_body.geojson").read_text(encoding="utf-8"))["features"]
    places = shapely.points([one["geometry"]["coordinates"][0] for one in points])
    assert shapely.coverage_is_valid(areas)
    assert shapely.contains(areas, places).all()


def test_the_data_are_small():
    assert sum(file.stat().st_size for file in DATA.iterdir()) < MEGABYTE


def test_the_workshop_draws_the_same_again(tmp_path):
    main(tmp_path)
    for file in (one for one in DATA.iterdir() if one.name not in WRITTEN_BY_HAND):
        known = file.read_text(encoding="utf-8").splitlines()
        drawn = (tmp_path / file.name).read_text(encoding="utf-8").splitlines()
        equal = sum(one == other for one, other in zip(known, drawn, strict=True))
        assert equal / len(known) > 0.99, file.name  # the last bit of a float may differ between processors
