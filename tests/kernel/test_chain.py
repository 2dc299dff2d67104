"""Tampering at every position is found and located (reliability.md, T5)."""

import pytest
from django.db import connection
from tests.kernel.minutes import Minutes

from zazemi.kernel import audit, triggers
from zazemi.kernel.audit import PublishedHead, verify_chain
from zazemi.kernel.errors import BrokenHeadError
from zazemi.kernel.steps import step

pytestmark = [pytest.mark.db, pytest.mark.django_db]

LENGTH = 12
POSITIONS = range(1, LENGTH + 1)


@pytest.fixture
def chain(officer):
    """A chain of twelve entries with its triggers away, as for somebody who owns the database."""
    for number in POSITIONS:
        with step(officer, f"step {number}"):
            Minutes.objects.create(title=str(number))
    assert verify_chain().is_whole
    published = audit.current_head()
    triggers.remove()
    yield published
    triggers.install()


def sql(statement, *params: object):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize("seq", POSITIONS)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_auditentry SET why = 'other' WHERE seq = %s",
        "UPDATE kernel_auditentry SET actor = '{}' WHERE seq = %s",
        "UPDATE kernel_auditentry SET at = '2020-01-01 00:00:00+00:00' WHERE seq = %s",
        "UPDATE kernel_audititem SET record_pk = '999' WHERE entry_id = %s",
        "UPDATE kernel_audititem SET version = 7 WHERE entry_id = %s",
        "DELETE FROM kernel_audititem WHERE entry_id = %s",
    ],
)
def test_a_changed_entry_is_found_where_it_is(chain, seq, change):
    sql(change, seq)
    report = verify_chain()
    assert (report.is_whole, report.broken_at) == (False, seq)


@pytest.mark.parametrize("is_next_linked", [False, True])
@pytest.mark.parametrize("seq", range(1, LENGTH))
def test_an_entry_forged_with_its_digest_is_found_at_the_next_one(chain, seq, is_next_linked):
    forged = audit.AuditEntry.objects.get(seq=seq)
    forged.why = "other"
    rows = audit.AuditItem.objects.filter(entry_id=seq).order_by("position")
    forged.digest = audit.entry_digest(forged, [audit._written(row) for row in rows])
    audit.AuditEntry.objects.filter(seq=seq).update(why=forged.why, digest=forged.digest)
    if is_next_linked:
        audit.AuditEntry.objects.filter(seq=seq + 1).update(previous=forged.digest)
    assert verify_chain().broken_at == seq + 1


@pytest.mark.parametrize("seq", POSITIONS)
def test_a_deleted_entry_is_found_where_it_was(chain, seq):
    sql("DELETE FROM kernel_audititem WHERE entry_id = %s", seq)
    sql("DELETE FROM kernel_auditentry WHERE seq = %s", seq)
    assert verify_chain().broken_at == seq


@pytest.mark.parametrize("seq", POSITIONS)
def test_an_inserted_entry_is_found(chain, seq):
    sql("PRAGMA defer_foreign_keys = ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED")
    for later in range(LENGTH, seq - 1, -1):
        sql("UPDATE kernel_audititem SET entry_id = %s WHERE entry_id = %s", later + 1, later)
        sql("UPDATE kernel_auditentry SET seq = %s WHERE seq = %s", later + 1, later)
    forged = audit.AuditEntry.objects.get(seq=seq + 1)
    forged.seq, forged.digest = seq, "f" * 64
    forged.save(force_insert=True)
    assert verify_chain().broken_at == seq


@pytest.mark.parametrize("seq", range(1, LENGTH))
def test_two_swapped_entries_are_found_at_the_first(chain, seq):
    one, other = audit.AuditEntry.objects.get(seq=seq), audit.AuditEntry.objects.get(seq=seq + 1)
    for target, source in [(one.seq, other), (other.seq, one)]:
        audit.AuditEntry.objects.filter(seq=target).update(
            why=source.why, digest=f"{source.digest[:-1]}x", previous=source.previous
        )
    for entry, source in [(one.seq, other), (other.seq, one)]:
        audit.AuditEntry.objects.filter(seq=entry).update(digest=source.digest)
    assert verify_chain().broken_at == seq


@pytest.mark.parametrize("seq", POSITIONS)
def test_a_cut_tail_is_found_by_the_head(chain, seq):
    sql("DELETE FROM kernel_audititem WHERE entry_id >= %s", seq)
    sql("DELETE FROM kernel_auditentry WHERE seq >= %s", seq)
    assert verify_chain().broken_at == seq


@pytest.mark.parametrize("seq", POSITIONS)
def test_a_tail_cut_together_with_the_head_is_found_by_the_published_head(chain, seq):
    sql("DELETE FROM kernel_audititem WHERE entry_id >= %s", seq)
    sql("DELETE FROM kernel_auditentry WHERE seq >= %s", seq)
    last = audit.AuditEntry.objects.last()
    audit.AuditHead.objects.update(seq=seq - 1, digest=last.digest if last else audit.GENESIS)
    assert verify_chain().is_whole
    assert verify_chain(chain).broken_at == seq


def test_a_rewritten_chain_is_found_by_the_published_head(chain, officer):
    sql("DELETE FROM kernel_audititem")
    sql("DELETE FROM kernel_auditentry")
    audit.AuditHead.objects.update(seq=0, digest=audit.GENESIS)
    for number in range(LENGTH + 3):
        with step(officer, f"forged {number}"):
            Minutes.objects.create(title="x")
    assert verify_chain().is_whole
    assert verify_chain(chain).broken_at == LENGTH


def test_a_head_that_was_published_earlier_is_still_in_the_chain(chain):
    assert verify_chain(chain).is_whole
    assert verify_chain(PublishedHead(3, audit.AuditEntry.objects.get(seq=3).digest)).is_whole


def test_without_its_head_the_chain_takes_nothing(chain, officer):
    audit.AuditHead.objects.all().delete()
    audit.ensure_head()
    assert verify_chain().broken_at == 1
    with pytest.raises(BrokenHeadError), step(officer, "late"):
        Minutes.objects.create(title="late")
    assert not Minutes.objects.filter(title="late").exists()
