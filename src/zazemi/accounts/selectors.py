"""Who a signed-in person is today, and what administrators see of people."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Prefetch

from zazemi.accounts.choices import DEMO_DOMAIN
from zazemi.accounts.models import Invitation, Mandate, MandateQuerySet, User, UserQuerySet
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.demo import is_demo


@dataclass(frozen=True, slots=True)
class Person:
    """The actor of a request, and whether the person signs in with a second factor."""

    actor: Actor
    has_second_factor: bool = False


def actor_of(user: AbstractBaseUser | AnonymousUser, on: dt.date | None = None) -> Person:
    """Return who the signed-in person is, in all roles that the mandates of the day give; one query."""
    if not isinstance(user, User) or not user.is_active:
        return Person(Actor.anonymous())
    second_factor = Exists(Authenticator.objects.filter(user_id=user.pk))
    mandates = list(
        Mandate.objects.running(on or clock.today())
        .filter(user_id=user.pk)
        .annotate(has_second_factor=second_factor)
        .order_by()
    )
    return Person(
        Actor(
            user_id=user.pk,
            name=user.name or user.email,
            roles=frozenset(mandate.as_role for mandate in mandates),
            organisation_ids=frozenset(m.organisation_id for m in mandates if m.organisation_id),
            municipality_codes=frozenset(m.municipality_code for m in mandates if m.municipality_code),
            region_codes=frozenset(m.region_code for m in mandates if m.region_code),
            bodies=frozenset(m.body for m in mandates if m.body),
        ),
        has_second_factor=any(getattr(mandate, "has_second_factor", False) for mandate in mandates),
    )


def mandates_of(user_id: int) -> MandateQuerySet:
    """All mandates a person has or had, the newest first."""
    mandates: MandateQuerySet = (
        Mandate.objects.filter(user_id=user_id)
        .select_related("deputy_of__user")
        .order_by("-valid_from", "-pk")
    )
    return mandates


def representable_mandates(deputy: User) -> MandateQuerySet:
    """Mandates of other people that somebody may stand in for today."""
    mandates: MandateQuerySet = (
        Mandate.objects.running(clock.today())
        .filter(deputy_of=None)
        .exclude(user=deputy)
        .select_related("user", "organisation")
        .order_by("user__name", "role")
    )
    return mandates


def people() -> UserQuerySet:
    """Everybody with an account, with the mandates that count today in ``running_mandates``."""
    running = Mandate.objects.running(clock.today()).select_related("deputy_of__user").order_by("role", "pk")
    return (
        User.objects.all()
        .prefetch_related(Prefetch("mandates", queryset=running, to_attr="running_mandates"))
        .order_by("-is_active", "name", "email")
    )


def running_mandates_of(user: User) -> list[Mandate]:
    """Mandates that count today, as ``people`` has put them on the user."""
    return list(getattr(user, "running_mandates", []))


def waiting_invitations() -> list[Invitation]:
    """Invitations that may still be accepted."""
    moment = clock.now()
    found = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=moment)
    return list(found)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration, for the list on the sign-in page."""

    email: str
    name: str
    roles: tuple[str, ...]


def demo_accounts() -> list[DemoAccount]:
    """Accounts of the demonstration; empty everywhere else."""
    if not is_demo():
        return []
    return [
        DemoAccount(
            user.email,
            user.name,
            tuple(str(mandate.get_role_display()) for mandate in running_mandates_of(user)),
        )
        for user in people().filter(is_active=True, email__endswith=f"@{DEMO_DOMAIN}").order_by("pk")
    ]
