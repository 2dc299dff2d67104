"""Draw the fictional regions again and write ``demo/data``: ``python -m zazemi.demo.generator``."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import shapely

from zazemi.demo.generator import burden, land, network, network_details, official, years
from zazemi.demo.generator.country import REGIONS, Country, settle
from zazemi.measures.exclusion_index import IndexInput

TARGET = Path(__file__).resolve().parent.parent / "data"
SEEDS = {
    "land": 2014,
    "country": 35,
    "burden": 5,
    "network": 19,
    "details": 62,
    "people": 26,
    "years": 151,
    "official": 43,
}
YEARS_BACK = 10
INDEX_YEAR = 2023
_INDEX_HEADER = (
    "Kód obce", "Název obce", "Kód kraj",
    f"Počet obyvatel – starších 15 let 31. 12. {INDEX_YEAR}",
    f"Počet obyvatel – 15 až 64 let 31. 12. {INDEX_YEAR}",
    f"Počet osob v exekuci 31. 12. {INDEX_YEAR}", f"Počet vyplacených PnB, měsíční průměr {INDEX_YEAR}",
    f"Počet vyplacených PnŽ, měsíční průměr {INDEX_YEAR}",
    f"Počet uchazečů o zaměstnání evidovaných ÚP déle než 6 měsíců, prosinec {INDEX_YEAR}",
    "Počet předčasných odchodů ze ZŠ – běžné třídy",
    "Celkový počet žáků, kteří ukončili povinnou školní docházku – běžné třídy",
)  # fmt: skip
_NO_SCHOOL = "převzato z nejbližší obce se školou"


def main(target: Path = TARGET) -> None:
    """Draw everything and write it."""
    drawn = land.draw_land([plan.count for plan in REGIONS], _chance("land"))
    country = settle(drawn, _chance("country"))
    inputs = burden.draw_burden(country, drawn, _chance("burden"))
    target.mkdir(exist_ok=True)
    points = land.degrees(drawn.places)
    _write(target / "obce.csv", list(_municipality_rows(country, drawn)))
    _write_features(
        target / "obce_definicni_body.geojson",
        [
            _feature({"Kod": code}, "MultiPoint", [place])
            for code, place in zip(country.codes, points.tolist(), strict=True)
        ],
    )
    _write_features(
        target / "obce_hranice.geojson",
        [
            _feature({"kod_obce": code}, "Polygon", [_ring(cell)])
            for code, cell in zip(country.codes, drawn.cells, strict=True)
        ],
    )
    _write(target / "obyvatelstvo.csv", list(_people_rows(country, _chance("people"))))
    _write(target / "index.csv", list(_index_rows(country, inputs)))
    _write_other_years(target)
    _write_official(target)
    services = list(network.services(country, _chance("network")))
    _write(target / "sluzby.csv", services)
    _write_details(target, services)
    unions, members = network.micro_regions(country, _chance("network"))
    _write(target / "dso.csv", unions)
    _write(target / "dso_clenove.csv", members)


def _write_other_years(target: Path) -> None:
    with (target / "index.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for year in years.OTHER_YEARS:
        chance = np.random.default_rng([SEEDS["years"], year])
        _write(target / f"index_{year}.csv", years.other_year(rows, year, chance))


def _write_details(target: Path, services: Sequence[dict[str, str]]) -> None:
    """Write what belongs to the services; the areas are those of the municipalities written before."""
    with (target / "obce.csv").open(encoding="utf-8", newline="") as lines:
        orp_of = {row["kod_obce"]: row["kod_orp_csu"] for row in csv.DictReader(lines)}
    made = network_details.details(services, orp_of, _chance("details"))
    _write(target / "sluzby_podrobne.csv", made.services)
    _write(target / "mista.csv", made.places)
    _write(target / "financovani.csv", made.fundings)


def _write_official(target: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (target / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    places, index, people = rows("obce.csv"), rows("index.csv"), rows("obyvatelstvo.csv")
    drawn = official.statistics(places, index, people, np.random.default_rng(SEEDS["official"]))
    for name, table in drawn.items():
        _write(target / name, table)


def _chance(name: str) -> np.random.Generator:
    return np.random.default_rng(SEEDS[name])


def _municipality_rows(country: Country, drawn: land.Land) -> Iterable[dict[str, object]]:
    areas = np.round(shapely.area(np.array(drawn.cells)), 2)
    for row, code in enumerate(country.codes):
        number = int(country.region[row])
        plan = REGIONS[number]
        orp, office = int(country.orp[row]), int(country.office[row])
        first_orp = sum(len(other.seats) for other in REGIONS[:number])
        district = country.district_of_orp[orp][1]
        orp_code = f"9{number + 1}{orp - first_orp + 1:02d}"
        in_orp = [
            other for other in range(len(country.offices)) if country.orp[country.offices[other]] == orp
        ]
        yield {
            "kod_obce": code,
            "nazev": country.names[row],
            "status": country.statuses[row],
            "ico": country.icos[row],
            "kod_opou_csu": f"{orp_code}{in_orp.index(office) + 1}",
            "nazev_opou": country.names[country.offices[office]],
            "kod_orp_csu": orp_code,
            "nazev_orp": country.names[country.seats[orp]],
            "kod_okresu_lau": f"{plan.code}{district + 1}",
            "nazev_okresu": country.names[country.seats[first_orp + plan.district_of_seat.index(district)]],
            "kod_kraje_nuts3": plan.code,
            "nazev_kraje": plan.name,
            "plocha_km2_gen": areas[row],
        }


def _people_rows(country: Country, chance: np.random.Generator) -> Iterable[dict[str, object]]:
    """Years before the year of loading; the newest is that of loading itself."""
    growth = chance.normal(0.0008, 0.006, len(country.codes))
    for row, code in enumerate(country.codes):
        for back in range(YEARS_BACK, -1, -1):
            wobble = 1 + chance.normal(0, 0.003) * (back > 0)
            people = round(int(country.people[row]) * (1 + growth[row]) ** -back * wobble)
            yield {"kod_obce": code, "roku_zpet": back, "obyvatel": people}


def _index_rows(country: Country, inputs: IndexInput) -> Iterable[dict[str, object]]:
    for row, code in enumerate(country.codes):
        has_school = not np.isnan(inputs.pupils_finished[row])
        numbers = (
            *(int(inputs.population_15_plus[row]), int(inputs.population_15_64[row])),
            *(int(inputs.foreclosures[row]), round(float(inputs.housing_allowances[row]), 6)),
            *(round(float(inputs.living_allowances[row]), 6), int(inputs.long_term_seekers[row])),
            int(inputs.early_leavers[row]) if has_school else _NO_SCHOOL,
            int(inputs.pupils_finished[row]) if has_school else _NO_SCHOOL,
        )
        values = (code, country.names[row], REGIONS[int(country.region[row])].code, *numbers)
        yield dict(zip(_INDEX_HEADER, values, strict=True))


def _ring(cell: shapely.Polygon) -> list[list[float]]:
    ring: list[list[float]] = land.degrees(shapely.get_coordinates(cell.exterior)).tolist()
    return ring


def _feature(properties: dict[str, str], kind: str, coordinates: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def _write(path: Path, rows: Sequence[dict[str, object]] | Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_features(path: Path, features: Sequence[dict[str, object]]) -> None:
    lines = ",\n".join(json.dumps(feature, separators=(",", ":"), ensure_ascii=False) for feature in features)
    note = "smyšlená data: souřadnice slouží jen ke kreslení"
    path.write_text(
        f'{{"type":"FeatureCollection","note":"{note}","features":[\n{lines}\n]}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
