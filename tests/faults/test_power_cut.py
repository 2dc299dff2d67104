"""The write-ahead log is torn at any length: what remains is whole and a beginning of the history.

Source:  reliability.md T18.
"""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.network.conftest import make_region

from zazemi.kernel.actor import Actor
from zazemi.kernel.audit import current_head
from zazemi.network.services import add_service
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.values.services import ServiceKind

pytestmark = pytest.mark.faults

STEPS = 40
CUTS = 30
BY = Actor.for_machine("console")


@pytest.fixture
def provider(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("skipped: the torn log is that of SQLite")
    make_region("CZ0X1", {"990001": "Dolní Lhota"})
    return add_organisation(name="Spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=BY)


def test_a_torn_log_loses_only_what_came_after_the_tear(provider, tmp_path):
    live = Path(connection.settings_dict["NAME"])
    log = live.with_name(live.name + "-wal")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
    lengths = {}
    for number in range(STEPS):
        add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name=f"Služba {number}", by=BY)
        lengths[current_head().seq] = log.stat().st_size
    assert len(lengths) == STEPS
    chance = random.Random(18)
    for cut in [0, *sorted(chance.randrange(log.stat().st_size) for _ in range(CUTS)), log.stat().st_size]:
        seq, entries, services, versions = reopened(live, log, cut, tmp_path)
        safe = max((at for at, length in lengths.items() if length <= cut), default=min(lengths) - 1)
        assert seq == entries == safe
        assert services == versions == safe - min(lengths) + 1


def reopened(live, log, cut, folder):
    """Open a copy whose log was cut; return the head, the entries, services and their versions."""
    copy = folder / f"cut-{cut}.sqlite3"
    shutil.copyfile(live, copy)
    copy.with_name(copy.name + "-wal").write_bytes(log.read_bytes()[:cut])
    questions = [
        "SELECT max(seq) FROM kernel_audithead",
        "SELECT max(seq) FROM kernel_auditentry",
        "SELECT count(*) FROM network_service",
        "SELECT count(*) FROM network_historicalservice",
    ]
    with closing(sqlite3.connect(copy)) as torn:
        assert torn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [torn.execute(question).fetchone()[0] for question in questions]
