"""Who helps near me: by travel, by territory served, by situation; what is secret stays secret."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.codelists.selectors import codes_of
from zazemi.codelists.services import seed_lists
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.measures.reach import DEFAULT_TRAVEL, longest_km
from zazemi.network.catalogue.presenters import phones_of, web_of
from zazemi.network.catalogue.selectors import (
    KM_PER_DEGREE,
    Asked,
    Reach,
    found,
    municipalities_like,
    nearest,
    offers,
)
from zazemi.network.catalogue.situations import BY_SLUG, PLAIN_WORDS, SITUATIONS
from zazemi.network.models import Service
from zazemi.network.services import (
    AreaFields,
    PlaceFields,
    ServiceFacts,
    add_area,
    add_place,
    add_service,
    set_target_groups,
)
from zazemi.territory.models import Municipality, Orp
from zazemi.values.services import ServiceForm, ServiceKind

DAY = dt.date(2026, 11, 25)
MACHINE = Actor.for_machine("import")
HERE, NEIGHBOUR, FAR = "990001", "990002", "990003"


@pytest.fixture(autouse=True)
def _today():
    with clock.frozen(DAY):
        yield


@pytest.fixture
def help_at(provider):
    """Make a service of a kind with one place in a municipality."""

    def make(kind, code=HERE, *, name=None, facts=None, area="", **place_fields):
        number = Service.objects.count() + 1
        service = add_service(
            provider=provider, kind=kind, name=name or f"Služba {number}", facts=facts, by=MACHINE
        )
        fields = PlaceFields(municipality=Municipality.objects.get(code=code), **place_fields)
        place = add_place(service=service, fields=fields, by=MACHINE)
        if area:
            add_area(place=place, fields=AreaFields(territory=area), by=MACHINE)
        return service

    return make


def at(code=HERE, **asked):
    return Asked(
        municipality=Municipality.objects.select_related("orp__region", "region").get(code=code), **asked
    )


def ids(rows):
    return [one.service_id for one in rows]


def test_the_nearest_comes_first_and_the_own_municipality_is_said(region, help_at):
    farther = help_at(ServiceKind.COUNSELLING, NEIGHBOUR)
    here = help_at(ServiceKind.COUNSELLING)
    first, second = found(at(), DAY)
    assert (first.service_id, first.is_here) == (here.pk, True)
    assert (second.service_id, second.is_here) == (farther.pk, False)
    assert second.minutes > first.minutes


def test_what_is_farther_than_the_limit_is_not_listed_but_is_the_nearest(region, help_at):
    far = help_at(ServiceKind.COUNSELLING, FAR, lat=50.7, lon=15.9)
    assert found(at(minutes=30), DAY) == []
    (only,) = nearest(at(minutes=30), DAY)
    assert only.service_id == far.pk
    assert only.minutes > 30
    assert ids(found(at(minutes=120), DAY)) == [far.pk]


def test_a_service_with_two_places_is_listed_once_by_the_nearer(region, help_at):
    service = help_at(ServiceKind.COUNSELLING, FAR)
    near = add_place(
        service=service,
        fields=PlaceFields(municipality=Municipality.objects.get(code=HERE)),
        by=MACHINE,
    )
    (only,) = found(at(), DAY)
    assert only.place_id == near.pk


def test_field_work_is_listed_by_the_territory_it_serves(region, help_at):
    orp = Orp.objects.get()
    serving = help_at(ServiceKind.FIELD_PROGRAMME, FAR, area=orp.code, lat=50.9, lon=16.9)
    elsewhere = help_at(ServiceKind.FIELD_PROGRAMME, HERE, area=NEIGHBOUR)
    unsaid = help_at(ServiceKind.FIELD_PROGRAMME, NEIGHBOUR)
    rows = {one.service_id: one for one in found(at(minutes=30), DAY)}
    assert rows[serving.pk].reach is Reach.COMES
    assert elsewhere.pk not in rows, "it serves another municipality"
    assert rows[unsaid.pk].reach is Reach.COMES, "without a territory it comes as far as it can drive"


def test_a_club_that_serves_the_whole_region_is_still_a_place_to_go_to(region, help_at):
    far = help_at(ServiceKind.LOW_THRESHOLD_CLUB, FAR, area=region.code, lat=50.9, lon=16.9)
    near = help_at(ServiceKind.LOW_THRESHOLD_CLUB, NEIGHBOUR, area=region.code)
    rows = found(at(minutes=60), DAY)
    assert ids(rows) == [near.pk]
    assert rows[0].reach is Reach.NEAR
    assert far.pk not in ids(found(Asked(orp=Orp(code="0000", region=region)), DAY))


def test_a_field_form_of_another_kind_comes_too(region, help_at):
    service = help_at(ServiceKind.COUNSELLING, FAR, area=HERE, forms=[ServiceForm.FIELD], lat=50.9, lon=16.9)
    (only,) = found(at(minutes=30), DAY)
    assert (only.service_id, only.reach) == (service.pk, Reach.COMES)


def test_a_secret_municipality_is_found_by_the_region_only_and_without_distance(region, help_at):
    secret = help_at(ServiceKind.SHELTER_HOUSE, HERE, is_address_secret=True, is_municipality_secret=True)
    for code in (HERE, NEIGHBOUR, FAR):
        (only,) = found(at(code), DAY)
        assert (only.service_id, only.reach, only.minutes, only.is_here) == (
            secret.pk,
            Reach.SECRET,
            None,
            False,
        )
    assert offers(Asked(), DAY) == [], "not even the ORP is told"
    assert nearest(at(minutes=30), DAY) == []


def test_a_secret_address_alone_is_found_by_its_municipality(region, help_at):
    help_at(ServiceKind.SHELTER_HOUSE, NEIGHBOUR, is_address_secret=True)
    (only,) = found(at(), DAY)
    assert only.reach is Reach.NEAR


def test_ended_services_and_places_are_not_offered(region, help_at):
    help_at(ServiceKind.COUNSELLING, facts=ServiceFacts(ended_on=DAY - dt.timedelta(days=1)))
    help_at(ServiceKind.COUNSELLING, facts=ServiceFacts(started_on=DAY + dt.timedelta(days=1)))
    help_at(ServiceKind.COUNSELLING, valid_to=DAY - dt.timedelta(days=1))
    assert found(at(), DAY) == []
    help_at(ServiceKind.COUNSELLING, facts=ServiceFacts(ended_on=DAY))
    assert len(found(at(), DAY)) == 1, "the last day still counts"


def test_a_situation_asks_kinds_and_kinds_for_groups(region, help_at):
    seed_lists(by=MACHINE)
    advice = help_at(ServiceKind.COUNSELLING)
    field = help_at(ServiceKind.FIELD_PROGRAMME)
    help_at(ServiceKind.FIELD_PROGRAMME, name="Jiný terén")
    help_at(ServiceKind.LOW_THRESHOLD_CLUB)
    set_target_groups(field, chosen=["indebted", "homeless"], seen=[], by=MACHINE)
    rows = found(at(situation=BY_SLUG["dluhy"]), DAY)
    assert set(ids(rows)) == {advice.pk, field.pk}
    assert len(rows) == 2


def test_every_situation_names_known_groups_and_every_kind_it_names_has_plain_words(db):
    seed_lists(by=MACHINE)
    known = set(codes_of("target_groups").values_list("code", flat=True))
    for one in SITUATIONS:
        assert set(one.groups) <= known, one.slug
        assert bool(one.groups) == bool(one.kinds_for_groups)
        assert all(kind in PLAIN_WORDS for kind in (*one.kinds, *one.kinds_for_groups)), one.slug


def test_an_orp_lists_what_lies_inside_and_what_comes(region, help_at):
    inside = help_at(ServiceKind.COUNSELLING, NEIGHBOUR)
    (offer,) = offers(Asked(), DAY)
    assert (offer.n, offer.code) == (1, Orp.objects.get().code)
    assert ids(found(Asked(orp=Orp.objects.get()), DAY)) == [inside.pk]


def test_a_place_is_found_without_accents_and_with_a_slip_of_the_finger(region):
    exact, is_exact = municipalities_like("  zdarek ")
    assert ([one.name for one in exact], is_exact) == (["Žďárek"], True)
    close, is_exact = municipalities_like("Chlumkof")
    assert ([one.name for one in close], is_exact) == (["Chlumkov"], False)
    assert municipalities_like("xyzxyz") == ([], False)
    assert municipalities_like("") == ([], False)


@given(st.integers(5, 240), st.floats(48.5, 51.1))
def test_the_box_never_cuts_off_what_is_within_the_limit(minutes, lat):
    import math

    km = longest_km(minutes, DEFAULT_TRAVEL)
    assert km / KM_PER_DEGREE * 111.19 >= km
    degrees_wide = km / KM_PER_DEGREE / math.cos(math.radians(lat))
    assert degrees_wide * 111.19 * math.cos(math.radians(lat)) >= km


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("485 111 222",), [("485 111 222", "tel:+420485111222")]),
        (
            ("+420 485 111 222; 00420 777 000 111",),
            [("+420 485 111 222", "tel:+420485111222"), ("00420 777 000 111", "tel:+420777000111")],
        ),
        (("485111222", "485 111 222"), [("485111222", "tel:+420485111222")]),
        (("volejte Janu",), []),
        (("javascript:alert(1)",), []),
    ],
)
def test_telephones_are_dialled(texts, expected):
    assert [(one.text, one.href) for one in phones_of(*texts)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.most.example", "https://www.most.example"),
        ("http://most.example/teren", "http://most.example/teren"),
        ("javascript:alert(1)", ""),
        ("ftp://most.example", ""),
        ("", ""),
        ('https://most.example" onload=', ""),
    ],
)
def test_only_web_addresses_are_linked(text, expected):
    assert web_of(text) == expected
