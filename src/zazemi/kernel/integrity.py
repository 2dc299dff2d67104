"""What the doctor asks of the kernel: a whole chain, every version in it, every record at its newest version.

Source:  reliability.md 5.2 (2, 3).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from zazemi.kernel import triggers
from zazemi.kernel.audit import AuditItem, PublishedHead, verify_chain
from zazemi.kernel.checks import Finding, add_check
from zazemi.kernel.digests import digest_of, label_of, plain_value, record_fields
from zazemi.kernel.versions import DELETED, Versioned, history_model, tracked_models
from zazemi.values.text import N_

CHUNK = 2000
Known = dict[tuple[str, int], str]


def chain_findings(published: PublishedHead | None = None) -> Iterator[Finding]:
    """Yield where the audit chain breaks first, and triggers that are missing."""
    report = verify_chain(published)
    if not report.is_whole:
        yield Finding(
            message=N_("The chain breaks at entry %(seq)s: %(reason)s."),
            where=f"kernel.auditentry {report.broken_at}",
            params={"seq": report.broken_at, "reason": report.reason},
        )
    for name in triggers.missing():
        yield Finding(message=N_("The trigger %(name)s is missing."), where=name, params={"name": name})


def version_findings(models: Iterable[type[Versioned]] | None = None) -> Iterator[Finding]:
    """Yield versions that are not in the chain or were changed, and records unlike their newest one."""
    for model in tracked_models() if models is None else models:
        yield from _model_findings(model)


def _model_findings(model: type[Versioned]) -> Iterator[Finding]:
    label = label_of(model)
    key = model._meta.pk.attname  # noqa: SLF001 - Django's documented _meta
    items = AuditItem.objects.filter(label=label).values_list("record_pk", "version", "digest", "is_erasure")
    written: Known = {}
    erased: Known = {}
    for pk, version, digest, is_erasure in items.iterator(CHUNK):
        (erased if is_erasure else written)[pk, version] = digest
    newest: dict[str, Any] = {}
    for row in history_model(model).objects.order_by(key, "version").iterator(CHUNK):
        place = (str(getattr(row, key)), row.version)
        message = _version_fault(row, place, written, erased)
        if message:
            yield _finding(message, label, *place)
        newest[place[0]] = row
        written.pop(place, None)
    for pk, version in written:
        yield _finding(
            N_("Version %(version)s of %(record)s is in the chain and is gone."), label, pk, version
        )
    yield from _current_findings(model, label, newest)


def _version_fault(row: Any, place: tuple[str, int], written: Known, erased: Known) -> str:  # noqa: ANN401 - version rows
    if place not in written:
        return N_("Version %(version)s of %(record)s is not in the chain.")
    if row.salt == "":
        is_known = place in erased
        return (
            "" if is_known else N_("Version %(version)s of %(record)s is blank without a recorded erasure.")
        )
    if digest_of(row) != written[place]:
        return N_("Version %(version)s of %(record)s was changed past the chain.")
    return ""


def _current_findings(model: type[Versioned], label: str, newest: dict[str, Any]) -> Iterator[Finding]:
    for record in model._base_manager.order_by("pk").iterator(CHUNK):  # noqa: SLF001 - Django's documented manager
        row = newest.pop(str(record.pk), None)
        if row is None or row.history_type == DELETED:
            yield _finding(N_("%(record)s has no version."), label, str(record.pk), record.version)
        elif _differs(record, row):
            yield _finding(
                N_("%(record)s differs from its newest version %(version)s."),
                label,
                str(record.pk),
                row.version,
            )
    for pk, row in newest.items():
        if row.history_type != DELETED:
            yield _finding(N_("%(record)s is gone though no version deletes it."), label, pk, row.version)


def _differs(record: Versioned, row: Any) -> bool:  # noqa: ANN401 - version rows
    return any(
        plain_value(getattr(record, field.attname)) != plain_value(getattr(row, field.attname))
        for field in record_fields(row)
    )


def _finding(message: str, label: str, pk: str, version: int) -> Finding:
    record = f"{label} {pk}"
    return Finding(message=message, where=record, params={"record": record, "version": version})


def add_kernel_checks() -> None:
    """Put the kernel's own checks into the slot."""
    add_check("kernel.chain", N_("The audit chain is whole and guarded"), chain_findings)
    add_check(
        "kernel.versions",
        N_("Every record is at its newest version, every version in the chain"),
        version_findings,
    )
