"""Until when a service is paid, what a unit costs, who may pay."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.errors import DoubledNormError, DoubledRuleError, NegativeCostError
from zazemi.network.selectors import cost_norm_for, funding_end, payers_of
from zazemi.network.selectors.money import paid_until
from zazemi.network.services import (
    CostFields,
    FundingFields,
    RuleFields,
    add_cost_norm,
    add_funding,
    add_rule,
)
from zazemi.territory.models import Region
from zazemi.values.services import ServiceForm, ServiceKind

DAY = dt.date(2026, 11, 25)


def day(month, number, year=2026):
    return dt.date(year, month, number)


@pytest.mark.parametrize(
    ("spans", "end"),
    [
        ([(day(1, 1), day(12, 31))], day(12, 31)),
        ([(day(1, 1), day(12, 31)), (day(1, 1, 2027), day(3, 31, 2027))], day(3, 31, 2027)),
        ([(day(1, 1), day(12, 31)), (day(1, 2, 2027), day(3, 31, 2027))], day(12, 31)),
        ([(day(1, 1), day(12, 31)), (day(6, 1), None)], None),
        ([(day(1, 1), day(6, 30)), (day(1, 1, 2025), day(12, 31, 2025))], day(6, 30)),
        ([(day(1, 1, 2027), None)], day(11, 24)),
        ([(day(1, 1), DAY)], DAY),
    ],
    ids=["one", "follows", "gap", "open", "ended", "later only", "last day today"],
)
def test_the_end_of_money_is_the_last_day_without_a_gap(spans, end):
    assert paid_until(spans, DAY) == end


spans = st.tuples(st.integers(-40, 40), st.none() | st.integers(0, 40)).map(
    lambda one: (
        DAY + dt.timedelta(days=one[0]),
        None if one[1] is None else DAY + dt.timedelta(days=one[0] + one[1]),
    )
)


@given(st.lists(spans, min_size=1, max_size=6))
def test_every_day_up_to_the_end_is_paid_and_the_next_one_is_not(found):
    def is_paid(one):
        return any(first <= one and (last is None or one <= last) for first, last in found)

    end = paid_until(found, DAY)
    if end is None:
        assert is_paid(DAY + dt.timedelta(days=500))
        return
    assert not is_paid(max(end + dt.timedelta(days=1), DAY))
    paid = (DAY + dt.timedelta(days=n) for n in range((end - DAY).days + 1))
    assert all(is_paid(one) for one in paid)


def test_a_service_without_known_money_is_absent(service, officer, code_lists, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert funding_end([service.pk], DAY) == {}
    fields = FundingFields(source="region", valid_from=day(1, 1), valid_to=day(12, 31), amount_czk=1_000_000)
    add_funding(service=service, fields=fields, by=officer)
    assert funding_end([service.pk], DAY) == {service.pk: day(12, 31)}


def cost(region=None, form=None, year=2026, czk=800_000):
    return CostFields(
        region=region,
        kind=ServiceKind.FIELD_PROGRAMME,
        form=form,
        unit=CapacityUnit.FTE,
        year=year,
        cost_czk=czk,
        revenue_czk=0,
        basis=NormBasis.ASSUMPTION,
        source="odhad",
    )


def test_the_norm_of_the_region_goes_first_then_the_form_then_the_newest_year(region, officer):
    def found(year, form=None):
        norm = cost_norm_for(
            region_code="CZ0X1",
            kind=ServiceKind.FIELD_PROGRAMME,
            unit=CapacityUnit.FTE,
            year=year,
            form=form,
        )
        return norm.cost_czk if norm else None

    own = Region.objects.get(code="CZ0X1")
    add_cost_norm(fields=cost(czk=1), by=officer)
    assert (found(2025), found(2026)) == (None, 1)
    add_cost_norm(fields=cost(region=own, year=2024, czk=2), by=officer)
    add_cost_norm(fields=cost(region=own, year=2025, czk=3), by=officer)
    add_cost_norm(fields=cost(region=own, year=2024, form=ServiceForm.FIELD, czk=4), by=officer)
    assert [found(2024), found(2026), found(2026, ServiceForm.FIELD)] == [2, 3, 4]
    with pytest.raises(DoubledNormError):
        add_cost_norm(fields=cost(czk=5), by=officer)
    with pytest.raises(NegativeCostError):
        add_cost_norm(fields=cost(year=2030, czk=-5), by=officer)


def test_who_may_pay_is_known_by_day_and_never_twice(officer, code_lists):
    rule = RuleFields(
        source="opz_plus",
        kind=ServiceKind.SHELTER_HOUSE,
        legal_basis="výzva 22_003",
        valid_from=day(1, 1, 2023),
        valid_to=day(3, 31),
    )
    add_rule(fields=rule, by=officer)
    kinds = [ServiceKind.SHELTER_HOUSE, ServiceKind.FIELD_PROGRAMME]
    assert payers_of(kinds, day(3, 31)) == {ServiceKind.SHELTER_HOUSE: ["opz_plus"]}
    assert payers_of(kinds, day(4, 1)) == {}
    with pytest.raises(DoubledRuleError):
        add_rule(fields=rule, by=officer)
