import datetime as dt

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from zazemi.kernel.actor import Actor
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.steps import step
from zazemi.parties.checks import seats_apart
from zazemi.parties.choices import BodyKind, OrganisationKind, SeatRole
from zazemi.parties.errors import (
    CircleError,
    DoubledError,
    OccupiedRoleError,
    OutsideTermError,
    PartiesError,
    SeatedAlreadyError,
    SubstituteError,
    WrongKeyError,
)
from zazemi.parties.models import Body, Seat
from zazemi.parties.selectors import bodies, body_on, seats_of, seats_of_organisation
from zazemi.parties.services import (
    BodyFields,
    PersonFields,
    SeatFields,
    add_body,
    add_organisation,
    add_person,
    add_seat,
    change_body,
    change_seat,
)

pytestmark = pytest.mark.django_db
FIRST = dt.date(2024, 1, 1)


def day(number):
    return FIRST + dt.timedelta(days=number)


@pytest.fixture
def sit(commission, officer):
    def make(someone, role=SeatRole.MEMBER, body=commission, **options):
        return add_seat(body=body, fields=SeatFields(person=someone, role=role, **options), by=officer)

    return make


def test_who_sat_on_a_day_in_the_order_of_roles(commission, person, sit, hrana, lists, officer, head):
    chair, member, secretary = person("Zeman"), person("Adam"), person("Černá", "Eva")
    sit(member, valid_from=day(0), organisation=hrana, sector=lists("sectors", "provider"))
    sit(chair, SeatRole.CHAIR, valid_from=day(0), valid_to=day(9))
    new_chair = sit(person("Nová"), SeatRole.CHAIR, valid_from=day(10))
    sit(secretary, SeatRole.SECRETARY)
    sit(person("Zástupný"), SeatRole.SUBSTITUTE, substitute_for=new_chair, valid_from=day(10))

    def names(number):
        on = body_on("komise", day(number))
        return [f"{seat.role} {seat.person.family_name}" for seat in on.seats]

    assert names(9) == ["chair Zeman", "secretary Černá", "member Adam"]
    assert names(10) == ["chair Nová", "secretary Černá", "member Adam", "substitute Zástupný"]
    assert names(-1) == ["secretary Černá"]
    assert len(body_on("komise", day(10)).members) == 3
    assert body_on("neznama") is None
    assert [str(seat.body) for seat in seats_of_organisation(hrana, viewer=officer, day=day(3))] == [
        "Komise pro sociální začleňování"
    ]
    assert list(seats_apart()) == []


def test_seats_cost_one_query_however_many_there_are(commission, person, sit, django_assert_num_queries):
    for number in range(5):
        sit(person(f"Člen {number}"))
    with django_assert_num_queries(1):
        assert len({str(seat) for seat in seats_of(commission)}) == 5


def test_a_body_has_one_chair_and_one_secretary_at_a_time(person, sit):
    sit(person("První"), SeatRole.CHAIR, valid_from=day(0), valid_to=day(9))
    for first, last in ((5, 15), (9, None), (None, 0), (None, None)):
        with pytest.raises(OccupiedRoleError, match="První"):
            sit(
                person("Druhý"),
                SeatRole.CHAIR,
                valid_from=None if first is None else day(first),
                valid_to=None if last is None else day(last),
            )
    sit(person("Druhý"), SeatRole.CHAIR, valid_from=day(10))
    sit(person("Třetí"), SeatRole.VICE_CHAIR)
    sit(person("Čtvrtý"), SeatRole.VICE_CHAIR)


def test_nobody_sits_twice_on_one_day(person, sit):
    adam = person("Adam")
    sit(adam, valid_from=day(0), valid_to=day(9))
    with pytest.raises(SeatedAlreadyError):
        sit(adam, valid_from=day(9))
    sit(adam, SeatRole.CHAIR, valid_from=day(10))


def test_a_substitute_names_a_member_of_the_same_body(person, sit, hrana, officer):
    seat = sit(person("Adam"))
    other = add_body(
        key="rada",
        fields=BodyFields(name="Rada", kind=BodyKind.COUNCIL, founder=hrana),
        by=officer,
    )
    elsewhere = sit(person("Jinde"), body=other)
    for role, whom in (
        (SeatRole.SUBSTITUTE, None),
        (SeatRole.MEMBER, seat),
        (SeatRole.SUBSTITUTE, elsewhere),
    ):
        with pytest.raises(SubstituteError):
            sit(person("Zástupce"), role, substitute_for=whom)
    substitute = sit(person("Zástupce"), SeatRole.SUBSTITUTE, substitute_for=seat)
    with pytest.raises(SubstituteError):
        sit(person("Další"), SeatRole.SUBSTITUTE, substitute_for=substitute)


