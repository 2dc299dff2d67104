"""Official code lists in exactly their formats, with invented content: what is new, changed and ended."""

import datetime as dt

import pytest

from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError, UnreadableFileError
from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load
from zazemi.kernel import clock
from zazemi.kernel.steps import step
from zazemi.territory import selectors
from zazemi.territory.importers.typed import named
from zazemi.territory.models import Affiliation, District, Municipality, OfficialItem, Orp, Pou, Region

pytestmark = [pytest.mark.django_db, pytest.mark.db]

_REFORM = dt.date(2021, 1, 1)
_EVE = dt.date(2020, 12, 31)
_UI_HEADER = (
    "KOD;NAZEV;STATUS_KOD;POU_KOD;OKRES_KOD;CLENENI_SM_ROZSAH_KOD;CLENENI_SM_TYP_KOD;"
    "PLATI_OD;PLATI_DO;DATUM_VZNIKU"
)
_RELATION_HEADER = (
    '"kodjaz","typvaz","akrcis1","kodcis1","chodnota1","text1","akrcis2","kodcis2","chodnota2","text2"'
)


@pytest.fixture
def country(tmp_path, machine):
    """Six invented municipalities in two districts, ORP and offices, known since 1 June 2023."""
    run = ImportRun(
        kind="municipalities",
        taken_on=dt.date(2023, 6, 1),
        checked_at=clock.now(),
        file_bytes=1,
        **dict.fromkeys(
            ("rows_in", "rows_new", "rows_changed", "rows_same", "rows_refused", "rows_missing"), 0
        ),
    )
    with step(machine, why="test"):
        run.save()
    region = Region.objects.create(code="CZ0X1", **named("Kraj"))
    for number, seat in ((1, "Chlumkov"), (2, "Rokytnov")):
        district = District.objects.create(
            code=f"CZ0X0{number}", region=region, ruian_code=f"380{number}", **named(seat)
        )
        orp = Orp.objects.create(code=f"900{number}", region=region, district=district, **named(seat))
        Pou.objects.create(
            code=f"900{number}{number}", orp=orp, ruian_code=f"8{number}{number}", **named(seat)
        )
    for place, name in enumerate(("Čapov", "Chlumkov", "Cihlářov", "Řečkov", "Hamerník", "Rokytnov")):
        part = 1 + place // 3
        above = {"orp_id": f"900{part}", "pou_id": f"900{part}{part}", "district_id": f"CZ0X0{part}"}
        one = Municipality.objects.create(
            code=f"{900001 + place}", status="O", region=region, import_run_id=run.pk, **above, **named(name)
        )
        Affiliation.objects.create(municipality=one, import_run_id=run.pk, **above)
    return tmp_path


def _load(folder, machine, kind, name, text, *, encoding="utf-8", taken_on=None):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return load(kind=kind, path=path, by=machine, provenance=Provenance(source=name, taken_on=taken_on))


def _ui(folder, machine, *rows, taken_on=None):
    text = "\r\n".join([_UI_HEADER, *rows])
    return _load(
        folder, machine, "ruian-municipalities", "UI_OBEC.csv", text, encoding="cp1250", taken_on=taken_on
    )


def _relation(folder, machine, *pairs, taken_on, numbers=(65, 43), header=_RELATION_HEADER):
    rows = [
        f'"CS","Editační vazba","CIS",{numbers[0]},"{unit}","x","CISOB",{numbers[1]},"{code}","y"'
        for unit, code in pairs
    ]
    return _load(folder, machine, "csu-relation", "vazba.csv", "\n".join([header, *rows]), taken_on=taken_on)


def _in_orp(orp, day):
    return [one.code for one in selectors.municipalities_of_orp(orp, on=day).order_by("code")]


def test_the_ruian_list_says_what_is_new_changed_and_ended(country, machine):
    run = _ui(
        country,
        machine,
        "900001;Čapov;2;811;3801;;;30.11.2016 00:00:00;;24.11.1990 00:00:00",
        "900002;Chlumkov;3;811;3801;;;30.11.2016 00:00:00;31.12.2024 00:00:00;24.11.1990 00:00:00",
        "900099;Žďárek;2;822;3802;;;01.01.2025 00:00:00;;01.01.2025 00:00:00",
    )
    assert (run.encoding, run.rows_new, run.rows_changed, run.rows_missing) == ("cp1250", 1, 2, 4)
    ended = [line for line in run.findings["changes"] if line["header"] == "PLATI_DO"]
    assert [(line["label"], line["before"], line["after"]) for line in ended] == [
        ("Chlumkov (900002)", "", "2024-12-31")
    ]
    new = Municipality.objects.get(code="900099")
    assert (new.orp_id, new.district_id, new.region_id, new.valid_from) == (
        "9002",
        "CZ0X02",
        "CZ0X1",
        dt.date(2025, 1, 1),
    )
    assert Municipality.objects.count() == 7
    assert [one.code for one in selectors.municipalities_of("CZ0X1", on=dt.date(2025, 1, 1))].count(
        "900002"
    ) == 0
    assert "900002" in [one.code for one in selectors.municipalities_of("CZ0X1", on=dt.date(2024, 12, 31))]


