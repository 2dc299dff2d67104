"""What all records with days share: the last day is not before the first one, both are included."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

DAYS_SENTENCE = _("The last day lies before the first one.")


def ends_after_start(name: str, first: str = "valid_from", last: str = "valid_to") -> models.CheckConstraint:
    """Return the constraint of a table that a span of days is not reversed; open ends are fine."""
    condition = (
        Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__gte": F(first)})
    )
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=DAYS_SENTENCE)
