import datetime as dt

import pytest
from tests.kernel.minutes import Minutes

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.audit import verify_chain
from zazemi.kernel.erasure import erase_versions
from zazemi.kernel.errors import PastOutOfOrderError, StaleVersionError, TransitionNotAllowedError
from zazemi.kernel.history import history_of
from zazemi.kernel.integrity import chain_findings, version_findings
from zazemi.kernel.models import AuditEntry
from zazemi.kernel.steps import step
from zazemi.kernel.subjects import Subject
from zazemi.kernel.transitions import PastEvent, allowed_transitions, record_past
from zazemi.kernel.versions import history_model

pytestmark = [pytest.mark.db, pytest.mark.django_db]

NOON = dt.datetime(2026, 3, 29, 10, tzinfo=dt.UTC)


@pytest.fixture
def minutes(officer):
    with clock.frozen(NOON), step(officer, "founded"):
        return Minutes.objects.create(
            title="Porada", text="první", held_on=dt.date(2026, 3, 1), details={"a": [1]}
        )


def messages(findings):
    return [finding.message % finding.params for finding in findings]


def versions():
    return messages(version_findings([Minutes]))


def test_the_history_says_who_when_why_and_what(minutes, officer):
    with step(Actor.for_machine("import"), "corrected"):
        minutes.text = "druhé"
        minutes.save()
    new, old = history_of(minutes)
    assert (new.version, new.by.machine, new.why, new.is_first) == (2, "import", "corrected", False)
    assert [(change.name, change.before, change.after) for change in new.changes] == [
        ("text", "první", "druhé")
    ]
    assert (old.by, old.recorded_at, old.is_first) == (officer, NOON, True)
    assert {change.name for change in old.changes} >= {"title", "text", "held_on"}
    assert history_of(minutes, hidden=["text"])[0].changes == ()
    assert versions() == []


def test_a_transition_saves_in_a_step_with_its_reason(minutes, officer):
    minutes.check_it(by=officer, note=" a dále")
    assert (minutes.state, minutes.version, AuditEntry.objects.last().why) == ("checked", 2, "checked")
    assert allowed_transitions(minutes) == ["issue"]
    minutes.issue(by=officer, why="sent out")
    assert AuditEntry.objects.last().why == "sent out"


def test_a_transition_that_is_not_on_the_way_is_refused_with_the_ways_out(minutes, officer):
    with pytest.raises(TransitionNotAllowedError, match="Possible from here: check_it"):
        minutes.issue(by=officer)
    assert minutes.state == "draft"


def test_a_past_from_outside_walks_the_same_ways_with_its_own_dates(minutes, officer):
    events = [
        PastEvent(transition="check_it", at=NOON),
        PastEvent(transition="issue", at=NOON + dt.timedelta(days=3)),
    ]
    record_past(minutes, events, by=officer, why="from the archive")
    lines = history_of(minutes)
    assert minutes.state == "issued"
    assert [line.happened_at for line in lines[:2]] == [NOON + dt.timedelta(days=3), NOON]
    assert lines[0].recorded_at > NOON + dt.timedelta(days=3)
    assert AuditEntry.objects.count() == 2


def test_a_past_out_of_order_is_refused(minutes, officer):
    events = [
        PastEvent(transition="check_it", at=NOON),
        PastEvent(transition="issue", at=NOON - dt.timedelta(days=3)),
    ]
    with pytest.raises(PastOutOfOrderError):
        record_past(minutes, events, by=officer, why="from the archive")
    assert AuditEntry.objects.count() == 1


def test_an_erased_person_leaves_blank_versions_and_a_chain_that_verifies(minutes, officer):
    with step(officer, "made anonymous"):
        minutes.title = minutes.text = "(vymazáno)"
        minutes.save()
    assert erase_versions(minutes, by=officer, why="request of the person") == 1
    assert erase_versions(minutes, by=officer, why="again") == 0
    row = history_model(Minutes).objects.get(version=1)
    assert (row.title, row.text, row.held_on, row.details, row.salt) == ("", "", None, {}, "")
    assert verify_chain().is_whole
    assert versions() == []
    assert [line.is_erased for line in history_of(minutes)] == [False, True]


def test_an_erasure_from_an_old_reading_is_refused(minutes, officer):
    old = Minutes.objects.get()
    with step(officer, "changed"):
        minutes.save()
    with pytest.raises(StaleVersionError):
        erase_versions(old, by=officer, why="request")


def test_the_doctor_sees_a_version_changed_past_the_chain(minutes):
    history_model(Minutes).objects.update(text="jinak")
    assert versions() == [
        f"Version 1 of kernel_tests.minutes {minutes.pk} was changed past the chain.",
        f"kernel_tests.minutes {minutes.pk} differs from its newest version 1.",
    ]


def test_the_doctor_sees_a_record_changed_without_a_version(minutes):
    Minutes._base_manager.update(text="jinak")
    assert versions() == [f"kernel_tests.minutes {minutes.pk} differs from its newest version 1."]


def test_the_doctor_sees_a_version_that_is_gone_or_blank_or_not_chained(minutes):
    row = history_model(Minutes).objects.get()
    history_model(Minutes).objects.update(salt="", title="")
    assert (
        versions()[0]
        == f"Version 1 of kernel_tests.minutes {minutes.pk} is blank without a recorded erasure."
    )
    row.pk, row.version = None, 2
    row.save()
    assert f"Version 2 of kernel_tests.minutes {minutes.pk} is not in the chain." in versions()
    history_model(Minutes).objects.all().delete()
    assert versions() == [
        f"Version 1 of kernel_tests.minutes {minutes.pk} is in the chain and is gone.",
        f"kernel_tests.minutes {minutes.pk} has no version.",
    ]


def test_the_doctor_sees_a_record_that_is_gone(minutes):
    Minutes._base_manager.all()._raw_delete("default")
    assert versions() == [f"kernel_tests.minutes {minutes.pk} is gone though no version deletes it."]


def test_a_whole_chain_has_no_findings(minutes):
    assert list(chain_findings()) == []


def test_a_snapshot_is_plain(minutes):
    class Minute(Subject):
        kind = "minutes"
        model = Minutes

    subject = Minute()
    assert subject.snapshot(minutes)["title"] == "Porada"
    assert subject.find(str(minutes.pk)) == minutes


def test_a_stale_save_survives_the_way_out_of_a_child_process(minutes):
    rebuild, parts = StaleVersionError(minutes, None, expected_version=3).__reduce__()
    error = rebuild(*parts)
    assert (error.current, error.expected_version) == (minutes, 3)
    assert str(error).startswith("“Porada” has been saved by somebody else in the meantime.")
