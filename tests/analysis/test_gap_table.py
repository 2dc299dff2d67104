"""One source of the numbers: golden needs by hand, conservation, verdicts, unknown stays unknown."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from tests.analysis.conftest import MACHINE, capacity_fields, give_indicators, give_place, make_region

from zazemi.analysis.selectors import MODEL_ONLY, gap_table, gaps_json, need_steps, plan_input
from zazemi.kernel.actor import Actor
from zazemi.measures.gaps import ReasonKind, Verdict
from zazemi.network.choices import CapacityUnit
from zazemi.network.services import change_capacity
from zazemi.territory.errors import UnknownRegionError
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

ANYBODY = Actor.anonymous()
FIELD, CLUB, FAMILY = PREVENTION_NETWORK
# By hand, full intensity at 12 points:
#   field   (0.02*100 + 0.5*20 + 0.2*30) / 35 = 18 / 35
#   club    (0.1*40 + 0.7*20) / 45           = 18 / 45
#   family  (0.06*40 + 0.35*20) / 25         = 9.4 / 25
NEED = {FIELD: Decimal("0.5143"), CLUB: Decimal("0.4000"), FAMILY: Decimal("0.3760")}


def table_of(code="CZ0X1"):
    return gap_table(code, viewer=ANYBODY)


def rows_by(table, kind):
    return {row.name: row.gap for row in table.of_kind(kind)}


def test_the_need_is_the_golden_one_for_every_kind(region):
    for kind, need in NEED.items():
        assert {gap.need for gap in rows_by(table_of(), kind).values()} == {need}


def test_municipalities_go_in_czech_order_and_kinds_in_their_priority(region):
    rows = table_of().rows
    assert [row.name for row in rows[::3]] == [
        "Cihlářov",
        "Dolní Lhota",
        "Hamerník",
        "Chlumkov",
        "Řečkov",
        "Žleby",
    ]
    assert [row.gap.service_kind for row in rows[:3]] == list(PREVENTION_NETWORK)


def test_a_register_without_places_means_missing_everywhere(region):
    table = table_of()
    assert table.total.counts == {Verdict.MISSING: 18}
    assert table.rows[0].gap.reason.kind is ReasonKind.NO_PLACE_ANYWHERE
    assert table.caution == ""


def test_no_register_means_unknown_everywhere_with_the_sentence(bare_region):
    table = table_of()
    assert table.total.counts == {Verdict.UNKNOWN: 18}
    assert table.caution == MODEL_ONLY
    assert table.total.shortfall == 0
    assert table.total.unknown_need == table.total.need


def test_without_a_register_nothing_is_told_of_what_is_served_even_where_nothing_is_needed(db):
    region = make_region()
    give_indicators(region, index=0)
    table = table_of()
    assert Verdict.NOT_NEEDED in table.total.counts
    assert not any(row.is_known for row in table.rows)
    assert table.total.unknown_need == table.total.need
    plain = gaps_json(table)
    assert {row["served"] for row in plain["rows"]} == {None}
    assert plain["total"]["shortfall"] is None


def test_capacity_is_conserved_and_served_by_distance(capacity):
    table = table_of()
    assert table.totals[FIELD].capacity == Decimal("1.0000")
    assert abs(table.totals[FIELD].served - Decimal(1)) < Decimal("0.001")
    served = [gap.served for gap in rows_by(table, FIELD).values()]
    assert max(served) == rows_by(table, FIELD)["Žleby"].served
    assert table.totals[CLUB].served == 0


def test_the_page_of_flows_adds_up_to_what_is_served(capacity):
    table = table_of()
    for row in table.of_kind(FIELD):
        flows = table.served_from(row.code, FIELD)
        assert sum(flow.fte for flow in flows) == pytest.approx(row.gap.served, abs=Decimal("0.0002"))


def test_sums_are_the_sums_of_rows(capacity):
    table = table_of()
    assert table.total.need == sum(row.gap.need for row in table.rows)
    assert table.total.shortfall == sum(row.gap.shortfall for row in table.rows)
    assert table.total.need == sum(total.need for total in table.totals.values())


def test_a_capacity_that_cannot_be_converted_leaves_its_reach_unknown(region):
    give_place("990001", unit=CapacityUnit.CONTACTS, value="500")
    gaps = rows_by(table_of(), FIELD)
    assert gaps["Žleby"].verdict is Verdict.UNKNOWN
    assert gaps["Žleby"].reason.kind is ReasonKind.CAPACITY_NOT_CONVERTED


def test_a_place_without_any_capacity_is_unknown_too(region):
    give_place("990001", value=None)
    assert rows_by(table_of(), FIELD)["Žleby"].verdict is Verdict.UNKNOWN


def test_a_club_beyond_fifteen_minutes_is_named_as_the_nearest(region):
    give_place("990001", kind=ServiceKind.LOW_THRESHOLD_CLUB, value="5.00", name="Klub")
    table = table_of()
    far = next(row for row in table.of_kind(CLUB) if row.name == "Dolní Lhota")
    assert far.gap.verdict is Verdict.MISSING
    assert far.gap.reason.kind is ReasonKind.NO_PLACE_IN_REACH
    assert far.nearest.place.municipality_name == "Žleby"
    assert far.nearest.minutes > 15
    near = rows_by(table, CLUB)["Žleby"]
    assert near.verdict is Verdict.SUFFICIENT
    assert near.served == near.need


def test_a_municipality_without_indicators_is_named_and_has_no_row(db):
    region = make_region()
    give_indicators(region, without=["990003"])
    table = table_of()
    assert table.without_indicators == (("990003", "Cihlářov"),)
    assert "990003" not in table.by_municipality()


def test_a_region_without_indicators_has_no_rows(db):
    make_region()
    table = table_of()
    assert table.rows == ()
    assert table.provenance.indicator_year is None
    assert plan_input("CZ0X1", viewer=ANYBODY).need_fte.shape == (0, 3)


def test_an_unknown_region_is_refused_by_name(db):
    with pytest.raises(UnknownRegionError):
        table_of("CZ099")


def test_places_of_another_region_do_not_serve_this_one(region):
    other = make_region("CZ0X2", first=991001)
    give_indicators(other)
    before = table_of().data_hash
    give_place("991001", value="9.00")
    table = table_of()
    assert table.totals[FIELD].served == 0
    assert table.data_hash == before


def test_the_past_is_judged_by_the_capacities_of_the_day(capacity):
    before = gap_table("CZ0X1", dt.date(2024, 12, 31), viewer=ANYBODY)
    assert before.totals[FIELD].served == 0


def test_everybody_gets_the_same_table(capacity):
    assert gap_table("CZ0X1", viewer=MACHINE) == table_of()


def test_the_hash_says_when_an_input_moved(capacity):
    before = table_of()
    assert table_of().data_hash == before.data_hash
    change_capacity(capacity, fields=capacity_fields("1.50"), expected_version=1, by=MACHINE)
    assert table_of().data_hash != before.data_hash


def test_the_lines_of_the_computation_lead_to_the_need(region):
    table = table_of()
    for kind in PREVENTION_NETWORK:
        steps = need_steps(table.inputs, 0, kind, table.provenance.settings.need_model)
        assert Decimal(str(steps.need_fte)).quantize(Decimal("0.0001")) == NEED[kind]
        assert steps.clients == pytest.approx(sum(line.clients for line in steps.lines))
        assert not steps.is_capped


def test_json_repeats_rows_and_sums_and_names_its_inputs(capacity):
    table = table_of()
    plain = gaps_json(table)
    assert plain["total"]["shortfall"] == float(table.total.shortfall)
    assert len(plain["rows"]) == 18
    assert sum(row["served"] for row in plain["rows"]) == pytest.approx(float(table.total.served))
    assert plain["provenance"]["settings"]["limit_minutes"]["field_programme"] == 45.0
    assert plain["data_sha256"] == table.data_hash


def test_json_of_a_region_without_a_register_holds_nothing_but_the_need(bare_region):
    plain = gaps_json(table_of())
    assert {row["served"] for row in plain["rows"]} == {None}
    assert {row["verdict"] for row in plain["rows"]} == {"unknown"}
    assert plain["caution"]


def test_the_planner_gets_the_rows_of_the_table(capacity):
    table, given = table_of(), plan_input("CZ0X1", viewer=ANYBODY)
    assert given.localities == tuple(sorted(given.localities))
    assert given.residual_fte().sum() == pytest.approx(float(table.total.shortfall))
    assert given.running_fte[0].tolist() == [1.0, 0.0, 0.0]
    assert given.is_running.sum() == 1
    assert given.weight.tolist() == [1.4] * 6


def test_field_staff_pay_their_way_others_do_not(region):
    given = plan_input("CZ0X1", viewer=ANYBODY)
    field, club, _family = given.pairs
    assert (club.overhead == 1).all()
    assert club.minutes.max() <= 15
    np.testing.assert_allclose(field.overhead, 1 / (1 - 2 * field.minutes / 480))


def test_pairs_of_the_planner_make_a_valid_problem(capacity):
    from zazemi.planner.model import PlanProblem, equity_floor

    given = plan_input("CZ0X1", viewer=ANYBODY)
    sites, kinds = given.running_fte.shape
    problem = PlanProblem(
        localities=given.localities,
        kinds=given.kinds,
        sites=given.sites,
        need_fte=given.need_fte,
        served_fte=given.served_fte,
        weight=given.weight,
        floor_fte=equity_floor(given.need_fte, given.served_fte, 0.1),
        pairs=given.pairs,
        cost_czk_per_fte_year=(900_000, 800_000, 850_000),
        opening_cost_czk=np.zeros((sites, kinds), dtype=np.int64),
        min_steps=np.ones((sites, kinds), dtype=np.int64),
        max_steps=np.full((sites, kinds), 8, dtype=np.int64),
        months=19,
        budget_czk=35_000_000,
        min_share_permille=(0, 0, 0),
    )
    np.testing.assert_allclose(problem.residual_fte(), given.residual_fte())
