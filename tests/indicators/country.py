"""A tiny country: two real regions and one invented, and its official workbook."""

from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    " Kód obce",
    "Název obce",
    "Status obce",
    "Kod OPOU",
    "Název OPOU",
    "Kód ORP",
    "Název ORP",
    "Kód okres",
    "Název okres",
    "Kód kraj",
    "Název kraj",
    "Počet obyvyatel - starších 15 let (k 31. 12. {year})",
    "Počet obyvyatel - 15 až 64 let (k 31. 12. {year})",
    "Počet osob v exekuci (k 31. 12. {year})",
    "% podíl obyvatel v exekuci (k 31. 12. {year}; vztaženo na obyvatelstvo 15+)",
    "Osoby v exekuci - lokalizační kvocient",
    "Počet vyplacených PnB (průměrný měsíc r. {year})",
    "% podíl příjemců PnB (průměrný měsíc r. {year}; vztaženo na obyvatelstvo 15+)",
    "PnB - lokalizační kvocient",
    "Počet vyplacených PnŽ (průměrný měsíc r. {year})",
    "% podíl příjemců PnŽ (průměrný měsíc r. {year}; vztaženo na obyvatelstvo 15+)",
    "PnŽ - lokalizační kvocient",
    "Počet uchazečů o zaměstnání evidovaných ÚP déle než 6 měsíců (prosinec {year})",
    "% podíl uchazečů o zaměstnání evidovaných ÚP déle než 6 měsíců (prosinec {year}; 15 až 64)",
    "Uchazeči o zaměstnání evidovaní ÚP déle než 6 měsíců - lokalizační kvocient",
    "Počet předčasných odchodů ze ZŠ - běžné třídy (školní rok 2022/23)",
    "% podíl předčasných odchodů ze ZŠ na celkovém počtu předčasných odchodů (školní rok 2022/23)",
    "Celkový počet žáků, kteří ukončili povinnou školní docházku - běžné třídy (školní rok 2022/23)",
    "Předčasné odchody ze ZŠ - běžné třídy - lokalizační kvocient",
    "Index soc. vyloučení {year} (0-30 bodů)",
    "Index soc. vyloučení {year} (4 kategorie bodů)",
)
BORROWED = "Daná obec nemá na svém území ZŠ s běžnými třídami. Více viz metodika (2020)."

# code, name, region, 15+, 15-64, foreclosures, housing, living, seekers, leavers, pupils, published, lat, lon
PLACES = (
    ("564001", "Čistá", "CZ051", 3000, 2000, 250, 90.5, 65.25, 85, 5, 43, 19, 50.70, 15.00),
    ("564002", "Chlum", "CZ051", 700, 500, 20, 3.0, 1.0, 2, None, None, 4, 50.72, 15.01),
    ("564003", "Dolina", "CZ051", 9000, 7000, 300, 100.0, 20.0, 60, 1, 120, None, 50.90, 15.30),
    ("565001", "Zálesí", "CZ042", 8000, 6000, 200, 50.0, 10.0, 30, 2, 90, None, 50.60, 14.00),
    ("900001", "Podhory", "CZ0X1", 4000, 3000, 100, 20.0, 5.0, 10, 1, 40, None, 50.10, 16.00),
)


def add_place(place, *, orp="5101"):
    """A municipality with all that it belongs to; the regions appear as needed."""
    from zazemi.territory.models import District, Municipality, Orp, Pou, Region
    from zazemi.values.names import folded, sort_key

    def named(name):
        return {"name": name, "name_folded": folded(name), "name_sort": sort_key(name)}

    code, name, region_code, *_numbers, lat, lon = place
    is_fictional = region_code.startswith("CZ0X")
    region, _ = Region.objects.get_or_create(
        code=region_code, defaults={**named(f"Kraj {region_code}"), "is_fictional": is_fictional}
    )
    district, _ = District.objects.get_or_create(
        code=f"{region_code}1", defaults={**named("Okres"), "region": region}
    )
    orp_code = orp if region_code == "CZ051" else {"CZ042": "4201"}.get(region_code, "9101")
    area, _ = Orp.objects.get_or_create(
        code=orp_code, defaults={**named(f"ORP {orp_code}"), "region": region, "district": district}
    )
    pou, _ = Pou.objects.get_or_create(code=f"{orp_code}1", defaults={**named("POU"), "orp": area})
    return Municipality.objects.create(
        code=code,
        status="O",
        orp=area,
        pou=pou,
        district=district,
        region=region,
        lat=lat,
        lon=lon,
        **named(name),
    )


def workbook_of(path: Path, places, *, year: int = 2023) -> Path:
    """The official layout with these municipalities."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Index soc. vyloučení {year}"
    sheet.append([header.format(year=year) for header in HEADERS])
    for code, name, region, adults, working, ex, pnb, pnz, uoz, leavers, pupils, index, _lat, _lon in places:
        school = [BORROWED] * 4 if pupils is None else [leavers, 0.0, pupils, 0.0]
        sheet.append(
            [
                *(int(code), name, "O", 51011, "POU", 5101, "ORP", f"{region}1", "Okres", region, "Kraj"),
                *(adults, working, ex, 0.0, 0.0, pnb, 0.0, 0.0, pnz, 0.0, 0.0, uoz, 0.0, 0.0),
                *school,
                *(index, "0 až 1"),
            ]
        )
    book.save(path)
    return path
