"""Reading of money: until when a service is paid, what a unit usually costs, who may pay for a kind.

Units:   whole CZK a year for one unit.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from zazemi.network.choices import CapacityUnit
from zazemi.network.models import CostNorm, FundingRule, ServiceFunding
from zazemi.network.selectors.days import valid_on
from zazemi.values.services import ServiceForm, ServiceKind

_ONE_DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date | None]


def funding_end(service_ids: Collection[int], day: dt.date) -> Mapping[int, dt.date | None]:
    """Return the last day up to which each service is paid without a gap, seen from ``day``; one query.

    A service without any known funding is absent: not known. None means that the end is open. A service
    that nobody pays on ``day`` has the last day on which somebody did, or, when money comes only later,
    the day before ``day``.
    """
    rows = ServiceFunding.objects.filter(service_id__in=service_ids).order_by("valid_from", "pk")
    spans: dict[int, list[Span]] = defaultdict(list)
    for service_id, first, last in rows.values_list("service_id", "valid_from", "valid_to"):
        spans[service_id].append((first, last))
    return {service_id: paid_until(known, day) for service_id, known in spans.items()}


def paid_until(spans: Collection[Span], day: dt.date) -> dt.date | None:
    """Return the last day paid without a gap from ``day`` on, None when the end is open; pure."""
    reached = day - _ONE_DAY
    for first, last in sorted(spans, key=lambda span: span[0]):
        if first > reached + _ONE_DAY:
            break
        if last is None:
            return None
        reached = max(reached, last)
    if reached >= day:
        return reached
    ended = [last for _first, last in spans if last is not None and last < day]
    return max(ended, default=reached)


def cost_norm_for(
    *, region_code: str, kind: ServiceKind, unit: CapacityUnit, year: int, form: ServiceForm | None = None
) -> CostNorm | None:
    """Return the usual cost that counts, or None; one query.

    A norm of the region goes before a general one, then one of the form before one of all forms, then
    the newest year not after ``year``.
    """
    forms = ["", str(form)] if form else [""]
    rows = CostNorm.objects.filter(kind=kind, unit=unit, year__lte=year, form__in=forms)
    fitting = [row for row in rows if row.region_id in (None, region_code)]
    return max(fitting, key=lambda row: (row.region_id is not None, row.form != "", row.year), default=None)


def payers_of(kinds: Collection[ServiceKind], on: dt.date) -> Mapping[ServiceKind, list[str]]:
    """Return the codes of sources that may pay for each kind on a day; a kind without a rule is absent."""
    rows = FundingRule.objects.filter(valid_on(on), kind__in=[str(kind) for kind in kinds])
    found: dict[ServiceKind, list[str]] = defaultdict(list)
    for kind, source in rows.order_by("kind", "source").values_list("kind", "source"):
        found[ServiceKind(kind)].append(source)
    return dict(found)


def cost_norms(year: int | None = None) -> list[CostNorm]:
    """Return cost norms, the newest year first."""
    found = CostNorm.objects.select_related("region")
    return list(found.filter(year=year) if year else found)


def funding_rules() -> list[FundingRule]:
    """Return all rules, by source and kind."""
    return list(FundingRule.objects.all())


def cost_norm_with(pk: int) -> CostNorm | None:
    """Return one cost norm, or None."""
    return CostNorm.objects.select_related("region").filter(pk=pk).first()


def rule_with(pk: int) -> FundingRule | None:
    """Return one rule, or None."""
    return FundingRule.objects.filter(pk=pk).first()


def funding_with(pk: int) -> ServiceFunding | None:
    """Return one funding with its service, or None."""
    return ServiceFunding.objects.select_related("service__provider").filter(pk=pk).first()
