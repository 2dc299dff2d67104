"""Examples of hours, areas, fundings, norms and rules of the network."""

import datetime as dt

from tests.house.examples import CONSOLE, example, foreign

from zazemi.codelists.services import seed_lists
from zazemi.kernel import clock
from zazemi.network.choices import CapacityUnit, NormBasis, Weekday
from zazemi.network.services import (
    AreaFields,
    CostFields,
    FundingFields,
    HoursFields,
    RuleFields,
    add_area,
    add_cost_norm,
    add_funding,
    add_hours,
    add_rule,
    approve_version,
    draft_version,
)
from zazemi.values.services import ServiceKind

DAY = dt.date(2026, 1, 1)


def _service(world, *, is_foreign=False):
    return world.capacity(is_foreign=is_foreign).place.service


def _hours(world, *, is_foreign=False):
    def make():
        place = world.capacity(is_foreign=is_foreign).place
        fields = HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(8), closes_at=dt.time(16))
        return add_hours(place=place, fields=fields, by=CONSOLE)[0]

    return {"pk": world.once(f"hours {is_foreign}", make).pk}


def _area(world, *, is_foreign=False):
    def make():
        place = world.capacity(is_foreign=is_foreign).place
        return add_area(place=place, fields=AreaFields(territory=place.municipality_id), by=CONSOLE)

    return {"pk": world.once(f"area {is_foreign}", make).pk}


def _funding(world, *, is_foreign=False):
    def make():
        seed_lists(by=CONSOLE)
        service = _service(world, is_foreign=is_foreign)
        return add_funding(service=service, fields=FundingFields(source="region", valid_from=DAY), by=CONSOLE)

    return {"pk": world.once(f"funding {is_foreign}", make).pk}


@example("network:groups", "network:funding_add")
def _own_service(world):
    return {"pk": _service(world).pk}


@foreign("network:groups", "network:funding_add")
def _foreign_service(world):
    return {"pk": _service(world, is_foreign=True).pk}


@example("network:hours_add", "network:area_add")
def _own_place(world):
    return {"pk": world.capacity().place_id}


@foreign("network:hours_add", "network:area_add")
def _foreign_place(world):
    return {"pk": world.capacity(is_foreign=True).place_id}


@example("network:hours_change", "network:hours_remove")
def _own_hours(world):
    return _hours(world)


@foreign("network:hours_change", "network:hours_remove")
def _foreign_hours(world):
    return _hours(world, is_foreign=True)


@example("network:area_change", "network:area_remove")
def _own_area(world):
    return _area(world)


@foreign("network:area_change", "network:area_remove")
def _foreign_area(world):
    return _area(world, is_foreign=True)


@example("network:funding_change", "network:funding_remove")
def _own_funding(world):
    return _funding(world)


@foreign("network:funding_change", "network:funding_remove")
def _foreign_funding(world):
    return _funding(world, is_foreign=True)


@example("network:cost_change")
def _cost(world):
    def make():
        fields = CostFields(
            region=None,
            kind=ServiceKind.FIELD_PROGRAMME,
            form=None,
            unit=CapacityUnit.FTE,
            year=2026,
            cost_czk=900_000,
            revenue_czk=0,
            basis=NormBasis.ASSUMPTION,
            source="zkouška",
        )
        return add_cost_norm(fields=fields, by=CONSOLE)

    return {"pk": world.once("cost", make).pk}


@example("network:rule_change")
def _rule(world):
    def make():
        seed_lists(by=CONSOLE)
        fields = RuleFields(
            source="region", kind=ServiceKind.FIELD_PROGRAMME, legal_basis="zákon", valid_from=DAY
        )
        return add_rule(fields=fields, by=CONSOLE)

    return {"pk": world.once("rule", make).pk}


def _version(world, *, is_approved):
    def make():
        region = world.capacity().place.municipality.region
        made = draft_version(
            region=region, year=2026, name=f"Síť {is_approved}", as_of=clock.today(), by=CONSOLE
        )
        if is_approved:
            approve_version(
                made,
                approved_by="zastupitelstvo",
                resolution_number="1/26/ZK",
                approved_on=DAY,
                expected_version=1,
                by=CONSOLE,
            )
        return made

    return world.once(f"version {is_approved}", make)


@example("network:version", "network:version_workbook")
def _approved(world):
    return {"pk": _version(world, is_approved=True).pk}


@example("network:version_compare")
def _two(world):
    pk = _version(world, is_approved=True).pk
    return {"pk": pk, "other": pk}


@example("network:version_approve")
def _draft(world):
    return {"pk": _version(world, is_approved=False).pk}


@example("network:version_row_change", "network:version_row_remove")
def _row(world):
    return {"pk": _version(world, is_approved=False).rows.order_by("pk").first().pk}
