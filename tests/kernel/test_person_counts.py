"""All public tables of people are attacked together: a leak between two rooms turns the doctor red."""

import pytest

from zazemi.kernel.checks import checks
from zazemi.kernel.person_counts import Declaration, leaking_counts, person_counts, small_count_rule
from zazemi.measures.disclosure import Axis, PersonTable, PublishedTable, examine, publish
from zazemi.values.persons import PersonCount

PLACES = Axis.of("territory", [("A", "R"), ("B", "R"), ("C", "R")])
HARMLESS = {("A",): None, ("B",): None, ("C",): 20, ("R",): 40}


def told(cells, counted="supported"):
    return PublishedTable(name="t", counted=counted, axes=("territory",), cells=cells)


@pytest.fixture
def declare():
    names = []

    def add(name, *tables):
        person_counts.register(name, Declaration(axes=lambda: [PLACES], tables=lambda: tables))
        names.append(name)

    yield add
    for name in names:
        person_counts.forget(name)


def test_what_the_rooms_publish_now_gives_nothing_away(db):
    assert list(leaking_counts()) == []


def test_one_room_alone_is_harmless(declare):
    declare("first", told(HARMLESS))
    assert list(leaking_counts()) == []


def test_what_one_room_hides_another_must_not_give_away(declare):
    declare("first", told(HARMLESS))
    declare("second", told({("B",): 17}))
    findings = list(leaking_counts())
    assert [(one.params["lowest"], one.params["highest"]) for one in findings] == [(3, 3)]
    assert findings[0].where == "territory: A"


def test_tables_that_contradict_each_other_are_a_finding(declare):
    declare("first", told({("A",): 10, ("B",): 10, ("C",): 10, ("R",): 40}))
    assert len(list(leaking_counts())) == 1


def test_the_doctor_asks():
    assert checks.get("upkeep.person_counts").run is leaking_counts


def test_published_by_the_rule_of_the_day_holds(declare):
    table = PersonTable(
        name="t",
        counted="supported",
        axes=("territory",),
        cells={(name,): PersonCount(count) for name, count in {"A": 2, "B": 9, "C": 30, "R": 41}.items()},
    )
    published = publish([table], axes=[PLACES], rule=small_count_rule())
    declare("first", *published)
    assert list(leaking_counts()) == []
    assert examine(published, axes=[PLACES], rule=small_count_rule()) == ()
