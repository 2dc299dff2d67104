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

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from zazemi.accounts.models import Invitation, Mandate, User
from zazemi.accounts.services import RoleFor, grant_mandate, invite
from zazemi.jobs.models import Job
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.steps import step
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.parties.services import add_organisation

CONSOLE = Actor.for_machine("console")
MUNICIPALITY = "564265"
REGION = "CZ051"
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
