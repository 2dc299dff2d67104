"""A made-up region of six municipalities in a row, people who plan, plans computed without a child."""

import pytest
from django.test import Client
from tests.analysis.conftest import TODAY, give_indicators, give_place, make_region

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.network.services import state_coverage
from zazemi.planning import computing, services
from zazemi.planning.forms import ScenarioForm
from zazemi.values.services import ServiceKind

MACHINE = Actor.for_machine("console")
HEAD = Actor(user_id=2, name="Eva Dvořáková", roles=frozenset({Role.HEAD}))
SECRETARY = Actor(user_id=3, name="Tajemnice", roles=frozenset({Role.SECRETARY}))
BUDGET_CZK = 20_000_000


@pytest.fixture(autouse=True)
def _clock():
    with clock.frozen(TODAY):
        yield


def searched_here(function, argument, *, on_message=None, **_limits):
    """Search in this process; limits and cancelling belong to the tests of children."""
    return function(argument, on_message)


@pytest.fixture
def in_process(monkeypatch):
    monkeypatch.setattr(computing, "run_in_child", searched_here)


@pytest.fixture
def bare_region(db):
    region = make_region()
    give_indicators(region)
    return region


@pytest.fixture
def region(bare_region):
    state_coverage(region=bare_region, since=TODAY.replace(year=2025), source="test", by=MACHINE)
    give_place("990001")
    return bare_region


@pytest.fixture
def values(region):
    return services.starting_values(region.code)


@pytest.fixture
def scenario(values):
    return services.save_scenario(values=values, by=HEAD)


def planned(region, budget_czk=BUDGET_CZK):
    return services.plan_now(region_code=region.code, budget_czk=budget_czk, months=12, by=MACHINE)


@pytest.fixture
def plan(region, in_process):
    return planned(region)


@pytest.fixture
def bare_plan(bare_region, in_process):
    return planned(bare_region)


@pytest.fixture
def sign_in(db):
    """Sign a new person in with one role; return the client."""
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    administrator = Actor(user_id=None, name="Zkouška", roles=frozenset({Role.ADMINISTRATOR}))

    def sign_in(role):
        number = User.objects.count() + 1
        user = User.objects.create_user(
            email=f"osoba{number}@priklad.example", name=f"Osoba {number}", password=None
        )
        grant_mandate(user=user, role_for=RoleFor(role=role), by=administrator)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def officer(sign_in):
    return sign_in(Role.REGIONAL_OFFICER)


def typed(values, **changes):
    """What a browser sends when the form is sent as it was shown, with some changes."""
    form = ScenarioForm(initial=ScenarioForm.initial_of(values) | {"form_key": new_form_key()})
    shown = {field.html_name: field.value() for field in form}
    data = {name: "" if value is None else str(value) for name, value in shown.items()}
    return data | {"region": values.region_code, "do": "order"} | changes


def typed_again(scenario, **changes):
    """The same for a stored scenario."""
    initial = ScenarioForm.initial_from(scenario) | {
        "form_key": new_form_key(),
        "expected_version": scenario.version,
    }
    shown = {field.html_name: field.value() for field in ScenarioForm(initial=initial)}
    data = {name: "" if value is None else str(value) for name, value in shown.items()}
    return data | {"do": "save"} | changes


def plain(answer):
    """The text of a page with ordinary spaces."""
    return answer.content.decode().replace("\xa0", " ")


def term(name, kind=ServiceKind.FIELD_PROGRAMME):
    return f"{name}__{kind.value}"
