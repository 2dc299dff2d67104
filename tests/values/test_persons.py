"""A count of people cannot be printed, sent or used as a number."""

import copy
import csv
import io
import json
import pickle
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zazemi.values.persons import PersonCount, UnprintableCountError, opened
from zazemi.values.quantities import NegativeQuantityError, NotANumberError

THREE = PersonCount(3)


@pytest.mark.parametrize(
    "leak",
    [
        str,
        "{}".format,
        "{:>5}".format,
        lambda count: f"{count}",
        lambda count: "%s" % count,  # noqa: UP031 - this way of printing too
        lambda count: "%d" % count,  # noqa: UP031 - this way of printing too
        int,
        float,
        bytes,
        bool,
        round,
        list,
        len,
        range,
        pickle.dumps,
        lambda count: csv.writer(io.StringIO()).writerow([count]),
        lambda count: json.dumps({"people": count}, default=str),
    ],
)
def test_no_way_of_writing_lets_a_count_out(leak):
    with pytest.raises(UnprintableCountError):
        leak(THREE)


def test_json_does_not_know_it():
    with pytest.raises(TypeError):
        json.dumps({"people": THREE})


def test_a_mask_stands_in_logs():
    assert repr(THREE) == "PersonCount(•)"
    assert repr([THREE]) == "[PersonCount(•)]"


def test_a_count_is_no_key():
    with pytest.raises(TypeError):
        hash(THREE)


def test_copies_stay_closed():
    @dataclass
    class Row:
        people: PersonCount

    assert asdict(Row(THREE))["people"] is THREE
    assert copy.copy(THREE) is THREE


@pytest.mark.parametrize(
    ("wrong", "error"), [(-1, NegativeQuantityError), (2.5, NotANumberError), (True, NotANumberError)]
)
def test_only_whole_numbers_from_zero_are_counts(wrong, error):
    with pytest.raises(error):
        PersonCount(wrong)


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_counts_add_up(numbers):
    assert opened(sum(PersonCount(number) for number in numbers)) == sum(numbers)


def test_counts_compare_only_with_counts():
    assert PersonCount(2) < THREE
    assert PersonCount(3) == THREE
    assert THREE != 3
    with pytest.raises(TypeError):
        THREE + 1
