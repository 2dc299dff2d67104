"""What the catalogue shows: telephone first, plain words, open now, how far; never a secret address."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zazemi.kernel.sentences import translated
from zazemi.network.catalogue.hours import spans_of, state_at, state_words, week_lines
from zazemi.network.catalogue.selectors import Asked, FoundPlace, Reach
from zazemi.network.catalogue.situations import plain_words
from zazemi.network.choices import KIND_LABELS, LANGUAGES
from zazemi.network.models import Place, Service
from zazemi.network.verification.freshness import Rule
from zazemi.network.verification.presenters import FreshnessShown, freshness_shown
from zazemi.ui.maps import MapArea, MapLayers, MapMark, draw_map
from zazemi.ui.typography import minutes_text

CZECH_DIGITS = 9
_NUMBER = re.compile(r"\+?\d[\d\s()/.-]{5,}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number as written, and as the telephone dials it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One service in the list."""

    name: str
    url: str
    provider: str
    kind: str
    what: str
    phones: Sequence[Phone]
    open_now: str
    is_open: bool
    where: str
    how_far: str
    for_whom: str
    fees: str
    alert: str
    freshness: FreshnessShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    heading: str
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """One place on the page of a service."""

    where: str
    is_secret: bool
    phones: Sequence[Phone]
    open_now: str
    is_open: bool
    week: Sequence[tuple[str, str]]
    accessibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceShown:
    """The page of a service for the public."""

    service: Service
    kind: str
    what: str
    phones: Sequence[Phone]
    web: str
    for_whom: str
    languages: str
    documents: Sequence[str]
    alert: str
    places: Sequence[PlaceShown]
    freshness: FreshnessShown


