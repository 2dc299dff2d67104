"""Small counts stay hidden: by hand, against an independent attacker, and planted leaks are found."""

import datetime as dt
from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.attacker import Attacker

from zazemi.measures.disclosure import (
    Axis,
    AxisLoopError,
    CellsDifferError,
    NothingLeftToHideError,
    PersonTable,
    PublishedTable,
    SmallCountRule,
    StillLeakingError,
    TablesDoNotAddUpError,
    TooManyGroupsError,
    UnknownMemberError,
    UnknownRuleError,
    atoms,
    attack,
    examine,
    publish,
    publishing,
    rule_on,
    small_count_rules,
)
from zazemi.measures.disclosure.attack import Attack, Leak
from zazemi.measures.disclosure.covering import cover
from zazemi.values.persons import PersonCount

FIVE = SmallCountRule(limit=5, valid_from=dt.date(2026, 1, 1))
TERRITORY = Axis.of("territory", [("A", "R"), ("B", "R"), ("C", "R"), ("D", "R")])
QUARTERS = Axis.of("period", [("Q1", "2025"), ("Q2", "2025")])
AXES = (TERRITORY, QUARTERS)


def table(cells, *, name="people", axes=("territory",), counted="supported", vintage=""):
    return PersonTable(
        name=name,
        counted=counted,
        axes=axes,
        cells={
            (key if isinstance(key, tuple) else (key,)): PersonCount(value) for key, value in cells.items()
        },
        vintage=vintage,
    )


def shown(published):
    return {" ".join(key): value for key, value in published.cells.items()}


def members_of(*axes):
    return {axis.name: axis.members for axis in axes}


# ---------------------------------------------------------------- by hand
def test_a_table_without_small_counts_is_published_whole():
    (result,) = publish([table({"A": 5, "B": 0, "C": 7, "D": 8, "R": 20})], axes=AXES, rule=FIVE)
    assert shown(result) == {"A": 5, "B": 0, "C": 7, "D": 8, "R": 20}
    assert result.hidden == 0


def test_beside_one_small_count_a_second_one_is_hidden_so_that_the_total_does_not_tell():
    (result,) = publish([table({"A": 2, "B": 10, "C": 20, "D": 7, "R": 39})], axes=AXES, rule=FIVE)
    assert shown(result) == {"A": None, "B": 10, "C": 20, "D": None, "R": 39}


def test_two_small_counts_that_fill_a_small_rest_need_a_third_one():
    # 2 + 3 = 5 would leave each between 1 and 4
    (result,) = publish([table({"A": 2, "B": 10, "C": 0, "D": 3, "R": 15})], axes=AXES, rule=FIVE)
    assert shown(result) == {"A": None, "B": None, "C": 0, "D": None, "R": 15}


def test_a_place_that_is_not_listed_is_not_given_away_by_the_total():
    (result,) = publish([table({"A": 12, "B": 10, "C": 6, "R": 30})], axes=AXES, rule=FIVE)
    assert None in shown(result).values()


def test_a_zero_is_always_shown():
    (result,) = publish([table({"A": 1, "B": 0, "C": 0, "D": 0, "R": 1})], axes=AXES, rule=FIVE)
    assert shown(result) == {"A": None, "B": 0, "C": 0, "D": 0, "R": None}


def test_tables_published_together_do_not_tell_by_each_other():
    by_place = table({"A": 3, "B": 9, "R": 12})
    by_time = table(
        {("A", "Q1"): 3, ("A", "Q2"): 0, ("B", "Q1"): 9, ("B", "Q2"): 0, ("R", "2025"): 12},
        name="quarters",
        axes=("territory", "period"),
    )
    results = publish(
        [by_place, by_time], axes=(Axis.of("territory", [("A", "R"), ("B", "R")]), QUARTERS), rule=FIVE
    )
    assert shown(results[0])["A"] is None
    assert shown(results[1])["A Q1"] is None
    assert shown(results[0])["R"] == shown(results[1])["R 2025"]


