import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from zazemi.codelists import selectors, services
from zazemi.codelists.errors import (
    DoubledCodeError,
    DoubledRegisterIdError,
    EndedCodeError,
    ForeignParentError,
    NamelessCodeError,
    NotYoursError,
    ReversedDaysError,
    StartingCodeError,
    UnknownCodeError,
    UnknownListError,
    UsedCodeError,
    WrongCodeError,
)
from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.services import CodeFields, add_code, change_code, end_code, remove_code, seed_lists
from zazemi.kernel import audit, clock
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.codes import CodeUse, code_uses, codes
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.steps import step

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 25)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.fixture
def red(colours, officer):
    return add_code(
        code_list=colours, code="red", fields=CodeFields(label_cs="červená", label_en="red"), by=officer
    )


def test_every_declared_list_is_seeded_once_and_has_what_its_file_says(db, machine):
    made = seed_lists(by=machine)
    assert made == len(codes) + sum(len(one.codes) for one in codes)
    assert seed_lists(by=machine) == 0
    assert Code.objects.filter(code_list__key="domains").count() >= 11
    assert selectors.label_of("target_groups", "seniors") == "senioři"
    assert selectors.by_register_id("target_groups")["CilovaSkupinaOsoby/24"].code == "seniors"
    assert audit.verify_chain().is_whole


def test_seeding_adds_what_is_new_and_never_touches_what_people_changed(only_moods, machine, officer):
    only_moods("Klid", "Radost")
    assert seed_lists(by=machine) == 3
    calm = Code.objects.get(code="klid")
    change_code(calm, fields=CodeFields(label_cs="Pokoj", position=99), expected_version=1, by=officer)
    end_code(Code.objects.get(code="radost"), last_day=YESTERDAY, expected_version=1, by=officer)
    only_moods("Klid", "Radost", "Naděje")
    assert seed_lists(by=machine) == 1
    stored = {one.code: (one.label_cs, one.version) for one in Code.objects.all()}
    assert stored == {"klid": ("Pokoj", 2), "radost": ("Radost", 2), "naděje": ("Naděje", 1)}
    assert Code.objects.get(code="radost").valid_to == YESTERDAY


def test_a_code_is_on_offer_on_its_days_only_and_what_has_it_keeps_it(colours, officer):
    with clock.frozen(TODAY):
        for code, first, last in (
            ("old", None, YESTERDAY),
            ("last_day", None, TODAY),
            ("first_day", TODAY, None),
            ("future", TOMORROW, None),
        ):
            fields = CodeFields(label_cs=f"~{code}", valid_from=first, valid_to=last)
            add_code(code_list=colours, code=code, fields=fields, by=officer)
        assert [one.code for one in selectors.codes_on("colours")] == ["last_day", "first_day"]
        assert [code for code, _ in selectors.choices_of("colours", keep=["old"])] == [
            "old",
            "last_day",
            "first_day",
        ]
        assert [one.code for one in selectors.codes_on("colours", YESTERDAY)] == ["old", "last_day"]
        assert selectors.labels_of("colours")["old"] == "~old"
        with pytest.raises(EndedCodeError):
            selectors.required_code("colours", "old")
        with pytest.raises(UnknownCodeError):
            selectors.required_code("colours", "none")
        assert selectors.required_code("colours", "old", YESTERDAY).code == "old"
    assert selectors.label_of("colours", "unheard-of") == "unheard-of"
    assert list(selectors.codes_on("no-such-list")) == []
    with pytest.raises(UnknownListError, match="colours"):
        selectors.list_with("none")


