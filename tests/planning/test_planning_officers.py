"""Two officers on one scenario and on one note: nothing typed is lost, on both databases."""

import re

import pytest
from django.urls import reverse
from tests.network.test_two_officers import together
from tests.planning.conftest import HEAD, plain, term, typed, typed_again

from zazemi.kernel import audit
from zazemi.kernel.actor import Role
from zazemi.planning import services
from zazemi.planning.models import Plan, Scenario
from zazemi.planning.questions import terms_of
from zazemi.values.services import ServiceKind

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

COST, SHARE = term("cost_czk_per_fte_year"), term("min_share_percent", ServiceKind.FAMILY_ACTIVATION)
PAIRS = 10


@pytest.fixture(autouse=True)
def _clock():
    """Threads have a clock of their own, so all of them use the real one here."""


@pytest.fixture
def clients(sign_in):
    return [sign_in(Role.REGIONAL_OFFICER), sign_in(Role.HEAD)]


@pytest.fixture
def stored(transactional_db, scenario):
    return scenario


def test_both_budgets_are_on_the_page_of_the_conflict(stored, clients):
    url = reverse("planning:scenario", args=[stored.pk])
    for pair in range(PAIRS):
        scenario = Scenario.objects.get()
        budgets = [f"{20 + pair} 000 00{number}" for number in (1, 2)]
        sent = [typed_again(scenario, budget_czk=budget) for budget in budgets]
        answers = together(lambda: clients[0].post(url, sent[0]), lambda: clients[1].post(url, sent[1]))  # noqa: B023 - joined in this round
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        loser = next(answer for answer in answers if answer.status_code == 409)
        for budget in budgets:
            assert budget.replace(" ", "") in plain(loser).replace(" ", "")
        assert Scenario.objects.get().version == scenario.version + 1
    assert audit.verify_chain().is_whole


def test_different_terms_of_two_officers_are_both_kept(stored, clients):
    url = reverse("planning:scenario", args=[stored.pk])
    mine, theirs = typed_again(stored, **{COST: "901 000"}), typed_again(stored, **{SHARE: "7"})
    assert clients[0].post(url, theirs).status_code == 302
    conflict = clients[1].post(url, mine)
    assert conflict.status_code == 409
    page = conflict.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    chosen = dict(
        re.findall(r'<input type="radio" name="([^"]+)" value="(mine|theirs)" required checked', page)
    )
    assert set(chosen.values()) == {"mine", "theirs"}
    assert clients[1].post(url, hidden | chosen).status_code == 302
    terms = terms_of(Scenario.objects.get())
    assert terms[ServiceKind.FIELD_PROGRAMME].cost_czk_per_fte_year == 901_000
    assert terms[ServiceKind.FAMILY_ACTIVATION].min_share_percent == 7


def test_both_notes_are_on_the_page_of_the_conflict(stored, clients):
    plan = services.order_plan(scenario=stored, by=HEAD)
    url = reverse("planning:note", args=[plan.reference])
    for pair in range(PAIRS):
        version = Plan.objects.get().version
        notes = [f"Poznámka {number} kola {pair}" for number in ("prvni", "druha")]
        sent = [{"expected_version": version, "note": note} for note in notes]
        answers = together(lambda: clients[0].post(url, sent[0]), lambda: clients[1].post(url, sent[1]))  # noqa: B023 - joined in this round
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        loser = next(answer for answer in answers if answer.status_code == 409)
        winner = Plan.objects.get().note
        other = next(note for note in notes if note != winner)
        page = re.sub(r"</?(?:ins|del)>", "", plain(loser))
        assert other in page
        assert winner in page


def test_the_same_form_from_five_threads_is_one_plan(stored, clients, region):
    data = typed(services.starting_values(region.code))
    cookies = clients[0].cookies

    def send():
        from django.test import Client

        client = Client()
        client.cookies = cookies
        return client.post(reverse("planning:scenario_new"), data)

    answers = together(*[send] * 5)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert (Plan.objects.count(), Scenario.objects.count()) == (1, 2)
