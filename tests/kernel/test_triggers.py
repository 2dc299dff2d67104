import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.kernel.minutes import Minutes

from zazemi.kernel import triggers
from zazemi.kernel.audit import current_head
from zazemi.kernel.models import AuditEntry
from zazemi.kernel.steps import step

pytestmark = pytest.mark.db

ATTACKS = [
    "UPDATE kernel_auditentry SET why = 'nothing'",
    "DELETE FROM kernel_auditentry",
    "UPDATE kernel_audititem SET version = 9",
    "DELETE FROM kernel_audititem",
]


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses_to_change_the_chain(attack, officer):
    with step(officer, "made"):
        Minutes.objects.create(title="Porada")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert AuditEntry.objects.get().why == "made"


@pytest.mark.django_db
def test_postgresql_refuses_to_empty_the_chain(officer):
    if connection.vendor != "postgresql":
        pytest.skip("skipped: TRUNCATE exists only on PostgreSQL")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE kernel_audititem, kernel_auditentry")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_flush_gives_back_the_triggers_and_an_empty_head(turn, empty_tables, officer):
    assert triggers.missing() == []
    assert current_head().seq == 0
    with step(officer, "made"):
        Minutes.objects.create(title="Porada")
    assert current_head().seq == 1
