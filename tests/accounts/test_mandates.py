"""Who somebody is today: mandates, deputies, withdrawing, closing."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from tests.accounts.conftest import CONSOLE, PASSWORD

from zazemi.accounts import services
from zazemi.accounts.errors import (
    AlreadyStartedError,
    DeputyOfDeputyError,
    LastAdministratorError,
    MandateWithdrawnError,
    NotAdministratorError,
    OutsideDemoError,
)
from zazemi.accounts.models import Closure, Mandate, User
from zazemi.accounts.selectors import actor_of, demo_accounts
from zazemi.accounts.services import RoleFor, Span
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.audit import AuditEntry
from zazemi.kernel.errors import StaleVersionError

DAY = dt.timedelta(days=1)
OFFICER = RoleFor(role=Role.REGIONAL_OFFICER)


def test_the_first_administrator_is_made_once(administrator, boss):
    assert boss.roles == {Role.ADMINISTRATOR}
    with pytest.raises(AlreadyStartedError):
        services.create_first_administrator(
            email="druhy@kraj.example", name="Druhý", password=PASSWORD, by=CONSOLE
        )


@pytest.mark.parametrize("password", ["kratke heslo"[:11], "password1234", "", "spravce@kraj.example"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(ValidationError):
        services.create_first_administrator(
            email="spravce@kraj.example", name="Správce", password=password, by=CONSOLE
        )
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["přesně 12 z.", "mezery a 🙂 emoji ve hesle", "x y" * 66])
def test_long_and_odd_passwords_are_welcome(db, password):
    user = services.create_first_administrator(
        email="spravce@kraj.example", name="Správce", password=password, by=CONSOLE
    )
    assert user.check_password(password)


@pytest.mark.db
def test_an_address_is_one_person_however_it_is_typed(officer):
    assert User.objects.get_by_natural_key("JANA@Kraj.Example") == officer
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Jana@KRAJ.example", PASSWORD, name="Jiná")


@pytest.mark.db
@pytest.mark.parametrize(("shift", "counts"), [(-1, False), (0, True), (5, True), (10, True), (11, False)])
def test_a_mandate_counts_from_its_first_to_its_last_day(officer, mandate, shift, counts):
    services.withdraw_mandate(mandate, by=CONSOLE)
    first = clock.today()
    services.grant_mandate(
        user=officer, role_for=OFFICER, by=CONSOLE, span=Span(first=first, last=first + 10 * DAY)
    )
    assert actor_of(officer, on=first + shift * DAY).actor.has_role(Role.REGIONAL_OFFICER) == counts


def test_an_actor_holds_what_all_mandates_concern(officer):
    services.grant_mandate(
        user=officer, role_for=RoleFor(role=Role.MUNICIPALITY, municipality_code="564265"), by=CONSOLE
    )
    services.grant_mandate(user=officer, role_for=RoleFor(role=Role.BODY_MEMBER, body="Komise"), by=CONSOLE)
    actor = actor_of(officer).actor
    assert actor.roles == {Role.REGIONAL_OFFICER, Role.MUNICIPALITY, Role.BODY_MEMBER}
    assert (actor.municipality_codes, actor.region_codes) == ({"564265"}, {"CZ0X1"})
    assert (actor.bodies, actor.name, actor.user_id) == ({"Komise"}, "Jana Nová", officer.pk)


def test_an_actor_is_built_by_one_query(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor_of(officer)


@pytest.mark.parametrize("role", [Role.MUNICIPALITY, Role.PROVIDER])
def test_a_role_says_whom_it_concerns(officer, role):
    with pytest.raises(ValidationError):
        services.grant_mandate(user=officer, role_for=RoleFor(role=role), by=CONSOLE)


def test_days_come_in_order(officer):
    today = clock.today()
    with pytest.raises(ValidationError):
        services.grant_mandate(
            user=officer, role_for=OFFICER, by=CONSOLE, span=Span(first=today, last=today - DAY)
        )


class TestDeputy:
    @pytest.fixture
    def deputy(self, mandate):
        user = User.objects.create_user("petr@kraj.example", PASSWORD, name="Petr")
        today = clock.today()
        services.grant_mandate(
            user=user,
            role_for=OFFICER,
            by=CONSOLE,
            span=Span(first=today, last=today + 7 * DAY),
            deputy_of=mandate,
        )
        return user

    def test_takes_over_role_and_scope(self, deputy):
        actor = actor_of(deputy).actor
        assert (actor.roles, actor.region_codes) == ({Role.REGIONAL_OFFICER}, {"CZ0X1"})

    def test_stops_with_the_period(self, deputy):
        assert not actor_of(deputy, on=clock.today() + 8 * DAY).actor.roles

    @pytest.mark.db
    def test_stops_with_the_mandate_behind(self, deputy, mandate):
        services.withdraw_mandate(mandate, by=CONSOLE)
        assert not actor_of(deputy).actor.roles

    def test_has_no_deputy(self, deputy, officer):
        with pytest.raises(DeputyOfDeputyError):
            services.grant_mandate(
                user=officer, role_for=OFFICER, by=CONSOLE, deputy_of=Mandate.objects.get(user=deputy)
            )


def test_only_administrators_manage_people(officer, mandate, administrator):
    by = actor_of(officer).actor
    attempts = [
        lambda: services.invite(email="a@b.example", name="A", role_for=OFFICER, by=by),
        lambda: services.grant_mandate(user=officer, role_for=RoleFor(role=Role.ADMINISTRATOR), by=by),
        lambda: services.withdraw_mandate(mandate, by=by),
        lambda: services.deactivate(administrator, by=by),
        lambda: services.reactivate(administrator, by=by),
        lambda: services.deactivate(administrator, by=Actor.anonymous()),
    ]
    for attempt in attempts:
        with pytest.raises(NotAdministratorError):
            attempt()


def test_a_mandate_is_withdrawn_once(mandate, boss):
    services.withdraw_mandate(mandate, by=boss)
    with pytest.raises(MandateWithdrawnError):
        services.withdraw_mandate(mandate, by=boss)


def test_a_stale_page_does_not_withdraw(mandate, boss):
    with pytest.raises(StaleVersionError):
        services.withdraw_mandate(mandate, by=boss, expected_version=mandate.version + 7)


def test_the_last_administrator_stays(administrator, officer, boss):
    mandate = Mandate.objects.get(user=administrator)
    with pytest.raises(LastAdministratorError):
        services.deactivate(administrator, by=boss)
    with pytest.raises(LastAdministratorError):
        services.withdraw_mandate(mandate, by=boss)
    services.grant_mandate(user=officer, role_for=RoleFor(role=Role.ADMINISTRATOR), by=boss)
    services.withdraw_mandate(mandate, by=boss)
    assert not actor_of(administrator).actor.roles


def test_every_step_with_people_is_in_the_audit_chain(officer, mandate, boss):
    before = AuditEntry.objects.count()
    services.withdraw_mandate(mandate, by=boss)
    services.deactivate(officer, by=boss, reason="odešla")
    services.reactivate(officer, by=boss)
    entries = AuditEntry.objects.order_by("seq")[before:]
    assert len(entries) == 3
    assert {entry.actor["name"] for entry in entries} == {"Správce Systému"}


def test_closing_and_opening_is_remembered(officer, boss):
    services.deactivate(officer, by=boss, reason="odešla")
    services.deactivate(officer, by=boss)
    services.reactivate(officer, by=boss)
    closure = Closure.objects.get()
    assert (closure.reason, closure.reopened_at is None) == ("odešla", False)
    officer.refresh_from_db()
    assert officer.is_active


def test_a_closed_account_is_nobody(officer, boss):
    services.deactivate(officer, by=boss)
    officer.refresh_from_db()
    assert actor_of(officer).actor.is_anonymous


def test_demo_accounts_exist_only_in_the_demonstration(db, settings):
    with pytest.raises(OutsideDemoError):
        services.open_demo_account(mailbox="vedouci", name="Vedoucí", role_for=OFFICER, by=CONSOLE)
    settings.DEMO = True
    services.open_demo_account(mailbox="vedouci", name="Vedoucí", role_for=OFFICER, by=CONSOLE)
    assert [account.email for account in demo_accounts()] == ["vedouci@ukazka.example"]
    settings.DEMO = False
    assert demo_accounts() == []


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once():
    first = services.create_first_administrator(
        email="a@kraj.example", name="A", password=PASSWORD, by=CONSOLE
    )
    second = User.objects.create_user("b@kraj.example", PASSWORD, name="B")
    services.grant_mandate(user=second, role_for=RoleFor(role=Role.ADMINISTRATOR), by=CONSOLE)
    barrier = threading.Barrier(2)
    refused = []

    def close(victim, by):
        actor = actor_of(by).actor
        barrier.wait()
        try:
            services.deactivate(victim, by=actor)
        except LastAdministratorError:
            refused.append(victim.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(is_active=True).count() == 1


def test_the_doctor_finds_people_nobody_manages_and_unwritten_closings(administrator, officer, boss):
    from zazemi.accounts.checks import closings_fit, somebody_administers

    services.deactivate(officer, by=boss)
    assert not [*somebody_administers(), *closings_fit()]
    User.objects.filter(pk=officer.pk).update(is_active=True)
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    assert len(list(somebody_administers())) == 1
    assert {finding.where for finding in closings_fit()} == {str(officer.pk), str(administrator.pk)}
