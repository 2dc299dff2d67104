"""Steps with excluded localities.

Units:   people as a range, both ends included; degrees WGS 84.
Raises:  the errors of this room, StaleVersionError when somebody saved in between.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext

from zazemi.codelists.models import Code
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.territory.choices import Confidentiality
from zazemi.territory.errors import (
    DoubledLocalityError,
    DoubledSourceError,
    EndedBeforeFoundError,
    EndWithoutReasonError,
    ExactNumberError,
    InsecureLinkError,
    MissingConsentError,
    NamelessLocalityError,
    NotYourLocalityError,
    PersonalDataError,
    PointlessError,
    TellingPlaceError,
    UnfoundedEstimateError,
)
from zazemi.territory.models import Locality, LocalitySource, Municipality
from zazemi.values.birth_numbers import holds_birth_number
from zazemi.values.names import folded

_LAT_LIMIT, _LON_LIMIT = 90.0, 180.0
_FREE_TEXTS = ("name", "notes", "end_reason", "estimate_source", "public_place", "consent_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityFields:
    """What people say of a locality; the names are those of the record."""

    municipality: Municipality
    name: str
    locality_type: Code
    found_on: dt.date
    people_from: int | None = None
    people_to: int | None = None
    estimate_source: str = ""
    estimated_on: dt.date | None = None
    lat: float | None = None
    lon: float | None = None
    confidentiality: Confidentiality = Confidentiality.STAFF
    consent_by: str = ""
    consent_on: dt.date | None = None
    consent_resolution: str = ""
    public_place: str = ""
    ended_on: dt.date | None = None
    end_reason: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFields:
    """What people say of a source."""

    title: str
    year: int | None = None
    link: str = ""


def add_locality(*, fields: LocalityFields, by: Actor, import_run_id: int | None = None) -> Locality:
    """Enter a locality.

    Raises NotYourLocalityError and every refusal of ``check_locality``, DoubledLocalityError.
    """
    _require(by)
    with step(by, why=gettext("excluded locality entered")):
        locality = Locality(import_run_id=import_run_id)
        _fill(locality, fields)
        locality.save()
    return locality


def change_locality(
    locality: Locality,
    *,
    fields: LocalityFields,
    by: Actor,
    expected_version: int | None = None,
    import_run_id: int | None = None,
) -> Locality:
    """Change a locality; its end is a change too."""
    _require(by)
    with step(by, why=gettext("excluded locality changed")):
        _fill(locality, fields)
        locality.import_run_id = import_run_id or locality.import_run_id
        locality.save(expected_version=expected_version)
    return locality


def add_source(*, locality: Locality, fields: SourceFields, by: Actor) -> LocalitySource:
    """Say what the record of a locality stands on.

    Raises NotYourLocalityError, DoubledSourceError, InsecureLinkError, PersonalDataError.
    """
    _require(by)
    with step(by, why=gettext("source about a locality entered")):
        source = LocalitySource(locality=locality)
        _fill_source(source, fields)
        source.save()
    return source


def change_source(
    source: LocalitySource, *, fields: SourceFields, expected_version: int, by: Actor
) -> LocalitySource:
    """Change a source."""
    _require(by)
    with step(by, why=gettext("source about a locality changed")):
        _fill_source(source, fields)
        source.save(expected_version=expected_version)
    return source


def remove_source(source: LocalitySource, *, by: Actor) -> None:
    """Take a source away; the history keeps it."""
    _require(by)
    with step(by, why=gettext("source about a locality taken away")):
        source.delete()


def check_locality(fields: LocalityFields) -> None:
    """Raise the refusal of what is wrong with the fields alone."""
    if not fields.name.strip():
        raise NamelessLocalityError
    _check_estimate(fields)
    _check_end(fields)
    _check_point(fields)
    _check_consent(fields)
    _check_texts({name: str(getattr(fields, name)) for name in _FREE_TEXTS})


def _require(by: Actor) -> None:
    if not may(by, "territory.write_localities"):
        raise NotYourLocalityError


def _check_estimate(fields: LocalityFields) -> None:
    low, high = fields.people_from, fields.people_to
    if low is None and high is None:
        return
    if low is None or high is None or low < 0 or low >= high:
        raise ExactNumberError
    if not fields.estimate_source.strip() or fields.estimated_on is None:
        raise UnfoundedEstimateError


def _check_end(fields: LocalityFields) -> None:
    if fields.ended_on is None:
        return
    if fields.ended_on < fields.found_on:
        raise EndedBeforeFoundError
    if not fields.end_reason.strip():
        raise EndWithoutReasonError


def _check_point(fields: LocalityFields) -> None:
    if (fields.lat is None) != (fields.lon is None):
        raise PointlessError
    if fields.lat is not None and fields.lon is not None:
        is_on_earth = abs(fields.lat) <= _LAT_LIMIT and abs(fields.lon) <= _LON_LIMIT
        if not is_on_earth:
            raise PointlessError


def _check_consent(fields: LocalityFields) -> None:
    if fields.confidentiality == Confidentiality.PLACE_PUBLIC:
        told = (fields.consent_by, fields.consent_resolution, fields.public_place)
        if fields.consent_on is None or not all(text.strip() for text in told):
            raise MissingConsentError
    if fields.public_place.strip() and folded(fields.name) in folded(fields.public_place):
        raise TellingPlaceError


def _check_texts(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if holds_birth_number(text):
            error = PersonalDataError()
            error.field = name
            raise error


def _fill(locality: Locality, fields: LocalityFields) -> None:
    check_locality(fields)
    for name in (field for field in fields.__slots__ if field != "name"):
        value = getattr(fields, name)
        setattr(locality, name, value.strip() if isinstance(value, str) else value)
    locality.named(fields.name)
    same = Locality.objects.filter(
        municipality=locality.municipality, name_folded=locality.name_folded
    ).exclude(pk=locality.pk)
    if same.exists():
        raise DoubledLocalityError(params={"name": locality.name})


def _fill_source(source: LocalitySource, fields: SourceFields) -> None:
    parts = urlsplit(fields.link)
    if fields.link and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise InsecureLinkError
    _check_texts({"title": fields.title})
    source.title, source.year = " ".join(fields.title.split()), fields.year
    source.link = fields.link.strip()
    same = LocalitySource.objects.filter(
        locality_id=source.locality_id, title=source.title, year=source.year
    ).exclude(pk=source.pk)
    if same.exists():
        raise DoubledSourceError
