"""Two officers, one record, through HTTP: nothing typed is lost, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from zazemi.kernel import audit
from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.network.models import Capacity, Service

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

PAIRS = 50


def together(*works: object):
    """Run the works in threads that start at one barrier; return their answers."""
    barrier = threading.Barrier(len(works))

    def run(work):
        try:
            barrier.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def clients(sign_in):
    return [sign_in(Role.REGIONAL_OFFICER, into=Client()), sign_in(Role.HEAD, into=Client())]


def test_of_fifty_pairs_one_saves_and_the_other_sees_both_texts(transactional_db, capacity, clients):
    url = reverse("network:capacity_change", args=[capacity.pk])
    for pair in range(PAIRS):
        version = Capacity.objects.get().version
        mine = [f"{pair + 1},{number}0" for number in (1, 2)]
        days = ["2031-03-01", "2032-04-02"]

        def save(number, version=version, mine=mine, days=days):
            data = {
                "expected_version": version,
                "unit": "fte",
                "value": mine[number],
                "form": "field",
                "valid_from": "2025-01-01",
                "valid_to": days[number],
            }
            return clients[number].post(url, data)

        answers = together(lambda: save(0), lambda: save(1))
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        winner = [answer.status_code for answer in answers].index(302)
        page = answers[1 - winner].content.decode().replace("\xa0", " ")
        stored = Capacity.objects.get()
        assert stored.version == version + 1
        assert f"{stored.value:.2f}".replace(".", ",") == mine[winner]
        assert mine[1 - winner] in page
        assert days[1 - winner] in page
        assert mine[winner] in page
    assert audit.verify_chain().is_whole


def test_the_loser_decides_and_saves_with_nothing_typed_again(transactional_db, capacity, clients):
    import re

    url = reverse("network:capacity_change", args=[capacity.pk])
    data = {"expected_version": 1, "unit": "fte", "form": "field", "valid_from": "2025-01-01", "valid_to": ""}
    clients[0].post(url, data | {"value": "8"})
    conflict = clients[1].post(url, data | {"value": "5,5", "valid_to": "2030-12-31"}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', conflict))
    radios = set(re.findall(r'<input type="radio" name="([^"]+)" value="mine"', conflict))
    answer = clients[1].post(url, hidden | dict.fromkeys(radios, "mine"))
    assert answer.status_code == 302
    stored = Capacity.objects.get()
    assert (stored.value, stored.valid_to.isoformat(), stored.version) == (5.5, "2030-12-31", 3)


def test_the_same_form_from_ten_threads_is_one_service(transactional_db, provider, clients):
    data = {"form_key": new_form_key(), "provider": provider.pk, "kind": "field_programme", "name": "Terén"}
    url = reverse("network:service_add")
    cookies = clients[0].cookies

    def send():
        client = Client()
        client.cookies = cookies
        return client.post(url, data)

    answers = together(*[send] * 10)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Service.objects.count() == 1
