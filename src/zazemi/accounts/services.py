"""Every step with people: the first administrator, invitations, mandates, closing and opening accounts."""

import base64
import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, field, fields

from django.contrib.auth.password_validation import validate_password
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop

from zazemi.accounts.choices import DEMO_DOMAIN, DEMO_PASSWORD, INVITATION_DAYS
from zazemi.accounts.errors import (
    AddressInvitedError,
    AddressTakenError,
    AlreadyStartedError,
    DeputyOfDeputyError,
    InvitationGoneError,
    LastAdministratorError,
    MandateWithdrawnError,
    NotAdministratorError,
    OutsideDemoError,
)
from zazemi.accounts.models import Closure, Invitation, Mandate, User
from zazemi.accounts.permissions import may_manage_people
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.demo import is_demo
from zazemi.kernel.steps import step

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFor:
    """A role and what it concerns; what a mandate or an invitation is made of."""

    role: Role
    organisation_id: int | None = None
    municipality_code: str = ""
    region_code: str = ""
    body: str = ""

    def as_columns(self) -> dict[str, object]:
        """Columns of a mandate or of an invitation."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From a day (today when left out) to a last day, or without end."""

    first: dt.date = field(default_factory=clock.today)
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """An invitation with the secret of its link, which is known only now."""

    invitation: Invitation
    token: str


def create_first_administrator(*, email: str, name: str, password: str, by: Actor) -> User:
    """Open the first account of an empty installation and make it administrator.

    Raises:
        AlreadyStartedError: somebody has an account.
        django.core.exceptions.ValidationError: the password is weak or a column is wrong.
    """
    with step(by, why=gettext_noop("first administrator")):
        if User.objects.exists():
            raise AlreadyStartedError
        user = _new_user(email=email, name=name, password=password)
        _new_mandate(user, RoleFor(role=Role.ADMINISTRATOR), Span())
    return user


def invite(*, email: str, name: str, role_for: RoleFor, by: Actor, form_key: str = "") -> SentInvitation:
    """Invite a person to open an account with a role.

    Returns the invitation with the secret of its one-time link; only its digest is kept. With the key of
    the form the secret can be made again, so a form sent twice gives the same link twice.

    Raises:
        NotAdministratorError: ``by`` may not manage people.
        AddressTakenError, AddressInvitedError: the address is known already.
    """
    _require_manager(by)
    token = _token_of(form_key, by) if form_key else secrets.token_urlsafe(TOKEN_BYTES)
    moment = clock.now()
    with step(by, why=gettext_noop("invited")):
        _lock_administrators()
        again = Invitation.objects.filter(token_digest=digest_of(token)).first()
        if again is not None:
            return SentInvitation(again, token)
        email = _uninvited(email, moment)
        invitation = Invitation(
            email=email,
            name=name.strip(),
            token_digest=digest_of(token),
            invited_by_id=by.user_id,
            invited_at=moment,
            expires_at=moment + dt.timedelta(days=INVITATION_DAYS),
            **role_for.as_columns(),
        )
        invitation.full_clean()
        invitation.save()
    return SentInvitation(invitation, token)


def _token_of(form_key: str, by: Actor) -> str:
    secret = salted_hmac("zazemi.accounts.invitation", f"{form_key} {by.user_id}", algorithm="sha256")
    return base64.urlsafe_b64encode(secret.digest()).decode().rstrip("=")


def _uninvited(email: str, moment: dt.datetime) -> str:
    """Return the address in small letters, if it is free to be invited."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AddressTakenError(params={"email": email})
    waiting = Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None)
    if waiting.filter(expires_at__gt=moment).exists():
        raise AddressInvitedError(params={"email": email})
    return email


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Make the link of an invitation useless.

    Raises:
        InvitationGoneError: it was accepted or withdrawn before.
    """
    _require_manager(by)
    with step(by, why=gettext_noop("invitation withdrawn")):
        current = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not current.is_good_at(clock.now()):
            raise InvitationGoneError
        current.withdrawn_at = clock.now()
        current.save()


def open_invitation(token: str) -> Invitation:
    """Return the invitation of a link while it may be accepted.

    Raises:
        InvitationGoneError: unknown, used, withdrawn or too old.
    """
    found = Invitation.objects.filter(token_digest=digest_of(token)).first()
    if found is None or not found.is_good_at(clock.now()):
        raise InvitationGoneError
    return found


def accept_invitation(token: str, *, password: str, name: str = "") -> User:
    """Open the account that an invitation promises; the link then works no more.

    Raises:
        InvitationGoneError: unknown, used, withdrawn or too old.
        AddressTakenError: the address got an account in the meantime.
        django.core.exceptions.ValidationError: the password is weak.
    """
    promised = open_invitation(token)
    with step(Actor(name=promised.name), why=gettext_noop("invitation accepted")):
        invitation = Invitation.objects.select_for_update().get(pk=promised.pk)
        if not invitation.is_good_at(clock.now()):
            raise InvitationGoneError
        if User.objects.filter(email=invitation.email).exists():
            raise AddressTakenError(params={"email": invitation.email})
        user = _new_user(email=invitation.email, name=name or invitation.name, password=password)
        _new_mandate(user, role_for_of(invitation), Span())
        invitation.accepted_at = clock.now()
        invitation.user = user
        invitation.save()
    return user


