"""Example records for every address with an argument: the registry that each room's builder fills.

An address ``network:service`` with an argument needs an example, so that the
access tests can really ask for it::

    @example("network:service", "network:service_change")
    def _service(world):
        return {"pk": world.service().pk}          # what reverse() needs

An address whose matrix cells say ``own`` also needs a record that is foreign to
the person who asks; the answer to it must be 404::

    @foreign("network:service_change")
    def _foreign_service(world):
        return {"pk": world.somebody_elses_service().pk}

``world`` gives people by role (``world.people["head"]``), the person who asks
now (``world.asking``, None for the public) and names made for these tests.
"""

import datetime as dt
import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from tests.analysis.conftest import capacity_fields, give_indicators, make_region

from zazemi.accounts.models import Invitation, Mandate, User
from zazemi.accounts.services import RoleFor, grant_mandate, invite
from zazemi.analysis.selectors import starting_values
from zazemi.analysis.services import set_settings
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.jobs.models import Job
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.steps import step
from zazemi.network.models import Capacity
from zazemi.network.services import PlaceFields, add_capacity, add_place, add_service, state_coverage
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.parties.services import add_organisation
from zazemi.planning.services import order_plan, save_scenario
from zazemi.planning.services import starting_values as plan_values
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceKind

CONSOLE = Actor.for_machine("console")
MUNICIPALITY = "990001"
NO_PASSWORD = "pbkdf2_sha256$1$salt$nobody-knows"
Maker = Callable[["World"], dict[str, Any]]
_examples: dict[str, Maker] = {}
_foreign: dict[str, Maker] = {}


@dataclass
class World:
    """People of every role, and whoever asks now."""

    people: dict[str, User] = field(default_factory=dict)
    asking: User | None = None
    provider: Organisation | None = None
    made: dict[str, Any] = field(default_factory=dict)

    def region(self) -> Any:
        """A made-up region of six municipalities with indicators, from ``MUNICIPALITY`` on."""

        def make():
            region = make_region()
            give_indicators(region, without=(MUNICIPALITY,))
            return region

        return self.once("region", make)

    def capacity(self, *, is_foreign: bool = False) -> Capacity:
        """A capacity of the provider among the people, or of somebody else."""

        def make():
            self.region()
            provider = (
                add_organisation(name="Cizí", kind=OrganisationKind.PROVIDER, by=CONSOLE)
                if is_foreign
                else self.provider
            )
            service = add_service(
                provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name="Terén", by=CONSOLE
            )
            where = PlaceFields(municipality=Municipality.objects.get(code=MUNICIPALITY))
            place = add_place(service=service, fields=where, by=CONSOLE)
            return add_capacity(place=place, fields=capacity_fields("2.00"), by=CONSOLE)

        return self.once(f"capacity {is_foreign}", make)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Make a record once per world."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]


def example(*url_names: str) -> Callable[[Maker], Maker]:
    """Register how to make the arguments of the named addresses."""

    def keep(make: Maker) -> Maker:
        _examples.update(dict.fromkeys(url_names, make))
        return make

    return keep


def foreign(*url_names: str) -> Callable[[Maker], Maker]:
    """Register how to make arguments of a record that the asking person must not see."""

    def keep(make: Maker) -> Maker:
        _foreign.update(dict.fromkeys(url_names, make))
        return make

    return keep


def arguments_of(url_name: str, world: World) -> dict[str, Any]:
    """Arguments for ``reverse``; empty for an address without any."""
    return _examples[url_name](world) if url_name in _examples else {}


def foreign_arguments_of(url_name: str, world: World) -> dict[str, Any] | None:
    """Arguments of a foreign record, or None when nobody registered one."""
    return _foreign[url_name](world) if url_name in _foreign else None


def make_world() -> World:
    """Make one person for every role."""
    world = World()
    world.provider = add_organisation(name="Opora", kind=OrganisationKind.PROVIDER, by=CONSOLE)
    for role in Role:
        user = User.objects.create_user(f"{role}@role.example", name=str(role))
        user.password = NO_PASSWORD
        user.save()
        Authenticator.objects.create(user=user, type="totp", data={"secret": "A" * 32})
        Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "seed", "used_mask": 0})
        scope = RoleFor(
            role=role,
            organisation_id=world.provider.pk if role is Role.PROVIDER else None,
            municipality_code=MUNICIPALITY if role is Role.MUNICIPALITY else "",
        )
        grant_mandate(user=user, role_for=scope, by=CONSOLE)
        world.people[str(role)] = user
    return world


# ------------------------------------------------------------------ allauth
@example("account_reset_password_from_key")
def _reset_key(_world):
    return {"uidb36": "1", "key": "abc-0123456789abcdef"}


@example("account_confirm_email")
def _confirm_key(_world):
    return {"key": "abc"}


# ------------------------------------------------------------------ accounts
@example("accounts:person", "accounts:grant", "accounts:deactivate", "accounts:reactivate")
def _person(world):
    return {"user_id": world.people["labour_office"].pk}


