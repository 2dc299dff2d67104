"""Rows that are written once: imported series, computed results, proofs. A correction is a newer row."""

from typing import Any, NoReturn

from django.db import models

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class ImmutableRowError(ZazemiError):
    """A row that is written once would be rewritten or deleted."""

    message = N_("Imported and computed rows are never rewritten.")
    way_out = N_("Import or compute again; the newer row will count and the older one stays.")


class Immutable(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Write the new row; refuse to rewrite an old one.

        Raises ImmutableRowError.
        """
        if not self._state.adding:
            raise ImmutableRowError
        super().save(*args, **options)

    def delete(self, *_args: object, **_options: object) -> NoReturn:
        """Refuse.

        Raises ImmutableRowError.
        """
        raise ImmutableRowError
