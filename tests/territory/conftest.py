"""Two folders to load: a tiny invented country of twelve squares, and the real Liberec Region."""

import csv
import json
from pathlib import Path

import pytest

_HEADER = (
    "kod_obce,nazev,status,ico,kod_opou_csu,nazev_opou,kod_orp_csu,nazev_orp,kod_okresu_lau,nazev_okresu,"
    "kod_kraje_nuts3,nazev_kraje,plocha_km2_gen"
)
_SIDE_DEGREES = 0.1
_NAMES = ("Čapov", "Chlumkov", "Cihlářov", "Řečkov", "Hamerník", "Rokytnov")


@pytest.fixture
def machine():
    from zazemi.kernel.actor import Actor

    return Actor.for_machine("import")


@pytest.fixture
def folder(tmp_path):
    """Two invented regions side by side, each two rows of three squares; a ridge cuts the upper row off."""
    rows, areas, points, people = [_HEADER], [], [], ["kod_obce,rok_k_1_1,obyvatel"]
    for place in range(12):
        code = 900001 + place
        region, number = divmod(place, 6)
        column, line = number % 3 + 3 * region, number // 3
        seat = _NAMES[1] if region == 0 else "Třešňov"
        name = (
            _NAMES[number]
            if region == 0
            else ("Třešňov", "Úpolí", "Údolnov", "Žleby", "Ždárov", "Zámlí")[number]
        )
        rows.append(
            f"{code},{name},{'M' if name == seat else 'O'},,9{region}011,{seat},9{region}01,{seat},"
            f"CZ0X{region}1,{seat},CZ0X{region + 1},Kraj {region},25.5"
        )
        west, south = 15 + column * _SIDE_DEGREES, 50 + line * _SIDE_DEGREES
        ring = [
            (west, south),
            (west + 0.1, south),
            (west + 0.1, south + 0.1),
            (west, south + 0.1),
            (west, south),
        ]
        areas.append(_feature({"kod_obce": code}, "Polygon", [[[round(x, 4), round(y, 4)] for x, y in ring]]))
        points.append(
            _feature(
                {"Kod": code, "Nazev": name}, "MultiPoint", [[round(west + 0.05, 4), round(south + 0.05, 4)]]
            )
        )
        people += [f"{code},2018,{100 + place}", f"{code},2021,{200 + place}"]
    (tmp_path / "obce.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "obyvatelstvo_obce.csv").write_text("\n".join(people), encoding="utf-8")
    _write(tmp_path / "obce_hranice.geojson", areas)
    _write(tmp_path / "obce_definicni_body.geojson", points)
    return tmp_path


@pytest.fixture(scope="session")
def liberec(real_data, tmp_path_factory):
    """The files of the real Liberec Region, cut out of the official ones."""
    target = tmp_path_factory.mktemp("liberec")
    with (real_data / "obce_cr.csv").open(encoding="utf-8-sig") as source:
        rows = [row for row in csv.DictReader(source) if row["kod_kraje_nuts3"] == "CZ051"]
    wanted = {row["kod_obce"] for row in rows}
    _write_csv(target / "obce.csv", rows)
    with (real_data / "obyvatelstvo_obce_2010_2021.csv").open(encoding="utf-8-sig") as source:
        _write_csv(
            target / "obyvatelstvo_obce.csv",
            [row for row in csv.DictReader(source) if row["kod_obce"] in wanted],
        )
    with (real_data / "dso_cr_2018.csv").open(encoding="utf-8-sig") as source:
        _write_csv(
            target / "dso.csv", [row for row in csv.DictReader(source) if row["kraj_nuts3"] == "CZ051"]
        )
    points = json.loads((real_data / "obce_definicni_body.geojson").read_text(encoding="utf-8"))["features"]
    _write(
        target / "obce_definicni_body.geojson",
        [point for point in points if str(point["properties"]["Kod"]) in wanted],
    )
    for name in ("obce_lk.geojson", "dso_clenove_lk.csv"):
        (target / name).write_bytes((real_data / name).read_bytes())
    return target


def _feature(properties: dict[str, object], kind: str, coordinates: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def _write(path: Path, features: list[dict[str, object]]) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