def test_a_seat_lies_within_the_days_of_its_body(person, hrana, sit, officer):
    fields = BodyFields(
        name="Skupina", kind=BodyKind.WORKING_GROUP, founder=hrana, valid_from=day(0), valid_to=day(99)
    )
    group = add_body(key="skupina", fields=fields, by=officer)
    for first, last in ((-1, 5), (5, 100), (100, None)):
        with pytest.raises(OutsideTermError):
            sit(
                person("Adam"),
                body=group,
                valid_from=day(first),
                valid_to=None if last is None else day(last),
            )
    sit(person("Adam"), body=group, valid_from=day(0), valid_to=day(99))
    shorter = BodyFields(name="Skupina", kind=BodyKind.WORKING_GROUP, founder=hrana, valid_to=day(50))
    with pytest.raises(OutsideTermError):
        change_body(group, fields=shorter, expected_version=1, by=officer)


def test_a_body_has_a_key_of_its_own_a_founder_and_never_stands_under_itself(commission, hrana, officer):
    fields = BodyFields(name="Rada", kind=BodyKind.COUNCIL, founder=hrana)
    for wrong in ("komise", "Rada", "ra da", "", "-rada", "radá"):
        with pytest.raises(WrongKeyError):
            add_body(key=wrong, fields=fields, by=officer)
    same = BodyFields(
        name="komise pro socialni zaclenovani", kind=BodyKind.COMMISSION, founder=hrana, term="2024–2028"
    )
    with pytest.raises(DoubledError):
        add_body(key="komise-2", fields=same, by=officer)
    under = add_body(
        key="skupina",
        fields=BodyFields(name="S", kind=BodyKind.WORKING_GROUP, founder=hrana, parent=commission),
        by=officer,
    )
    circle = BodyFields(name="K", kind=BodyKind.COMMISSION, founder=hrana, parent=under)
    with pytest.raises(CircleError):
        change_body(commission, fields=circle, expected_version=1, by=officer)


def test_bodies_are_listed_with_the_seats_of_the_day(commission, person, sit):
    sit(person("Adam"), valid_from=day(0), valid_to=day(9))
    sit(person("Eva"), valid_from=day(5))
    assert [one.n_seats for one in bodies(day=day(7))] == [2]
    assert [one.n_seats for one in bodies(day=day(20), text="začleňování")] == [1]
    assert not bodies(text="nic").exists()


def test_a_change_over_somebody_elses_is_refused(person, sit, officer):
    seat = sit(person("Adam"))
    fields = SeatFields(person=seat.person, valid_to=day(9))
    change_seat(seat, fields=fields, expected_version=1, by=officer)
    with pytest.raises(StaleVersionError):
        change_seat(Seat.objects.get(), fields=fields, expected_version=1, by=officer)


@pytest.mark.db
@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "chair"},
        {"person": "seated"},
        {"role": "substitute"},
        {"role": "member", "substitute_for": "seated"},
        {"role": "member", "valid_from": day(1), "valid_to": day(0)},
    ],
)
def test_the_database_itself_refuses_wrong_seats(commission, person, sit, officer, wrong):
    seat = sit(person("Adam"), SeatRole.CHAIR)
    if "person" in wrong:
        wrong = wrong | {"person": seat.person}
    if "substitute_for" in wrong:
        wrong = wrong | {"substitute_for": seat}
    values = {"body": commission, "person": person("Eva"), "role": "member"} | wrong
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Seat(**values).save()


spans = st.tuples(
    st.integers(0, 2),  # who
    st.sampled_from([SeatRole.MEMBER, SeatRole.CHAIR, SeatRole.VICE_CHAIR]),
    st.one_of(st.none(), st.integers(0, 20)),
    st.one_of(st.none(), st.integers(0, 20)),
)


class SeatsProperty(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(st.lists(spans, max_size=6))
    def test_on_no_day_are_there_two_chairs_or_one_person_twice(self, wanted):
        by = Actor.for_machine("console")
        founder = add_organisation(name="Kraj", kind=OrganisationKind.REGION, by=by)
        body = add_body(
            key="komise", fields=BodyFields(name="K", kind=BodyKind.COMMISSION, founder=founder), by=by
        )
        people = [add_person(person=PersonFields(family_name=f"P{number}"), by=by) for number in range(3)]
        for who, role, first, last in wanted:
            fields = SeatFields(
                person=people[who],
                role=role,
                valid_from=None if first is None else day(first),
                valid_to=None if last is None else day(last),
            )
            try:
                add_seat(body=body, fields=fields, by=by)
            except PartiesError:
                continue
        for number in range(-1, 22):
            seats = body_on("komise", day(number)).seats
            assert sum(seat.role == SeatRole.CHAIR for seat in seats) <= 1
            assert len({seat.person_id for seat in seats}) == len(seats)
        assert list(seats_apart()) == []
        assert Body.objects.count() == 1
