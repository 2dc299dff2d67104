"""No public page, JSON, CSV, workbook, PDF, search result or map carries a trace of a locality (T12).

All public addresses are walked over data with a locality whose every field is a marker.
"""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from tests.house.examples import arguments_of, make_world
from tests.territory.localities import CONSOLE, make_locality

from zazemi.accounts.matrix import Cell, access_matrix
from zazemi.codelists.services import seed_lists
from zazemi.intake.services import Provenance, load
from zazemi.kernel.actor import Actor
from zazemi.territory.choices import Confidentiality
from zazemi.territory.services.localities import SourceFields, add_source

pytestmark = [pytest.mark.django_db]
ONE = "990001"
MARKED = {
    "name": "Kolonie Qwxmarker",
    "people_from": 7351,
    "people_to": 8642,
    "estimate_source": "Qwxmarker odhad",
    "estimated_on": dt.date(2019, 7, 13),
    "lat": 50.57319,
    "lon": 15.04268,
    "notes": "Qwxmarker poznámka o místě",
    "found_on": dt.date(2011, 9, 17),
    "consent_by": "Qwxmarker rada",
    "consent_on": dt.date(2018, 3, 29),
    "consent_resolution": "qwxmarker77/3",
    "public_place": "okolí qwxmarkeru",
}
TRACES = (
    "qwxmarker",
    "7351",
    "8642",
    "7 351",
    "7\u00a0351",
    "8\u00a0642",
    "50.57319",
    "50,57319",
    "15.04268",
    "15,04268",
)
WITHOUT_ANSWER = {"ui:gallery"}
PUBLIC = sorted(
    name
    for (name, method), row in access_matrix().rows.items()
    if method == "GET" and name not in WITHOUT_ANSWER and row.cell_of(Actor.anonymous()) is Cell.YES
)
QUERIES = ("", "?q=qwxmarker", "?q=kolonie&kraj=CZ0X1", "?format=json")


@pytest.fixture
def world(db, tmp_path):
    made = make_world()
    made.region()
    seed_lists(by=CONSOLE)
    locality = make_locality(ONE, **MARKED)
    add_source(
        locality=locality,
        fields=SourceFields(title="Qwxmarker studie", year=2019, link="https://qwxmarker.example/studie"),
        by=CONSOLE,
    )
    path = tmp_path / "qwxmarker-lokality.csv"
    header = "Kód obce,Lokalita,Typ,Lidí nejméně,Lidí nejvýše,Zdroj odhadu,Odhad ke dni,Známa od"
    path.write_text(
        f"{header}\n990002,Qwxmarker druhá,ubytovna,7351,8642,qwxmarker,1. 1. 2020,1. 1. 2015\n",
        encoding="utf-8",
    )
    load(kind="localities", path=path, by=CONSOLE, provenance=Provenance(source="qwxmarker zdroj"))
    return made


def _texts(answer):
    """Everything that a reader of the answer could read, members of packed files one by one."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return [content.decode("utf-8", "replace")]


def _traces(answer, *, asked=""):
    texts = [_without_what_was_asked(text, asked).casefold() for text in _texts(answer)]
    return sorted({trace for trace in TRACES if any(trace.casefold() in text for text in texts)})


def _without_what_was_asked(text, asked):
    """A page repeats the words of the search; those alone betray nothing."""
    return re.sub(re.escape(asked), "", text, flags=re.IGNORECASE) if asked else text


def test_no_public_address_carries_a_trace_of_a_locality(world):
    client = Client(raise_request_exception=False)
    wrong, walked = [], 0
    for name in PUBLIC:
        address = reverse(name, kwargs=arguments_of(name, world) or None)
        for query in QUERIES:
            answer = client.get(address + query)
            assert answer.status_code < 500, f"{name}{query}"
            walked += 1
            asked = "qwxmarker" if query == "?q=qwxmarker" else ""
            wrong += [(name, query, trace) for trace in _traces(answer, asked=asked)]
    assert walked > 4 * 20
    assert wrong == []


def test_nobody_outside_reaches_the_register_itself(world):
    client = Client(raise_request_exception=False)
    for name in sorted(name for name, method in access_matrix().rows if name.startswith("territory:")):
        answer = client.get(reverse(name, kwargs=arguments_of(name, world) or None))
        assert answer.status_code in {302, 403, 404}
        assert not _traces(answer)


@pytest.mark.parametrize("role", ["provider", "labour_office", "administrator", "secretary", "body_member"])
def test_people_of_other_roles_find_no_trace_either(world, role):
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    world.asking = world.people[role]
    wrong = []
    for name, method in sorted(access_matrix().rows):
        if method != "GET" or name in WITHOUT_ANSWER or name.startswith(("account_", "mfa_")):
            continue
        answer = client.get(reverse(name, kwargs=arguments_of(name, world) or None))
        wrong += [(name, trace) for trace in _traces(answer)]
    assert wrong == []


def test_a_municipality_learns_nothing_of_the_localities_of_others(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.people["municipality"], backend="django.contrib.auth.backends.ModelBackend")
    said = client.get(reverse("territory:localities") + "?stav=all").content.decode()
    assert "Kolonie Qwxmarker" in said
    assert "druhá" not in said


def test_publicly_there_is_support_and_nothing_more(world):
    said = Client().get(reverse("portal:municipality", args=[ONE])).content.decode()
    assert "Podpora lidí" in said
    assert "Obec sama uvádí" not in said


def test_where_no_locality_is_nothing_is_said(db):
    world = make_world()
    world.region()
    said = Client().get(reverse("portal:municipality", args=[ONE])).content.decode()
    assert "Podpora lidí" not in said


def test_with_the_consent_only_the_agreed_words_are_public(world):
    agreed = {"confidentiality": Confidentiality.PLACE_PUBLIC, "public_place": "severní okraj městečka"}
    make_locality(ONE, **MARKED | agreed | {"name": "Qwxmarker třetí"})
    answer = Client().get(reverse("portal:municipality", args=[ONE]))
    assert "severní okraj městečka" in answer.content.decode()
    assert not _traces(answer)
