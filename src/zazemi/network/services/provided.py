"""Steps with services and with the groups of people they are for."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, fields

from django.utils.translation import gettext

from zazemi.codelists.selectors import required_code
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.network.choices import LANGUAGES
from zazemi.network.errors import (
    DoubledServiceError,
    NamelessServiceError,
    NotYoursError,
    ReversedAgesError,
    TakenRegisterNumberError,
)
from zazemi.network.models import Service, ServiceTargetGroup
from zazemi.network.services.guarding import check_days, joined, require, tidy
from zazemi.parties.models import Organisation
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """What people say of a service beside its provider, kind and name; names as those of the record."""

    register_number: str = ""
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    phone: str = ""
    email: str = ""
    web: str = ""
    description: str = ""
    how_to_apply: str = ""
    required_documents: str = ""
    fees: str = ""
    age_from: int | None = None
    age_to: int | None = None
    age_note: str = ""
    languages: str = ""
    is_nonstop: bool = False
    alert: str = ""
    alert_until: dt.date | None = None


FACTS = tuple(field.name for field in fields(ServiceFacts))
_PARAGRAPHS = {"description", "how_to_apply", "required_documents"}


def add_service(
    *, provider: Organisation, kind: ServiceKind, name: str, by: Actor, facts: ServiceFacts | None = None
) -> Service:
    """Enter a service of a provider.

    Raises NamelessServiceError, DoubledServiceError, TakenRegisterNumberError, ReversedDaysError,
    ReversedAgesError, NotYoursError.
    """
    if not may(by, "network.add_service"):
        raise NotYoursError
    with step(by, why=gettext("service entered")):
        service = Service(provider=provider, kind=kind).named(name)
        _fill(service, facts)
        _check(service)
        service.save()
    return service


def change_service(
    service: Service,
    *,
    provider: Organisation,
    kind: ServiceKind,
    name: str,
    expected_version: int,
    by: Actor,
    facts: ServiceFacts | None = None,
) -> Service:
    """Change a service; without ``facts`` only what is named.

    Only the regional office may give it to another provider.
    """
    require(by, service)
    if provider.pk != service.provider_id and not may(by, "network.add_service"):
        raise NotYoursError
    with step(by, why=gettext("service changed")):
        service.provider, service.kind = provider, kind
        service.named(name)
        _fill(service, facts)
        _check(service)
        service.save(expected_version=expected_version)
    return service


def set_target_groups(
    service: Service, *, chosen: Collection[str], seen: Collection[str], by: Actor
) -> list[str]:
    """Add the groups chosen and not ``seen`` before, take away those seen and not chosen; return all present.

    Two people who change different groups at once do not undo each other.
    Raises UnknownCodeError, EndedCodeError, NotYoursError.
    """
    require(by, service)
    with step(by, why=gettext("target groups of a service changed")):
        Service.objects.select_for_update().get(pk=service.pk)
        stored = {one.code: one for one in ServiceTargetGroup.objects.filter(service=service)}
        for code in sorted(set(chosen) - set(seen) - set(stored)):
            required_code("target_groups", code)
            ServiceTargetGroup(service=service, code=code).save()
        for code in sorted((set(seen) - set(chosen)) & set(stored)):
            stored[code].delete()
    return sorted(ServiceTargetGroup.objects.filter(service=service).values_list("code", flat=True))


def _fill(service: Service, facts: ServiceFacts | None) -> None:
    if facts is None:
        return
    for name in FACTS:
        value = getattr(facts, name)
        if isinstance(value, str):
            value = value.strip() if name in _PARAGRAPHS else tidy(value)
        setattr(service, name, value)
    service.languages = joined(service.language_codes, LANGUAGES)


def _check(service: Service) -> None:
    if not service.name:
        raise NamelessServiceError
    check_days(service.started_on, service.ended_on)
    if service.age_from is not None and service.age_to is not None and service.age_to < service.age_from:
        raise ReversedAgesError
    others = Service.objects.exclude(pk=service.pk)
    if others.filter(provider=service.provider, kind=service.kind, name_folded=service.name_folded).exists():
        raise DoubledServiceError(params={"name": service.name})
    number = service.register_number
    taken = others.filter(register_number=number).first() if number else None
    if taken is not None:
        raise TakenRegisterNumberError(params={"name": taken.name})