def test_different_counted_things_do_not_touch_each_other():
    results = publish(
        [table({"A": 2, "R": 40}), table({"A": 6, "R": 40}, counted="housed")], axes=AXES, rule=FIVE
    )
    assert shown(results[0]) == {"A": None, "R": 40}
    assert shown(results[1]) == {"A": 6, "R": 40}


# ---------------------------------------------------------------- what is public already
def test_what_was_hidden_before_stays_hidden():
    (first,) = publish([table({"A": 2, "B": 10, "C": 20, "D": 7, "R": 39})], axes=AXES, rule=FIVE)
    (second,) = publish([table({"D": 7}, name="only D")], axes=AXES, rule=FIVE, earlier=[first])
    assert shown(second) == {"D": None}


def test_what_was_hidden_stays_hidden_in_a_new_version_of_the_data_too():
    (first,) = publish([table({"A": 2, "B": 10, "R": 40})], axes=AXES, rule=FIVE)
    again = table({"A": 6, "B": 10, "R": 40}, vintage="2")
    (second,) = publish([again], axes=AXES, rule=FIVE, earlier=[first])
    assert shown(second)["A"] is None


def test_a_total_published_before_counts_as_known():
    total = PublishedTable(name="total", counted="supported", axes=("territory",), cells={("R",): 12})
    (result,) = publish([table({"A": 3, "B": 9, "C": 0, "D": 0})], axes=AXES, rule=FIVE, earlier=[total])
    assert shown(result) == {"A": None, "B": None, "C": 0, "D": 0}


def test_a_small_count_that_is_public_already_stops_the_publication():
    told = PublishedTable(name="told", counted="supported", axes=("territory",), cells={("A",): 3, ("R",): 9})
    with pytest.raises(NothingLeftToHideError):
        publish([table({"B": 6, "C": 0, "D": 0})], axes=AXES, rule=FIVE, earlier=[told])


def test_what_earlier_numbers_give_away_cannot_be_hidden_any_more():
    told = PublishedTable(
        name="told",
        counted="supported",
        axes=("territory",),
        cells={("B",): 9, ("R",): 12, ("C",): 0, ("D",): 0},
    )
    with pytest.raises(NothingLeftToHideError):
        publish([table({"A": 3})], axes=AXES, rule=FIVE, earlier=[told])


# ---------------------------------------------------------------- errors
def test_tables_that_do_not_add_up_are_refused():
    with pytest.raises(TablesDoNotAddUpError):
        publish([table({"A": 5, "B": 6, "C": 7, "D": 8, "R": 30})], axes=AXES, rule=FIVE)


def test_two_numbers_about_the_same_people_are_refused():
    with pytest.raises(CellsDifferError):
        publish([table({"A": 5}), table({"A": 6}, name="other")], axes=AXES, rule=FIVE)


@pytest.mark.parametrize(
    "wrong",
    [table({"X": 5}), table({("A", "Q1"): 5}), table({"A": 5}, axes=("gender",))],
    ids=["member", "length", "axis"],
)
def test_unknown_members_are_refused(wrong):
    with pytest.raises(UnknownMemberError):
        publish([wrong], axes=AXES, rule=FIVE)


def test_an_axis_does_not_go_round():
    with pytest.raises(AxisLoopError):
        Axis.of("territory", [("A", "B"), ("B", "A")])


def test_too_many_groups_are_refused(monkeypatch):
    monkeypatch.setattr(atoms, "MOST_ATOMS", 3)
    with pytest.raises(TooManyGroupsError):
        publish([table({"A": 5, "B": 6, "C": 7, "D": 8})], axes=AXES, rule=FIVE)


