"""From the list to the result: what every page says, in few queries, once per click."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.planning.conftest import HEAD, plain, planned, term, typed, typed_again

from zazemi.jobs.models import Job
from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.planning import selectors, services
from zazemi.planning.models import Plan, Scenario
from zazemi.planning.questions import terms_of
from zazemi.values.services import ServiceKind

PLANS = "/plany/"
NEW = "/plany/nove-zadani/"
CAUTION = "modelový výpočet bez stávajících služeb; není tvrzením o skutečných mezerách"
CLAIM = "v tomto modelu a s těmito předpoklady nemůže být žádný plán lepší o více než"


def test_an_empty_list_leads_to_the_first_plan(officer, region):
    page = plain(officer.get(PLANS))
    assert "Zatím žádný plán" in page
    assert f'href="{NEW}"' in page


def test_the_list_shows_money_need_and_bound(officer, plan):
    page = plain(officer.get(PLANS))
    result = selectors.result_of(plan)
    assert plan.reference in page
    assert f"{result.cost_czk:,}".replace(",", " ") in page
    assert "Lepší plán" in page


def test_the_form_begins_with_the_defaults_and_their_source(officer, region):
    page = plain(officer.get(NEW))
    assert 'value="35 000 000"' in page
    assert 'value="19"' in page
    assert 'value="855 000"' in page
    assert "norms-2024.1" in page
    assert "Předpoklad: měsíční mzda" in page
    assert f'<option value="{region.code}" selected>' in page


def test_prices_of_another_day_can_be_filled_in(officer, region):
    assert 'value="495 000"' in plain(officer.get(f"{NEW}?ceny=2014-01-01"))
    assert 'value="855 000"' in plain(officer.get(f"{NEW}?ceny=1999-01-01"))


def test_one_sending_saves_the_scenario_and_orders_its_plan(officer, values):
    answer = officer.post(NEW, typed(values, budget_czk="12 500 000", months="24"))
    plan = Plan.objects.get()
    assert answer.url == reverse("jobs:job", args=[plan.job_id])
    assert (plan.scenario.budget_czk, plan.scenario.months) == (12_500_000, 24)
    assert plan.scenario.name == "12,50 mil. Kč na 24 měsíců"
    assert officer.get(answer.url).status_code == 200


def test_a_double_click_makes_one_plan(officer, values):
    data = typed(values)
    first, second = officer.post(NEW, data), officer.post(NEW, data)
    assert first.url == second.url
    assert (Scenario.objects.count(), Plan.objects.count(), Job.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"budget_czk": "hodně"}, "Formulář má"),
        ({"months": "0"}, "Formulář má"),
        ({term("least_team_fte"): "0,7"}, "Týmy rostou po půlúvazcích"),
        ({term("largest_team_fte"): "0,5", term("least_team_fte"): "2"}, "Největší tým nemůže být menší"),
        (
            {
                term("min_share_percent"): "60",
                term("min_share_percent", ServiceKind.LOW_THRESHOLD_CLUB): "60",
            },
            "tedy víc než celek",
        ),
        ({"region": "CZ999"}, "Formulář má"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(officer, values, changes, sentence):
    answer = officer.post(NEW, typed(values, name="Moje zadání", **changes))
    assert answer.status_code == 422
    assert sentence in plain(answer)
    assert "Moje zadání" in plain(answer)
    assert not Scenario.objects.exists()


def test_numbers_are_read_with_spaces_and_comma(officer, values):
    officer.post(
        NEW, typed(values, **{term("least_team_fte"): "1,5", term("cost_czk_per_fte_year"): "900 000 Kč"})
    )
    stored = terms_of(Scenario.objects.get())[ServiceKind.FIELD_PROGRAMME]
    assert (stored.least_team_fte, stored.cost_czk_per_fte_year) == (Decimal("1.5"), 900_000)


def test_the_result_says_number_claim_and_where_the_money_goes(officer, plan):
    page = plain(officer.get(f"/plany/{plan.reference}/"))
    result = selectors.result_of(plan)
    assert CLAIM in page
    assert f"{result.cost_czk:,}".replace(",", " ") + " Kč" in page
    assert CAUTION not in page.lower()
    for item in selectors.items_of(plan):
        assert item.municipality.name in page
        assert f"{item.cost_czk:,}".replace(",", " ") in page
    for word in (
        "Před a po",
        "Kam peníze jdou",
        "Co zůstává nekryté a proč",
        "Jak je to prokázáno",
        "Předpoklady a zdroje",
    ):
        assert word in page
    assert result.data_sha256 in page
    assert page.count('<svg class="map"') == 2
    assert page.count('<details class="open">') == 4


def test_a_region_without_a_register_says_so_first(officer, bare_plan):
    page = plain(officer.get(f"/plany/{bare_plan.reference}/"))
    assert CAUTION in page.lower()
    assert "dnešní služby nejsou známy" in page


@pytest.mark.parametrize("reference", ["PLN-2026-999", "nic"])
def test_an_unknown_plan_is_not_found(officer, region, reference):
    assert officer.get(f"/plany/{reference}/").status_code == 404
    assert officer.get(f"/plany/{reference}/plan.pdf").status_code == 404


def test_a_plan_being_computed_shows_progress_and_the_way_to_cancel(officer, values):
    officer.post(NEW, typed(values))
    plan = Plan.objects.get()
    page = plain(officer.get(f"/plany/{plan.reference}/"))
    assert "Plán se počítá" in page
    assert "<progress" in page
    assert 'http-equiv="refresh"' in page
    assert f"/ulohy/{plan.job_id}/" in page


def test_no_plan_says_why_and_leads_to_the_scenario(officer, region, in_process):
    plan = planned(region, budget_czk=1000)
    page = plain(officer.get(f"/plany/{plan.reference}/"))
    assert "Za těchto podmínek žádný plán neexistuje" in page
    assert f"/plany/zadani/{plan.scenario_id}/" in page
    for file in ("plan.pdf", "plan.xlsx"):
        assert officer.get(f"/plany/{plan.reference}/{file}").url == f"/plany/{plan.reference}/"
    assert officer.get(f"/plany/{plan.reference}/plan.json").json()["state"] == "empty"


def test_a_cancelled_plan_can_be_ordered_again_once(officer, scenario):
    plan = services.close_cancelled(services.order_plan(scenario=scenario, by=HEAD), by=HEAD)
    page = plain(officer.get(f"/plany/{plan.reference}/"))
    assert "Výpočet byl zrušen" in page
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    urls = {
        officer.post(f"/plany/zadani/{scenario.pk}/spocitat/", {"form_key": key}).url for _twice in range(2)
    }
    assert len(urls) == 1
    assert Plan.objects.count() == 2


def test_an_order_without_a_key_orders_nothing(officer, scenario):
    answer = officer.post(f"/plany/zadani/{scenario.pk}/spocitat/")
    assert answer.url == f"/plany/zadani/{scenario.pk}/"
    assert not Plan.objects.exists()
    assert officer.post("/plany/zadani/987654/spocitat/", {"form_key": new_form_key()}).status_code == 404


def test_a_changed_scenario_is_a_new_version_and_its_older_plan_says_so(officer, plan):
    url = f"/plany/zadani/{plan.scenario_id}/"
    answer = officer.post(url, typed_again(plan.scenario, budget_czk="9 000 000"))
    assert answer.url == url
    assert Scenario.objects.get().budget_czk == 9_000_000
    assert "Zadání se mezitím změnilo" in plain(officer.get(f"/plany/{plan.reference}/"))


def test_an_unchanged_scenario_keeps_its_version(officer, scenario):
    officer.post(f"/plany/zadani/{scenario.pk}/", typed_again(scenario, do="order"))
    assert Scenario.objects.get().version == scenario.version
    assert Plan.objects.get().scenario_version == scenario.version


def test_a_secretary_reads_and_changes_nothing(sign_in, plan):
    secretary = sign_in(Role.SECRETARY)
    page = plain(secretary.get(f"/plany/zadani/{plan.scenario_id}/"))
    assert "20 000 000 Kč" in page
    assert '<button class="button" name="do"' not in page
    assert "Napsat poznámku" not in plain(secretary.get(f"/plany/{plan.reference}/"))
    for url in (NEW, f"/plany/zadani/{plan.scenario_id}/", f"/plany/{plan.reference}/poznamka/"):
        assert secretary.post(url, {}).status_code in {403, 404}


@pytest.mark.parametrize(
    "role", [Role.MUNICIPALITY, Role.BODY_MEMBER, Role.LABOUR_OFFICE, Role.ADMINISTRATOR]
)
def test_others_do_not_see_drafts(sign_in, plan, role):
    from zazemi.kernel.actor import Actor

    viewer = Actor(user_id=77, name="x", roles=frozenset({role}))
    assert selectors.plan_of(plan.reference, viewer) is None


def test_the_public_is_sent_to_sign_in(plan):
    for path in ("", "plan.pdf", "plan.json"):
        assert Client().get(f"/plany/{plan.reference}/{path}").url.startswith("/ucet/login/")


def test_the_note_is_written_and_shown(officer, plan):
    url = f"/plany/{plan.reference}/poznamka/"
    form = plain(officer.get(url))
    version = re.search(r'name="expected_version" value="(\d+)"', form)[1]
    answer = officer.post(url, {"expected_version": version, "note": "Projednáno 3. 12."})
    assert answer.url == f"/plany/{plan.reference}/#poznamka"
    assert "Projednáno 3. 12." in plain(officer.get(f"/plany/{plan.reference}/"))
    assert officer.post(url, {"note": "x" * 2001}).status_code == 422


def test_queries_do_not_grow_with_the_plan(officer, plan, region, django_assert_max_num_queries):
    planned(region, budget_czk=60_000_000)
    for path in (PLANS, f"/plany/{plan.reference}/", f"/plany/zadani/{plan.scenario_id}/", NEW):
        officer.get(path)
        with django_assert_max_num_queries(24):
            officer.get(path)


def test_without_a_region_the_page_says_what_comes_first(officer):
    assert "Zatím žádný kraj" in plain(officer.get(NEW))