def test_the_same_ruian_list_again_changes_nothing(country, machine):
    rows = (
        "900003;Cihlářov;2;811;3801;;;01.01.2015 00:00:00;31.12.2020 00:00:00;",
        "900003;Cihlářov;2;822;3802;;;01.01.2021 00:00:00;;",
    )
    assert _ui(country, machine, *rows).state == RunState.APPLIED
    assert _ui(country, machine, *rows).state == RunState.UNCHANGED


def test_an_earlier_row_of_ruian_is_an_earlier_affiliation_and_the_later_one_a_move(country, machine):
    _ui(
        country,
        machine,
        "900003;Cihlářov;2;811;3801;;;01.01.2015 00:00:00;31.12.2020 00:00:00;",
        "900003;Cihlářov;2;822;3802;;;01.01.2021 00:00:00;;",
    )
    assert "900003" in _in_orp("9001", _EVE)
    assert "900003" not in _in_orp("9001", _REFORM)
    assert "900003" in _in_orp("9002", _REFORM)
    assert Municipality.objects.get(code="900003").district_id == "CZ0X02"
    spans = [(one.valid_from, one.valid_to, one.orp_id) for one in selectors.affiliations_of("900003")]
    assert spans == [(None, _EVE, "9001"), (_REFORM, None, "9002")]


def test_an_earlier_state_is_found_even_when_the_present_is_already_right(country, machine):
    _ui(
        country,
        machine,
        "900004;Řečkov;2;811;3801;;;01.01.2015 00:00:00;31.12.2020 00:00:00;",
        "900004;Řečkov;2;822;3802;;;01.01.2021 00:00:00;;",
    )
    assert "900004" in _in_orp("9001", _EVE)
    assert "900004" in _in_orp("9002", _REFORM)


def test_ruian_units_that_are_not_loaded_are_refused_with_the_way_out(country, machine):
    with pytest.raises(RowsRefusedError):
        _ui(country, machine, "900001;Čapov;2;777;3801;;;30.11.2016 00:00:00;;")
    refusal = ImportRun.objects.latest("pk").findings["refusals"][0]
    assert (refusal["header"], refusal["params"]) == ("POU_KOD", {"code": "777"})


def test_a_status_whose_meaning_is_not_certain_is_not_guessed(country, machine):
    with pytest.raises(RowsRefusedError):
        _ui(country, machine, "900098;Nové;5;811;3801;;;30.11.2016 00:00:00;;")


@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_a_code_list_renames_units_whatever_the_case_of_its_header(country, machine, spell):
    header = spell('"kodjaz","akrcis","kodcis","chodnota","zkrtext","text","admplod","admnepo"')
    run = _load(
        country,
        machine,
        "csu-codelist",
        "cis61.csv",
        f'{header}\n"CS","CISPOU",61,"90011","Chl.","Chlumkov nad Bobrem","2003-01-01","9999-09-09"\n'
        '"CS","CISPOU",61,"90099","Z.","Zaniklov","2003-01-01","2019-12-31"\n',
    )
    assert (run.rows_new, run.state) == (2, RunState.APPLIED)
    assert Pou.objects.get(code="90011").name == "Chlumkov nad Bobrem"
    assert OfficialItem.objects.get(code="90011").valid_to is None
    assert OfficialItem.objects.get(code="90099").valid_to == dt.date(2019, 12, 31)


