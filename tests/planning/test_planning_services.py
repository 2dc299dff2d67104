"""Scenarios keep their versions, plans their numbers, proofs their data."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tests.planning.conftest import HEAD, SECRETARY, planned

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.immutable import ImmutableRowError
from zazemi.kernel.sentences import sentence_of
from zazemi.planner.certify import certify
from zazemi.planning import selectors, services
from zazemi.planning.checks import proofs_hold, results_are_there, sums_fit
from zazemi.planning.choices import PlanState
from zazemi.planning.errors import BadTermsError, NoNormError, PlanningForbiddenError, PlanNotReadyError
from zazemi.planning.models import Item, Plan, Scenario
from zazemi.planning.norms import norms_on
from zazemi.planning.questions import terms_of
from zazemi.values.services import ServiceKind

FIELD = ServiceKind.FIELD_PROGRAMME


def test_a_new_scenario_starts_with_35_million_19_months_and_the_norms_of_the_day(values):
    assert (values.budget_czk, values.months) == (35_000_000, 19)
    assert values.terms[FIELD].min_share_percent == 50
    assert values.name == "35 mil. Kč na 19 měsíců"


def test_prices_of_2014_are_other_prices(region):
    import datetime as dt

    old = services.starting_values(region.code, on=dt.date(2014, 2, 26))
    assert old.terms[FIELD].cost_czk_per_fte_year == 495_000
    with pytest.raises(NoNormError):
        norms_on(dt.date(2013, 12, 31))


def test_a_stored_scenario_gives_back_its_terms(scenario, values):
    assert terms_of(Scenario.objects.get()) == dict(values.terms)


def test_terms_that_contradict_themselves_are_refused_with_the_kind(values):
    wrong = values.terms | {FIELD: replace(values.terms[FIELD], largest_team_fte=Decimal(0))}
    with pytest.raises(BadTermsError) as error:
        services.save_scenario(values=replace(values, terms=wrong), by=HEAD)
    assert "terénní programy" in sentence_of(error.value)
    shares = {kind: replace(one, min_share_percent=40) for kind, one in values.terms.items()}
    with pytest.raises(BadTermsError):
        services.save_scenario(values=replace(values, terms=shares), by=HEAD)


def test_a_budget_of_nothing_is_refused(values):
    with pytest.raises(ValidationError):
        services.save_scenario(values=replace(values, budget_czk=0), by=HEAD)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.PROVIDER, Role.ADMINISTRATOR])
def test_only_those_who_plan_may_plan(role, values, scenario):
    nobody = Actor(user_id=9, name="x", roles=frozenset({role}))
    with pytest.raises(PlanningForbiddenError):
        services.save_scenario(values=values, by=nobody)
    with pytest.raises(PlanningForbiddenError):
        services.order_plan(scenario=scenario, by=nobody)


def test_drafts_are_seen_by_planners_and_the_secretary_only(plan):
    assert selectors.plan_of(plan.reference, SECRETARY) == plan
    for viewer in (Actor.anonymous(), Actor(user_id=5, name="x", roles=frozenset({Role.BODY_MEMBER}))):
        assert selectors.plan_of(plan.reference, viewer) is None
        assert not selectors.plans(viewer).exists()
        assert not selectors.scenarios(viewer).exists()


def test_plans_are_numbered_without_gaps(region, in_process):
    assert [planned(region).reference for _time in range(2)] == ["PLN-2026-001", "PLN-2026-002"]


def test_the_money_of_the_items_is_the_cost_of_the_plan_and_within_the_budget(plan):
    result = selectors.result_of(plan)
    assert sum(item.cost_czk for item in selectors.items_of(plan)) == result.cost_czk
    assert 0 < result.cost_czk <= plan.scenario.budget_czk
    assert result.met_after_fte > result.met_before_fte
    assert result.bound >= result.value


def test_a_stored_plan_is_checked_again_and_never_solved_again(plan):
    result = selectors.result_of(plan)
    assert certify(selectors.question_of(result), selectors.answer_of(result)).is_ok
    assert [*sums_fit(), *proofs_hold(), *results_are_there()] == []


def test_a_result_and_its_items_cannot_be_changed(plan):
    result = selectors.result_of(plan)
    with pytest.raises(ImmutableRowError):
        result.delete()
    with pytest.raises(ImmutableRowError):
        result.save()
    with pytest.raises(ImmutableRowError):
        Item.objects.first().delete()


def test_a_plan_answers_the_version_it_was_ordered_for(plan):
    scenario = plan.scenario
    changed = replace(services.starting_values(scenario.region_id), budget_czk=1_000_000, name="Jinak")
    services.save_scenario(
        values=changed, by=HEAD, scenario=Scenario.objects.get(), expected_version=scenario.version
    )
    again = selectors.plan_of(plan.reference, HEAD)
    assert again.scenario.budget_czk == 1_000_000
    assert selectors.asked_scenario(again).budget_czk == 20_000_000
    assert selectors.plan_json(again)["scenario"]["budget_czk"] == 20_000_000


def test_a_stale_note_is_refused_and_the_first_one_stays(plan):
    version = plan.version
    services.annotate(plan=Plan.objects.get(), note="první", by=HEAD, expected_version=version)
    with pytest.raises(StaleVersionError):
        services.annotate(plan=Plan.objects.get(), note="druhá", by=HEAD, expected_version=version)
    assert Plan.objects.get().note == "první"


def test_a_plan_without_a_result_says_so(scenario):
    plan = services.order_plan(scenario=scenario, by=HEAD)
    assert plan.state == PlanState.COMPUTING
    with pytest.raises(PlanNotReadyError):
        selectors.result_of(plan)
    assert selectors.plan_json(plan)["state"] == "computing"


def test_a_cancelled_order_is_closed_once(scenario):
    plan = services.order_plan(scenario=scenario, by=HEAD)
    assert services.close_cancelled(plan, by=HEAD).state == PlanState.CANCELLED
    assert services.close_cancelled(plan, by=HEAD).state == PlanState.CANCELLED


def test_a_plan_computed_already_is_not_computed_again(plan):
    def fail(*_arguments):
        raise AssertionError

    assert services.carry_out(plan, by=HEAD, report=fail, is_cancelled=fail) is plan
