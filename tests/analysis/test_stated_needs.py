"""Needs stated by people: they count beside the computed need, publicly without words, never as people."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.analysis.conftest import HEAD, TODAY

from zazemi.analysis.errors import (
    AlreadyWithdrawnError,
    AreaNeedsNumberError,
    BadStatementError,
    GroupOverridesError,
    SaysWhoError,
    StatementRefusedError,
    TooFewPeopleError,
)
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.selectors import NeedSource, Trial, gap_table
from zazemi.analysis.services import StatementValues, change_need, state_need, withdraw_need
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import StaleVersionError
from zazemi.territory.models import Municipality, Orp
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
CLUB = ServiceKind.LOW_THRESHOLD_CLUB
OFFICER = Actor(user_id=5, name="Jan Malý", roles=frozenset({Role.REGIONAL_OFFICER}))


def said(**changes):
    start = {
        "kind": CLUB.value,
        "effect": "complements",
        "unit": "fte",
        "amount": Decimal("0.60"),
        "statement": "Děti nemají kam jít.",
        "origin": "round_table",
        "said_by": "kulatý stůl Chlumkov",
        "said_on": dt.date(2026, 10, 1),
        "valid_from": dt.date(2026, 10, 1),
    }
    if "orp" not in changes and "municipality" not in changes:
        changes["municipality"] = Municipality.objects.get(code="990001")
    return StatementValues(**(start | changes))


def club(code="990001", **more):
    table = gap_table("CZ0X1", viewer=ANYBODY, **more)
    return next(row for row in table.of_kind(CLUB) if row.code == code)


def officer_client(client, role=Role.REGIONAL_OFFICER):
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    person = User.objects.create_user("urednik@kraj.example", name="Jan Malý")
    grant_mandate(
        user=person, role_for=RoleFor(role=role, region_code="CZ0X1"), by=Actor.for_machine("console")
    )
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_data(**changes):
    start = {
        "municipality": "990001",
        "orp": "",
        "kind": CLUB.value,
        "target_group": "",
        "unit": "people",
        "amount": "45",
        "effect": "overrides",
        "statement": "Na klub čeká 45 dětí.",
        "origin": "refused",
        "said_by": "poskytovatel",
        "said_on": "2026-10-01",
        "reference": "KUPK 12/2026",
        "valid_from": "2026-10-01",
        "valid_to": "",
    }
    return start | changes


def test_a_complement_is_added_to_the_computed_need(region):
    state_need(said(), by=OFFICER)
    row = club()
    assert row.computed == Decimal("0.4000")
    assert row.gap.need == Decimal("1.0000")
    assert row.source is NeedSource.COMPUTED_AND_STATED
    assert club("990002").source is NeedSource.COMPUTED


def test_people_become_fte_by_the_model_in_force_and_replace_the_computed_need(region):
    state_need(said(unit="people", amount=Decimal(90), effect="overrides"), by=OFFICER)
    row = club()  # 90 people / 45 clients of one FTE
    assert row.gap.need == Decimal("2.0000")
    assert row.source is NeedSource.STATED


def test_the_need_of_an_area_is_divided_among_its_municipalities(region):
    state_need(said(orp=Orp.objects.get(code="1900"), amount=Decimal(3), effect="overrides"), by=OFFICER)
    assert [club(f"99000{n}").gap.need for n in (1, 2, 3)] == [Decimal("1.0000")] * 3
    assert club("990004").gap.need == Decimal("0.4000")


def test_needed_without_a_number_makes_a_small_need_a_need(db):
    from tests.analysis.conftest import give_indicators, make_region

    give_indicators(make_region(), index=0)
    assert club().gap.need < Decimal("0.1")
    state_need(said(unit="needed", amount=None), by=OFFICER)
    assert club().gap.need == Decimal("0.1000")


def test_a_statement_counts_only_between_its_days_and_until_it_is_withdrawn(region):
    record = state_need(said(valid_to=dt.date(2026, 12, 31)), by=OFFICER)
    assert gap_table("CZ0X1", dt.date(2026, 9, 30), viewer=ANYBODY).provenance.statements == 0
    assert gap_table("CZ0X1", dt.date(2027, 1, 1), viewer=ANYBODY).provenance.statements == 0
    withdraw_need(record, why="Klub už jezdí.", by=OFFICER)
    assert club().source is NeedSource.COMPUTED
    yesterday = gap_table("CZ0X1", TODAY - dt.timedelta(days=1), viewer=ANYBODY)
    assert yesterday.provenance.statements == 1
    assert StatedNeed.objects.count() == 1


def test_a_statement_about_another_group_does_not_count_for_the_asked_one(region):
    state_need(said(target_group="mladí 15–26"), by=OFFICER)
    assert club().gap.need == Decimal("1.0000")
    assert club(trial=Trial(target_group="senioři")).gap.need == Decimal("0.4000")
    assert club(trial=Trial(target_group="mladí 15–26")).gap.need == Decimal("1.0000")


def test_the_hash_of_the_statements_says_that_they_moved(region):
    before = gap_table("CZ0X1", viewer=ANYBODY)
    state_need(said(), by=OFFICER)
    after = gap_table("CZ0X1", viewer=ANYBODY)
    moved = {name for name in before.input_hashes if before.input_hashes[name] != after.input_hashes[name]}
    assert moved == {"statements", "needs"}
    assert before.data_hash != after.data_hash


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"statement": "Paní 736028/5163 čeká."}, SaysWhoError, "statement"),
        ({"said_by": "7360285163"}, SaysWhoError, "said_by"),
        ({"unit": "people", "amount": Decimal(4)}, TooFewPeopleError, "amount"),
        ({"target_group": "mladí", "effect": "overrides"}, GroupOverridesError, "effect"),
        ({"municipality": None}, BadStatementError, ""),
    ],
)
def test_what_says_too_much_or_contradicts_itself_is_refused_at_its_field(region, changes, error, field):
    with pytest.raises(error) as caught:
        state_need(said(**changes), by=OFFICER)
    assert caught.value.field == field
    assert not StatedNeed.objects.exists()


def test_an_area_needs_a_number(region):
    with pytest.raises(AreaNeedsNumberError):
        state_need(said(orp=Orp.objects.get(code="1900"), unit="needed", amount=None), by=OFFICER)


def test_only_officers_and_the_head_state_needs(region):
    for role in Role:
        if role in (Role.HEAD, Role.REGIONAL_OFFICER):
            continue
        with pytest.raises(StatementRefusedError):
            state_need(said(), by=Actor(user_id=1, roles=frozenset({role})))
    record = state_need(said(), by=HEAD)
    with pytest.raises(StatementRefusedError):
        withdraw_need(record, why="x", by=ANYBODY)


def test_a_withdrawn_statement_is_not_changed_any_more(region):
    record = state_need(said(), by=OFFICER)
    withdraw_need(record, why="Klub už jezdí.", by=OFFICER)
    with pytest.raises(AlreadyWithdrawnError):
        change_need(record, said(amount=Decimal(2)), by=OFFICER)
    with pytest.raises(AlreadyWithdrawnError):
        withdraw_need(record, why="x", by=OFFICER)


def test_who_comes_second_does_not_overwrite(region):
    record = state_need(said(), by=OFFICER)
    change_need(StatedNeed.objects.get(), said(amount=Decimal(2)), by=OFFICER, expected_version=1)
    with pytest.raises(StaleVersionError):
        change_need(record, said(amount=Decimal(3)), by=OFFICER, expected_version=1)


def test_an_officer_enters_changes_and_withdraws_in_the_browser(client, region):
    officer = officer_client(client)
    assert officer.get("/potreby/od-lidi/nova/?obec=990001&druh=nzdm").status_code == 200
    assert officer.post("/potreby/od-lidi/nova/", form_data())["Location"] == "/potreby/od-lidi/"
    record = StatedNeed.objects.get()
    assert record.amount == 45
    page = officer.get("/potreby/od-lidi/?kraj=CZ0X1").content.decode().replace("\xa0", " ")
    assert "Na klub čeká 45 dětí." in page
    assert "45 lidí" in page
    changed = form_data(amount="60", expected_version="1")
    assert officer.post(f"/potreby/od-lidi/{record.pk}/", changed).status_code == 302
    stale = officer.post(f"/potreby/od-lidi/{record.pk}/", form_data(amount="70", expected_version="1"))
    assert stale.status_code == 409
    gone = officer.post(
        f"/potreby/od-lidi/{record.pk}/odvolani/", {"why": "Klub už jezdí.", "expected_version": "2"}
    )
    assert gone.status_code == 302
    page = officer.get("/potreby/od-lidi/?kraj=CZ0X1").content.decode().replace("\xa0", " ")
    assert "odvoláno 24. 11. 2026" in page
    assert "Klub už jezdí." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": ""}, "Napište, kolik"),
        ({"municipality": ""}, "Uveďte jednu obec"),
        ({"orp": "1900"}, "Uveďte jednu obec"),
        ({"statement": "RČ 7360285163"}, "rodné číslo"),
        ({"amount": "3"}, "Méně než 5 lidí"),
    ],
)
def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(client, region, changes, sentence):
    answer = officer_client(client).post("/potreby/od-lidi/nova/", form_data(**changes))
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert "KUPK 12/2026" in page


def test_the_public_sees_that_people_changed_the_figure_but_not_their_words(client, region):
    state_need(said(reference="KUPK 12/2026"), by=OFFICER)
    page = client.get("/potreby/990001/").content.decode().replace("\xa0", " ")
    assert "Doplněno od lidí (kulatý stůl, 1. 10. 2026): 0,60 úvazku pro obec." in page
    assert "Podle samotného modelu by potřeba byla 0,40 úvazku." in page
    for hidden in ("Děti nemají kam jít", "kulatý stůl Chlumkov", "KUPK"):
        assert hidden not in page
    assert client.get("/potreby/od-lidi/").status_code in (302, 403)


def test_the_clock_of_the_statement_is_the_clock_of_the_system(region):
    record = state_need(said(), by=OFFICER)
    withdraw_need(record, why="x", by=OFFICER)
    assert record.withdrawn_on == clock.today()
