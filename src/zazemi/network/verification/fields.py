"""What a provider may propose: the public fields of a service and of its places, as plain values.

Plain values are what JSON can hold: texts, whole numbers, yes and no, days as ISO text, hours by day.
A secret address is not among them: who has only the link never sees it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zazemi.kernel import clock
from zazemi.network.catalogue.hours import from_plain, plain_of, spans_of, text_by_day
from zazemi.network.choices import LANGUAGES, Weekday
from zazemi.network.models import Place, Service
from zazemi.network.selectors import valid_on
from zazemi.ui.typography import MISSING, day_text

SERVICE_FIELDS = (
    *("phone", "email", "web", "description", "how_to_apply", "required_documents", "fees"),
    *("age_from", "age_to", "age_note", "languages", "is_nonstop", "alert", "alert_until"),
)
PLACE_FIELDS = ("phone", "accessibility")
HOURS = "hours"
Plain = object


@dataclass(frozen=True, slots=True, order=True)
class FieldKey:
    """A field of the service (place 0) or of one of its places."""

    place_id: int
    field: str


def present_places(service: Service, day: dt.date) -> list[Place]:
    """Return the places of a service that work on a day, with their hours; two queries."""
    found = service.places.filter(valid_on(day)).select_related("municipality").prefetch_related("hours")
    return list(found.defer("municipality__geom_wkb", "municipality__geom_simple_wkb").order_by("pk"))


def values_of(service: Service, places: Sequence[Place]) -> dict[FieldKey, Plain]:
    """Return every value that may be proposed, as it is now."""
    today = clock.today()
    found: dict[FieldKey, Plain] = {
        FieldKey(0, name): plain(getattr(service, name)) for name in SERVICE_FIELDS
    }
    for place in places:
        found |= {FieldKey(place.pk, name): plain(getattr(place, name)) for name in PLACE_FIELDS}
        found[FieldKey(place.pk, HOURS)] = plain_of(spans_of(place.hours.all(), today))
    return found


def plain(value: object) -> Plain:
    """Return a stored value as JSON can hold it; texts without differences of line ends."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def fingerprint(values: Mapping[FieldKey, Plain]) -> str:
    """Return what identifies the values somebody has looked at."""
    rows = [[key.place_id, key.field, value] for key, value in sorted(values.items())]
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def label_of(field: str) -> str | Promise:
    """Return the name of a field for people."""
    if field == HOURS:
        return _("opening hours")
    owner = Service if field in SERVICE_FIELDS else Place
    return owner._meta.get_field(field).verbose_name  # type: ignore[union-attr]  # noqa: SLF001 - plain columns


def place_name(place: Place) -> str:
    """Return how a place is called before the public; a secret one by nothing that would find it."""
    if place.is_municipality_secret:
        return _("place with a secret address")
    if place.is_address_secret:
        return _("%(place)s, secret address") % {"place": place.municipality.name}
    return str(place)


def said(field: str, value: Plain) -> str:
    """Return a plain value as people read it."""
    if field == HOURS:
        return _hours_text(value)
    if value is None or value == "":
        return MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "languages":
        return ", ".join(str(LANGUAGES.get(code, code)) for code in str(value).split(","))
    return day_text(dt.date.fromisoformat(str(value))) if field == "alert_until" else str(value)


def _hours_text(value: Plain) -> str:
    by_day = text_by_day(from_plain(value)) if isinstance(value, dict) else {}
    lines = [f"{Weekday(day).label} {text}" for day, text in sorted(by_day.items())]
    return "\n".join(lines) or MISSING
