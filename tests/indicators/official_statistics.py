"""Small files in exactly the layouts of the publishers, with invented values."""

import csv
import io
import json
import zipfile

CZSO_OLD = (
    "idhod", "hodnota", "stapro_kod", "pohlavi_cis", "pohlavi_kod", "vek_cis", "vek_kod", "vuzemi_cis",
    "vuzemi_kod", "casref_do", "pohlavi_txt", "vek_txt", "vuzemi_txt",
)  # fmt: skip
CZSO_NEW = (
    "idhod", "hodnota", "stapro_kod", "pohlavi_cis", "pohlavi_kod", "vek_cis", "vek_kod", "uzemi_cis",
    "uzemi_kod", "obdobi", "pohlavi_txt", "vek_txt", "uzemi_txt",
)  # fmt: skip
CZSO_UNEMPLOYMENT = (
    "idhod", "hodnota", "vuk", "vuk_text", "obdobi", "rok", "mesic", "uzemi_cis", "uzemi_kod", "uzemi_txt",
)  # fmt: skip
EKCR = ("nazev_obce", "kod_obce_zuj", "obvod_orp", "okres", "kraj", "pocet_osob", "pocet_exekuci")
MPSV = (
    "rozhodne_datum", "kraj", "kraj_kod", "okres", "okres_kod", "pocet_uchazeci_dosazitelni",
    "pocet_uchazeci_v_evidenci", "pocet_obyvatel_vek_15_64",
)  # fmt: skip
PEOPLE = (  # value, sex, age, list, code, name
    (700, "", "", "43", "564002", "Chlum"),
    (340, "1", "", "43", "564002", "Chlum"),
    (360, "2", "", "43", "564002", "Chlum"),
    (90, "", "400000600005000", "43", "564002", "Chlum"),
    (9000, "", "", "43", "564003", "Dolina"),
    (4400, "1", "", "43", "564003", "Dolina"),
    (4600, "2", "", "43", "564003", "Dolina"),
    (440000, "", "", "100", "3077", "Kraj"),
)


def table(path, header, rows, *, delimiter=",", encoding="utf-8", quoting=csv.QUOTE_ALL):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def population(path, *, is_old, people=PEOPLE):
    """130149: the older edition in windows-1250 with ``vuzemi``, the newer one in UTF-8 with ``uzemi``."""
    sex_words, header = {"": "", "1": "muž", "2": "žena"}, CZSO_OLD if is_old else CZSO_NEW
    day = "2022-12-31" if is_old else "2023"
    rows = [
        (at, value, "2406", "102" if sex else "", sex, "7700" if age else "", age, of_list, code, day,
         sex_words[sex], "dívky a ženy" if age else "", name)
        for at, (value, sex, age, of_list, code, name) in enumerate(people)
    ]  # fmt: skip
    return table(path, header, rows, encoding="cp1250" if is_old else "utf-8")


def unemployment(path, *, is_packed=True):
    """250169: a ZIP with one CSV."""
    rows = [
        (1, "3.25", "NEZ0004", "Podíl", "202411", "2024", "11", "43", "564002", "Chlum"),
        (2, "17", "NEZ0007", "Uchazeči", "202411", "2024", "11", "43", "564002", "Chlum"),
        (3, "2", "NEZ0003", "Jiný", "202411", "2024", "11", "43", "564002", "Chlum"),
        (4, "19", "NEZ0007", "Uchazeči", "202412", "2024", "12", "43", "564002", "Chlum"),
        (5, "900", "NEZ0007", "Uchazeči", "202412", "2024", "12", "101", "40525", "Okres"),
    ]  # fmt: skip
    bare = table(path.with_name("OD_NEZ01_2024.CSV"), CZSO_UNEMPLOYMENT, rows)
    if not is_packed:
        return bare
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(bare, bare.name)
    return path


def labour_rows(seekers=105):
    return [
        ("2024-12-31", "Kraj CZ051", "CZ051", "Okres", "CZ0511", 100, seekers, 4000),
        ("2024-12-31", "Kraj CZ042", "CZ042", "Okres", "CZ0421", 50, 60, 1000),
    ]


def labour_csv(path):
    return table(path, MPSV, labour_rows(), delimiter=";", encoding="utf-8-sig")


def labour_json(path):
    items = [dict(zip(MPSV, row, strict=True)) for row in labour_rows()]
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    return path


def labour_by_sex(path):
    rows = [
        ("2024-12-31", "Kraj", "CZ051", "Okres", "CZ0511", 60, 65, 2000, "muži"),
        ("2024-12-31", "Kraj", "CZ051", "Okres", "CZ0511", 40, 40, 2000, "ženy"),
    ]
    return table(path, (*MPSV, "pohlavi"), rows, delimiter=";", encoding="utf-8-sig")


def foreclosures(path, *, people=250):
    rows = [
        ("Čistá", "564001", "ORP", "Okres", "Kraj", people, 1600),
        ("Chlum", "564002", "ORP", "Okres", "Kraj", 20, 130),
    ]
    return table(path, EKCR, rows)


def planning(path, *, total=1000):
    header = (
        "kod_obce", "U1_1_obyvatel", "U1_2", "U2a_1_pct_0_14", "U2a_4_n_0_14", "U2a_5_n_15_64",
        "U2a_6_n_65plus", "U8_2_uchazeci_dosazitelni", "U8_3_uchazeci_celkem",
    )  # fmt: skip
    rows = [
        ("564001", f"{total}.0", "-20.0", "15.0", "150.0", "630.0", "220.0", "25.0", "27.0"),
        ("564002", "800.0", "1.0", "12.5", "100.0", "500.0", "200.0", "", ""),
    ]
    return table(path, header, rows)
