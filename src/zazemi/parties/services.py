"""Steps with organisations.

Raises:  NamelessOrganisationError, TakenIcoError, InvalidCodeError, StaleVersionError.
"""

from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.errors import NamelessOrganisationError, TakenIcoError
from zazemi.parties.models import Organisation
from zazemi.values import codes


def add_organisation(*, name: str, kind: OrganisationKind, by: Actor, ico: str = "") -> Organisation:
    """Enter an organisation; the IČO may be empty, otherwise its check digit must fit."""
    with step(by, why=gettext("organisation entered")):
        organisation = Organisation(kind=kind)
        _fill(organisation, name, ico)
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
) -> Organisation:
    """Change name, IČO and kind.

    Raises StaleVersionError when somebody saved it since ``expected_version``.
    """
    with step(by, why=gettext("organisation changed")):
        organisation.kind = kind
        _fill(organisation, name, ico)
        organisation.save(expected_version=expected_version)
    return organisation


def _fill(organisation: Organisation, name: str, ico: str) -> None:
    if not name.strip():
        raise NamelessOrganisationError
    organisation.named(name)
    organisation.ico = codes.ico(ico) if ico.strip() else ""
    other = Organisation.objects.exclude(pk=organisation.pk).filter(ico=organisation.ico).first()
    if organisation.ico and other is not None:
        raise TakenIcoError(params={"ico": other.ico, "name": other.name})
