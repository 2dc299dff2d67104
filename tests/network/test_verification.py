"""Keeping services true: freshness, rounds, reminders, answers through one link, decisions of the region."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.integrity import chain_findings
from zazemi.kernel.steps import step
from zazemi.network.catalogue.hours import Span, plain_of, spans_of
from zazemi.network.choices import Weekday
from zazemi.network.errors import NotYoursError
from zazemi.network.models import (
    OpeningHours,
    Proposal,
    ProposalState,
    RequestState,
    Service,
    VerificationRequest,
    VerificationRule,
)
from zazemi.network.services import HoursFields, add_hours, change_service
from zazemi.network.verification.answering import Proposed, confirm_by_link, propose_by_link, verify_service
from zazemi.network.verification.asking import address_of, post_due_letters, send_round
from zazemi.network.verification.deciding import Decision, decide
from zazemi.network.verification.errors import (
    DecidedError,
    DoubledRuleError,
    LateAskingError,
    LinkGoneError,
    NothingProposedError,
    PersonalNoteError,
    ProposalWaitsError,
    SeenOtherError,
    TooManyAnswersError,
    UndecidedChangeError,
)
from zazemi.network.verification.fields import FieldKey, fingerprint, present_places, values_of
from zazemi.network.verification.freshness import Freshness, Rule, freshness_of, rule_on
from zazemi.network.verification.links import MOST_ANSWERS, count_answer, link_of, request_of, token_of
from zazemi.network.verification.rules import state_rule
from zazemi.network.verification.selectors import changed_on, counts_on, of_freshness, to_be_asked
from zazemi.post.models import Letter
from zazemi.values.services import ServiceKind

DAY = dt.date(2026, 11, 25)
CLOCK = Actor.for_machine("clock")


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    with clock.frozen(DAY):
        yield


@pytest.fixture
def asked_service(service, place):
    """A service with a mailbox and hours, never verified."""
    with step(CLOCK, why="example"):
        service.email, service.phone = "teren@most.example", "485 111 222"
        service.save()
    hours = HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(8), closes_at=dt.time(16))
    add_hours(place=place, fields=hours, by=Actor.for_machine("import"))
    return service


@pytest.fixture
def request_sent(asked_service, officer):
    send_round(by=officer)
    return VerificationRequest.objects.get()


def now_of(service):
    return values_of(service, present_places(service, clock.today()))


def proposed_of(service, changes, note=""):
    service = Service.objects.get(pk=service.pk)
    now = now_of(service)
    return Proposed(typed={**now, **changes}, seen=fingerprint(now), note=note)


# ------------------------------------------------------------------ freshness
@pytest.mark.parametrize(
    ("verified", "expected"),
    [
        (None, Freshness.NEVER),
        (dt.date(2025, 11, 25), Freshness.STALE),
        (dt.date(2025, 11, 26), Freshness.SOON),
        (dt.date(2026, 1, 24), Freshness.SOON),
        (dt.date(2026, 1, 25), Freshness.FRESH),
        (DAY, Freshness.FRESH),
    ],
)
def test_a_verification_grows_old_in_a_year_and_is_asked_about_two_months_before(verified, expected):
    assert freshness_of(verified, DAY, Rule()) is expected


@given(
    days=st.integers(0, 2000),
    stale=st.integers(2, 900),
    soon=st.integers(1, 899),
)
def test_freshness_never_improves_with_time(days, stale, soon):
    rule = Rule(stale_after_days=stale, soon_before_days=min(soon, stale - 1))
    order = list(Freshness)
    verified = DAY - dt.timedelta(days=days)
    later = DAY + dt.timedelta(days=1)
    assert order.index(freshness_of(verified, DAY, rule)) <= order.index(freshness_of(verified, later, rule))


def test_the_query_and_the_clock_of_freshness_agree(asked_service):
    rule = Rule()
    for days in (0, 304, 305, 306, 364, 365, 366, None):
        verified = None if days is None else DAY - dt.timedelta(days=days)
        with step(CLOCK, why="example"):
            asked_service.verified_on = verified
            asked_service.save()
        found = [one for one in Freshness if Service.objects.filter(of_freshness(one, DAY, rule)).exists()]
        assert found == [freshness_of(verified, DAY, rule)]


def test_the_rule_of_the_day_counts(region, officer):
    assert rule_on(DAY).is_assumed
    for first, days in ((dt.date(2026, 1, 1), 200), (dt.date(2027, 1, 1), 90)):
        state_rule(
            rule=Rule(stale_after_days=days, soon_before_days=30, source="porada"),
            valid_from=first,
            by=officer,
        )
    assert rule_on(DAY).stale_after_days == 200
    assert rule_on(dt.date(2027, 2, 1)).stale_after_days == 90
    with pytest.raises(DoubledRuleError):
        state_rule(rule=Rule(source="x"), valid_from=dt.date(2027, 1, 1), by=officer)
    late = Rule(stale_after_days=30, soon_before_days=30, source="x")
    with pytest.raises(LateAskingError):
        state_rule(rule=late, valid_from=DAY, by=officer)
    with pytest.raises(NotYoursError):
        state_rule(rule=Rule(source="x"), valid_from=DAY, by=Actor.anonymous())
    assert VerificationRule.objects.count() == 2


# ------------------------------------------------------------------ rounds and reminders
@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("", ""),
        ("neni", ""),
        ("Teren@Most.example", "teren@most.example"),
        ("volejte; teren@most.example, jiny@most.example", "teren@most.example"),
    ],
)
def test_the_first_mailbox_of_a_service_is_asked(stored, expected):
    assert address_of(Service(email=stored)) == expected


def test_a_round_asks_once_with_one_letter_to_one_mailbox(asked_service, provider, officer):
    from zazemi.network.services import ServiceFacts, add_service

    add_service(
        provider=provider,
        kind=ServiceKind.COUNSELLING,
        name="Poradna",
        facts=ServiceFacts(email="teren@most.example"),
        by=officer,
    )
    add_service(provider=provider, kind=ServiceKind.EARLY_CARE, name="Bez pošty", by=officer)
    sent = send_round(by=officer)
    assert (sent.n_asked, sent.n_letters, sent.n_without_address) == (2, 1, 1)
    posted = Letter.objects.get()
    for request in VerificationRequest.objects.all():
        assert link_of(request) in posted.text
    assert posted.is_confidential
    again = send_round(by=officer)
    assert (again.n_asked, again.n_letters) == (0, 0)
    assert Letter.objects.count() == 1


def test_only_the_office_sends_a_round(asked_service):
    with pytest.raises(NotYoursError):
        send_round(by=Actor(user_id=9, name="x", roles=frozenset({Role.PROVIDER})))
    assert not VerificationRequest.objects.exists()


def test_reminders_come_in_waves_with_pauses_and_stop_after_the_last(request_sent):
    counted = []
    for day in range(90):
        with clock.frozen(DAY + dt.timedelta(days=day)):
            post_due_letters(by=CLOCK)
            counted.append(Letter.objects.count())
    days = [day for day, (a, b) in enumerate(zip([1, *counted], counted, strict=False)) if b > a]
    assert days == [14, 28]
    assert counted[-1] == 3
    texts = list(Letter.objects.order_by("pk").values_list("text", flat=True))
    assert ["poslední připomínka" in text for text in texts] == [False, False, True]
    assert all(link_of(request_sent) in text for text in texts), "a reminder repeats the link"


def test_two_services_of_one_mailbox_asked_on_different_days_keep_the_pause(request_sent, provider, officer):
    from zazemi.network.services import ServiceFacts, add_service

    with clock.frozen(DAY + dt.timedelta(days=5)):
        facts = ServiceFacts(email="teren@most.example")
        add_service(provider=provider, kind=ServiceKind.COUNSELLING, name="Poradna", facts=facts, by=officer)
        assert send_round(by=officer).n_letters == 0, "the mailbox had a letter five days ago"
    with clock.frozen(DAY + dt.timedelta(days=14)):
        assert post_due_letters(by=CLOCK) == 1
    assert Letter.objects.order_by("pk").last().text.count("/sluzby/overeni/odkaz/") == 2


def test_an_answer_stops_reminders(request_sent):
    confirm_by_link(request_sent, seen=fingerprint(now_of(request_sent.service)))
    with clock.frozen(DAY + dt.timedelta(days=20)):
        assert post_due_letters(by=CLOCK) == 0


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_clocks_remind_once(request_sent):
    def work(_number):
        try:
            with clock.frozen(DAY + dt.timedelta(days=14)):
                return post_due_letters(by=CLOCK)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 1
    assert Letter.objects.count() == 2
    assert VerificationRequest.objects.get().letters_sent == 2


# ------------------------------------------------------------------ the link
def test_a_link_belongs_to_one_request_and_cannot_be_forged(request_sent):
    token = token_of(request_sent)
    assert request_of(token).pk == request_sent.pk
    for wrong in ("", "x", token[:-1], token.replace("~", "~A"), token[1:], f"9{token}", "1.nonce~x"):
        with pytest.raises(LinkGoneError):
            request_of(wrong)


def test_a_link_grows_old_and_works_until_its_purpose_is_fulfilled(request_sent):
    token = token_of(request_sent)
    with clock.frozen(request_sent.expires_on):
        assert request_of(token)
    with clock.frozen(request_sent.expires_on + dt.timedelta(days=1)), pytest.raises(LinkGoneError):
        request_of(token)
    confirm_by_link(request_sent, seen=fingerprint(now_of(request_sent.service)))
    with pytest.raises(LinkGoneError):
        request_of(token)


def test_too_many_answers_through_one_link_are_refused(request_sent):
    token = token_of(request_sent)
    for _number in range(MOST_ANSWERS):
        count_answer(token)
    with pytest.raises(TooManyAnswersError):
        count_answer(token)


# ------------------------------------------------------------------ verifying and changing are two things
def test_confirming_verifies_and_changes_nothing(request_sent):
    before = now_of(request_sent.service)
    with clock.frozen(DAY + dt.timedelta(days=3)):
        service = confirm_by_link(request_sent, seen=fingerprint(before))
        assert service.verified_on == DAY + dt.timedelta(days=3)
        assert "teren@most.example" in service.verified_note
        assert now_of(service) == before
        assert changed_on([service.pk]) == {service.pk: DAY}
    request_sent.refresh_from_db()
    assert request_sent.state == RequestState.FULFILLED
    assert list(chain_findings()) == []


def test_changing_a_service_does_not_verify_it(request_sent, officer):
    service = Service.objects.get()
    with clock.frozen(DAY + dt.timedelta(days=2)):
        change_service(
            service,
            provider=service.provider,
            kind=ServiceKind(service.kind),
            name="Terén nově",
            expected_version=service.version,
            by=officer,
        )
        assert changed_on([service.pk]) == {service.pk: DAY + dt.timedelta(days=2)}
    assert Service.objects.get().verified_on is None


def test_what_changed_after_looking_is_not_confirmed(request_sent, officer):
    seen = fingerprint(now_of(request_sent.service))
    with step(officer, why="telefon"):
        service = Service.objects.get()
        service.phone = "485 333 444"
        service.save()
    with pytest.raises(SeenOtherError):
        confirm_by_link(request_sent, seen=seen)
    assert Service.objects.get().verified_on is None


def test_a_provider_with_an_account_verifies_its_own_service_only(request_sent):
    service = request_sent.service
    own = Actor(
        user_id=3,
        name="Jiří Lávka",
        roles=frozenset({Role.PROVIDER}),
        organisation_ids=frozenset({service.provider_id}),
    )
    with pytest.raises(NotYoursError):
        verify_service(service, how="", by=Actor(user_id=4, name="x", roles=frozenset({Role.PROVIDER})))
    assert "Jiří Lávka" in verify_service(service, how="", by=own).verified_note
    with pytest.raises(LinkGoneError):
        request_of(token_of(request_sent))
    with pytest.raises(PersonalNoteError):
        verify_service(service, how="s paní 855612/1200", by=own)


# ------------------------------------------------------------------ proposing and deciding
def test_a_link_never_changes_only_proposes(request_sent):
    service = request_sent.service
    before = now_of(service)
    key = FieldKey(0, "phone")
    proposal = propose_by_link(
        request_sent, proposed_of(service, {key: "485 999 000"}, "Přestěhovali jsme se.")
    )
    assert now_of(Service.objects.get()) == before
    assert Service.objects.get().verified_on is None
    change = proposal.changes.get()
    assert (change.field, change.old_value, change.new_value) == ("phone", "485 111 222", "485 999 000")
    with pytest.raises(ProposalWaitsError):
        confirm_by_link(request_sent, seen=fingerprint(before))
    with pytest.raises(ProposalWaitsError):
        propose_by_link(request_sent, proposed_of(service, {key: "1"}))


def test_an_empty_or_personal_proposal_is_refused(request_sent):
    service = request_sent.service
    with pytest.raises(NothingProposedError):
        propose_by_link(request_sent, proposed_of(service, {}))
    with pytest.raises(PersonalNoteError):
        propose_by_link(request_sent, proposed_of(service, {}, note="klientka 855612/1200"))
    with pytest.raises(PersonalNoteError):
        propose_by_link(request_sent, proposed_of(service, {FieldKey(0, "alert"): "855612/1200"}))
    with pytest.raises(NothingProposedError):
        propose_by_link(request_sent, proposed_of(service, {FieldKey(0, "name"): "Jiné jméno"}))
    assert not Proposal.objects.exists()


def test_the_region_decides_field_by_field_and_the_proposer_reads_why(request_sent, place, officer):
    service = request_sent.service
    hours = plain_of([Span(1, dt.time(9), dt.time(12)), Span(3, dt.time(13), dt.time(17))])
    proposal = propose_by_link(
        request_sent,
        proposed_of(
            service,
            {
                FieldKey(0, "phone"): "485 999 000",
                FieldKey(0, "age_from"): 18,
                FieldKey(place.pk, "hours"): hours,
                FieldKey(0, "fees"): "500 Kč",
            },
        ),
    )
    by_field = {one.field: one.pk for one in proposal.changes.all()}
    decisions = {pk: Decision(is_accepted=True) for pk in by_field.values()}
    decisions[by_field["fees"]] = Decision(is_accepted=False, reason="Služba je zdarma ze zákona.")
    decide(
        proposal,
        decisions=decisions,
        answer="Děkujeme.",
        seen=fingerprint(now_of(Service.objects.get())),
        by=officer,
    )
    changed = Service.objects.get()
    assert (changed.phone, changed.age_from, changed.fees) == ("485 999 000", 18, "")
    assert plain_of(spans_of(OpeningHours.objects.all(), DAY)) == hours
    assert changed.verified_on is None, "something was refused, so the provider does not say that all holds"
    answer = Letter.objects.order_by("pk").last()
    assert answer.to_address == "teren@most.example"
    assert "přijato: telefon: 485 999 000" in answer.text
    assert "Služba je zdarma ze zákona." in answer.text
    assert link_of(request_sent) in answer.text, "the purpose is not fulfilled, the link works on"
    with pytest.raises(DecidedError):
        decide(proposal, decisions=decisions, answer="", seen="", by=officer)
    assert list(chain_findings()) == []


def test_a_proposal_accepted_whole_verifies_as_of_its_day(request_sent, officer):
    proposal = propose_by_link(
        request_sent, proposed_of(request_sent.service, {FieldKey(0, "phone"): "485 999 000"})
    )
    decisions = {proposal.changes.get().pk: Decision(is_accepted=True)}
    with clock.frozen(DAY + dt.timedelta(days=4)):
        seen = fingerprint(now_of(Service.objects.get()))
        decide(proposal, decisions=decisions, answer="", seen=seen, by=officer)
    service = Service.objects.get()
    assert (service.phone, service.verified_on) == ("485 999 000", DAY)
    request_sent.refresh_from_db()
    assert request_sent.state == RequestState.FULFILLED


def test_what_the_office_has_not_seen_is_not_overwritten(request_sent, officer):
    proposal = propose_by_link(
        request_sent, proposed_of(request_sent.service, {FieldKey(0, "phone"): "485 999 000"})
    )
    seen = fingerprint(now_of(Service.objects.get()))
    with step(officer, why="telefon"):
        service = Service.objects.get()
        service.phone = "485 777 777"
        service.save()
    decisions = {proposal.changes.get().pk: Decision(is_accepted=True)}
    with pytest.raises(SeenOtherError):
        decide(proposal, decisions=decisions, answer="", seen=seen, by=officer)
    assert Service.objects.get().phone == "485 777 777"
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_every_change_is_decided_and_a_refusal_has_a_reason(request_sent, officer):
    proposal = propose_by_link(
        request_sent, proposed_of(request_sent.service, {FieldKey(0, "phone"): "485 999 000"})
    )
    seen = fingerprint(now_of(Service.objects.get()))
    for decisions in ({}, {proposal.changes.get().pk: Decision(is_accepted=False, reason="  ")}):
        with pytest.raises(UndecidedChangeError):
            decide(proposal, decisions=decisions, answer="", seen=seen, by=officer)
    with pytest.raises(NotYoursError):
        decide(proposal, decisions={}, answer="", seen=seen, by=Actor.anonymous())
    assert Letter.objects.count() == 1, "nothing was decided, nobody is told"


def test_no_reminder_while_a_proposal_waits(request_sent):
    propose_by_link(request_sent, proposed_of(request_sent.service, {}, note="Skončili jsme."))
    with clock.frozen(DAY + dt.timedelta(days=20)):
        assert post_due_letters(by=CLOCK) == 0


def test_counts_and_whom_a_round_would_ask(request_sent, officer):
    counts = counts_on(DAY, Rule())
    assert (counts.total, counts.never, counts.proposals) == (1, 1, 0)
    assert list(to_be_asked(DAY, Rule())) == [], "it has been asked about"
    after = request_sent.expires_on + dt.timedelta(days=1)
    assert [one.pk for one in to_be_asked(after, Rule())] == [request_sent.service_id]
    with clock.frozen(after):
        assert send_round(by=officer).n_asked == 1
    request_sent.refresh_from_db()
    assert request_sent.state == RequestState.CLOSED
