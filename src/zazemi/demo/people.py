"""Accounts of the demonstration: one invented person for every role.

The password is one, ``accounts.choices.DEMO_PASSWORD``, and the sign-in page of
the demo lists the accounts.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zazemi.accounts.choices import DEMO_DOMAIN, ROLE_LABELS
from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, open_demo_account
from zazemi.kernel.actor import Actor, Role
from zazemi.network.models import Service
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person."""

    mailbox: str
    name: str
    role: Role
    has_region: bool = True
    has_body: bool = False


PEOPLE = (
    DemoPerson(mailbox="jana.mala", name="Jana Malá", role=Role.REGIONAL_OFFICER),
    DemoPerson(mailbox="vedouci", name="Petr Horálek", role=Role.HEAD),
    DemoPerson(mailbox="konzultantka", name="Ivana Světlá", role=Role.CONSULTANT),
    DemoPerson(mailbox="tajemnice", name="Lenka Brodská", role=Role.SECRETARY, has_body=True),
    DemoPerson(mailbox="clen.komise", name="Tomáš Javor", role=Role.BODY_MEMBER, has_body=True),
    DemoPerson(mailbox="urad.prace", name="Hana Polní", role=Role.LABOUR_OFFICE),
    DemoPerson(mailbox="spravce", name="Martin Klíč", role=Role.ADMINISTRATOR, has_region=False),
)
MAYOR = DemoPerson(mailbox="starostka", name="Věra Chlumková", role=Role.MUNICIPALITY)
PROVIDER = DemoPerson(mailbox="poskytovatel", name="Jiří Lávka", role=Role.PROVIDER)
COMMISSION = _("Commission for social inclusion")


def open_accounts(
    *, region_code: str, municipality_code: str, by: Actor, has_invented_names: bool = True
) -> None:
    """Open the accounts that are not open yet; the provider is the first with field work.

    Beside real places people have no invented names: an account is called by its role.
    """
    wanted = [
        (person, RoleFor(role=person.role, region_code=region_code * person.has_region, body=_body(person)))
        for person in PEOPLE
    ]
    wanted.append((MAYOR, RoleFor(role=MAYOR.role, municipality_code=municipality_code)))
    field_work = Service.objects.filter(kind=ServiceKind.FIELD_PROGRAMME)
    service = field_work.order_by("provider__name_sort", "pk").first()
    if service is not None:
        wanted.append((PROVIDER, RoleFor(role=PROVIDER.role, organisation_id=service.provider_id)))
    for person, role_for in wanted:
        name = person.name if has_invented_names else str(ROLE_LABELS[person.role])
        if not User.objects.filter(email=f"{person.mailbox}@{DEMO_DOMAIN}").exists():
            open_demo_account(mailbox=person.mailbox, name=name, role_for=role_for, by=by)


def _body(person: DemoPerson) -> str:
    return str(COMMISSION) if person.has_body else ""
