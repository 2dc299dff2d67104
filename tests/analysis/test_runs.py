"""Saved runs: replayed to the last digit, or saying what differs; compared with today and with a plan."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from tests.analysis.conftest import HEAD, MACHINE, capacity_fields, give_place
from tests.analysis.test_stated_needs import OFFICER, officer_client, said

from zazemi.analysis.errors import RunRefusedError
from zazemi.analysis.models import SavedRun
from zazemi.analysis.selectors import compare, gap_table, outcome_of
from zazemi.analysis.selectors.futures import PlannedPlace, futures
from zazemi.analysis.selectors.runs import replay, results_bytes, run_outcome, saved_gap
from zazemi.analysis.selectors.sides import TODAY as NOW
from zazemi.analysis.selectors.sides import side, sides_listed
from zazemi.analysis.services import put_in_force, save_run, state_need
from zazemi.kernel.actor import Actor, Role
from zazemi.measures.gaps import Verdict
from zazemi.network.services import change_capacity
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
FIELD, CLUB = ServiceKind.FIELD_PROGRAMME, ServiceKind.LOW_THRESHOLD_CLUB


def saved(title="Stav"):
    return save_run("CZ0X1", title=title, by=HEAD)


def test_a_run_keeps_its_rows_and_their_hash(capacity):
    run = saved()
    table = gap_table("CZ0X1", viewer=ANYBODY)
    assert run.reference == "MEZ-2026.1"
    assert run_outcome(run) == outcome_of(table)
    assert run.results_sha256 == hashlib.sha256(results_bytes(table)).hexdigest()
    assert run.data_sha256 == table.data_hash
    assert saved("Druhý").reference == "MEZ-2026.2"


def test_a_run_replayed_from_the_same_data_is_identical(capacity):
    again = replay(saved(), viewer=ANYBODY)
    assert again.is_identical
    assert again.different_inputs == []


def test_a_replay_says_which_input_is_different_and_what_it_changed(capacity):
    run = saved()
    change_capacity(capacity, fields=capacity_fields("0.50"), expected_version=1, by=MACHINE)
    again = replay(run, viewer=ANYBODY)
    assert again.different_inputs == ["places"]
    assert not again.is_identical
    assert again.comparison.total.after.served < again.comparison.total.before.served


def test_a_replay_keeps_the_rules_of_its_day(capacity):
    run = saved()
    put_in_force("need-2026.1", valid_from=dt.date(2026, 1, 1), source="Usnesení", by=HEAD)
    from zazemi.analysis.models import AnalysisSettings
    from zazemi.analysis.services import set_settings

    set_settings(
        values={"needed_from_fte": Decimal("0.45")}, by=HEAD, settings=AnalysisSettings.objects.get()
    )
    assert gap_table("CZ0X1", viewer=ANYBODY).totals[CLUB].counts == {Verdict.NOT_NEEDED: 6}
    assert replay(run, viewer=ANYBODY).is_identical


def test_two_runs_side_by_side_say_who_changed(capacity):
    before = saved()
    state_need(said(amount=Decimal(2), effect="overrides"), by=OFFICER)
    give_place("990001", kind=CLUB, value="9.00", name="Klub")
    after = saved()
    found = compare(run_outcome(before), run_outcome(after))
    clubs = {one.row.code for one in found.changed}
    assert "990001" in clubs
    assert found.kinds[1].after.need - found.kinds[1].before.need == Decimal("1.6000")
    assert sum(pair.after.need for pair in found.orps) == found.total.after.need


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MUNICIPALITY, Role.PROVIDER, Role.BODY_MEMBER, Role.LABOUR_OFFICE])
def test_others_do_not_save_runs(role):
    with pytest.raises(RunRefusedError):
        save_run("CZ0X1", title="x", by=Actor(user_id=1, roles=frozenset({role})))


def test_a_gap_has_a_permanent_address(client, capacity):
    saved()
    found = saved_gap("MEZ-2026.1-990001-nzdm")
    assert found.row.verdict is Verdict.MISSING
    page = client.get("/potreby/mezera/MEZ-2026.1-990001-nzdm/").content.decode()
    assert "MEZ-2026.1-990001-nzdm" in page
    for wrong in (
        "MEZ-2026.1-990001",
        "MEZ-2026.1-990001-jine",
        "MEZ-2026.9-990001-nzdm",
        "MEZ-2026.1-500000-nzdm",
    ):
        assert client.get(f"/potreby/mezera/{wrong}/").status_code == 404


class _Plan:
    def listed(self, region_code, viewer):
        return [] if viewer.is_anonymous else [("PLN-2026-001", "Plán")]

    def places(self, reference, viewer):
        if viewer.is_anonymous or reference != "PLN-2026-001":
            return None
        return [PlannedPlace(municipality_code="990006", kind=CLUB, fte=Decimal("1.5"))]


@pytest.fixture
def plan():
    futures.register("test-plan", _Plan())
    yield
    del futures._things["test-plan"]


def test_a_plan_is_put_on_top_of_today_by_the_same_division(region, plan):
    today, future = (side(one, "CZ0X1", viewer=HEAD) for one in (NOW, "PLN-2026-001"))
    found = compare(today.outcome, future.outcome)
    gained = found.kinds[1].after.served - found.kinds[1].before.served
    assert future.is_future
    assert Decimal(0) < gained <= Decimal("1.5")
    assert found.kinds[0].before == found.kinds[0].after


def test_a_plan_is_offered_only_to_those_who_may_see_it(client, region, plan):
    assert side("PLN-2026-001", "CZ0X1", viewer=ANYBODY) is None
    assert [one for one, _title in sides_listed("CZ0X1", ANYBODY)] == [NOW]
    assert client.get("/potreby/srovnani/?kraj=CZ0X1&po=PLN-2026-001").status_code == 404


def test_an_officer_saves_a_run_once_and_compares_it_with_today(client, capacity):
    from zazemi.kernel.formkeys import new_form_key

    officer = officer_client(client)
    data = {"form_key": new_form_key(), "region_code": "CZ0X1", "title": "Stav 2026", "day": "2026-11-24"}
    first = officer.post("/potreby/behy/?kraj=CZ0X1", data)
    second = officer.post("/potreby/behy/?kraj=CZ0X1", data)
    assert first["Location"] == second["Location"] == "/potreby/behy/MEZ-2026.1/"
    assert SavedRun.objects.count() == 1
    assert "Stav 2026" in officer.get("/potreby/behy/?kraj=CZ0X1").content.decode()
    assert "Výsledek je stejný" in officer.get("/potreby/behy/MEZ-2026.1/?prehrat=1").content.decode()
    change_capacity(capacity, fields=capacity_fields("0.50"), expected_version=1, by=MACHINE)
    page = officer.get("/potreby/behy/MEZ-2026.1/?prehrat=1").content.decode().replace("\xa0", " ")
    assert "místa a kapacity služeb" in page
    page = officer.get("/potreby/srovnani/?kraj=CZ0X1&pred=MEZ-2026.1&po=dnes").content.decode()
    assert "se změní" in page
    plain = officer.get("/potreby/behy/MEZ-2026.1/data.json").json()
    assert len(plain["rows"]) == 18
    assert officer.post("/potreby/behy/?kraj=CZ0X1", {"title": ""}).status_code == 422


def test_the_day_of_a_run_may_be_in_the_past(capacity):
    run = save_run("CZ0X1", title="Loni", by=HEAD, day=dt.date(2025, 6, 1))
    assert run.day == dt.date(2025, 6, 1)
    assert run_outcome(run).rows["990001", FIELD].served > 0
    assert replay(run, viewer=ANYBODY).is_identical
