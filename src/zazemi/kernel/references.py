"""Who points at a record: the foreign keys of all installed rooms, found without knowing them.

So a room low on the stairs can say who uses its record, or move what points at
one record to another, and looks up to nobody. Version rows do not count.
Raises:  CollidingReferencesError, OutsideStepError.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from zazemi.kernel.digests import VersionRow
from zazemi.kernel.errors import CollidingReferencesError
from zazemi.kernel.steps import require_step
from zazemi.kernel.versions import Versioned

Key = models.ForeignKey[Any, Any]


def foreign_keys_to(model: type[models.Model]) -> list[Key]:
    """Return every foreign key (also hidden ones) that points at the model, by model and name."""
    found = [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's documented _meta
        if relation.auto_created
        and isinstance(relation, models.ManyToOneRel)
        and not issubclass(relation.related_model, VersionRow)
    ]
    return sorted(found, key=lambda key: (key.model._meta.label_lower, key.name))  # noqa: SLF001 - as above


def counts_of(key: Key, pks: Collection[object]) -> Counter[object]:
    """Return how many records point by the foreign key at each of the records, in one query."""
    rows = key.model._base_manager.filter(**{f"{key.name}__in": pks})  # noqa: SLF001 - Django's documented manager
    counted = rows.order_by().values_list(key.attname).annotate(n=models.Count("pk"))
    return Counter(dict(counted))


def references_to(record: models.Model) -> Iterator[tuple[Key, models.Model]]:
    """Yield every record that points at this one, with the foreign key it does so by."""
    for key in foreign_keys_to(type(record)):
        rows = key.model._base_manager.filter(**{key.name: record.pk}).order_by("pk")  # noqa: SLF001 - as above
        yield from ((key, row) for row in rows)


def move_references(old: models.Model, new: models.Model) -> int:
    """Let everything that points at ``old`` point at ``new``; each tracked record gets a version.

    Returns:
        How many records were moved.

    Raises:
        OutsideStepError: no step is running.
        CollidingReferencesError: a moved record would break a rule of its own, such as being there twice;
            the sentence names all of them and nothing is moved.
    """
    require_step(old)
    moved = list(references_to(old))
    for key, row in moved:
        setattr(row, key.attname, new.pk)
    collisions = [f"{row}: {sentence}" for _key, row in moved for sentence in _broken_rules(row)]
    if collisions:
        raise CollidingReferencesError(params={"record": str(old), "listed": "; ".join(collisions)})
    for key, row in moved:
        if isinstance(row, Versioned):
            row.save()
        else:
            key.model._base_manager.filter(pk=row.pk).update(**{key.attname: new.pk})  # noqa: SLF001 - as above
    return len(moved)


def _broken_rules(row: models.Model) -> list[str]:
    try:
        row.validate_constraints()
    except ValidationError as error:
        return error.messages
    return []
