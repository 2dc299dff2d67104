"""Steps with costs and money: usual costs, who may pay for what, who pays for which service until when."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from zazemi.codelists.selectors import required_code
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.errors import DoubledNormError, DoubledRuleError, NegativeCostError, NegativeMoneyError
from zazemi.network.models import CostNorm, FundingRule, Service, ServiceFunding
from zazemi.network.services.guarding import check_days, require, require_office
from zazemi.territory.models import Region
from zazemi.values.services import ServiceForm, ServiceKind

SOURCES = "funding_sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFields:
    """Usual cost and revenue of one unit in a year, in whole CZK."""

    region: Region | None
    kind: ServiceKind
    form: ServiceForm | None
    unit: CapacityUnit
    year: int
    cost_czk: int
    revenue_czk: int
    basis: NormBasis
    source: str
    resolution_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFields:
    """A source that may pay for a kind of service."""

    source: str
    kind: ServiceKind
    legal_basis: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFields:
    """A source that pays for a service; ``amount_czk`` for the whole time, None when not known."""

    source: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    amount_czk: int | None = None
    project: str = ""


def add_cost_norm(*, fields: CostFields, by: Actor) -> CostNorm:
    """Enter the usual cost of a unit.

    Raises NegativeMoneyError, DoubledNormError, NotYoursError.
    """
    require_office(by)
    with step(by, why=gettext("cost norm entered")):
        norm = CostNorm()
        _fill_cost(norm, fields)
        norm.save()
    return norm


def change_cost_norm(norm: CostNorm, *, fields: CostFields, expected_version: int, by: Actor) -> CostNorm:
    """Change the usual cost of a unit."""
    require_office(by)
    with step(by, why=gettext("cost norm changed")):
        _fill_cost(norm, fields)
        norm.save(expected_version=expected_version)
    return norm


def add_rule(*, fields: RuleFields, by: Actor) -> FundingRule:
    """State that a source may pay for a kind of service.

    Raises DoubledRuleError, ReversedDaysError, UnknownCodeError, EndedCodeError, NotYoursError.
    """
    require_office(by)
    with step(by, why=gettext("rule of funding entered")):
        rule = FundingRule()
        _fill_rule(rule, fields)
        rule.save()
    return rule


def change_rule(rule: FundingRule, *, fields: RuleFields, expected_version: int, by: Actor) -> FundingRule:
    """Change a rule, for example end it."""
    require_office(by)
    with step(by, why=gettext("rule of funding changed")):
        _fill_rule(rule, fields)
        rule.save(expected_version=expected_version)
    return rule


def add_funding(*, service: Service, fields: FundingFields, by: Actor) -> ServiceFunding:
    """Enter who pays for a service from when to when.

    Raises NegativeMoneyError, ReversedDaysError, UnknownCodeError, EndedCodeError, NotYoursError.
    """
    require(by, service)
    with step(by, why=gettext("funding of a service entered")):
        funding = ServiceFunding(service=service)
        _fill_funding(funding, fields)
        funding.save()
    return funding


def change_funding(
    funding: ServiceFunding, *, fields: FundingFields, expected_version: int, by: Actor
) -> ServiceFunding:
    """Change who pays for a service, how much and until when."""
    require(by, funding)
    with step(by, why=gettext("funding of a service changed")):
        _fill_funding(funding, fields)
        funding.save(expected_version=expected_version)
    return funding


def remove_funding(funding: ServiceFunding, *, by: Actor) -> None:
    """Take a funding away that was entered by mistake; the history keeps it."""
    require(by, funding)
    with step(by, why=gettext("funding of a service removed")):
        funding.delete()


def _fill_cost(norm: CostNorm, fields: CostFields) -> None:
    if fields.cost_czk < 0 or fields.revenue_czk < 0:
        raise NegativeCostError
    for name, value in _values(fields).items():
        setattr(norm, name, value)
    norm.form = str(fields.form or "")
    same = CostNorm.objects.filter(
        region=norm.region, kind=norm.kind, form=norm.form, unit=norm.unit, year=norm.year
    )
    if same.exclude(pk=norm.pk).exists():
        raise DoubledNormError


def _fill_rule(rule: FundingRule, fields: RuleFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    required_code(SOURCES, fields.source, fields.valid_from)
    for name, value in _values(fields).items():
        setattr(rule, name, value)
    others = FundingRule.objects.filter(source=rule.source, kind=rule.kind).exclude(pk=rule.pk)
    if rule.valid_to is not None:
        others = others.filter(valid_from__lte=rule.valid_to)
    if others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=rule.valid_from)).exists():
        raise DoubledRuleError


def _fill_funding(funding: ServiceFunding, fields: FundingFields) -> None:
    check_days(fields.valid_from, fields.valid_to)
    if fields.amount_czk is not None and fields.amount_czk < 0:
        raise NegativeMoneyError
    if fields.source != funding.source:
        required_code(SOURCES, fields.source, fields.valid_from)
    for name, value in _values(fields).items():
        setattr(funding, name, value)


def _values(fields: CostFields | RuleFields | FundingFields) -> dict[str, object]:
    return {name: getattr(fields, name) for name in fields.__slots__}