def test_a_form_costs_one_query(red, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert selectors.choices_of("colours") == [("red", "červená")]
    with django_assert_num_queries(1):
        assert [str(one) for one in selectors.codes_on("colours")] == ["červená"]


def test_readers_of_english_get_english_where_there_is_any(red):
    with translation.override("en"):
        assert (red.label, str(red.code_list)) == ("red", "Colours")
        red.label_en = ""
        assert red.label == "červená"


def test_what_cannot_be_a_code_is_refused_with_a_sentence(colours, red, officer):
    plain = CodeFields(label_cs="x")
    for wrong in ("", " ", "á", "two words", "-x", "x" * 41):
        with pytest.raises(WrongCodeError):
            add_code(code_list=colours, code=wrong, fields=plain, by=officer)
    with pytest.raises(DoubledCodeError, match="červená"):
        add_code(code_list=colours, code="RED", fields=plain, by=officer)
    with pytest.raises(NamelessCodeError):
        add_code(code_list=colours, code="y", fields=CodeFields(label_cs="  "), by=officer)
    reversed_days = CodeFields(label_cs="x", valid_from=TODAY, valid_to=YESTERDAY)
    with pytest.raises(ReversedDaysError):
        add_code(code_list=colours, code="y", fields=reversed_days, by=officer)
    with pytest.raises(ReversedDaysError):
        change_code(red, fields=reversed_days, expected_version=1, by=officer)
    add_code(code_list=colours, code="y", fields=CodeFields(label_cs="x", register_id="R/1"), by=officer)
    with pytest.raises(DoubledRegisterIdError, match="“x”"):
        add_code(code_list=colours, code="z", fields=CodeFields(label_cs="z", register_id="R/1"), by=officer)


def test_only_the_office_and_the_administrator_change_lists(colours, red):
    head = Actor(user_id=2, name="x", roles=frozenset({Role.HEAD, Role.PROVIDER}))
    for refused in (
        lambda: add_code(code_list=colours, code="y", fields=CodeFields(label_cs="y"), by=head),
        lambda: change_code(red, fields=CodeFields(label_cs="y"), expected_version=1, by=head),
        lambda: end_code(red, last_day=TODAY, expected_version=1, by=head),
        lambda: remove_code(red, by=head),
    ):
        with pytest.raises(NotYoursError):
            refused()


def test_a_parent_is_of_the_same_list_and_never_a_descendant(colours, red, officer):
    pink = add_code(
        code_list=colours, code="pink", fields=CodeFields(label_cs="růžová", parent=red), by=officer
    )
    with pytest.raises(ForeignParentError):
        change_code(red, fields=CodeFields(label_cs="červená", parent=pink), expected_version=1, by=officer)
    with pytest.raises(ForeignParentError):
        change_code(red, fields=CodeFields(label_cs="červená", parent=red), expected_version=1, by=officer)
    with step(officer, "zkouška"):
        other = CodeList(key="other", title_cs="Jiný", purpose="-", source="-")
        other.save()
    with pytest.raises(ForeignParentError):
        add_code(code_list=other, code="x", fields=CodeFields(label_cs="x", parent=red), by=officer)


def test_a_used_code_cannot_be_deleted_and_says_who_uses_it(colours, red, officer):
    add_code(code_list=colours, code="pink", fields=CodeFields(label_cs="růžová", parent=red), by=officer)
    use = CodeUse(list_key="colours", title="Domy", counted=lambda: {"pink": 3})
    code_uses.register("test.houses", use)
    try:
        used = selectors.usage_of(colours)
        assert [(one.title, one.n) for one in used["pink"]] == [("Domy", 3)]
        assert [one.n for one in used["red"]] == [1]
        for code in ("red", "pink"):
            with pytest.raises(UsedCodeError):
                remove_code(Code.objects.get(code=code), by=officer)
    finally:
        code_uses.forget("test.houses")
    remove_code(Code.objects.get(code="pink"), by=officer)
    remove_code(Code.objects.get(code="red"), by=officer)
    assert not Code.objects.exists()
    assert Code.history.filter(history_type="-").count() == 2


def test_a_code_of_the_first_content_cannot_be_deleted(only_moods, machine, officer):
    only_moods("Klid")
    seed_lists(by=machine)
    with pytest.raises(StartingCodeError):
        remove_code(Code.objects.get(), by=officer)


def test_a_change_over_somebody_elses_is_refused(red, officer):
    change_code(red, fields=CodeFields(label_cs="rudá"), expected_version=1, by=officer)
    with pytest.raises(StaleVersionError):
        end_code(Code.objects.get(), last_day=TODAY, expected_version=1, by=officer)


@pytest.mark.db
@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "red"},
        {"code": ""},
        {"label_cs": ""},
        {"valid_from": TODAY, "valid_to": YESTERDAY},
        {"register_id": "R/1"},
    ],
)
def test_the_database_itself_refuses_wrong_codes(colours, officer, wrong):
    fields = CodeFields(label_cs="červená", register_id="R/1")
    add_code(code_list=colours, code="red", fields=fields, by=officer)
    values = {"code_list": colours, "code": "blue", "label_cs": "modrá"} | wrong
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        Code(**values).save()


@pytest.mark.db
def test_the_database_itself_refuses_a_code_under_itself(red, officer):
    red.parent = red
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        red.save()


days = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9)))


class ValidityProperty(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(first=days, last=days, day=st.dates(dt.date(2019, 12, 30), dt.date(2020, 1, 12)))
    def test_the_query_and_the_record_agree_on_every_day(self, first, last, day):
        if first and last and last < first:
            first, last = last, first
        by = Actor.for_machine("console")
        with step(by, "zkouška"):
            made = CodeList(key="k", title_cs="K", purpose="-", source="-")
            made.save()
        fields = services.CodeFields(label_cs="x", valid_from=first, valid_to=last)
        code = services.add_code(code_list=made, code="x", fields=fields, by=by)
        assert selectors.codes_on("k", day).exists() == code.is_valid_on(day)
        assert bool(selectors.choices_of("k", day)) == code.is_valid_on(day)
