"""What dated records share: the days from and to, both included, an open end meaning without end."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import VersionedQuerySet

DAYS_IN_ORDER = Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from"))


def valid_on(day: dt.date, prefix: str = "") -> Q:
    """Return the condition that a record (behind ``prefix``) is valid on ``day``."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_over = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & not_over


def days_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that the last day does not lie before the first one."""
    return models.CheckConstraint(
        name=name,
        condition=DAYS_IN_ORDER,
        violation_error_message=_("The last day lies before the first one."),
    )


class DatedQuerySet(VersionedQuerySet):  # type: ignore[type-arg]  # of any dated record
    """Many dated records."""

    def on(self, day: dt.date) -> "DatedQuerySet":
        """Keep those valid on ``day``."""
        return self.filter(valid_on(day))


class Dated(models.Model):
    """From a day to a day."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the span."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def overlaps(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether the span has a day in common with another one."""
        return (self.valid_to is None or first is None or first <= self.valid_to) and (
            last is None or self.valid_from is None or self.valid_from <= last
        )