def test_rules_are_dated():
    rules = small_count_rules("2027-01-01:10 2026-01-01:5")
    assert rule_on(dt.date(2026, 12, 31), rules).limit == 5
    assert rule_on(dt.date(2027, 1, 1), rules).limit == 10
    with pytest.raises(UnknownRuleError):
        rule_on(dt.date(2025, 12, 31), rules)


@pytest.mark.parametrize("text", ["2026-01-01:4", "5", "today:5", "2026-01-01:five"])
def test_a_limit_is_three_five_or_ten_from_a_day(text):
    with pytest.raises(UnknownRuleError):
        small_count_rules(text)


# ---------------------------------------------------------------- the examination
@pytest.mark.parametrize(
    ("cells", "lowest", "highest"),
    [
        ({"A": None, "B": 10, "C": 20, "D": 7, "R": 39}, 2, 2),  # by subtraction
        ({"A": None, "B": None, "C": 20, "D": 7, "R": 32}, 1, 4),  # 5 between two
        ({"A": 2, "R": 39}, 2, 2),  # plainly there
        ({"A": 12, "B": 10, "C": 5, "R": 30}, 3, 3),  # the one that is not listed
    ],
)
def test_the_examination_finds_what_can_be_computed(cells, lowest, highest):
    told = PublishedTable(
        name="told",
        counted="supported",
        axes=("territory",),
        cells={(key,): value for key, value in cells.items()},
    )
    findings = examine([told], axes=AXES, rule=FIVE)
    assert (lowest, highest) in {(one.lowest, one.highest) for one in findings}


def test_a_finding_names_the_cells_it_comes_from():
    told = PublishedTable(
        name="told", counted="supported", axes=("territory",), cells={("A",): 9, ("R",): 11}
    )
    (finding,) = examine([told], axes=AXES, rule=FIVE)
    assert finding.cell == ("supported", ())
    assert finding.without == (("supported", (("territory", frozenset("A")),)),)


def test_nothing_is_published_when_the_last_examination_finds_something(monkeypatch):
    monkeypatch.setattr(publishing, "_hidden_in", lambda *_arguments: set())
    with pytest.raises(StillLeakingError):
        publish([table({"A": 2, "B": 10, "R": 39})], axes=AXES, rule=FIVE)


def test_a_total_alone_is_hidden_only_when_it_is_small():
    results = publish([table({"R": 30}), table({"R": 3}, counted="housed")], axes=AXES, rule=FIVE)
    assert [shown(one)["R"] for one in results] == [30, None]


def test_without_time_to_show_cells_again_the_tables_hold_all_the_same(monkeypatch):
    monkeypatch.setattr(publishing, "MOST_SEARCHES", -1)
    (result,) = publish([table({"A": 2, "B": 10, "C": 20, "D": 7, "R": 39})], axes=AXES, rule=FIVE)
    assert examine([result], axes=AXES, rule=FIVE) == ()


def test_a_cell_that_is_safe_needs_no_cover():
    keys = [("supported", (("territory", frozenset("A")),)), ("supported", ())]
    safe = Attack(atoms.atoms_of(keys, AXES), {0: 30}, limit=5)
    safe.is_possible()
    with pytest.raises(NothingLeftToHideError):
        cover(safe, Leak(1, None, 1, 30), frozenset({0}))


def test_a_solver_that_finds_nothing_stops_the_publication(monkeypatch):
    solve, calls = attack.milp, iter(range(99))

    def tired(*arguments, **problem):
        return solve(*arguments, **problem) if next(calls) < 2 else SimpleNamespace(x=None)

    monkeypatch.setattr(attack, "milp", tired)
    with pytest.raises(TablesDoNotAddUpError):
        publish([table({"A": 2, "B": 10, "R": 39})], axes=AXES, rule=FIVE)


# ---------------------------------------------------------------- against the attacker
AREA = Axis.of("territory", [("A", "O1"), ("B", "O1"), ("C", "O2"), ("D", "O2"), ("O1", "R"), ("O2", "R")])
KIND = Axis.of("kind", [("field", "all"), ("club", "all")])
COUNTS = st.integers(0, 12)


