from decimal import Decimal

import pytest
from tests.kernel.minutes import Codelist, Minutes

from zazemi.kernel.errors import OutsideStepError, RecordGoneError, StaleVersionError, UntrackedWriteError
from zazemi.kernel.models import AuditEntry, AuditItem
from zazemi.kernel.steps import step
from zazemi.kernel.versions import add_many

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def made(officer, **values: object):
    with step(officer, "made"):
        return Minutes.objects.create(title="Porada", **values)


def fail_after(write, officer):
    with step(officer, "failed"):
        write()
        raise ZeroDivisionError


def test_a_save_outside_a_step_is_refused():
    with pytest.raises(OutsideStepError):
        Minutes(title="x").save()
    assert not Minutes.objects.exists()


def test_every_save_is_one_version_and_one_item_of_the_chain(officer):
    minutes = made(officer, amount_czk="1.5")
    with step(officer, "corrected"):
        minutes.text = "druhé znění"
        minutes.save()
    assert minutes.version == 2
    assert list(Minutes.history.order_by("version").values_list("version", "text")) == [
        (1, ""),
        (2, "druhé znění"),
    ]
    assert list(AuditItem.objects.values_list("record_pk", "version")) == [
        (str(minutes.pk), 1),
        (str(minutes.pk), 2),
    ]
    assert [entry.why for entry in AuditEntry.objects.all()] == ["made", "corrected"]
    assert AuditEntry.objects.first().actor["name"] == "Jana Dvořáková"


def test_a_step_that_writes_nothing_leaves_no_entry(officer):
    with step(officer, "looked"):
        list(Minutes.objects.all())
    assert not AuditEntry.objects.exists()


def test_nested_steps_join_the_outermost_one(officer):
    with step(officer, "outer"):
        made(officer)
        made(officer)
    entry = AuditEntry.objects.get()
    assert entry.why == "outer"
    assert entry.items.count() == 2


def test_a_failed_nested_step_takes_back_only_its_own_writes(officer):
    with step(officer, "outer"):
        first = made(officer)
        with pytest.raises(ZeroDivisionError):
            fail_after(lambda: made(officer), officer)
    assert list(Minutes.objects.all()) == [first]
    assert AuditEntry.objects.get().items.count() == 1


def test_a_failed_step_writes_nothing_and_the_record_keeps_its_version(officer):
    minutes = made(officer)
    with pytest.raises(ZeroDivisionError):
        fail_after(minutes.save, officer)
    assert Minutes.history.count() == 1
    assert AuditEntry.objects.count() == 1


def test_the_second_of_two_editors_is_told_and_gets_base_and_current(officer):
    mine, theirs = made(officer, text="základ"), Minutes.objects.get()
    with step(officer, "theirs"):
        theirs.text = "jejich"
        theirs.save()
    mine.text = "moje"
    with pytest.raises(StaleVersionError) as caught, step(officer, "mine"):
        mine.save()
    assert (caught.value.base.text, caught.value.current.text, mine.text) == ("základ", "jejich", "moje")
    assert mine.version == 1


def test_the_version_the_form_was_opened_with_counts(officer):
    minutes = made(officer)
    with step(officer, "theirs"):
        minutes.save()
    fresh = Minutes.objects.get()
    with pytest.raises(StaleVersionError), step(officer, "mine"):
        fresh.save(expected_version=1)


def test_a_record_deleted_meanwhile_is_said_to_be_gone(officer):
    minutes, same = made(officer), Minutes.objects.get()
    with step(officer, "deleted"):
        same.delete()
    with pytest.raises(RecordGoneError), step(officer, "late"):
        minutes.save()


def test_a_deletion_is_a_version_of_its_own(officer):
    minutes = made(officer)
    with step(officer, "deleted"):
        minutes.delete()
    assert list(Minutes.history.filter(history_type="-").values_list("version", flat=True)) == [2]
    assert AuditEntry.objects.last().items.get().version == 2


def test_a_deletion_outside_a_step_is_refused(officer):
    minutes = made(officer)
    with pytest.raises(OutsideStepError):
        minutes.delete()
    assert Minutes.objects.count() == 1


@pytest.mark.parametrize("operation", ["update", "delete", "bulk_create", "bulk_update"])
def test_mass_writes_past_the_versions_are_refused(operation, officer):
    made(officer)
    with pytest.raises(UntrackedWriteError):
        getattr(Minutes.objects.all(), operation)(
            *([] if operation in {"update", "delete"} else [[]]),
            **({"title": "x"} if operation == "update" else {}),
        )


def test_update_or_create_saves_the_whole_version(officer):
    with step(officer, "by code"):
        Codelist.objects.update_or_create(code="a", defaults={"name": "A"})
        Codelist.objects.update_or_create(code="a", defaults={"name": "B"})
    assert list(Codelist.history.order_by("version").values_list("name", flat=True)) == ["A", "B"]


def test_a_code_that_comes_back_goes_on_counting_versions(officer):
    with step(officer, "x"):
        Codelist.objects.create(code="a", name="A").delete()
        back = Codelist.objects.create(code="a", name="A2")
        again = add_many([Codelist(code="b", name="B")])
    assert (back.version, again[0].version) == (3, 1)


def test_many_records_at_once_have_their_versions(officer):
    with step(officer, "import"):
        add_many([Minutes(title=str(number), amount_czk=Decimal(number)) for number in range(1200)])
    assert Minutes.history.count() == 1200
    assert AuditEntry.objects.get().items.count() == 1200


def test_a_protected_state_can_be_read_again(officer):
    minutes = made(officer)
    minutes.refresh_from_db()
    assert minutes.state == "draft"
    with pytest.raises(AttributeError):
        minutes.state = "issued"
