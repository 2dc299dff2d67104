import datetime as dt
from decimal import Decimal

import pytest

from zazemi.intake import services as intake
from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.selectors import refusals_of
from zazemi.kernel import audit
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.selectors import capacities_fte
from zazemi.parties.models import Organisation

HEADER = "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do"
ROWS = [
    "Spolek Hrana;27000028;TP;Terén Hrana;990001;;úvazky;4,5;terénní;1. 1. 2026;",
    "Spolek Hrana;27000028;NZDM;Klub Hrana;990002;Školní 3;okamžitá kapacita;20;ambulantní;1. 1. 2026;",
    "Charita Žďárek;;SAS;Rodiny spolu;990003;;úvazky;2;terénní;1. 1. 2026;31. 12. 2026",
    "Charita Žďárek;;SAS;Rodiny spolu;990003;;úvazky;3;terénní;1. 1. 2027;",
]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def load(region, machine, tmp_path):
    def load(*rows: str, header=HEADER):
        path = tmp_path / "sit.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        return intake.load(
            kind="network", path=path, by=machine, provenance=intake.Provenance(source="zkouška")
        )

    return load


def counts():
    return [model.objects.count() for model in (Organisation, Service, Place, Capacity)]


@pytest.mark.db
def test_a_file_becomes_providers_services_places_and_capacities(load):
    run = load(*ROWS)
    assert (run.state, run.rows_in, run.rows_new) == (RunState.APPLIED, 4, 4)
    assert counts() == [2, 3, 3, 4]
    assert set(Capacity.objects.values_list("import_run_id", flat=True)) == {run.pk}
    assert audit.verify_chain().is_whole


def test_the_same_file_again_changes_nothing(load):
    load(*ROWS)
    again = load(*ROWS)
    assert (again.state, again.rows_same, again.rows_new, again.rows_changed) == (RunState.UNCHANGED, 4, 0, 0)
    assert counts() == [2, 3, 3, 4]


def test_one_changed_capacity_is_one_changed_row_with_both_values(load):
    load(*ROWS)
    run = load(ROWS[0].replace("4,5", "6"), *ROWS[1:])
    assert (run.rows_changed, run.rows_same) == (1, 3)
    (change,) = run.findings["changes"]
    assert (change["header"], Decimal(change["before"]), change["after"]) == ("Kapacita", Decimal("4.5"), "6")
    assert Capacity.objects.get(unit="fte", place__municipality="990001").value == 6


def test_a_renamed_provider_is_renamed_not_doubled(load):
    load(*ROWS)
    load(*[row.replace("Spolek Hrana", "Spolek Na Hraně") for row in ROWS])
    assert counts() == [2, 3, 3, 4]
    assert Organisation.objects.get(ico="27000028").name == "Spolek Na Hraně"


def test_a_service_absent_from_the_file_is_reported_and_stays(load):
    load(*ROWS)
    run = load(*ROWS[:3])
    assert (run.rows_missing, run.findings["missing"]) == (1, ["Rodiny spolu, 990003"])
    assert Capacity.objects.count() == 4


def test_a_row_without_an_ico_belongs_to_the_provider_stored_with_one(load):
    load(*ROWS)
    run = load(*[row.replace("27000028", "") for row in ROWS])
    assert run.rows_same == 4


@pytest.mark.parametrize(
    ("row", "header", "part"),
    [
        (ROWS[0].replace("990001", "999999"), "Kód obce", "No municipality has this code."),
        (ROWS[0].replace("990001", "5638"), "Kód obce", "is not a code of the kind municipality"),
        (ROWS[0].replace("TP", "NZDN"), "Druh služby", "The nearest is NZDM."),
        (ROWS[0].replace("4,5", "−6"), "Kapacita", "cannot be negative"),
        (ROWS[0].replace("4,5", "4,5 úv."), "Kapacita", "Write only 4,5."),
        (ROWS[0].replace("4,5", "NaN"), "Kapacita", "A number is expected."),
        (ROWS[0].replace("4,5", "1e308"), "Kapacita", "too large"),
        (ROWS[0].replace("27000028", "27000029"), "IČO", "is not a code of the kind IČO"),
        (ROWS[0].replace("1. 1. 2026", "31. 2. 2026"), "Platí od", "Probably 28. 2. 2026 is meant."),
        (ROWS[0] + "31. 12. 2025", "Platí do", "before the first one"),
        (ROWS[0].replace("Terén Hrana", ""), "Název", "empty"),
        (ROWS[0].replace("Terén Hrana", "=HYPERLINK()"), "Název", "as formulas do"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_stored(load, row, header, part):
    with pytest.raises(RowsRefusedError):
        load(row, *ROWS[1:])
    from django.utils import translation

    from zazemi.intake.models import ImportRun

    with translation.override("en"):
        (refusal,) = refusals_of(ImportRun.objects.get())
    assert (refusal.row, refusal.header) == (2, header)
    assert part in refusal.sentence
    assert counts() == [0, 0, 0, 0]


def test_capacities_that_overlap_in_time_are_refused(load):
    with pytest.raises(RowsRefusedError):
        load(ROWS[2].replace("31. 12. 2026", ""), ROWS[3])
    assert counts() == [0, 0, 0, 0]


def test_the_same_row_twice_is_refused(load):
    with pytest.raises(RowsRefusedError):
        load(ROWS[0], ROWS[0])


def test_what_cannot_be_converted_is_unknown_and_never_zero(load, officer):
    load(*ROWS)
    table = capacities_fte("CZ0X1", dt.date(2026, 6, 1))
    known = {row.service_name: (row.fte, row.reason_unknown) for row in table.rows}
    assert known["Terén Hrana"] == (Decimal("4.5"), "")
    assert known["Klub Hrana"] == (None, "no norm converts its units to FTE")
    assert known["Rodiny spolu"] == (Decimal(2), "")
    later = {row.service_name: row.fte for row in capacities_fte("CZ0X1", dt.date(2027, 1, 1)).rows}
    assert later["Rodiny spolu"] == 3
