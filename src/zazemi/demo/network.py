"""What the fictional network has beside its services: usual costs, who may pay for what, two yearly versions.

Units:   whole CZK a year for one FTE of direct work; all of it invented.
"""

import datetime as dt

from zazemi.kernel.actor import Actor
from zazemi.network.choices import CapacityUnit, NetworkLevel, NormBasis
from zazemi.network.models import CostNorm, FundingRule, NetworkVersion
from zazemi.network.services import (
    CostFields,
    RuleFields,
    add_cost_norm,
    add_rule,
    approve_version,
    change_row,
    draft_version,
    remove_row,
)
from zazemi.territory.models import Region
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

COSTS_CZK = {
    ServiceKind.FIELD_PROGRAMME: 930_000,
    ServiceKind.LOW_THRESHOLD_CLUB: 1_010_000,
    ServiceKind.FAMILY_ACTIVATION: 960_000,
}
RULES = (
    ("state_101a", "§ 101a zákona č. 108/2006 Sb.", tuple(PREVENTION_NETWORK)),
    ("region", "rozpočet kraje (smyšlený)", tuple(PREVENTION_NETWORK)),
    ("opz_plus", "smyšlená výzva ukázky", (ServiceKind.SHELTER_HOUSE, ServiceKind.SOCIAL_REHABILITATION)),
)
VERSION_NAME = "Základní síť"
RULES_SINCE_DAYS = 730


def complete_network(*, region_code: str, source: str, today: dt.date, by: Actor) -> None:
    """Write what is missing; safe to repeat."""
    region = Region.objects.get(code=region_code)
    if not CostNorm.objects.exists():
        _write_costs(region, source, today.year, by)
    if not FundingRule.objects.exists():
        _write_rules(today - dt.timedelta(days=RULES_SINCE_DAYS), by)
    if not NetworkVersion.objects.exists():
        last_year = dt.date(today.year - 1, 12, 31)
        older = draft_version(
            region=region, year=last_year.year, name=VERSION_NAME, as_of=last_year, note=source, by=by
        )
        row = older.rows.filter(unit=CapacityUnit.FTE).first()
        if row is not None:  # so that the comparison has something to tell
            less = max(row.value - 1, row.value / 2)
            change_row(row, value=less, level=NetworkLevel.BASIC, expected_version=row.version, by=by)
        approve_version(
            older,
            approved_by="zastupitelstvo kraje",
            resolution_number=f"0/{last_year:%y}/ZK",
            approved_on=last_year,
            expected_version=older.version,
            by=by,
        )
        newer = draft_version(
            region=region, year=today.year, name=VERSION_NAME, as_of=today, note=source, by=by
        )
        leaving = newer.rows.order_by("pk").last()
        if leaving is not None:
            remove_row(leaving, by=by)


def _write_costs(region: Region, source: str, year: int, by: Actor) -> None:
    for kind, cost_czk in COSTS_CZK.items():
        fields = CostFields(
            region=region,
            kind=kind,
            form=None,
            unit=CapacityUnit.FTE,
            year=year,
            cost_czk=cost_czk,
            revenue_czk=0,
            basis=NormBasis.ASSUMPTION,
            source=source,
        )
        add_cost_norm(fields=fields, by=by)


def _write_rules(since: dt.date, by: Actor) -> None:
    for source, legal_basis, kinds in RULES:
        for kind in kinds:
            fields = RuleFields(source=source, kind=kind, legal_basis=legal_basis, valid_from=since)
            add_rule(fields=fields, by=by)
