"""Which records hold on a day; both ends included, an open end holds."""

import datetime as dt

from django.db.models import Q


def valid_on(day: dt.date, first: str = "valid_from", last: str = "valid_to") -> Q:
    """Return the condition that a record holds on a day."""
    return (Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": day})) & (
        Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": day})
    )
