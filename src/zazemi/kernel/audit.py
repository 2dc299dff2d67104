"""The audit chain: who did what, when and why, so that nobody can change it unseen.

One outermost step = one ``AuditEntry`` with an ``AuditItem`` for each version it wrote. The item holds
a salted sha256 of the version, the entry holds ``sha256(previous + canonical JSON)``; the last
digest lies in the one-row ``AuditHead``, which is locked last and once. All three tables are
append-only by database triggers, the head excepted.
Source:  reliability.md 0 (3): a lock on the newest row fails under READ COMMITTED, a head row does not.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import models

from zazemi.kernel.actor import Actor
from zazemi.kernel.errors import BrokenHeadError
from zazemi.values.text import N_

GENESIS = "0" * 64
DIGEST_LENGTH = 64
HEAD_PK = 1


class AuditEntry(models.Model):
    """One business step that wrote something."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.JSONField()
    why = models.TextField()
    previous = models.CharField(max_length=DIGEST_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"


class AuditItem(models.Model):
    """One version written (or erased) by an entry."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=100)
    record_pk = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)
    is_erasure = models.BooleanField(default=False)

    class Meta:
        ordering = ["entry_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="kernel_audititem_one_per_position"),
            models.UniqueConstraint(
                fields=["label", "record_pk", "version", "is_erasure"],
                name="kernel_audititem_one_per_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.record_pk} v{self.version}"


class AuditHead(models.Model):
    """The end of the chain: one row, the lock of every writing step."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST_LENGTH, default=GENESIS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=HEAD_PK), name="kernel_audithead_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A version as the chain knows it; an erasure has no digest."""

    label: str
    record_pk: str
    version: int
    digest: str
    is_erasure: bool = False

    def to_json(self) -> list[object]:
        """Return the part of the item that the entry's digest covers."""
        plain: list[object] = [self.label, self.record_pk, self.version, self.digest]
        return [*plain, "erased"] if self.is_erasure else plain


@dataclass(frozen=True, slots=True)
class PublishedHead:
    """The end of the chain as it was printed or mailed; a later chain must still contain it."""

    seq: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What walking the chain has found; ``broken_at`` is the first entry that does not hold."""

    entries: int
    head: PublishedHead
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every link holds."""
        return self.broken_at is None


def canonical(plain: object) -> bytes:
    """Return the one spelling of plain values as JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_digest(entry: AuditEntry, items: Iterable[Written]) -> str:
    """Return sha256 of the previous digest and of the canonical entry with its items."""
    plain = {
        "seq": entry.seq,
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "why": entry.why,
        "items": [item.to_json() for item in items],
    }
    return hashlib.sha256(entry.previous.encode() + canonical(plain)).hexdigest()


def append(*, by: Actor, why: str, at: dt.datetime, items: Sequence[Written]) -> AuditEntry:
    """Add one entry at the end of the chain; called by the step, last and once.

    Raises BrokenHeadError when the head has been taken away.
    """
    head = AuditHead.objects.select_for_update().filter(pk=HEAD_PK).first()
    if head is None:
        raise BrokenHeadError
    entry = AuditEntry(seq=head.seq + 1, at=at, actor=by.to_json(), why=why, previous=head.digest)
    entry.digest = entry_digest(entry, items)
    entry.save(force_insert=True)
    AuditItem.objects.bulk_create(
        [
            AuditItem(
                entry=entry,
                position=position,
                label=item.label,
                record_pk=item.record_pk,
                version=item.version,
                digest=item.digest,
                is_erasure=item.is_erasure,
            )
            for position, item in enumerate(items)
        ],
        batch_size=500,
    )
    head.seq, head.digest = entry.seq, entry.digest
    head.save(force_update=True)
    return entry


def ensure_head() -> None:
    """Put the head of an empty chain in place; a head that is missing over entries is left missing."""
    if not AuditEntry.objects.exists():
        AuditHead.objects.get_or_create(pk=HEAD_PK)


def current_head() -> PublishedHead:
    """Return the end of the chain, to be printed, mailed or kept beside a backup."""
    head = AuditHead.objects.filter(pk=HEAD_PK).first()
    return PublishedHead(head.seq, head.digest) if head else PublishedHead(0, GENESIS)


def verify_chain(published: PublishedHead | None = None) -> ChainReport:
    """Walk the whole chain and tell where it breaks first.

    A tail that was cut together with the head shows only against a ``published`` head.
    """
    head = current_head()
    last = PublishedHead(0, GENESIS)
    published_digest = GENESIS
    for entry, items in _walk():
        reason = _fault(entry, items, last)
        if reason:
            return ChainReport(entries=last.seq, head=head, broken_at=last.seq + 1, reason=reason)
        last = PublishedHead(entry.seq, entry.digest)
        if published and published.seq == entry.seq:
            published_digest = entry.digest
    if last != head:
        seq = min(last.seq, head.seq) + 1
        return ChainReport(entries=last.seq, head=head, broken_at=seq, reason=N_("the head does not fit"))
    if published and published_digest != published.digest:
        seq = min(last.seq + 1, published.seq)
        reason = N_("the published head is not in the chain")
        return ChainReport(entries=last.seq, head=head, broken_at=seq, reason=reason)
    return ChainReport(entries=last.seq, head=head)


def _walk() -> Iterator[tuple[AuditEntry, list[Written]]]:
    rows = AuditItem.objects.order_by("entry_id", "position").iterator(chunk_size=2000)
    grouped = groupby(rows, key=attrgetter("entry_id"))
    waiting = next(grouped, None)
    for entry in AuditEntry.objects.order_by("seq").iterator(chunk_size=2000):
        items: list[Written] = []
        while waiting is not None and waiting[0] <= entry.seq:
            items.extend(_written(row) for row in waiting[1])
            waiting = next(grouped, None)
        yield entry, items


def _written(row: AuditItem) -> Written:
    return Written(
        label=row.label,
        record_pk=row.record_pk,
        version=row.version,
        digest=row.digest,
        is_erasure=row.is_erasure,
    )


def _fault(entry: AuditEntry, items: list[Written], last: PublishedHead) -> str:
    if entry.seq != last.seq + 1:
        return N_("an entry is missing")
    if entry.previous != last.digest:
        return N_("the entry does not follow the one before it")
    if entry.digest != entry_digest(entry, items):
        return N_("the entry has been changed")
    return ""
