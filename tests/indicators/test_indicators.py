"""Indicators: definitions and versions, one table for page and files, sums upwards, suspicious values."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.indicators import official_statistics as files

from zazemi.indicators.choices import FindingKind, FollowUpState
from zazemi.indicators.errors import (
    MethodExistsError,
    NoReasonError,
    NotYoursError,
    UnknownSeriesError,
    WrongFormulaError,
)
from zazemi.indicators.models import FollowUp, Indicator, ValidationRule
from zazemi.indicators.selectors import findings, indicator_table, methods_of
from zazemi.indicators.services import (
    adopt_catalogue,
    change_indicator,
    define_indicator,
    follow_up,
    load_statistics,
    set_rule,
)
from zazemi.intake.services import Provenance
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import StaleVersionError

pytestmark = pytest.mark.django_db
OFFICER = Actor(user_id=None, name="Jana Malá", roles=frozenset({Role.REGIONAL_OFFICER}))
END_2023 = dt.date(2023, 12, 31)


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def values(**changed):
    return {
        "key": "seniori", "name": "Senioři", "description": "", "form": "percent",
        "left": ["uap.aged_65_plus"], "right": ["uap.population"], "unit": "%", "decimals": 1,
        "minimum": 0.0, "maximum": 100.0, "source": "ČSÚ", "valid_from": dt.date(2010, 12, 31),
    } | changed  # fmt: skip


@pytest.fixture
def catalogue(computed, machine):
    adopt_catalogue(by=machine)


def bring(kind, path, machine):
    said = Provenance(source="Zkušební úřad", taken_on=END_2023)
    return load_statistics(kind=kind, path=path, by=machine, provenance=said)


def table_of(key, region="CZ051"):
    return indicator_table(methods_of(key), region_code=region)


def test_the_starting_catalogue_is_taken_over_once(country, machine):
    assert adopt_catalogue(by=machine) == Indicator.objects.count() + ValidationRule.objects.count()
    assert adopt_catalogue(by=machine) == 0


@pytest.mark.db
def test_a_new_version_of_the_method_ends_the_older_one(country, machine):
    define_indicator(values=values(), by=machine)
    define_indicator(values=values(right=["uap.aged_15_64"], valid_from=dt.date(2022, 1, 1)), by=machine)
    newest, oldest = methods_of("seniori")
    assert (newest.method, oldest.method, oldest.valid_to) == (2, 1, dt.date(2021, 12, 31))
    with pytest.raises(MethodExistsError):
        define_indicator(values=values(valid_from=dt.date(2020, 1, 1)), by=machine)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"left": ["nic.takoveho"]}, UnknownSeriesError),
        ({"left": []}, WrongFormulaError),
        ({"right": []}, WrongFormulaError),
        ({"form": "sum"}, WrongFormulaError),
        ({"right": ["mpsv.aged_15_64"]}, WrongFormulaError),
    ],
)
def test_a_formula_that_makes_no_sense_is_refused(country, machine, changed, error):
    with pytest.raises(error):
        define_indicator(values=values(**changed), by=machine)


def test_only_the_regional_office_defines_and_stale_corrections_are_seen(country, machine):
    with pytest.raises(NotYoursError):
        define_indicator(values=values(), by=Actor(name="kdosi"))
    record = define_indicator(values=values(), by=OFFICER)
    change_indicator(record, values=values(name="Lidé 65+"), expected_version=1, by=OFFICER)
    with pytest.raises(StaleVersionError):
        change_indicator(Indicator.objects.get(), values=values(name="Jiné"), expected_version=1, by=OFFICER)


def test_a_region_is_summed_and_unknown_places_are_counted_apart(catalogue):
    table = table_of("exekuce-podil")
    # 250 of 3000, 20 of 700, 300 of 9000
    assert [round(one.value, 3) for one in table.rows] == [8.333, 3.333, 2.857]
    assert (table.region.left, table.region.right) == (570, 12700)
    assert table.region.value == pytest.approx(100 * 570 / 12700)
    school = table_of("predcasne-odchody")
    assert (school.region.counted, school.region.total) == (2, 3)
    assert school.region.value == pytest.approx(100 * 6 / 163)
    assert (table.whole.total, [one.name for one in table.regions]) == (
        5,
        ["Kraj CZ042", "Kraj CZ051", "Kraj CZ0X1"],
    )


def test_page_workbook_and_csv_say_the_same_numbers(client, catalogue):
    address = reverse("indicators:indicator", args=["exekuce-podil"])
    page = text_of(client.get(address, {"kraj": "CZ051"}))
    assert "Kraj CZ051: <b>4,5 %</b>" in page
    assert "Údaj má 3 z 3." in page
    book = load_workbook(
        io.BytesIO(client.get(reverse("indicators:indicator_xlsx", args=["exekuce-podil"])).content)
    )
    rows = list(book.worksheets[0].values)[1:]
    answer = client.get(reverse("indicators:indicator_csv", args=["exekuce-podil"])).content.decode(
        "utf-8-sig"
    )
    lines = list(csv.reader(io.StringIO(answer), delimiter=";"))[1:]
    table = table_of("exekuce-podil")
    assert [(row[0], row[3]) for row in rows] == [(one.code, pytest.approx(one.value)) for one in table.rows]
    assert [float(line[3].replace(",", ".")) for line in lines] == [
        pytest.approx(one.value) for one in table.rows
    ]
    assert "Sources" in book.sheetnames or "Zdroje" in book.sheetnames


def test_an_indicator_of_districts_has_districts_in_its_rows(client, catalogue, machine, tmp_path):
    bring("mpsv-labour", files.labour_csv(tmp_path / "x.csv"), machine)
    table = table_of("podil-nezamestnanych-okres")
    assert [(one.code, one.value) for one in table.rows] == [("CZ0511", 2.5)]
    assert table.whole.value == pytest.approx(3.0)
    page = client.get(reverse("indicators:indicator", args=["podil-nezamestnanych-okres"]), {"kraj": "CZ051"})
    assert page.status_code == 200


def test_a_municipality_stands_beside_its_orp_and_region(client, catalogue):
    page = text_of(client.get(reverse("indicators:municipality_indicators", args=["564001"])))
    assert "8,3 %" in page
    assert "4,5 %" in page


def test_an_indicator_without_data_and_unknown_ones(client, catalogue):
    assert "zatím nejsou data" in text_of(client.get(reverse("indicators:indicator", args=["seniori"])))
    assert client.get(reverse("indicators:indicator", args=["nic"])).status_code == 404
    address = reverse("indicators:indicator", args=["exekuce-podil"])
    assert client.get(address, {"obdobi": "1999-12-31"}).status_code == 404
    assert client.get(address, {"obdobi": "x"}).status_code == 404
    assert client.get(reverse("indicators:indicator_csv", args=["seniori"])).status_code == 404


def test_a_broken_rule_is_found_followed_up_and_explained(catalogue, machine, tmp_path):
    bring("czso-planning-2020", files.planning(tmp_path / "uap.csv", total=1010), machine)
    (found,) = [one for one in findings("CZ051") if one.kind is FindingKind.RULE]
    assert (found.place.name, found.left, found.right) == ("Čistá", 1000, 1010)
    with pytest.raises(NoReasonError):
        follow_up(found, observed="x", state=FollowUpState.EXPLAINED, note=" ", by=OFFICER)
    follow_up(found, observed="x", state=FollowUpState.OPEN, note="", by=OFFICER)
    (again,) = [one for one in findings("CZ051") if one.kind is FindingKind.RULE]
    assert (again.follow_up.state, again.follow_up.by_name) == ("open", "Jana Malá")
    follow_up(
        again, observed="x", state=FollowUpState.CORRECTED, note="Opraví ČSÚ", by=OFFICER, expected_version=1
    )
    with pytest.raises(StaleVersionError):
        follow_up(again, observed="x", state=FollowUpState.OPEN, note="", by=OFFICER, expected_version=1)
    assert FollowUp.objects.count() == 1


def test_a_rule_with_a_number_and_one_that_is_not_checked(catalogue, machine):
    rule = {
        "name": "Nejvýš 100 lidí v exekuci", "left": ["isv.foreclosures"], "operator": "at_most",
        "right": [], "right_number": 100.0, "tolerance": 0.0, "is_active": True,
    }  # fmt: skip
    record = set_rule(None, values=rule, by=machine)
    found = [one.place.name for one in findings("CZ051") if one.rule == record]
    assert found == ["Čistá", "Dolina"]
    set_rule(record, values=rule | {"is_active": False}, by=machine, expected_version=1)
    assert [one for one in findings("CZ051") if one.rule == record] == []
    with pytest.raises(WrongFormulaError):
        set_rule(None, values=rule | {"right_number": None}, by=machine)


def test_a_jump_against_own_years_is_found(catalogue, machine):
    from zazemi.territory.models import Population

    for year, total in enumerate((700, 701, 703, 702, 700, 3000), start=2018):
        Population.objects.create(municipality_id="564002", counted_on=dt.date(year, 1, 1), total=total)
    found = [one for one in findings("CZ051") if one.kind is FindingKind.OWN]
    assert [(one.place.name, one.value, one.period) for one in found] == [
        ("Chlum", 3000, dt.date(2022, 12, 31))
    ]
    assert found[0].score > 3.5


def test_a_value_out_of_its_bounds_is_found(catalogue, machine):
    record = Indicator.objects.get(key="exekuce-podil")
    kept = {name: getattr(record, name) for name in values() if name not in ("key", "valid_from")}
    change_indicator(record, values=kept | {"maximum": 5.0}, expected_version=1, by=machine)
    assert [one.place.name for one in findings("CZ051") if one.kind is FindingKind.BOUNDS] == ["Čistá"]


@pytest.fixture
def officer(client, db):
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    user = User.objects.create_user("jana@role.example", name="Jana Malá")
    grant_mandate(user=user, role_for=RoleFor(role=Role.REGIONAL_OFFICER), by=Actor.for_machine("console"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_officer_works_through_suspicious_values_in_the_browser(officer, catalogue, machine, tmp_path):
    bring("czso-planning-2020", files.planning(tmp_path / "uap.csv", total=1010), machine)
    page = text_of(officer.get(reverse("indicators:checking"), {"kraj": "CZ051"}))
    assert "Na pohled čeká <b>1 hodnota</b>" in page
    (found,) = findings("CZ051")
    address = reverse("indicators:follow_up", args=[found.reference])
    refused = officer.post(address, {"state": "explained", "note": ""})
    assert (refused.status_code, "potřebuje poznámku" in text_of(refused)) == (422, True)
    assert officer.post(address, {"state": "explained", "note": "Sčítání proběhlo jindy."}).status_code == 302
    page = text_of(officer.get(reverse("indicators:checking"), {"kraj": "CZ051", "stav": "explained"}))
    assert "Sčítání proběhlo jindy. (Jana Malá)" in page
    stale = officer.post(address, {"state": "open", "note": "x", "expected_version": "7"})
    assert stale.status_code == 409
    assert officer.get(reverse("indicators:follow_up", args=["rule.1.564001.2020"])).status_code == 404


def test_the_officer_defines_and_corrects_in_the_browser_and_a_double_click_makes_one(officer, country):
    address = reverse("indicators:indicator_new")
    typed = {
        "key": "seniori", "name": "Senioři", "form": "percent", "left": "uap.aged_65_plus",
        "right": "uap.population", "unit": "%", "decimals": "1", "minimum": "0", "maximum": "100",
        "source": "ČSÚ", "valid_from": "2010-12-31", "form_key": "a-key",
    }  # fmt: skip
    assert officer.post(address, typed).status_code == 302
    assert officer.post(address, typed).status_code == 302
    record = Indicator.objects.get()
    wrong = officer.post(address, typed | {"form_key": "b", "key": "jiny", "form": "sum"})
    assert (wrong.status_code, "neodpovídají tvaru" in text_of(wrong)) == (422, True)
    change = reverse("indicators:indicator_change", args=[record.pk])
    assert 'value="Senioři"' in text_of(officer.get(change))
    kept = {name: value for name, value in typed.items() if name not in ("key", "valid_from", "form_key")}
    assert officer.post(change, kept | {"name": "Lidé 65+", "expected_version": "1"}).status_code == 302
    assert officer.post(change, kept | {"name": "Jiné", "expected_version": "1"}).status_code == 409
    assert "Lidé 65+" in text_of(officer.get(reverse("indicators:indicator_list")))
    rule = {"name": "Pravidlo", "left": "uap.aged_0_14", "operator": "at_most", "right": "uap.population",
            "tolerance": "0", "is_active": "on", "form_key": "c"}  # fmt: skip
    assert officer.post(reverse("indicators:rule_new"), rule).status_code == 302
    assert "Pravidlo" in text_of(officer.get(reverse("indicators:rules")))
    assert officer.post(reverse("indicators:adopt")).status_code == 302
    assert Indicator.objects.count() > 1


def test_the_number_of_queries_does_not_grow_with_municipalities(
    client, catalogue, machine, django_assert_max_num_queries
):
    for name, arguments in (
        ("indicator_list", []),
        ("indicator", ["exekuce-podil"]),
        ("municipality_indicators", ["564001"]),
    ):
        with django_assert_max_num_queries(25):
            assert client.get(reverse(f"indicators:{name}", args=arguments)).status_code == 200
