"""The shape of every error that a person may read."""

import pickle

from zazemi.values.errors import ZazemiError
from zazemi.values.quantities import NegativeQuantityError
from zazemi.values.text import N_


def test_an_error_says_where_what_and_the_way_out():
    error = ZazemiError("%(n)s rows are bad.", way_out="Mend them.", where="list A, row 7", params={"n": 2})
    assert str(error) == "list A, row 7: 2 rows are bad. Mend them."


def test_an_error_without_a_way_out_is_only_its_message():
    assert str(ZazemiError("It is so.")) == "It is so."


def test_an_error_survives_the_way_out_of_a_child_process_with_all_its_parts():
    error = NegativeQuantityError(where="B4", params={"name": "capacity", "value": -1})
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is NegativeQuantityError
    assert (str(again), again.where, again.params) == (str(error), "B4", {"name": "capacity", "value": -1})


def test_marking_a_sentence_does_not_change_it():
    assert N_("A sentence.") == "A sentence."