@example("accounts:withdraw")
def _mandate(world):
    return {"mandate_id": Mandate.objects.get(user=world.people["labour_office"]).pk}


def _sent(world):
    def make():
        return invite(
            email="nova@role.example", name="Nová", role_for=RoleFor(role=Role.SECRETARY), by=CONSOLE
        )

    return world.once("invitation", make)


@example("accounts:invitation")
def _invitation_link(world):
    return {"token": _sent(world).token}


@example("accounts:withdraw_invitation")
def _invitation(world):
    return {"invitation_id": Invitation.objects.get(pk=_sent(world).invitation.pk).pk}


# ------------------------------------------------------------------ jobs
def _job_of(user_id):
    actor = Actor(user_id=user_id, name="x")
    return Job.objects.create(kind="example", user_id=user_id, actor=actor.to_json(), created_at=clock.now())


@example("jobs:job", "jobs:cancel")
def _own_job(world):
    user_id = world.asking.pk if world.asking else None
    return {"job_id": world.once(f"job of {user_id}", lambda: _job_of(user_id)).pk}


@foreign("jobs:job", "jobs:cancel")
def _foreign_job(world):
    return {"job_id": world.once("job of nobody here", lambda: _job_of(987654)).pk}


def in_step(make: Callable[[], Any]) -> Any:
    """Make tracked records for an example."""
    with step(CONSOLE, why="example"):
        return make()


# ------------------------------------------------------------------ territory, index, needs
@example("portal:municipality", "indicators:municipality_index", "analysis:municipality")
def _municipality(world):
    world.region()
    return {"code": MUNICIPALITY}


@example(
    "analysis:needs", "analysis:table_xlsx", "analysis:data_csv", "analysis:data_json", "portal:overview"
)
def _with_region(world):
    world.region()
    return {}


@example("analysis:settings_edit")
def _settings(world):
    def make():
        values = starting_values() | {"valid_from": clock.today(), "source": "Zápis porady"}
        return set_settings(values=values, by=CONSOLE)

    return {"pk": world.once("settings", make).pk}


# ------------------------------------------------------------------ network
@example("network:service", "network:service_change", "network:place_add")
def _service(world):
    return {"pk": world.capacity().place.service_id}


@foreign("network:service_change", "network:place_add")
def _foreign_service(world):
    return {"pk": world.capacity(is_foreign=True).place.service_id}


@example("network:place_change", "network:capacity_add")
def _place(world):
    return {"pk": world.capacity().place_id}


@foreign("network:place_change", "network:capacity_add")
def _foreign_place(world):
    return {"pk": world.capacity(is_foreign=True).place_id}


@example("network:capacity_change")
def _capacity(world):
    return {"pk": world.capacity().pk}


@foreign("network:capacity_change")
def _foreign_capacity(world):
    return {"pk": world.capacity(is_foreign=True).pk}


@example("network:coverage_change")
def _coverage(world):
    def make():
        return state_coverage(region=world.region(), since=dt.date(2026, 1, 1), source="smyšlená", by=CONSOLE)

    return {"pk": world.once("coverage", make).pk}


# ------------------------------------------------------------------ planning
def _ordered_plan(world):
    def make():
        region = world.region()
        scenario = save_scenario(values=plan_values(region.code), by=CONSOLE)
        return order_plan(scenario=scenario, by=CONSOLE)

    return world.once("plan", make)


@example("planning:scenario", "planning:order")
def _scenario(world):
    return {"pk": _ordered_plan(world).scenario_id}


@example("planning:plan", "planning:note", "planning:plan_pdf", "planning:plan_xlsx", "planning:plan_json")
def _plan(world):
    return {"reference": _ordered_plan(world).reference}


@example("planning:scenario_new")
def _scenario_new(world):
    world.region()
    return {}


# ------------------------------------------------------------------ intake, upkeep
@example("intake:template")
def _template(_world):
    return {"kind": "network"}


def _run_of(kind):
    run = ImportRun(
        kind=kind,
        state=RunState.CHECKED,
        file_name="x.csv",
        file_sha256="0" * 64,
        file_bytes=1,
        rows_in=0,
        rows_new=0,
        rows_changed=0,
        rows_same=0,
        rows_refused=0,
        checked_at=clock.now(),
        by_name="x",
    )
    in_step(run.save)
    return run


@example("intake:run", "intake:errors", "intake:store", "intake:discard")
def _run(world):
    return {"pk": world.once("run", lambda: _run_of("network")).pk}


@example("upkeep:history")
def _history(world):
    return {"kind": "service", "reference": str(world.capacity().place.service_id)}


@foreign("upkeep:history")
def _foreign_history(_world):
    return {"kind": "service", "reference": "987654"}


# Rooms keep their examples in files of their own: ``examples_<room>.py`` beside this one.
for _file in sorted(Path(__file__).parent.glob("examples_*.py")):
    importlib.import_module(f"{__name__.rpartition('.')[0]}.{_file.stem}")
