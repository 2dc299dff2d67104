"""Numbers, dates and spaces as Czech readers expect them; results written by hand."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from zazemi.ui import typography as t

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (12345, 0, f"12{NB}345"),
        (1234567.891, 1, f"1{NB}234{NB}567,9"),
        (Decimal(-4), 1, "−4,0"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (None, 2, "–"),
        (float("nan"), 1, "–"),
        (Decimal("2.5"), 0, "2"),
    ],
)
def test_a_number_is_written_the_czech_way(value, decimals, text):
    assert t.number_text(value, decimals) == text


def test_a_number_is_written_the_english_way():
    with translation.override("en"):
        assert t.number_text(12345.67, 1) == "12,345.7"
        assert t.fte_text(42.5) == f"42.5{NB}FTE"
        assert t.czk_text(35_000_000) == f"CZK{NB}35,000,000".replace(NB, " ")
        assert t.day_text(dt.date(2026, 11, 24)) == f"24{NB}November 2026"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1, 0, f"1{NB}úvazek"),
        (3, 0, f"3{NB}úvazky"),
        (5, 0, f"5{NB}úvazků"),
        (0, 0, f"0{NB}úvazků"),
        (42.5, 1, f"42,5{NB}úvazku"),
        (2, 1, f"2,0{NB}úvazku"),
        (None, 1, "–"),
    ],
)
def test_fte_take_the_right_plural(value, decimals, text):
    assert t.fte_text(value, decimals) == text


def test_money_comes_in_three_scales():
    assert t.czk_text(34_995_000) == f"34{NB}995{NB}000{NB}Kč"
    assert t.czk_text(34_995_000, "million") == f"35,00{NB}mil.{NB}Kč"
    assert t.czk_text(34_995_000, "thousand") == f"34{NB}995{NB}tis.{NB}Kč"


def test_shares_minutes_and_dates():
    assert t.percent_text(0.577, 1) == f"57,7{NB}%"
    assert t.percent_text(None) == "–"
    assert t.minutes_text(31.4) == f"31{NB}min"
    assert t.day_text(dt.date(2026, 11, 24)) == f"24.{NB}11.{NB}2026"
    assert (
        t.moment_text(dt.datetime(2026, 11, 24, 14, 5, tzinfo=ZoneInfo("Europe/Prague")))
        == f"24.{NB}11.{NB}2026 v{NB}14.05"
    )
    assert t.day_text(None) == "–"


@pytest.mark.parametrize(
    ("plain", "typeset"),
    [
        ("Obec v Ralsku a o kus dál", "Obec v~Ralsku a~o~kus dál"),
        ("K tomu i s ním", "K~tomu i~s~ním"),
        ("dne 24. 11. 2026 a 1. 1.", "dne 24.~11.~2026 a~1.~1."),
        ("stojí 35 000 000 Kč", "stojí 35~000~000~Kč"),
        ("5 obcí, 12 % lidí, 45 min", "5~obcí, 12~% lidí, 45~min"),
        ("podle § 69 a č. 108", "podle §~69 a~č.~108"),
        ("T. G. Masaryk", "T.~G.~Masaryk"),
        ("kost a víno", "kost a~víno"),
    ],
)
def test_spaces_that_do_not_break(plain, typeset):
    assert t.nbsp(plain).replace(NB, "~") == typeset


def test_tags_and_what_people_typed_stay_untouched():
    markup = mark_safe(
        '<p title="v a">v domě</p><textarea>v domě</textarea><option>k moři</option><pre>s ní</pre>'
    )
    assert t.nbsp_markup(markup).replace(NB, "~") == (
        '<p title="v a">v~domě</p><textarea>v domě</textarea><option>k moři</option><pre>s ní</pre>'
    )


def test_a_text_that_is_not_markup_is_escaped():
    assert t.nbsp_markup("<b>v</b>") == "&lt;b&gt;v&lt;/b&gt;"
