"""Erasing a person: old versions are blanked together with their salts, and the chain still verifies.

The chain keeps only salted digests, so nothing can be guessed back; each erasure is itself an entry.
The caller saves the record without the personal values first: the newest version stays.
"""

from typing import Any

from zazemi.kernel.actor import Actor
from zazemi.kernel.audit import Written
from zazemi.kernel.digests import label_of, record_fields
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.steps import step
from zazemi.kernel.versions import Versioned, history_model

EMPTY: dict[str, object] = {
    "BooleanField": False,
    "IntegerField": 0,
    "BigIntegerField": 0,
    "SmallIntegerField": 0,
    "PositiveIntegerField": 0,
    "PositiveBigIntegerField": 0,
    "PositiveSmallIntegerField": 0,
    "DecimalField": 0,
    "FloatField": 0.0,
    "JSONField": {},
    "BinaryField": b"",
    "DateField": "1970-01-01",
    "DateTimeField": "1970-01-01T00:00:00Z",
    "UUIDField": "00000000-0000-0000-0000-000000000000",
}


def erase_versions(record: Versioned, *, by: Actor, why: str) -> int:
    """Blank all versions of the record before the newest one.

    Returns:
        How many versions were blanked now.

    Raises:
        StaleVersionError: the record is not the newest version.
    """
    model = type(record)
    key = model._meta.pk.attname  # noqa: SLF001 - Django's documented _meta
    rows = history_model(model).objects.filter(**{key: record.pk})
    with step(by, why) as running:
        current = model._base_manager.select_for_update().get(pk=record.pk)  # noqa: SLF001 - Django's documented manager
        if current.version != record.version:
            raise StaleVersionError(current, None, expected_version=record.version)
        blanked = 0
        for row in rows.filter(version__lt=record.version).exclude(salt="").order_by("version"):
            rows.filter(pk=row.pk).update(**_blank_values(row), salt="")
            running.erased.append(
                Written(
                    label=label_of(model),
                    record_pk=str(record.pk),
                    version=row.version,
                    digest="",
                    is_erasure=True,
                )
            )
            blanked += 1
    return blanked


def _blank_values(row: Any) -> dict[str, object]:  # noqa: ANN401 - version rows
    return {
        field.attname: None if field.null else EMPTY.get(field.get_internal_type(), "")
        for field in record_fields(row)
        if not field.primary_key and field.name not in {_key_name(row), "version"}
    }


def _key_name(row: Any) -> str:  # noqa: ANN401 - version rows
    return str(row.instance_type._meta.pk.name)  # noqa: SLF001 - Django's documented _meta
