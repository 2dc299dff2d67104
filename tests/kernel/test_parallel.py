"""Locks, with real threads and real transactions, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.kernel.minutes import Minutes

from zazemi.kernel import audit
from zazemi.kernel.conflict import conflict_of
from zazemi.kernel.errors import OutsideStepError, StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.models import FormKey
from zazemi.kernel.numbers import next_reference
from zazemi.kernel.steps import step

pytestmark = pytest.mark.db

PAIRS = 50


def in_threads(count, work):
    """Run ``work(number)`` in so many threads that start at one barrier."""
    barrier = threading.Barrier(count)

    def run(number):
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def interrupt_when(it_is_time):
    if it_is_time:
        raise InterruptedError


def test_fifty_of_fifty_pairs_of_editors_keep_both_texts(empty_tables, officer):
    for pair in range(PAIRS):
        with step(officer, "made"):
            minutes = Minutes.objects.create(title=f"Porada {pair}", text="základ")
        editors = [Minutes.objects.get(pk=minutes.pk) for _ in range(2)]

        def edit(number, editors=editors):
            editors[number].text = f"znění {number}"
            try:
                with step(officer, "edited"):
                    editors[number].save(expected_version=1)
            except StaleVersionError as stale:
                return conflict_of(stale, {"text": editors[number].text})
            return "saved"

        outcomes = in_threads(2, edit)
        assert outcomes.count("saved") == 1
        loser = 1 - outcomes.index("saved")
        (field,) = outcomes[loser].fields
        assert (field.base, field.mine, field.theirs) == ("základ", f"znění {loser}", f"znění {1 - loser}")
    assert audit.verify_chain().is_whole
    assert audit.current_head().seq == 2 * PAIRS


def test_numbers_have_no_gap_under_eight_threads_though_some_steps_fail(empty_tables, officer):
    def give(worker):
        given = []
        for turn in range(10):
            try:
                with step(officer, "filed"):
                    number = next_reference("PLN", year=2026)
                    Minutes.objects.create(title=number)
                    interrupt_when((worker + turn) % 4 == 0)
            except InterruptedError:
                continue
            given.append(number)
        return given

    given = sorted(number for numbers in in_threads(8, give) for number in numbers)
    assert given == [f"PLN-2026-{number:03d}" for number in range(1, len(given) + 1)]
    assert len(given) == 60
    assert sorted(Minutes.objects.values_list("title", flat=True)) == given
    assert audit.verify_chain().is_whole


def test_a_form_sent_ten_times_at_once_is_one_record(empty_tables, officer):
    key = new_form_key()

    def send(number):
        with step(officer, "sent"):
            first = claim(key, 7)
            if first is not None:
                return first
            made = Minutes.objects.create(title="Porada")
            remember(key, f"/porady/{made.pk}/")
            return f"/porady/{made.pk}/"

    answers = in_threads(10, send)
    assert Minutes.objects.count() == 1
    assert set(answers) == {f"/porady/{Minutes.objects.get().pk}/"}


@pytest.mark.django_db
def test_a_key_belongs_to_the_form_and_to_the_person(officer):
    key = new_form_key()
    assert [claim(key, 7), claim(key, 7), claim(key, 8)] == [None, "", None]
    remember(key, "/x/")
    assert claim("not a uuid", None) is None
    assert FormKey.objects.count() == 3


@pytest.mark.django_db
def test_a_number_outside_a_step_or_of_an_odd_kind_is_refused(officer):
    with pytest.raises(OutsideStepError):
        next_reference("PLN", year=2026)
    with pytest.raises(ValueError, match="pln"), step(officer, "x"):
        next_reference("pln", year=2026)


@pytest.mark.django_db
def test_every_kind_and_year_counts_for_itself(officer):
    with step(officer, "x"):
        given = [
            next_reference(kind, year=year) for kind, year in [("PLN", 2026), ("MEM", 2026), ("PLN", 2027)]
        ]
    assert given == ["PLN-2026-001", "MEM-2026-001", "PLN-2027-001"]
