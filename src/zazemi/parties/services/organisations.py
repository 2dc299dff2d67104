"""Steps with organisations and what follows after them."""

import datetime as dt
import re
from dataclasses import dataclass, fields

from django.utils.translation import gettext

from zazemi.codelists.models import Code
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.errors import (
    NamelessOrganisationError,
    SameRecordError,
    TakenDataBoxError,
    TakenIcoError,
    TakenPlaceError,
    WrongDataBoxError,
)
from zazemi.parties.models import Organisation, Succession
from zazemi.parties.services.rules import (
    check_constraints,
    check_days,
    check_no_circle,
    check_not_merged,
    require,
    tidy,
)
from zazemi.territory.models import Municipality, Region
from zazemi.values import codes

DATA_BOX = re.compile(r"[a-z0-9]{7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """What people say of an organisation beyond name, IČO and kind; the names are those of the model."""

    short_name: str = ""
    legal_form: Code | None = None
    address: str = ""
    municipality: Municipality | None = None
    region: Region | None = None
    web: str = ""
    email: str = ""
    phone: str = ""
    data_box: str = ""
    part_of: Organisation | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def add_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    by: Actor,
    ico: str = "",
    details: OrganisationDetails | None = None,
) -> Organisation:
    """Enter an organisation; the IČO may be empty, otherwise its check digit must fit.

    Raises NamelessOrganisationError, TakenIcoError, InvalidCodeError, WrongDataBoxError, TakenDataBoxError,
    TakenPlaceError, ReversedDaysError, CircleError, NotYoursError.
    """
    require(by, "parties.keep_organisations")
    with step(by, why=gettext("organisation entered")):
        organisation = Organisation(kind=kind)
        fill(organisation, name, ico, details or OrganisationDetails())
        organisation.save()
    return organisation


def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    ico: str,
    kind: OrganisationKind,
    expected_version: int,
    by: Actor,
    details: OrganisationDetails | None = None,
) -> Organisation:
    """Change name, IČO and kind, and the details when they are given.

    Raises as ``add_organisation``, MergedRecordError, and StaleVersionError when somebody saved it since
    ``expected_version``.
    """
    require(by, "parties.keep_organisations")
    with step(by, why=gettext("organisation changed")):
        check_not_merged(organisation)
        organisation.kind = kind
        fill(organisation, name, ico, details)
        organisation.save(expected_version=expected_version)
    return organisation


def add_succession(
    *, predecessor: Organisation, successor: Organisation, on: dt.date, reason: str, by: Actor
) -> Succession:
    """State that one organisation followed after another on a day; an open predecessor ends the day before.

    Raises SameRecordError, DoubledError, MergedRecordError, NotYoursError.
    """
    require(by, "parties.keep_organisations")
    with step(by, why=gettext("succession of organisations entered")):
        if predecessor.pk == successor.pk:
            raise SameRecordError
        check_not_merged(predecessor)
        check_not_merged(successor)
        succession = Succession(predecessor=predecessor, successor=successor, on=on, reason=tidy(reason))
        check_constraints(succession)
        succession.save()
        if predecessor.valid_to is None:
            predecessor.valid_to = on - dt.timedelta(days=1)
            check_days(predecessor.valid_from, predecessor.valid_to)
            predecessor.save()
    return succession


def fill(organisation: Organisation, name: str, ico: str, details: OrganisationDetails | None) -> None:
    """Put checked values into the unsaved record."""
    if not name.strip():
        raise NamelessOrganisationError
    organisation.named(name)
    organisation.ico = codes.ico(ico) if ico.strip() else ""
    other = Organisation.objects.exclude(pk=organisation.pk).filter(ico=organisation.ico).first()
    if organisation.ico and other is not None:
        raise TakenIcoError(params={"ico": other.ico, "name": other.name})
    if details is not None:
        _fill_details(organisation, details)
    _check_place(organisation)


def _fill_details(organisation: Organisation, details: OrganisationDetails) -> None:
    check_days(details.valid_from, details.valid_to)
    check_no_circle(organisation, details.part_of, "part_of")
    for field in fields(OrganisationDetails):
        value = getattr(details, field.name)
        setattr(organisation, field.name, tidy(value) if isinstance(value, str) else value)
    organisation.data_box = _checked_data_box(organisation)
    if organisation.municipality is not None:
        organisation.region = organisation.municipality.region


def _checked_data_box(organisation: Organisation) -> str:
    """Return the id in small letters; it belongs to one organisation."""
    data_box = organisation.data_box.replace(" ", "").lower()
    if data_box and not DATA_BOX.fullmatch(data_box):
        raise WrongDataBoxError(params={"text": organisation.data_box})
    other = Organisation.objects.exclude(pk=organisation.pk).filter(data_box=data_box).first()
    if data_box and other is not None:
        raise TakenDataBoxError(params={"data_box": data_box, "name": other.name})
    return data_box


def _check_place(organisation: Organisation) -> None:
    """A municipality and a region are one running organisation each; their units do not count."""
    places = {
        OrganisationKind.MUNICIPALITY: ("municipality", organisation.municipality),
        OrganisationKind.REGION: ("region", organisation.region),
    }
    field, place = places.get(OrganisationKind(organisation.kind), ("", None))
    if place is None or organisation.valid_to is not None or organisation.part_of is not None:
        return
    same = Organisation.objects.filter(
        kind=organisation.kind, merged_into=None, valid_to=None, part_of=None, **{field: place}
    )
    other = same.exclude(pk=organisation.pk).first()
    if other is not None:
        refusal = TakenPlaceError(params={"place": str(place), "name": other.name})
        refusal.field = field
        raise refusal