def test_an_item_that_ends_is_shown_as_changed_and_one_that_is_absent_as_missing(country, machine):
    header = '"KODJAZ","AKRCIS","KODCIS","CHODNOTA","ZKRTEXT","TEXT","ADMPLOD","ADMNEPO"'
    one = '"CS","CISOB",43,"900001","Čapov","Čapov","1990-01-01",'
    other = '"CS","CISOB",43,"900002","Chlumkov","Chlumkov","1990-01-01","9999-09-09"'
    _load(country, machine, "csu-codelist", "a.csv", f'{header}\n{one}"9999-09-09"\n{other}\n')
    run = _load(country, machine, "csu-codelist", "b.csv", f'{header}\n{one}"2025-12-31"\n')
    assert (run.rows_changed, run.rows_missing, run.findings["missing"]) == (
        1,
        1,
        ["Chlumkov (900002, 43)"],
    )
    assert Municipality.objects.get(code="900001").valid_to == dt.date(2025, 12, 31)
    assert OfficialItem.objects.count() == 2


def test_districts_are_known_by_their_lau_code(country, machine):
    header = '"kodjaz","akrcis","kodcis","chodnota","zkrtext","text","admplod","admnepo","okres_lau"'
    row = '"CS","OKRES_NUTS",101,"40999","Chlumkov","Chlumkov","1960-07-01","9999-09-09","CZ0X01"'
    _load(country, machine, "csu-codelist", "cis101.csv", f"{header}\n{row}\n")
    _relation(country, machine, ("40999", "900004"), taken_on=_EVE, numbers=(101, 43))
    spans = [(one.valid_from, one.valid_to, one.district_id) for one in selectors.affiliations_of("900004")]
    assert spans == [(None, _EVE, "CZ0X01"), (_REFORM, None, "CZ0X02")]
    assert District.objects.get(code="CZ0X01").name == "Chlumkov"


def test_a_list_that_nobody_reads_is_refused(country, machine):
    header = '"kodjaz","akrcis","kodcis","chodnota","zkrtext","text","admplod","admnepo"'
    with pytest.raises(RowsRefusedError):
        _load(country, machine, "csu-codelist", "x.csv", f'{header}\n"CS","X",77,"1","a","a","",""\n')


def test_a_relation_older_than_the_stored_state_adds_where_it_belonged_before(country, machine):
    _relation(country, machine, ("9001", "900004"), taken_on=_EVE)
    assert "900004" in _in_orp("9001", _EVE)
    assert "900004" in _in_orp("9002", _REFORM)
    assert Municipality.objects.get(code="900004").orp_id == "9002"
    assert Affiliation.objects.filter(municipality_id="900004").count() == 2


def test_a_relation_newer_than_the_stored_state_is_a_move_from_the_day_of_the_file(country, machine):
    day = dt.date(2026, 1, 1)
    run = _relation(country, machine, ("9001", "900004"), taken_on=day, header=_RELATION_HEADER.upper())
    assert run.rows_new == 1
    assert "900004 – 9002" in run.findings["missing"]
    assert Municipality.objects.get(code="900004").orp_id == "9001"
    assert "900004" in _in_orp("9002", dt.date(2025, 12, 31))
    assert "900004" in _in_orp("9001", day)


def test_two_relations_of_the_same_day_make_one_earlier_span(country, machine):
    _relation(country, machine, ("9001", "900004"), taken_on=_EVE)
    _relation(country, machine, ("90011", "900004"), taken_on=_EVE, numbers=(61, 43))
    spans = [(one.valid_to, one.orp_id, one.pou_id) for one in selectors.affiliations_of("900004")]
    assert spans == [(_EVE, "9001", "90011"), (None, "9002", "90022")]


def test_the_same_relation_again_changes_nothing(country, machine):
    _relation(country, machine, ("9001", "900004"), taken_on=_EVE)
    assert _relation(country, machine, ("9001", "900004"), taken_on=_EVE).state == RunState.UNCHANGED


def test_the_municipality_may_stand_on_either_side_of_a_relation(country, machine):
    run = _relation(country, machine, ("900004", "9001"), taken_on=_EVE, numbers=(43, 65))
    assert run.rows_new == 1
    assert "900004" in _in_orp("9001", _EVE)


@pytest.mark.parametrize(
    ("pair", "numbers"),
    [(("9001", "900004"), (65, 1184)), (("9999", "900004"), (65, 43)), (("9001", "955555"), (65, 43))],
)
def test_other_relations_unknown_units_and_municipalities_are_refused(country, machine, pair, numbers):
    with pytest.raises(RowsRefusedError):
        _relation(country, machine, pair, taken_on=_EVE, numbers=numbers)


def test_a_list_without_its_columns_is_refused_by_name(country, machine):
    with pytest.raises(UnreadableFileError):
        _load(country, machine, "csu-codelist", "x.csv", '"kodjaz","text"\n"CS","a"\n')
