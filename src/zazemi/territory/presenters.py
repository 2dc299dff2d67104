"""What the pages of the register of localities show, typed and formatted."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.territory.choices import Confidentiality
from zazemi.territory.models import Locality, LocalitySource, Municipality
from zazemi.ui.links import linked
from zazemi.ui.maps import MapArea, MapLayers, MapMark, draw_map
from zazemi.ui.typography import MISSING, day_text, number_text

_PLAIN, _WITH = "k0", "k1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityLine:
    """One row of the list."""

    url: str
    name: str
    type_label: str
    municipality: str
    municipality_url: str
    people: str
    estimated_on: dt.date | None
    state: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityShown:
    """The page of one locality."""

    name: str
    type_label: str
    municipality: str
    municipality_url: str
    answer: str
    people: str
    place: str
    consent: str
    history_url: str
    may_change: bool
    sources: Sequence[tuple[LocalitySource, str]]
    map: SafeString


def lines_of(localities: Sequence[Locality]) -> list[LocalityLine]:
    """Return the rows of the list."""
    return [
        LocalityLine(
            url=reverse("territory:locality", args=[one.pk]),
            name=one.name,
            type_label=one.locality_type.label,
            municipality=one.municipality.name,
            municipality_url=linked("municipality", one.municipality_id),
            people=people_text(one),
            estimated_on=one.estimated_on,
            state=_state(one),
            sign="run" if one.is_open else "done",
        )
        for one in localities
    ]


def people_text(locality: Locality) -> str:
    """Return the estimate as a range, such as ``60–90``; a dash when nobody estimated."""
    if locality.people_from is None or locality.people_to is None:
        return MISSING
    return f"{number_text(locality.people_from)}–{number_text(locality.people_to)}"


def _state(locality: Locality) -> str:
    if locality.ended_on is None:
        return gettext("known since %(day)s") % {"day": day_text(locality.found_on)}
    return gettext("ended on %(day)s") % {"day": day_text(locality.ended_on)}


def page_of(locality: Locality, *, may_change: bool, borders: Mapping[str, bytes]) -> LocalityShown:
    """Return what the page of a locality shows; ``borders`` are those of the municipalities around."""
    return LocalityShown(
        name=locality.name,
        type_label=locality.locality_type.label,
        municipality=locality.municipality.name,
        municipality_url=linked("municipality", locality.municipality_id),
        answer=_answer(locality),
        people=people_text(locality),
        place=_place(locality),
        consent=_consent(locality),
        history_url=linked("history", "locality", locality.pk),
        may_change=may_change,
        sources=[
            (one, reverse("territory:source_change", args=[one.pk]) if may_change else "")
            for one in locality.sources.all()
        ],
        map=_map([locality], borders, here=locality.municipality_id),
    )


def _answer(locality: Locality) -> str:
    if locality.ended_on is not None:
        return gettext("The record ended on %(day)s: %(reason)s.") % {
            "day": day_text(locality.ended_on),
            "reason": locality.end_reason.rstrip("."),
        }
    if locality.people_from is None:
        return gettext("Nobody has estimated yet how many people live here.")
    return gettext("About %(people)s people live here, by an estimate of %(day)s.") % {
        "people": people_text(locality),
        "day": day_text(locality.estimated_on),
    }


def _place(locality: Locality) -> str:
    if locality.lat is None or locality.lon is None:
        return MISSING
    return f"{number_text(locality.lat, 4)} N, {number_text(locality.lon, 4)} E"


def _consent(locality: Locality) -> str:
    if locality.confidentiality != Confidentiality.PLACE_PUBLIC:
        return ""
    return gettext("%(who)s agreed on %(day)s, resolution %(number)s") % {
        "who": locality.consent_by,
        "day": day_text(locality.consent_on),
        "number": locality.consent_resolution,
    }


def region_map(
    localities: Sequence[Locality], municipalities: Sequence[Municipality], borders: Mapping[str, bytes]
) -> SafeString:
    """Draw the region: municipalities with a locality shaded, points where they are known."""
    names = {one.code: one.name for one in municipalities}
    return _map(localities, borders, names=names)


def _map(
    localities: Sequence[Locality],
    borders: Mapping[str, bytes],
    *,
    here: str = "",
    names: Mapping[str, str] | None = None,
) -> SafeString:
    counts = Counter(one.municipality_id for one in localities)
    known = {**(names or {}), **{one.municipality_id: one.municipality.name for one in localities}}
    areas = [
        MapArea(
            code=code,
            name=known.get(code, ""),
            wkb=wkb,
            css_class=_WITH if counts[code] else _PLAIN,
            title=_area_title(known.get(code, ""), counts[code]),
        )
        for code, wkb in borders.items()
    ]
    marks = [
        MapMark(lon=one.lon, lat=one.lat, title=one.name, kind="place")
        for one in localities
        if one.lat is not None and one.lon is not None
    ]
    return draw_map(
        areas,
        title=gettext("Localities on the map"),
        description=gettext("Shaded municipalities have a record; dots are approximate. Equal to the table."),
        layers=MapLayers(marks=marks, here=here),
    )


def _area_title(name: str, count: int) -> str:
    if not count:
        return name
    return ngettext("%(name)s: one record", "%(name)s: %(count)s records", count) % {
        "name": name,
        "count": count,
    }
