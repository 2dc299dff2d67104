"""Dated settings: the head sets them, they hold from their day, two people never overwrite each other."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from tests.analysis.conftest import HEAD, MACHINE, TODAY

from zazemi.analysis.errors import SettingsDayTakenError, SettingsRefusedError
from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.selectors import gap_table, settings_on, starting_values
from zazemi.analysis.services import set_settings
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.steps import step
from zazemi.measures.gaps import Verdict
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()


def values(**changes):
    return starting_values() | {"valid_from": TODAY, "source": "Zápis porady 20. 11. 2026"} | changes


def form_data(**changes):
    return {name: str(value) for name, value in values(**changes).items()}


@pytest.fixture
def head_client(client, db):
    """The head of the department, signed in."""
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    person = User.objects.create_user("vedouci@kraj.example", name="Eva Dvořáková")
    grant_mandate(
        user=person, role_for=RoleFor(role=Role.HEAD, region_code="CZ0X1"), by=Actor.for_machine("console")
    )
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_until_somebody_sets_others_the_defaults_of_the_project_hold():
    now = settings_on()
    assert now.record_id is None
    assert now.gaps.verdict.sufficient_from_share == Decimal("0.8")
    assert now.basis == "assumption"


@pytest.mark.django_db
def test_settings_hold_from_their_day_until_the_next_ones():
    set_settings(values=values(valid_from=dt.date(2026, 1, 1), sufficient_from_percent=70), by=HEAD)
    set_settings(values=values(valid_from=dt.date(2026, 7, 1), sufficient_from_percent=90), by=HEAD)
    assert settings_on(dt.date(2025, 12, 31)).record_id is None
    assert settings_on(dt.date(2026, 6, 30)).gaps.verdict.sufficient_from_share == Decimal("0.7")
    assert settings_on(dt.date(2026, 7, 1)).gaps.verdict.sufficient_from_share == Decimal("0.9")


def test_a_set_threshold_moves_verdicts_and_the_hash(capacity):
    before = gap_table("CZ0X1", viewer=ANYBODY)
    set_settings(values=values(needed_from_fte=Decimal("0.45")), by=HEAD)
    after = gap_table("CZ0X1", viewer=ANYBODY)
    assert before.totals[ServiceKind.LOW_THRESHOLD_CLUB].counts == {Verdict.MISSING: 6}
    assert after.totals[ServiceKind.LOW_THRESHOLD_CLUB].counts == {Verdict.NOT_NEEDED: 6}
    assert after.data_hash != before.data_hash
    assert after.provenance.settings.source == "Zápis porady 20. 11. 2026"


def test_a_longer_reach_brings_a_place_nearer(region):
    from tests.analysis.conftest import give_place

    give_place("990001", kind=ServiceKind.LOW_THRESHOLD_CLUB, value="5.00", name="Klub")
    before = gap_table("CZ0X1", viewer=ANYBODY).totals[ServiceKind.LOW_THRESHOLD_CLUB]
    set_settings(values=values(low_threshold_club_minutes=60), by=HEAD)
    after = gap_table("CZ0X1", viewer=ANYBODY).totals[ServiceKind.LOW_THRESHOLD_CLUB]
    assert after.served > before.served


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEAD])
def test_nobody_but_the_head_sets(role):
    with pytest.raises(SettingsRefusedError):
        set_settings(values=values(), by=Actor(user_id=3, roles=frozenset({role})))


@pytest.mark.django_db
def test_one_day_has_one_beginning():
    set_settings(values=values(), by=HEAD)
    with pytest.raises(SettingsDayTakenError):
        set_settings(values=values(), by=HEAD)


@pytest.mark.django_db
def test_a_stale_version_is_refused():
    record = set_settings(values=values(), by=HEAD)
    set_settings(values={"sufficient_from_percent": 70}, settings=record, expected_version=1, by=HEAD)
    again = AnalysisSettings.objects.get(pk=record.pk)
    with pytest.raises(StaleVersionError):
        set_settings(values={"sufficient_from_percent": 60}, settings=again, expected_version=1, by=HEAD)


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"sufficient_from_percent": 0}, {"field_programme_minutes": 300}, {"workday_minutes": 60}]
)
def test_the_database_itself_refuses_nonsense(wrong):
    with pytest.raises(IntegrityError), step(MACHINE, "test"):
        AnalysisSettings(**values(**wrong)).save()


@pytest.mark.django_db
def test_everybody_may_read_how_needs_are_judged(client):
    page = client.get("/potreby/nastaveni/").content.decode().replace("\xa0", " ")
    assert "aspoň <b>80 %</b> potřeby" in page
    assert "Nastavit od data" not in page


@pytest.mark.django_db
def test_the_public_may_not_set(client):
    assert client.get("/potreby/nastaveni/nove/").status_code in {302, 403}
    assert client.post("/potreby/nastaveni/nove/", form_data()).status_code in {302, 403}
    assert not AnalysisSettings.objects.exists()


def test_the_head_sets_in_the_browser_and_the_page_says_so(head_client):
    assert head_client.get("/potreby/nastaveni/nove/").status_code == 200
    answer = head_client.post("/potreby/nastaveni/nove/", form_data(sufficient_from_percent=75))
    assert (answer.status_code, answer["Location"]) == (302, "/potreby/nastaveni/")
    page = head_client.get("/potreby/nastaveni/").content.decode().replace("\xa0", " ")
    assert "aspoň <b>75 %</b> potřeby" in page
    assert "Zápis porady 20. 11. 2026" in page


def test_a_wrong_number_comes_back_with_everything_that_was_typed(head_client):
    answer = head_client.post("/potreby/nastaveni/nove/", form_data(sufficient_from_percent=150))
    assert answer.status_code == 422
    assert "Zápis porady 20. 11. 2026" in answer.content.decode()
    assert not AnalysisSettings.objects.exists()


def test_two_people_over_one_record_meet_at_the_page_of_the_conflict(head_client):
    record = set_settings(values=values(), by=HEAD)
    address = f"/potreby/nastaveni/{record.pk}/"
    mine = form_data(sufficient_from_percent=75) | {"expected_version": "1"}
    set_settings(values={"needed_from_fte": Decimal("0.20")}, settings=record, expected_version=1, by=HEAD)
    answer = head_client.post(address, mine)
    assert answer.status_code == 409
    assert AnalysisSettings.objects.get(pk=record.pk).sufficient_from_percent == 80
    again = head_client.post(address, {**mine, "expected_version": "2", "needed_from_fte": "0.20"})
    assert again.status_code == 302
    saved = AnalysisSettings.objects.get(pk=record.pk)
    assert (saved.sufficient_from_percent, saved.needed_from_fte, saved.version) == (75, Decimal("0.20"), 3)
