"""Who points at a record: the foreign keys of all installed rooms, found without knowing them.

So a room low on the stairs can say who uses its record, or move what points at
one record to another, and looks up to nobody. Version rows do not count.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import models

from zazemi.kernel.digests import VersionRow

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