def grant_mandate(
    *, user: User, role_for: RoleFor, by: Actor, span: Span | None = None, deputy_of: Mandate | None = None
) -> Mandate:
    """Let a person act in a role, from a day to a day; a deputy takes the role of the mandate behind.

    Raises:
        NotAdministratorError: ``by`` may not manage people.
        DeputyOfDeputyError: the mandate behind is a deputy's.
        django.core.exceptions.ValidationError: days in wrong order, municipality missing.
    """
    _require_manager(by)
    if deputy_of is not None and deputy_of.deputy_of_id is not None:
        raise DeputyOfDeputyError
    with step(by, why=gettext_noop("mandate granted")):
        return _new_mandate(
            user,
            role_for if deputy_of is None else role_for_of(deputy_of),
            span or Span(),
            deputy_of=deputy_of,
        )


def withdraw_mandate(mandate: Mandate, *, by: Actor, expected_version: int | None = None) -> Mandate:
    """End a mandate at once; the next request of its holder (and of deputies) is without it.

    Raises:
        NotAdministratorError: ``by`` may not manage people.
        MandateWithdrawnError: it was withdrawn before.
        LastAdministratorError: nobody would be left to manage people.
        StaleVersionError: somebody changed it since it was read.
    """
    _require_manager(by)
    with step(by, why=gettext_noop("mandate withdrawn")):
        _lock_administrators()
        current: Mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if current.withdrawn_at is not None:
            raise MandateWithdrawnError
        if current.as_role is Role.ADMINISTRATOR:
            _require_another_administrator(current.user, without=current)
        current.withdrawn_at = clock.now()
        current.save(expected_version=expected_version)
    return current


def deactivate(user: User, *, by: Actor, reason: str = "") -> User:
    """Close an account: the person cannot sign in and every session ends at once.

    Raises:
        NotAdministratorError: ``by`` may not manage people.
        LastAdministratorError: nobody would be left to manage people.
    """
    _require_manager(by)
    with step(by, why=gettext_noop("account closed")):
        _lock_administrators()
        current = User.objects.select_for_update().get(pk=user.pk)
        if not current.is_active:
            return current
        _require_another_administrator(current)
        Closure(user=current, reason=reason.strip(), closed_at=clock.now()).save()
        current.is_active = False
        current.session_epoch += 1
        current.save()
    return current


def reactivate(user: User, *, by: Actor) -> User:
    """Open a closed account again; sessions from before stay ended.

    Raises:
        NotAdministratorError: ``by`` may not manage people.
    """
    _require_manager(by)
    with step(by, why=gettext_noop("account opened again")):
        current = User.objects.select_for_update().get(pk=user.pk)
        if current.is_active:
            return current
        for closure in Closure.objects.filter(user=current, reopened_at=None):
            closure.reopened_at = clock.now()
            closure.save()
        current.is_active = True
        current.save()
    return current


def open_demo_account(*, mailbox: str, name: str, role_for: RoleFor, by: Actor) -> User:
    """Open an account of the demonstration, with the password that its sign-in page shows.

    Raises:
        OutsideDemoError: this is no demonstration.
    """
    if not is_demo():
        raise OutsideDemoError
    with step(by, why=gettext_noop("account of the demonstration")):
        user = _new_user(email=f"{mailbox}@{DEMO_DOMAIN}", name=name, password=DEMO_PASSWORD)
        _new_mandate(user, role_for, Span())
    return user


def digest_of(token: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def role_for_of(source: Mandate | Invitation) -> RoleFor:
    """Return role and scope of a mandate or an invitation."""
    columns = {item.name: getattr(source, item.name) for item in fields(RoleFor) if item.name != "role"}
    return RoleFor(role=source.as_role, **columns)


def _require_manager(by: Actor) -> None:
    if not may_manage_people(by):
        raise NotAdministratorError


def _new_user(*, email: str, name: str, password: str) -> User:
    user = User(email=email.strip().lower(), name=name.strip())
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


def _new_mandate(user: User, role_for: RoleFor, span: Span, deputy_of: Mandate | None = None) -> Mandate:
    mandate = Mandate(
        user=user,
        valid_from=span.first,
        valid_to=span.last,
        deputy_of=deputy_of,
        **role_for.as_columns(),
    )
    mandate.full_clean()
    mandate.save()
    return mandate


def _lock_administrators() -> None:
    """Let only one step at a time take away administrators, so that two cannot take the last two."""
    list(
        Mandate.objects.select_for_update().filter(role=Role.ADMINISTRATOR, withdrawn_at=None).order_by("pk")
    )


def _require_another_administrator(user: User, without: Mandate | None = None) -> None:
    running = Mandate.objects.running(clock.today()).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if not running.filter(user=user).exists():
        return
    remaining = running.exclude(user=user) if without is None else running.exclude(pk=without.pk)
    if not remaining.exists():
        raise LastAdministratorError(params={"name": user.name})
