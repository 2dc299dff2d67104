"""Verdicts, reasons, and the analysis of one kind of service from points to rows."""

from decimal import Decimal

import numpy as np
import pytest

from zazemi.measures.arrays import ColumnLengthError
from zazemi.measures.gaps import (
    GAP_SETTINGS_2026,
    Places,
    Reach,
    ReasonKind,
    Verdict,
    decay_of,
    find_gaps,
    verdicts,
)
from zazemi.measures.reach import Pairs, reachable_pairs
from zazemi.values.services import ServiceKind

FIELD, CLUB = ServiceKind.FIELD_PROGRAMME, ServiceKind.LOW_THRESHOLD_CLUB


def judged(need, has, *, places=1, unknown=0, nearest=10.0, register=True, kind=CLUB, other=None):
    reach = Reach(
        places=np.array([places]),
        unknown_places=np.array([unknown]),
        nearest_minutes=np.array([nearest]),
        has_register=np.array([register]),
        other_places=None if other is None else np.array([other]),
    )
    (gap,) = verdicts(kind, ["564265"], np.array([float(need)]), np.array([float(has)]), reach=reach)
    return gap


@pytest.mark.parametrize(
    ("need", "has", "more", "verdict", "reason"),
    [
        (0.0999, 0, {}, Verdict.NOT_NEEDED, ReasonKind.NEED_BELOW_LIMIT),
        (0.0999, 0, {"register": False}, Verdict.NOT_NEEDED, ReasonKind.NEED_BELOW_LIMIT),
        (0.09996, 0.05, {}, Verdict.INSUFFICIENT, ReasonKind.SHARED_WITH_OTHERS),
        (2, 0, {"register": False}, Verdict.UNKNOWN, ReasonKind.NO_REGISTER),
        (2, 1.6, {}, Verdict.SUFFICIENT, ReasonKind.MOSTLY_SERVED),
        (2, 1.5996, {}, Verdict.INSUFFICIENT, ReasonKind.SHARED_WITH_OTHERS),
        (2, 1.6, {"unknown": 1}, Verdict.SUFFICIENT, ReasonKind.MOSTLY_SERVED),
        (2, 1.5, {"unknown": 1}, Verdict.UNKNOWN, ReasonKind.CAPACITY_NOT_CONVERTED),
        (2, 0, {"unknown": 1}, Verdict.UNKNOWN, ReasonKind.CAPACITY_NOT_CONVERTED),
        (2, 0.00004, {}, Verdict.MISSING, ReasonKind.NOTHING_LEFT_IN_REACH),
        (2, 0, {"places": 0, "nearest": 31.26}, Verdict.MISSING, ReasonKind.NO_PLACE_IN_REACH),
        (2, 0, {"places": 0, "nearest": float("inf")}, Verdict.MISSING, ReasonKind.NO_PLACE_ANYWHERE),
    ],
)
def test_verdicts_and_their_reasons(need, has, more, verdict, reason):
    gap = judged(need, has, **more)
    assert (gap.verdict, gap.reason.kind) == (verdict, reason)


def test_a_gap_carries_its_numbers_rounded_once():
    gap = judged(2.00004, 0.5, places=3, nearest=14.26)
    assert (gap.need, gap.served, gap.shortfall) == (Decimal("2.0000"), Decimal("0.5000"), Decimal("1.5000"))
    assert (gap.served_share, gap.nearest_minutes, gap.places_in_reach) == (
        Decimal("0.2500"),
        Decimal("14.3"),
        3,
    )
    assert gap.reason.numbers == {
        "need_fte": gap.need,
        "served_fte": gap.served,
        "share": gap.served_share,
        "places": 3,
    }
    assert (gap.municipality, gap.service_kind) == ("564265", CLUB)


def test_reasons_of_missing_services_say_how_far_the_nearest_place_is():
    gap = judged(2, 0, places=0, nearest=31.26)
    assert gap.reason.numbers == {
        "need_fte": Decimal(2),
        "limit_minutes": Decimal("15.0"),
        "nearest_minutes": Decimal("31.3"),
        "places": 0,
        "over_minutes": Decimal("16.3"),
    }
    assert judged(2, 0, places=0, nearest=float("inf")).nearest_minutes is None