def phones_of(*texts: str) -> list[Phone]:
    """Return the telephone numbers of texts, each once; a Czech one is dialled with its country code."""
    shown: dict[str, Phone] = {}
    for text in texts:
        for written in _NUMBER.findall(text):
            digits = re.sub(r"[^\d+]", "", written)
            number = f"+420{digits}" if len(digits) == CZECH_DIGITS else digits
            number = re.sub(r"^00", "+", number)
            shown.setdefault(number, Phone(text=" ".join(written.split()), href=f"tel:{number}"))
    return list(shown.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a page is made: now, today, and the rule of verification of the day; names of groups."""

    now: dt.datetime
    today: dt.date
    rule: Rule
    groups: Mapping[str, str]


def groups_of(found: Sequence[FoundPlace], places: Mapping[int, Place], at: Moment) -> list[Group]:
    """Return the cards of one page under their headings."""
    headings = {
        Reach.COMES: _("They come to you"),
        Reach.NEAR: _("You go to them"),
        Reach.SECRET: _("In the region, at a secret address"),
    }
    return [
        Group(
            heading=headings[reach],
            cards=[card_of(one, places[one.place_id], at) for one in found if one.reach is reach],
        )
        for reach in Reach
        if any(one.reach is reach for one in found)
    ]


def card_of(one: FoundPlace, place: Place, at: Moment) -> Card:
    """Put one place that answers into a card."""
    service = place.service
    spans = spans_of(place.hours.all(), at.today)
    state = state_at(spans, at.now)
    open_now = _("open now, day and night") if service.is_nonstop else state_words(state, at.now)
    return Card(
        name=service.name,
        url=reverse("catalogue:service", args=[service.pk]),
        provider=service.provider.name,
        kind=str(KIND_LABELS[service.service_kind]),
        what=what_of(service),
        phones=phones_of(place.phone, service.phone),
        open_now=open_now,
        is_open=service.is_nonstop or state.is_open,
        where=_where_on_card(one, place),
        how_far=_how_far(one, place),
        for_whom=for_whom(service, at.groups),
        fees=service.fees,
        alert=alert_of(service, at.today),
        freshness=freshness_shown(service, at.today, at.rule),
    )


def what_of(service: Service) -> str:
    """Say what a service does: its own words for the public, else those of its kind."""
    first = service.description.strip().split("\n")[0]
    return first or translated(plain_words(service.service_kind)) or str(KIND_LABELS[service.service_kind])


def where_of(place: Place) -> str:
    """Say where a place is; of a secret one only what may be said."""
    if place.is_municipality_secret:
        return _("secret address, call")
    if place.is_address_secret:
        return _("%(place)s, secret address, call") % {"place": place.municipality.name}
    return ", ".join(filter(None, [place.address or place.name, place.municipality.name]))


def _where_on_card(one: FoundPlace, place: Place) -> str:
    """Say where to go; of who comes, only where they have their base."""
    where = where_of(place)
    is_base = one.reach is Reach.COMES and not place.is_address_secret
    return _("their base: %(place)s") % {"place": where} if is_base else where


def _how_far(one: FoundPlace, place: Place) -> str:
    if one.reach is Reach.SECRET or place.is_municipality_secret:
        return ""
    if one.is_here:
        return _("in your municipality")
    return (
        "" if one.minutes is None else _("about %(minutes)s by car") % {"minutes": minutes_text(one.minutes)}
    )


def for_whom(service: Service, groups: Mapping[str, str]) -> str:
    """Say for whom a service is: groups of people and ages."""
    named = [groups.get(one.code, "") for one in service.target_groups.all()]
    return ", ".join(filter(None, [*named, age_words(service)]))


def age_words(service: Service) -> str:
    """Say the ages a service is for."""
    first, last = service.age_from, service.age_to
    if service.age_note:
        return service.age_note
    if first is not None and last is not None:
        return _("from %(first)s to %(last)s years") % {"first": first, "last": last}
    if first is not None:
        return _("from %(first)s years") % {"first": first}
    return "" if last is None else _("to %(last)s years") % {"last": last}


def alert_of(service: Service, today: dt.date) -> str:
    """Return the temporary notice while it holds."""
    is_over = service.alert_until is not None and service.alert_until < today
    return "" if is_over else service.alert


def service_shown(service: Service, at: Moment) -> ServiceShown:
    """Put a service into its page for the public."""
    codes = [code for code in service.language_codes if code != "cs"]
    return ServiceShown(
        service=service,
        kind=str(KIND_LABELS[service.service_kind]),
        what=translated(plain_words(service.service_kind)),
        phones=phones_of(service.phone, *(place.phone for place in service.places.all())),
        web=web_of(service.web),
        for_whom=for_whom(service, at.groups),
        languages=", ".join(str(LANGUAGES[code]) for code in codes if code in LANGUAGES),
        documents=[line.strip() for line in service.required_documents.splitlines() if line.strip()],
        alert=alert_of(service, at.today),
        places=[_place_shown(place, service, at) for place in service.places.all()],
        freshness=freshness_shown(service, at.today, at.rule),
    )


def web_of(text: str) -> str:
    """Return a web address that may be linked: only http and https."""
    bare = text.strip().split()[0] if text.strip() else ""
    if not bare:
        return ""
    with_scheme = bare if "://" in bare else f"https://{bare}"
    return with_scheme if re.match(r"https?://[\w.-]+(?::\d+)?(?:[/?#].*)?$", with_scheme) else ""


def _place_shown(place: Place, service: Service, at: Moment) -> PlaceShown:
    spans = spans_of(place.hours.all(), at.today)
    state = state_at(spans, at.now)
    return PlaceShown(
        where=where_of(place),
        is_secret=place.is_address_secret,
        phones=phones_of(place.phone),
        open_now=_("open now, day and night") if service.is_nonstop else state_words(state, at.now),
        is_open=service.is_nonstop or state.is_open,
        week=week_lines(spans),
        accessibility=place.accessibility,
    )


def answer_of(asked: Asked, n: int) -> str:
    """Say what was found, in one sentence."""
    found_words = ngettext("%(n)s service helps", "%(n)s services help", n) % {"n": n}
    if asked.municipality is not None:
        return _("%(found)s around %(place)s, within %(minutes)s by car.") % {
            "found": found_words,
            "place": asked.municipality.name,
            "minutes": minutes_text(asked.minutes),
        }
    if asked.orp is not None:
        return _("%(found)s in the area of %(place)s.") % {"found": found_words, "place": asked.orp.name}
    return ""


def map_of(borders: Mapping[str, bytes], shown: Sequence[tuple[FoundPlace, Place]], here: str) -> SafeString:
    """Draw the listed places on the map of the region; secret ones are not on it."""
    marks = []
    for _one, place in shown:
        lat = place.lat if place.lat is not None else place.municipality.lat
        lon = place.lon if place.lon is not None else place.municipality.lon
        if place.is_address_secret or lat is None or lon is None:
            continue
        marks.append(
            MapMark(lat=lat, lon=lon, title=f"{place.service.name}, {where_of(place)}", kind="place")
        )
    areas = [MapArea(code=code, name="", wkb=wkb, css_class="vn") for code, wkb in borders.items()]
    return draw_map(
        areas,
        title=_("Where the listed services are"),
        description=_("The same services are in the list below."),
        layers=MapLayers(marks=marks, here=here),
    )
