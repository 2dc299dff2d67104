"""Official statistics in their own formats: what is read, what is passed over, what is refused."""

import datetime as dt

import pytest
from tests.indicators import official_statistics as files

from zazemi.indicators.errors import NoTableInsideError
from zazemi.indicators.importers.periods import WrongPeriodError, month_end, period_text
from zazemi.indicators.models import SeriesValue
from zazemi.indicators.services import load_statistics
from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.services import Provenance

pytestmark = pytest.mark.django_db
TAKEN_ON = dt.date(2024, 6, 30)


@pytest.fixture
def bring(country, machine):
    def load(kind, path):
        said = Provenance(source="Zkušební úřad", licence="CC BY 4.0", taken_on=TAKEN_ON)
        return load_statistics(kind=kind, path=path, by=machine, provenance=said)

    return load


def stored(prefix):
    rows = SeriesValue.objects.filter(series__startswith=prefix).order_by("pk")
    return {
        (
            one.series.split(".")[1],
            one.municipality_id or one.district_id,
            one.period_end.isoformat(),
        ): one.value
        for one in rows
    }


@pytest.mark.parametrize(("is_old", "day"), [(True, "2022-12-31"), (False, "2023-12-31")])
def test_population_of_both_editions_keeps_totals_and_sexes_of_municipalities(bring, tmp_path, is_old, day):
    run = bring("czso-population", files.population(tmp_path / "130149.csv", is_old=is_old))
    assert run.encoding == ("cp1250" if is_old else "utf-8")
    assert stored("czso") == {
        ("population", "564002", day): 700, ("men", "564002", day): 340, ("women", "564002", day): 360,
        ("population", "564003", day): 9000, ("men", "564003", day): 4400, ("women", "564003", day): 4600,
    }  # fmt: skip
    assert (run.rows_in, run.rows_new, run.rows_refused) == (8, 2, 0)


def test_a_value_twice_in_the_file_is_refused(bring, tmp_path):
    people = (*files.PEOPLE[:1], (701, *files.PEOPLE[0][1:]))
    with pytest.raises(RowsRefusedError):
        bring("czso-population", files.population(tmp_path / "x.csv", is_old=False, people=people))


def test_unemployment_comes_packed_and_by_months(bring, tmp_path):
    bring("czso-unemployment", files.unemployment(tmp_path / "250169-24.zip"))
    assert stored("czso") == {
        ("unemployed_share", "564002", "2024-11-30"): 3.25,
        ("seekers", "564002", "2024-11-30"): 17,
        ("seekers", "564002", "2024-12-31"): 19,
    }


def test_an_archive_with_two_tables_or_none_is_refused(bring, tmp_path):
    import zipfile

    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("../b.csv", "x")
    with pytest.raises(NoTableInsideError, match=r"two\.zip"):
        bring("czso-unemployment", path)


@pytest.mark.parametrize("make", [files.labour_csv, files.labour_json])
def test_the_labour_market_of_districts_as_csv_and_as_json(bring, tmp_path, make):
    ending = "json" if make is files.labour_json else "csv"
    bring("mpsv-labour", make(tmp_path / f"evid_pno_up_agr_frz_odata.{ending}"))
    assert stored("mpsv") == {
        ("available_seekers", "CZ0511", "2024-12-31"): 100, ("seekers", "CZ0511", "2024-12-31"): 105,
        ("aged_15_64", "CZ0511", "2024-12-31"): 4000, ("available_seekers", "CZ0421", "2024-12-31"): 50,
        ("seekers", "CZ0421", "2024-12-31"): 60, ("aged_15_64", "CZ0421", "2024-12-31"): 1000,
    }  # fmt: skip


def test_rows_by_sex_are_summed(bring, tmp_path):
    bring("mpsv-labour", files.labour_by_sex(tmp_path / "x.csv"))
    assert stored("mpsv")["available_seekers", "CZ0511", "2024-12-31"] == 100
    assert stored("mpsv")["aged_15_64", "CZ0511", "2024-12-31"] == 4000


@pytest.mark.db
def test_foreclosures_count_on_the_day_they_were_taken_and_a_correction_stands_beside(bring, tmp_path):
    bring("ekcr-foreclosures", files.foreclosures(tmp_path / "a.csv"))
    assert stored("ekcr")["people", "564001", "2024-06-30"] == 250
    assert bring("ekcr-foreclosures", files.foreclosures(tmp_path / "a.csv")).state == RunState.UNCHANGED
    run = bring("ekcr-foreclosures", files.foreclosures(tmp_path / "b.csv", people=260))
    assert (run.rows_changed, run.rows_same) == (1, 1)
    values = SeriesValue.objects.filter(series="ekcr.people", municipality_id="564001").order_by("pk")
    assert [one.value for one in values] == [250, 260]


def test_planning_data_describe_the_end_of_2020_and_empty_cells_are_no_numbers(bring, tmp_path):
    bring("czso-planning-2020", files.planning(tmp_path / "uap.csv"))
    found = stored("uap")
    assert found["aged_65_plus", "564001", "2020-12-31"] == 220
    assert ("seekers", "564002", "2020-12-31") not in found


def test_a_place_that_is_not_loaded_is_refused(bring, tmp_path):
    people = ((700, "", "", "43", "599998", "Neznámá"),)
    with pytest.raises(RowsRefusedError):
        bring("czso-population", files.population(tmp_path / "x.csv", is_old=False, people=people))
    assert SeriesValue.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", "2023-12-31"),
        ("20230630", "2023-06-30"),
        ("31. 1. 2024", "2024-01-31"),
        ("2024-02-29T00:00", "2024-02-29"),
    ],
)
def test_periods_are_read_as_their_last_day(text, day):
    assert period_text(text) == day


@pytest.mark.parametrize("text", ["2023-02-30", "rok", "31.13.2023"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(WrongPeriodError):
        period_text(text)
    assert month_end(2024, 2) == dt.date(2024, 2, 29)


@pytest.mark.slow
@pytest.mark.real_data
def test_the_real_planning_data_are_read_and_fit_their_rule(db, real_data, machine):
    from zazemi.indicators.selectors import findings
    from zazemi.indicators.services import adopt_catalogue
    from zazemi.territory.services import load_folder

    load_folder(real_data, by=machine)
    run = load_statistics(
        kind="czso-planning-2020",
        path=real_data / "uap_csu_2020_vyber.csv",
        by=machine,
        provenance=Provenance(),
    )
    assert run.rows_new == 6258
    assert sum(stored("uap")[key] for key in stored("uap") if key[0] == "population") == 10_701_777
    adopt_catalogue(by=machine)
    broken = [one for one in findings("CZ051") if one.rule and "uap.population" in one.rule.right]
    assert broken == []
