import datetime as dt
import pickle
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.conflict import Side, compare
from zazemi.kernel.demo import is_demo
from zazemi.kernel.digests import plain_value
from zazemi.kernel.errors import AlreadyRegisteredError, NotRegisteredError, OutsideStepError
from zazemi.kernel.permissions import allow, holds, is_machine, is_signed_in, may, predicate
from zazemi.kernel.registry import Registry
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.subjects import Subject, subject_of
from zazemi.values.errors import ZazemiError

HEAD = Actor(
    user_id=3,
    name="Petr",
    roles=frozenset({Role.HEAD, Role.REGIONAL_OFFICER}),
    organisation_ids=frozenset({5, 2}),
    municipality_codes=frozenset({"564265"}),
    region_codes=frozenset({"CZ051"}),
    bodies=frozenset({"výbor"}),
)


def test_an_actor_survives_the_way_through_json():
    assert Actor.from_json(HEAD.to_json()) == HEAD
    assert HEAD.to_json()["organisation_ids"] == [2, 5]
    assert Actor.from_json({}) == Actor.anonymous()


def test_machines_and_the_public_hold_no_role():
    machine = Actor.for_machine("clock")
    assert (machine.is_machine, machine.is_anonymous, machine.has_role(*Role)) == (True, False, False)
    assert Actor.anonymous().is_anonymous
    assert HEAD.has_role(Role.HEAD, Role.PROVIDER)


def test_the_clock_can_be_held_and_the_day_is_that_of_prague():
    with clock.frozen(dt.datetime(2026, 10, 24, 22, 30, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2026, 10, 25)
    with clock.frozen(dt.date(2026, 3, 29)) as noon:
        assert (clock.now(), noon.hour) == (noon, 10)
    with clock.frozen(dt.datetime(2026, 1, 1, 0, 30)) as naive:  # noqa: DTZ001 - a time said without a zone is Prague's
        assert naive.isoformat() == "2025-12-31T23:30:00+00:00"
    assert clock.day_of(dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC)) == dt.date(2026, 1, 1)
    assert clock.now().tzinfo is dt.UTC


def test_a_name_in_a_slot_is_taken_once():
    slot = Registry("colours")
    red = slot.register("red", object())
    slot.register("red", red)
    with pytest.raises(AlreadyRegisteredError, match="“red” is already registered in the slot colours"):
        slot.register("red", object())
    with pytest.raises(NotRegisteredError, match="Known names: red"):
        slot.get("blue")
    slot.register("blue", object())
    assert (slot.names(), len(slot), "blue" in slot, list(slot)[1]) == (["blue", "red"], 2, True, red)
    slot.forget("blue")
    assert slot.get("red") is red
    assert "blue" not in slot


def test_rules_ask_about_the_viewer_and_the_record():
    is_own = predicate(lambda viewer, record: record in viewer.organisation_ids)
    allow("tests.change", holds(Role.HEAD) & is_own)
    assert may(HEAD, "tests.change", 5)
    assert not may(HEAD, "tests.change", 6)
    assert not may(Actor.anonymous(), "tests.change", 5)
    assert not may(HEAD, "tests.unknown")
    assert is_signed_in(HEAD)
    assert is_machine(Actor.for_machine("worker"))


def test_a_sentence_is_translated_with_its_parameters():
    error = ZazemiError(
        "%(count)s of %(kind)s on %(day)s",
        way_out="Try again.",
        where="B7",
        params={"count": Decimal("1.5"), "kind": "kept", "day": dt.date(2026, 3, 1)},
    )
    with translation.override("cs"):
        assert sentence_of(error) == "B7: 1,5 of kept on 01.03.2026 Try again."
    assert sentence_of(ZazemiError("Plain.")) == "Plain."


def test_errors_survive_the_way_out_of_a_child_process():
    error = pickle.loads(pickle.dumps(OutsideStepError(params={"record": "x"})))  # noqa: S301 - our own bytes
    assert str(error) == str(OutsideStepError(params={"record": "x"}))


def test_three_versions_are_compared_field_by_field():
    base = {"a": "1", "b": "1", "c": "1", "d": "1", "e": None}
    mine = {"a": "2", "b": "1", "c": "2", "d": "2", "e": ""}
    theirs = {"a": "1", "b": "2", "c": "3", "d": "2", "e": None}
    found = {field.name: field.chosen for field in compare(base=base, mine=mine, theirs=theirs)}
    assert found == {"a": Side.MINE, "b": Side.THEIRS, "c": None, "d": Side.THEIRS}


def test_the_tests_are_no_demonstration():
    assert not is_demo()


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (None, None),
        (True, True),
        (dt.datetime(2026, 3, 29, 3, tzinfo=clock.PRAGUE), "2026-03-29T01:00:00.000000+00:00"),
        (dt.date(2026, 3, 29), "2026-03-29"),
        (dt.time(8, 30), "08:30:00"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (0.1, "0.1"),
        (memoryview(b"a"), "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
        ({"b": [Decimal(1)], 1: ()}, {"b": ["1"], "1": []}),
    ],
)
def test_a_value_has_one_spelling_in_the_chain(value, spelt):
    assert plain_value(value) == spelt


def test_a_value_without_a_settled_spelling_is_refused():
    with pytest.raises(TypeError, match="set"):
        plain_value({1})


def test_a_subject_says_little_unless_its_room_says_more():
    class Bare(Subject):
        kind = "bare"
        model = None

    bare = Bare()
    assert (list(bare.matters_waiting(HEAD)), list(bare.parts(None)), bare.hidden_fields()) == ([], [], ())
    assert (bare.title("x"), bare.search_text("x")) == ("x", "x")
    assert bare.decided("x", resolution="USN-2026-001", on=dt.date(2026, 1, 1), by=HEAD) is None
    assert subject_of("nothing of ours") is None