@pytest.mark.parametrize("nearest", [31.26, float("inf")])
def test_places_in_reach_for_other_people_are_named_as_the_reason(nearest):
    gap = judged(2, 0, places=0, nearest=nearest, other=2)
    assert gap.verdict is Verdict.MISSING
    assert gap.reason.kind is ReasonKind.OTHER_TARGET_GROUP
    assert gap.reason.numbers["other_places"] == 2


@pytest.mark.parametrize(("nearest", "is_near"), [(13.4, False), (13.5, True), (15, True), (15.1, False)])
def test_a_place_close_to_the_limit_is_marked(nearest, is_near):
    assert judged(2, 1, nearest=nearest).is_near_limit is is_near


def test_without_need_everything_is_served():
    gap = judged(0, 0)
    assert (gap.served_share, gap.shortfall) == (1, 0)


def test_decay_is_full_near_by_and_falls_to_the_limit():
    found = decay_of(np.array([0.0, 10.0, 27.5, 45.0, 60.0]), 45.0, GAP_SETTINGS_2026)
    assert found == pytest.approx([1, 1, 0.625, 0.25, 0.25])
    assert decay_of(np.array([5.0, 20.0]), 8.0, GAP_SETTINGS_2026) == pytest.approx([1, 0.25])


def test_limits_of_reach_are_those_of_the_project():
    assert dict(GAP_SETTINGS_2026.limit_minutes) == {
        FIELD: 45.0,
        CLUB: 15.0,
        ServiceKind.FAMILY_ACTIVATION: 30.0,
    }


LAT, LON = np.array([50.0, 50.05, 50.8]), np.array([15.0, 15.0, 15.0])
CODES = ["564001", "564002", "564003"]
HERE = Places(lat=LAT[:1], lon=LON[:1], capacity_fte=np.array([1.0]))


def analysed(**more: object):
    given = {"has_register": np.array([True, True, True])} | more
    places = given.pop("places", HERE)
    return find_gaps(CLUB, CODES, (LAT, LON), np.array([1.0, 1.0, 1.0]), places, **given)


def test_the_analysis_joins_reach_serving_and_verdicts():
    gaps = analysed()
    assert [gap.verdict for gap in gaps.rows] == [Verdict.INSUFFICIENT, Verdict.INSUFFICIENT, Verdict.MISSING]
    assert sum(gap.served for gap in gaps.rows) == pytest.approx(Decimal(1), abs=Decimal("0.0002"))
    assert gaps.flow_fte.sum() == pytest.approx(1)
    assert gaps.unused_fte == pytest.approx([0])
    assert gaps.rows[2].reason.kind is ReasonKind.NO_PLACE_IN_REACH


def test_known_travel_times_replace_the_estimate():
    pairs = Pairs(origin=np.array([2]), target=np.array([0]), minutes=np.array([14.0]), origins=3, targets=1)
    gaps = analysed(pairs=pairs)
    assert [gap.verdict for gap in gaps.rows] == [Verdict.MISSING, Verdict.MISSING, Verdict.SUFFICIENT]
    assert [gap.nearest_minutes for gap in gaps.rows] == [None, None, Decimal("14.0")]


def test_a_capacity_that_cannot_be_converted_makes_its_surroundings_unknown():
    gaps = analysed(places=Places(lat=LAT[:1], lon=LON[:1], capacity_fte=np.array([np.nan])))
    assert [gap.verdict for gap in gaps.rows] == [Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.MISSING]


def test_where_no_register_covers_the_territory_nothing_is_claimed():
    gaps = analysed(has_register=np.array([False, True, False]))
    assert [gap.verdict for gap in gaps.rows] == [Verdict.UNKNOWN, Verdict.INSUFFICIENT, Verdict.UNKNOWN]


def test_without_any_place_everything_needed_is_missing():
    none = Places(lat=np.empty(0), lon=np.empty(0), capacity_fte=np.empty(0))
    gaps = analysed(places=none)
    assert {gap.reason.kind for gap in gaps.rows} == {ReasonKind.NO_PLACE_ANYWHERE}


def test_columns_of_different_length_are_refused():
    with pytest.raises(ColumnLengthError, match="has_register"):
        analysed(has_register=np.array([True]))


def test_the_given_pairs_of_the_estimate_give_the_same_gaps():
    pairs = reachable_pairs(LAT, LON, HERE.lat, HERE.lon, 15.0)
    with_pairs, without = analysed(pairs=pairs), analysed()
    assert [gap.served for gap in with_pairs.rows] == [gap.served for gap in without.rows]