@st.composite
def linked_tables(draw, areas=AREA, kinds=KIND):
    """Random people, and two or three tables about them with random cells left out."""
    leaves = sorted(areas.whole)
    people = {one: draw(COUNTS) for one in product(leaves, sorted(kinds.whole))}

    def count(place, kind=None):
        return sum(
            number
            for (leaf, of_kind), number in people.items()
            if leaf in areas.members[place] and (kind is None or of_kind in kinds.members[kind])
        )

    places = st.sets(st.sampled_from(sorted(areas.members)), min_size=2)
    cross = {(place, kind): count(place, kind) for place in draw(places) for kind in kinds.members}
    result = [table(cross, name="cross", axes=("territory", "kind"))]
    result.append(table({place: count(place) for place in draw(places)}, name="margin"))
    return result


@settings(max_examples=30)
@given(linked_tables(), st.sampled_from([3, 5, 10]))
def test_the_attacker_gains_nothing_from_linked_tables(tables, limit):
    rule = SmallCountRule(limit=limit, valid_from=dt.date(2026, 1, 1))
    published = publish(tables, axes=(AREA, KIND), rule=rule)
    assert Attacker(published, members_of(AREA, KIND)).gains(limit) == []


@settings(max_examples=12)
@given(linked_tables())
def test_a_second_publication_gives_nothing_away_about_the_first(tables):
    first = publish(tables[:1], axes=(AREA, KIND), rule=FIVE)
    try:
        second = publish(tables[1:], axes=(AREA, KIND), rule=FIVE, earlier=first)
    except (NothingLeftToHideError, StillLeakingError):
        return  # refused: nothing more became public
    assert Attacker([*first, *second], members_of(AREA, KIND)).gains(5) == []


@settings(max_examples=12)
@given(linked_tables())
def test_the_same_tables_are_hidden_in_the_same_way(tables):
    assert (
        publish(tables, axes=(AREA, KIND), rule=FIVE)
        == publish(tables[::-1], axes=(KIND, AREA), rule=FIVE)[::-1]
    )


TINY = Axis.of("territory", [("A", "R"), ("B", "R"), ("C", "R")])


@settings(max_examples=12)
@given(st.tuples(*[st.integers(0, 7)] * 3))
def test_trying_every_possibility_leaves_every_hole_open(people):
    cells = dict(zip("ABC", people, strict=True)) | {"R": sum(people)}
    published = publish([table(cells)], axes=(TINY,), rule=FIVE)
    for values in Attacker(published, members_of(TINY)).possible_values(at_most=22).values():
        assert max(values) - min(values) >= 5


@settings(max_examples=20)
@given(linked_tables(), st.data())
def test_a_planted_leak_is_found(tables, data):
    published = publish(tables, axes=(AREA, KIND), rule=FIVE)
    primary = [
        (number, members)
        for number, one in enumerate(tables)
        for members, count in one.cells.items()
        if PersonCount(0) < count < PersonCount(5)
    ]
    if not primary:
        return
    place, members = data.draw(st.sampled_from(primary))
    rows = {**published[place].cells, members: publishing.opened(tables[place].cells[members])}
    leaking = [replace(one, cells=rows) if number == place else one for number, one in enumerate(published)]
    assert examine(leaking, axes=(AREA, KIND), rule=FIVE) != ()
    assert Attacker(leaking, members_of(AREA, KIND)).gains(5) != []


def test_without_further_hiding_the_attacker_wins():
    told = PublishedTable(
        name="told",
        counted="supported",
        axes=("territory",),
        cells={("A",): None, ("B",): 9, ("R",): 12, ("C",): 0},
    )
    gains = Attacker([told], members_of(TINY)).gains(5)
    assert ("exact", frozenset({0}), 3) in gains
