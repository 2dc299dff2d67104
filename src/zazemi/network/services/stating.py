"""Steps that state what holds for the whole network: how units convert, that a register is complete."""

import datetime as dt
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.errors import AlreadyCoveredError, OverlappingNormError
from zazemi.network.models import ConversionNorm, RegisterCoverage
from zazemi.network.services.guarding import require_office
from zazemi.territory.models import Region
from zazemi.values.services import ServiceKind


def set_norm(
    *,
    kind: ServiceKind,
    unit: CapacityUnit,
    fte_per_unit: Decimal,
    basis: NormBasis,
    source: str,
    valid_from: dt.date,
    by: Actor,
) -> ConversionNorm:
    """State from a day on how many FTE one unit stands for; an open older norm ends the day before.

    Raises OverlappingNormError when a norm starts on that day or later.
    """
    require_office(by)
    with step(by, why=gettext("conversion norm stated")):
        older = ConversionNorm.objects.select_for_update().filter(kind=kind, unit=unit)
        if older.filter(valid_from__gte=valid_from).exists():
            raise OverlappingNormError
        for norm in older.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)):
            norm.valid_to = valid_from - dt.timedelta(days=1)
            norm.save()
        norm = ConversionNorm(
            kind=kind, unit=unit, fte_per_unit=fte_per_unit, basis=basis, source=source, valid_from=valid_from
        )
        norm.save()
    return norm


def state_coverage(
    *, region: Region, since: dt.date, source: str, by: Actor, import_run_id: int | None = None
) -> RegisterCoverage:
    """State that the services of a region are completely here since a day.

    Raises AlreadyCoveredError, NotYoursError.
    """
    require_office(by)
    with step(by, why=gettext("register of services stated")):
        if RegisterCoverage.objects.filter(region=region).exists():
            raise AlreadyCoveredError(params={"region": region.name})
        coverage = RegisterCoverage(region=region, since=since, source=source, import_run_id=import_run_id)
        coverage.save()
    return coverage


def change_coverage(
    coverage: RegisterCoverage, *, since: dt.date, source: str, expected_version: int, by: Actor
) -> RegisterCoverage:
    """Change since when, or by which source, the services of a region are completely here."""
    require_office(by)
    with step(by, why=gettext("register of services stated anew")):
        coverage.since, coverage.source = since, source
        coverage.save(expected_version=expected_version)
    return coverage
